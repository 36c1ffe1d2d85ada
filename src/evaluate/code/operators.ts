/** Operators on known values. A comparison with what the server showed is a check. */
import type { Call } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { each, oneOf } from '../memory/alternatives.js';
import { valuesOf } from '../memory/arguments.js';
import { fieldOf, keyText } from '../memory/fields.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { copyOfArray, elementsOf } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import { truth } from '../memory/truth.js';
import {
  ABSENT,
  type Abstract,
  type CheckValue,
  type Constant,
  constantOf,
  mergeTrails,
  NO_TRAIL,
  type ProjectClass,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { allOf, anyOf } from '../trust/check.js';
import { againstVerdict, hashCheck } from '../trust/peer-checks.js';
import { runVerb } from '../verbs/verbs.js';
import { evaluateArguments } from './arguments.js';
import { callFunction, callMethod } from './calls.js';
import { knownClass } from './constructor-functions.js';
import { copied } from './copies.js';
import { includeFile } from './imports.js';
import { matchesGlob, matchesPattern, patternOf } from './patterns.js';
import { BLOCK } from './project-calls.js';

export function evaluateOperator(m: Machine, call: Call, frame: Frame): Abstract {
  const sign = call.callee.kind === 'name' ? call.callee.name.slice('op:'.length) : '';
  const site = m.site(call.span, frame);
  const args = evaluateArguments(m, call, frame);
  const [left = constantOf(null), right = constantOf(null)] = valuesOf(args);
  if (sign === 'embed')
    return (
      runVerb({ m, row: { does: 'embed' }, name: 'embed', receiver: null, args, site }) ?? unknownOf('an embedded file')
    );
  if (sign === 'copy') return each(left, (one) => copied(m, one));
  if (sign === 'yield') {
    const block = frameOf(frame, BLOCK)?.variables.get(BLOCK)?.value;
    if (block && block !== ABSENT) return callFunction(m, block, valuesOf(args), site, args.named);
    return unknownOf('a block given by a caller');
  }
  if (sign === 'copy-array') return copyOfArray(m, left);
  if (sign === 'include') return each(left, (one) => includeFile(m, one, frame, site));
  if (sign === 'enter') return each(left, (one) => enter(m, one, site));
  if (sign === 'pattern') return patternOf(m, left);
  // A decorator of the project makes another function; one of a library leaves it what it is.
  if (sign === 'decorate') {
    const made = right.kind === 'function' ? callFunction(m, right, [left], site) : left;
    return made.kind === 'function' || made.kind === 'object' ? made : left;
  }
  if (sign === 'count') {
    const elements = elementsOf(m, left);
    return elements ? constantOf(elements.length) : unknownOf('how many elements a table has', left.trail);
  }
  if (sign === 'stream') {
    // Numbers are shifted, streams written to, and texts grow.
    if (left.kind === 'constant' && left.value !== null) return unknownOf('operator <<');
    if (left.kind === 'object') runVerb({ m, row: { does: 'write-to' }, name: 'op:<<', receiver: null, args, site });
    return left.kind === 'text' ? (joinMaterial(m, [left, right]) ?? concatenate([left, right])) : left;
  }
  if (args.positional.length === 1) return each(left, (one) => unary(sign, one));
  const combine = (a: Abstract, b: Abstract): Abstract => {
    if (a.kind === 'oneOf') return oneOf(a.options.map((o) => ({ when: o.when, value: combine(o.value, b) })));
    if (b.kind === 'oneOf') return oneOf(b.options.map((o) => ({ when: o.when, value: combine(a, o.value) })));
    return binary(m, sign, a, b, site);
  };
  return combine(left, right);
}

function enter(m: Machine, managed: Abstract, site: Site): Abstract {
  const of = managed.kind === 'object' ? managed.object.of : null;
  const method = of && (methodOf(of, '__enter__') ?? methodOf(of, '__aenter__'));
  if (method?.kind !== 'function') return managed;
  const given = callFunction(m, bound(method, managed), [], site);
  return given.kind === 'constant' && given.value === null ? managed : given;
}

function unary(sign: string, value: Abstract): Abstract {
  if (sign === '!') {
    if (value.kind === 'check') return negate(value);
    const decided = truth(value);
    return decided === null
      ? unknownOf('a condition that is not decided', value.trail, peerOf([value]))
      : ofVariable(constantOf(!decided), value);
  }
  if (sign === '-' && value.kind === 'constant' && typeof value.value === 'number') return constantOf(-value.value);
  return unknownOf(`operator ${sign}`, value.trail, peerOf([value]));
}

/** What the absence of an environment variable decided stays known to be so. */
function ofVariable(decided: Constant, ...from: readonly Abstract[]): Constant {
  const constants = from.filter((value) => value.kind === 'constant');
  const unset = constants.map((value) => value.unset).find(Boolean);
  const attempt = constants.map((value) => value.attempt).find(Boolean);
  return { ...decided, ...(unset !== undefined && { unset }), ...(attempt && { attempt }) };
}

export function negate(value: CheckValue): CheckValue {
  const { negated, ...rest } = value;
  return negated ? rest : { ...rest, negated: true };
}

const peerOf = (values: readonly Abstract[]): { peer?: true } =>
  values.some((v) => (v.kind === 'unknown' && v.peer) || v.kind === 'check') ? { peer: true } : {};

/** `depth > 0`, `error_depth == chain.length - 1`: what follows is about a certificate above the server's own. */
function asksAbove(m: Machine, sign: string, a: Abstract, b: Abstract): void {
  if (!m.asksEach || !/^[=!]=$|^[<>]=?$/.test(sign)) return;
  const isPeer = (value: Abstract) => value.kind === 'unknown' && value.peer === true;
  const [peer, other] = isPeer(a) ? [a, b] : [b, a];
  if (!isPeer(peer)) return;
  const isBottom = other.kind === 'constant' && other.value === 0 && /=/.test(sign);
  if (!isBottom && (isPeer(other) || other.kind === 'constant')) m.looksUp = true;
}

function binary(m: Machine, sign: string, a: Abstract, b: Abstract, site: Site): Abstract {
  asksAbove(m, sign, a, b);
  switch (sign) {
    case '==':
      return equals(m, a, b);
    case '!=': {
      const same = equals(m, a, b);
      return same.kind === 'check' ? negate(same) : unary('!', same);
    }
    case '+':
      return plus(m, a, b, site);
    case '|':
      return (isRecord(a) && isRecord(b) ? joined(m, [a, b], site) : null) ?? bitwise(sign, a, b);
    case '&':
      return bitwise(sign, a, b);
    case '/':
      // A path joined with the division sign (Python's pathlib).
      if (a.kind === 'constant' && b.kind === 'constant') return arithmetic(sign, a.value, b.value);
      return (
        runVerb({
          m,
          row: { does: 'join' },
          name: 'op:/',
          receiver: null,
          args: { positional: [a, b].map((value) => ({ value, at: site })), named: new Map() },
          site,
        }) ?? unknownOf('a path')
      );
    case 'glob':
      return matchesGlob(a, b);
    case 'match':
      return matchesPattern(a, b);
    case 'in':
      return callMethod(m, b, 'contains', { positional: [{ value: a, at: site }], named: new Map() }, site);
    case 'instanceof': {
      const of = b.kind === 'function' ? knownClass(m, b) : b.kind === 'class' ? b.of : null;
      if (of && a.kind === 'object' && a.object.of) return constantOf(descends(a.object.of, of));
      return a.kind === 'object' && a.object.type !== null && m.index.holders.has(a.object.type)
        ? constantOf(true)
        : unknownOf('a type test', NO_TRAIL);
    }
    case 'defined':
      return unknownOf('a preprocessor condition');
    default:
      if (a.kind === 'constant' && b.kind === 'constant') return arithmetic(sign, a.value, b.value);
      return unknownOf(`operator ${sign}`, mergeTrails([a, b]), peerOf([a, b]));
  }
}

const descends = (of: ProjectClass, from: ProjectClass): boolean =>
  of === from || of.bases.some((base) => base.kind === 'class' && descends(base.of, from));

function equals(m: Machine, a: Abstract, b: Abstract): Abstract {
  if (a.kind === 'check' || b.kind === 'check')
    return againstVerdict(a.kind === 'check' ? a : (b as CheckValue), a.kind === 'check' ? b : a);
  const peer = (a.kind === 'unknown' && a.peer) || (b.kind === 'unknown' && b.peer);
  if (peer) return hashCheck(m, a.kind === 'unknown' && a.peer ? b : a);
  const one = keyText(a);
  const other = keyText(b);
  if (a.kind === 'constant' || b.kind === 'constant') {
    const known = (v: Abstract): boolean | null =>
      v.kind === 'constant' && v.value === null ? null : v.kind === 'unknown' ? null : true;
    if (a.kind === 'constant' && b.kind === 'constant') return ofVariable(constantOf(a.value === b.value), a, b);
    const [constant, rest] = a.kind === 'constant' ? [a, b] : [b as typeof a & { kind: 'constant' }, a];
    if (constant.kind === 'constant' && constant.value === null)
      return rest.kind === 'unknown' ? unknownOf('whether it is null', rest.trail) : constantOf(known(rest) === null);
    if (constant.kind === 'constant' && typeof constant.value === 'boolean') {
      const decided = truth(rest);
      if (decided !== null && rest.kind !== 'unknown') return constantOf(decided === constant.value);
    }
  }
  if (one !== null && other !== null && a.kind !== 'native' && b.kind !== 'native') return constantOf(one === other);
  const constants = [constantName(a, b), constantName(b, a)].find((each) => each !== null);
  if (constants) return constants;
  if (a.kind === 'native' && b.kind === 'native')
    return a.name === b.name ? constantOf(true) : unknownOf('two constants of a library');
  if (a.kind === 'object' && b.kind === 'object') return constantOf(a.object === b.object);
  return unknownOf('a comparison that is not decided', mergeTrails([a, b]));
}

/** `case PRODUCTION:` names a constant of the enum that is switched over; the object knows its own name (Java). */
function constantName(object: Abstract, named: Abstract): Abstract | null {
  const own = object.kind === 'object' ? fieldOf(object.object, 'enum:name') : null;
  const other = named.kind === 'native' ? named.name : named.kind === 'unknown' ? named.type : undefined;
  return own?.kind === 'text' && other !== undefined
    ? constantOf(own.text === other.slice(other.lastIndexOf('.') + 1))
    : null;
}

function plus(m: Machine, a: Abstract, b: Abstract, site: Site): Abstract {
  if (a.kind === 'constant' && b.kind === 'constant' && typeof a.value === 'number' && typeof b.value === 'number')
    return constantOf(a.value + b.value);
  // The sum of two records keeps what the first one has (PHP).
  const shapes = [a, b].map((v) => (v.kind === 'object' && elementsOf(m, v)?.length !== 0 ? v.object.shape : 'empty'));
  if (shapes.includes('record') && !shapes.includes('list') && a.kind === 'object' && b.kind === 'object')
    return joined(m, [b, a], site) ?? a;
  const lists = [a, b].map((v) => (v.kind === 'object' ? elementsOf(m, v) : null));
  if (a.kind === 'object' && lists[0] && lists[1]) {
    return (
      runVerb({
        m,
        row: { does: 'concat-lists' },
        name: 'op:+',
        receiver: a,
        args: { positional: [{ value: b, at: site }], named: new Map() },
        site,
      }) ?? unknownOf('a list')
    );
  }
  const material = joinMaterial(m, [a, b]);
  if (material) return material;
  if (a.kind === 'text' || b.kind === 'text') return concatenate([a, b]);
  return unknownOf('a sum', mergeTrails([a, b]), peerOf([a, b]));
}

const isRecord = (value: Abstract): boolean => value.kind === 'object' && value.object.shape === 'record';

/** The entries of all of them in a new record, the last one's first: `defaults | given` (Python). */
function joined(m: Machine, records: readonly Abstract[], site: Site): Abstract | null {
  const args = { positional: records.map((value) => ({ value, at: site })), named: new Map() };
  return runVerb({ m, row: { does: 'merge' }, name: 'op:|', receiver: null, args, site });
}

/** Flags are kept as text, sorted: `A|B` compares equal however it is written. */
function bitwise(sign: string, a: Abstract, b: Abstract): Abstract {
  const one = keyText(a);
  const other = keyText(b);
  if (a.kind === 'constant' && b.kind === 'constant' && typeof a.value === 'number' && typeof b.value === 'number')
    return constantOf(sign === '|' ? a.value | b.value : a.value & b.value);
  if (a.kind === 'check' && b.kind === 'check')
    return {
      kind: 'check',
      check: sign === '|' ? anyOf([a.check, b.check]) : allOf([a.check, b.check]),
      trail: NO_TRAIL,
    };
  // `errors & SslPolicyErrors.RemoteCertificateChainErrors`: the errors of the chain, none where the check passes.
  const [verdict, mask] = a.kind === 'check' ? [a, b] : [b, a];
  if (sign === '&' && verdict.kind === 'check')
    return mask.kind === 'native' && !mask.name.endsWith('.RemoteCertificateChainErrors')
      ? unknownOf('errors that are not of the chain', NO_TRAIL, { peer: true })
      : { ...verdict, negated: true };
  if (sign === '|' && one !== null && other !== null)
    return textOf([...one.split('|'), ...other.split('|')].sort().join('|'));
  // `policy.VerificationFlags |= flag`: whatever was set, this one is.
  const [flags, rest] = a.kind === 'native' ? [one, b] : [other, a];
  if (
    sign === '|' &&
    flags !== null &&
    rest.kind === 'unknown' &&
    !rest.peer &&
    (a.kind === 'native' || b.kind === 'native')
  )
    return textOf(flags);
  return unknownOf(`operator ${sign}`, NO_TRAIL, peerOf([a, b]));
}

function arithmetic(sign: string, a: boolean | number | null, b: boolean | number | null): Abstract {
  if (typeof a !== 'number' || typeof b !== 'number') return unknownOf(`operator ${sign}`);
  switch (sign) {
    case '-':
      return constantOf(a - b);
    case '*':
      return constantOf(a * b);
    case '/':
      return constantOf(a / b);
    case '%':
      return constantOf(a % b);
    case '<':
      return constantOf(a < b);
    case '<=':
      return constantOf(a <= b);
    case '>':
      return constantOf(a > b);
    case '>=':
      return constantOf(a >= b);
    default:
      return unknownOf(`operator ${sign}`);
  }
}
