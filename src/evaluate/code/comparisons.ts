/** Comparisons. One with what the server showed is a check. */
import type { Machine } from '../machine.js';
import { ENUM_NAME, fieldOf, keyText } from '../memory/fields.js';
import { truth } from '../memory/truth.js';
import { type Abstract, type CheckValue, type Constant, constantOf, mergeTrails, unknownOf } from '../memory/values.js';
import { againstVerdict, hashCheck } from '../trust/peer-checks.js';

/** What the absence of an environment variable decided stays known to be so. */
export function ofVariable(decided: Constant, ...from: readonly Abstract[]): Constant {
  const constants = from.filter((value) => value.kind === 'constant');
  const unset = constants.map((value) => value.unset).find(Boolean);
  const attempt = constants.map((value) => value.attempt).find(Boolean);
  return { ...decided, ...(unset !== undefined && { unset }), ...(attempt && { attempt }) };
}

export function negate(value: CheckValue): CheckValue {
  const { negated, ...rest } = value;
  return negated ? rest : { ...rest, negated: true };
}

export const peerOf = (values: readonly Abstract[]): { peer?: true } =>
  values.some((v) => (v.kind === 'unknown' && v.peer) || v.kind === 'check') ? { peer: true } : {};

/** `depth > 0`, `error_depth == chain.length - 1`: what follows is about a certificate above the server's own. */
export function asksAbove(m: Machine, sign: string, a: Abstract, b: Abstract): void {
  if (!m.asksEach || !/^[=!]=$|^[<>]=?$/.test(sign)) return;
  const isPeer = (value: Abstract) => value.kind === 'unknown' && value.peer === true;
  const [peer, other] = isPeer(a) ? [a, b] : [b, a];
  if (!isPeer(peer)) return;
  const isBottom = other.kind === 'constant' && other.value === 0 && /=/.test(sign);
  if (!isBottom && (isPeer(other) || other.kind === 'constant')) m.looksUp = true;
}

/** `Array.IndexOf(pins, hash) >= 0`, `!= -1`; and their opposites. */
export function whetherFound(sign: string, { check, trail }: CheckValue, limit: Abstract): CheckValue | null {
  const found: CheckValue = { kind: 'check', check, trail };
  switch (limit.kind === 'constant' ? `${sign}${limit.value}` : '') {
    case '>=0':
    case '>-1':
    case '!=-1':
      return found;
    case '<0':
    case '<=-1':
    case '==-1':
      return negate(found);
    default:
      return null;
  }
}

export function equals(m: Machine, a: Abstract, b: Abstract): Abstract {
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
  const own = object.kind === 'object' ? fieldOf(object.object, ENUM_NAME) : null;
  const other = named.kind === 'native' ? named.name : named.kind === 'unknown' ? named.type : undefined;
  return own?.kind === 'text' && other !== undefined
    ? constantOf(own.text === other.slice(other.lastIndexOf('.') + 1))
    : null;
}
