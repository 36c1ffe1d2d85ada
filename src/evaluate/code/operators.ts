/** Operators on known values. A comparison with what the server showed is a check. */
import type { Call } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { each, oneOf } from '../memory/alternatives.js';
import { valuesOf } from '../memory/arguments.js';
import type { Frame } from '../memory/frame.js';
import { truth } from '../memory/truth.js';
import { type Abstract, constantOf, mergeTrails, NO_TRAIL, type ProjectClass, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { runVerb } from '../verbs/verbs.js';
import { evaluateArguments } from './arguments.js';
import { callMethod } from './calls.js';
import { asksAbove, equals, negate, ofVariable, peerOf, whetherFound } from './comparisons.js';
import { knownClass } from './constructor-functions.js';
import { OPERATIONS } from './operations.js';
import { matchesGlob, matchesPattern } from './patterns.js';
import { arithmetic, bitwise, isRecord, joined, plus } from './sums.js';

export function evaluateOperator(m: Machine, call: Call, frame: Frame): Abstract {
  const sign = call.callee.kind === 'name' ? call.callee.name.slice('op:'.length) : '';
  const site = m.site(call.span, frame);
  const args = evaluateArguments(m, call, frame);
  const [left = constantOf(null), right = constantOf(null)] = valuesOf(args);
  const operation = OPERATIONS[sign];
  if (operation) return operation({ m, args, left, frame, site });
  if (args.positional.length === 1) return each(left, (one) => unary(sign, one));
  const combine = (a: Abstract, b: Abstract): Abstract => {
    if (a.kind === 'oneOf') return oneOf(a.options.map((o) => ({ when: o.when, value: combine(o.value, b) })));
    if (b.kind === 'oneOf') return oneOf(b.options.map((o) => ({ when: o.when, value: combine(a, o.value) })));
    return binary(m, sign, a, b, site);
  };
  return combine(left, right);
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

function binary(m: Machine, sign: string, a: Abstract, b: Abstract, site: Site): Abstract {
  asksAbove(m, sign, a, b);
  const found = a.kind === 'check' && a.position ? whetherFound(sign, a, b) : null;
  if (found) return found;
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
    default:
      if (a.kind === 'constant' && b.kind === 'constant') return arithmetic(sign, a.value, b.value);
      return unknownOf(`operator ${sign}`, mergeTrails([a, b]), peerOf([a, b]));
  }
}

const descends = (of: ProjectClass, from: ProjectClass): boolean =>
  of === from || of.bases.some((base) => base.kind === 'class' && descends(base.of, from));
