/** What a call of a library does, by the rows of the models: make, fill, set, build, connect, or pass a value on. */
import { type HolderRow, lineage, type Row } from '../../models/index-models.js';
import type { ArgumentAt } from '../../models/place-schema.js';
import type { FilledBy, Flow, Sets } from '../../models/schema.js';
import { callUnknown } from '../code/calls.js';
import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import { type Abstract, NULL, referTo, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { connect } from '../trust/connect.js';
import { argumentAt } from '../trust/places.js';
import { runVerb } from '../verbs/verbs.js';
import { applyFill, applySet, holderOf, literalOf } from './fill-holders.js';
import { build, madeHolder, make, speaksOfMade } from './makers.js';
import { isModelled, typesOf } from './modelled.js';

export function callLibrary(
  m: Machine,
  names: readonly string[],
  receiver: Abstract | null,
  args: Arguments,
  site: Site,
  creates = false,
): Abstract {
  // `Optional.ofNullable(System.getProperty("ca")).map(…)`: what nobody sets has decided what follows.
  if (receiver?.kind === 'constant' && receiver.unset !== undefined) m.decideByAbsence(receiver.unset, site.path);
  for (const name of names) {
    if (!isModelled(m, name)) continue;
    return callModelled(m, name, receiver, args, site);
  }
  if (creates && names[0] !== undefined) return createUnmodelled(m, names[0], args, site);
  if (receiver?.kind === 'object' && receiver.object.type !== null) {
    const holder = m.index.holders.get(receiver.object.type)?.row;
    if (holder) {
      callUnknown(m, unknownOf('a method that is not modelled'), args, site);
      return holder.fluent ? receiver : unknownOf(`${names[0]} is not modelled`);
    }
  }
  return callUnknown(m, receiver ?? unmodelled(names), args, site);
}

/** A call of a library by its name: whatever it does, it is nothing of the project. */
const unmodelled = ([name]: readonly string[]): Abstract =>
  unknownOf(`${name ?? 'the call'} is not modelled`, [], name === undefined ? {} : { type: name });

/** An object of a library of which nothing is known but its type: its options may be read by others that are. */
function createUnmodelled(m: Machine, type: string, args: Arguments, site: Site): Abstract {
  const thing = m.thing('instance', type);
  for (const [key, cell] of args.named) thing.fields.set(key, cell);
  callUnknown(m, unmodelled([type]), args, site);
  return referTo(thing);
}

function callModelled(m: Machine, name: string, receiver: Abstract | null, args: Arguments, site: Site): Abstract {
  let result: Abstract | null = null;
  let fluent: Abstract | null = null;
  let made: Abstract | null = null;
  for (const row of m.index.makers.get(name) ?? []) {
    // `Curl::Easy.perform(url)` makes one, `easy.perform` is asked of one.
    const isAsked = receiver?.kind === 'object' && typesOf(m, receiver).includes(row.holder.type);
    if (!isAsked) made = make(m, row, receiver, args, site) ?? made;
  }
  const holderAt = (row: HolderRow<FilledBy | Sets>) =>
    made && speaksOfMade(row.row) ? madeHolder(m, row, made) : holderOf(m, row, receiver, args);
  for (const row of m.index.setters.get(name) ?? []) fluent = applySet(m, row, holderAt(row), args, site) ?? fluent;
  for (const row of m.index.fills.get(name) ?? [])
    fluent = applyFill(m, row, name, holderAt(row), args, site) ?? fluent;
  const flow = m.index.flows.get(name);
  // A block gets the object that the call makes, and sets it up before the call connects: `Faraday.new { |f| … }`.
  if (flow && made) result = runFlow(m, flow, name, made, args, site);
  const tried = m.attempts.length;
  for (const row of m.index.connections.get(name) ?? [])
    result = connect(m, row, name, made ?? receiver, args, site) ?? result;
  result = made ?? result;
  const builder = m.index.builders.get(name);
  if (builder)
    result = build(
      m,
      builder.row.type,
      builder.row.of === undefined ? receiver : argumentAt(builder.row.of as ArgumentAt, args)?.value,
    );
  if (m.index.identities.has(name) && receiver) result = receiver;
  if (flow && !made) result = runFlow(m, flow, name, receiver, args, site) ?? result;
  if (result) return result;
  if (fluent) return isFluent(m, fluent) ? fluent : NULL;
  if (receiver && isFluent(m, receiver)) return receiver;
  const attempt = m.attempts[tried];
  return unknownOf(`the result of ${name}`, [], attempt ? { attempt } : {});
}

function runFlow(
  m: Machine,
  { row }: Row<Flow>,
  name: string,
  receiver: Abstract | null,
  args: Arguments,
  site: Site,
): Abstract | null {
  const result = runVerb({ m, row, name, receiver, args, site });
  if (row.into !== undefined && result) {
    args.assign?.(row.into, result);
    if (row.value !== undefined) return literalOf(row.value);
  }
  if (!row.type || !result) return result;
  // `new URL(System.getenv("API"))`: what is missing here is there when it runs.
  if (result.kind === 'constant' && result.value === null)
    return unknownOf(`${name} of something that is not set`, result.trail, { type: row.type });
  return result.kind === 'unknown' && !result.type ? { ...result, type: row.type } : result;
}

function isFluent(m: Machine, value: Abstract): boolean {
  if (value.kind === 'oneOf') return value.options.every((option) => isFluent(m, option.value));
  return (
    value.kind === 'object' &&
    value.object.type !== null &&
    lineage(m.index, value.object.type).some((type) => m.index.holders.get(type)?.row.fluent)
  );
}
