/** Calls that make a holder: what it begins with, the options that become its fields, and objects built from others. */
import { type HolderRow, lineage } from '../../models/index-models.js';
import { listOf as many } from '../../models/load-models.js';
import type { FilledBy, MadeBy, Sets } from '../../models/schema.js';
import { mergeInto } from '../code/expressions.js';
import type { Machine } from '../machine.js';
import { type Arguments, nameArguments } from '../memory/arguments.js';
import { type Abstract, referTo, START, Thing, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { NEVER } from '../trust/check.js';
import { isMet } from '../trust/conditions.js';
import { namedRoots } from '../trust/named-roots.js';
import { argumentAt } from '../trust/places.js';

export function make(
  m: Machine,
  { row, holder, model }: HolderRow<MadeBy>,
  receiver: Abstract | null,
  args: Arguments,
  site: Site,
): Abstract | null {
  const thing = m.thing('instance', holder.type);
  const named = nameArguments(args, row.parameters);
  if (!isMet(m, row['only-if'], { args: { positional: args.positional, named }, receiver: null, holder, model }))
    return null;
  for (const at of many(row.options)) {
    const options = args.positional[at]?.value;
    if (options && typeof options !== 'symbol') mergeInto(thing.fields, options);
  }
  for (const [key, cell] of named) thing.fields.set(key, cell);
  if (row.receiver && receiver) thing.fields.set(row.receiver, { value: receiver, at: null });
  const given = (row['starts-empty-if-given'] ?? []).some((key) => {
    const cell = typeof key === 'number' ? args.positional[key] : named.get(key);
    return cell !== undefined && !isNull(cell.value as Abstract);
  });
  const starts = given ? 'nothing' : (row.starts ?? holder.starts);
  if (starts === 'nothing') thing.fields.set(START, { value: { kind: 'check', check: NEVER, trail: [] }, at: site });
  else if (starts) {
    const roots = namedRoots(m, starts.default, site);
    thing.fields.set(START, { value: { kind: 'check', check: roots.check, trail: [] }, at: roots.site ?? site });
  }
  if (row.into !== undefined) {
    const target = argumentAt(row.into, args)?.value;
    if (target && typeof target !== 'symbol' && target.kind === 'object') {
      for (const [key, cell] of thing.fields) m.write(target.object, key, cell);
      return null;
    }
  }
  m.made.add(thing);
  return referTo(thing, [site]);
}

/** A row of the call that makes the holder speaks of what is being made, if it is of this type. */
export function madeHolder(m: Machine, { holder }: HolderRow<FilledBy | Sets>, made: Abstract): Abstract | null {
  if (made.kind !== 'object' || made.object.type === null) return null;
  return lineage(m.index, made.object.type).includes(holder.type) ? made : null;
}

export const speaksOfMade = (row: FilledBy | Sets): boolean => row.call !== undefined && row.of === undefined;

/**
 * `curl_setopt($ch, …)` says what `$ch` is, wherever it came from. It gets an object that knows only what is set here, and
 * is judged as one that leaves.
 */
export function assumedHolder(m: Machine, value: Abstract, type: string): Abstract {
  if (value.kind !== 'unknown' || value.peer) return value;
  let thing = m.assumed.get(value);
  if (thing === undefined) {
    thing = m.thing('instance', type);
    thing.fields.set(START, { value: unknownOf(value.why), at: null });
    m.assumed.set(value, thing);
  }
  m.escaped.add(thing);
  return referTo(thing, value.trail);
}

export const isNull = (value: Abstract): boolean => value.kind === 'constant' && value.value === null;

export function build(m: Machine, type: string, from: Abstract | symbol | null | undefined): Abstract {
  if (!from || typeof from === 'symbol') return unknownOf(`a ${type} made from something unknown`);
  if (from.kind === 'oneOf')
    return { ...from, options: from.options.map((o) => ({ when: o.when, value: build(m, type, o.value) })) };
  const thing = new Thing('instance', type, null, m.heap.birth());
  if (from.kind === 'object') {
    m.copiedFrom.add(from.object);
    for (const [key, cell] of from.object.fields) thing.fields.set(key, cell);
  } else thing.fields.set(START, { value: unknownOf('made from something unknown'), at: null });
  return referTo(thing, from.trail);
}
