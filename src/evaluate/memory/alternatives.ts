/** One of several values: what a branch nobody can decide leaves behind. */
import type { Site } from '../pin.js';
import { ABSENT, type Abstract, type Cell, type OneOf, type Option, unknownOf } from './values.js';

/** The most alternatives that are kept apart; more become unknown. */
export const ALTERNATIVES_LIMIT = 8;

/** Of so many, nobody will tell one from another; comparing each with all would take longer than the rest of the run. */
const MANY = 64;

export function oneOf(options: readonly Option[]): Abstract {
  const flat: Option[] = [];
  for (const { when, value } of options) {
    const inner =
      value.kind === 'oneOf'
        ? value.options.map((o) => ({ when: both(when, o.when), value: o.value }))
        : [{ when, value }];
    for (const option of inner) if (!flat.some((f) => sameValue(f.value, option.value))) flat.push(option);
    if (flat.length > MANY) return tooMany(value);
  }
  const [first] = flat;
  if (first === undefined) return unknownOf('no value');
  if (flat.length === 1) return first.value;
  const distinct = flat.length > ALTERNATIVES_LIMIT ? unlike(flat) : flat;
  if (distinct.length > ALTERNATIVES_LIMIT) return tooMany(first.value);
  return distinct.length === 1 ? first.value : { kind: 'oneOf', options: distinct, trail: first.value.trail };
}

const tooMany = ({ trail }: Abstract): Abstract => unknownOf(`more than ${ALTERNATIVES_LIMIT} possible values`, trail);

/** A store that each run of a function makes anew (`@store ||= OpenSSL::X509::Store.new`): one stands for all like it. */
function unlike(options: readonly Option[]): readonly Option[] {
  const kept: Option[] = [];
  for (const option of options) if (!kept.some(({ value }) => alike(value, option.value))) kept.push(option);
  return kept;
}

/** Objects of one library type that hold the same. */
function alike(a: Abstract, b: Abstract): boolean {
  if (a.kind !== 'object' || b.kind !== 'object' || a.object.type === null || a.object.type !== b.object.type)
    return sameValue(a, b);
  const [one, other] = [a.object.fields, b.object.fields];
  return one.size === other.size && [...one].every(([key, cell]) => holdSame(cell, other.get(key)));
}

function holdSame(one: Cell, other: Cell | undefined): boolean {
  const [a, b] = [one.value, other?.value];
  if (a === undefined || b === undefined || typeof a === 'symbol' || typeof b === 'symbol') return a === b;
  const [check, otherCheck] = [a, b].map((value) =>
    value.kind === 'fills' ? value.fills.map((fill) => fill.check) : value.kind === 'check' ? value.check : null,
  );
  if (check && otherCheck) return JSON.stringify(check) === JSON.stringify(otherCheck);
  return sameValue(a, b);
}

const both = (a: string, b: string): string => (a === '' || a === b ? b : b === '' ? a : `${a}, ${b}`);

/** What a cell holds, by the place where it was written. */
export function writingsOf(cell: Cell): { when: string; value: Abstract; at: Site | null }[] {
  if (!cell.branches) return cell.value === ABSENT ? [] : [{ when: '', value: cell.value, at: cell.at }];
  return cell.branches.flatMap(({ when, cell: branch }) =>
    writingsOf(branch).map((each) => ({ ...each, when: both(when, each.when) })),
  );
}

/** Applies `f` to a value, or to each of its alternatives. */
export function each(value: Abstract, f: (value: Exclude<Abstract, OneOf>) => Abstract): Abstract {
  if (value.kind !== 'oneOf') return f(value);
  return oneOf(value.options.map(({ when, value: option }) => ({ when, value: each(option, f) })));
}

export function sameValue(a: Abstract, b: Abstract): boolean {
  if (a === b) return true;
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text && a.file?.path === b.file?.path;
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'native' && b.kind === 'native') return a.name === b.name;
  if (a.kind === 'object' && b.kind === 'object') return a.object === b.object;
  if (a.kind === 'function' && b.kind === 'function') return a.lambda === b.lambda && a.frame === b.frame;
  if (a.kind === 'class' && b.kind === 'class') return a.of.definition === b.of.definition;
  if (a.kind === 'unknown' && b.kind === 'unknown') return a.why === b.why && a.type === b.type && a.peer === b.peer;
  return false;
}
