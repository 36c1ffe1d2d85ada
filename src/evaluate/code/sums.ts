/** Sums, flags and arithmetic on known values. */
import type { Machine } from '../machine.js';
import { keyText } from '../memory/fields.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { elementsOf } from '../memory/lists.js';
import { type Abstract, constantOf, mergeTrails, NO_TRAIL, textOf, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { allOf, anyOf } from '../trust/check.js';
import { runVerb } from '../verbs/verbs.js';
import { peerOf } from './comparisons.js';

export function plus(m: Machine, a: Abstract, b: Abstract, site: Site): Abstract {
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

export const isRecord = (value: Abstract): boolean => value.kind === 'object' && value.object.shape === 'record';

/** The entries of all of them in a new record, the last one's first: `defaults | given` (Python). */
export function joined(m: Machine, records: readonly Abstract[], site: Site): Abstract | null {
  const args = { positional: records.map((value) => ({ value, at: site })), named: new Map() };
  return runVerb({ m, row: { does: 'merge' }, name: 'op:|', receiver: null, args, site });
}

/** Flags are kept as text, sorted: `A|B` compares equal however it is written. */
export function bitwise(sign: string, a: Abstract, b: Abstract): Abstract {
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

export function arithmetic(sign: string, a: boolean | number | null, b: boolean | number | null): Abstract {
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
