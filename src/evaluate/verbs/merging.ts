/** Verbs that put records together. */
import { mergeInto } from '../code/expressions.js';
import { each } from '../memory/alternatives.js';
import { keyText } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { type Abstract, type Cell, referTo, type Thing } from '../memory/values.js';
import { concatLists } from './collections.js';
import { subject, type Verb, type VerbCall } from './verbs.js';

/** The receiver of a method, and the arguments. */
const recordsIn = (call: VerbCall): Abstract[] => [
  ...(call.row.method && call.receiver ? [call.receiver] : []),
  ...call.args.positional.map((cell) => cell.value as Abstract),
];

/** Writes what the target does not hold yet, so that what is there keeps its time. */
function laidInto(call: VerbCall, target: Thing, entries: ReadonlyMap<string, Cell>): Abstract {
  for (const [key, cell] of entries) if (target.fields.get(key) !== cell) call.m.write(target, key, cell);
  return referTo(target);
}

const targetOf = (call: VerbCall, first: Abstract | undefined, inPlace: boolean): Thing =>
  inPlace && first?.kind === 'object' ? first.object : call.m.thing('record', null);

/** Records one after the other: later entries win, in a new record or in the first one. */
const merge =
  (inPlace: boolean): Verb =>
  (call) => {
    const given = recordsIn(call);
    // An empty array is a record without entries as well (PHP).
    const anyRecord = given.some((value) => value.kind === 'object' && value.object.shape === 'record');
    const records = anyRecord && !inPlace ? given.filter((value) => elementsOf(call.m, value)?.length !== 0) : given;
    const [first] = records;
    if (first?.kind === 'object' && first.object.shape === 'list') return concatLists(call, records);
    const target = targetOf(call, first, inPlace);
    const collected = new Map(target.fields);
    for (const record of inPlace ? records.slice(1) : records) mergeInto(collected, record);
    for (const [key, cell] of call.args.named) collected.set(key, cell);
    return laidInto(call, target, collected);
  };

/** `options.reverse_merge(defaults)`: what an earlier record has, later ones leave alone; in a new record or in the first one. */
const mergeDefaults =
  (inPlace: boolean): Verb =>
  (call) => {
    const given = recordsIn(call);
    const collected = new Map(call.args.named);
    for (const record of [...given].reverse()) mergeInto(collected, record);
    return laidInto(call, targetOf(call, given[0], inPlace), collected);
  };

/** The entries of a list of pairs: `dict([("ca", path)])`. */
function pairsIn(call: VerbCall, list: Abstract): [string, Abstract][] {
  if (list.kind !== 'object' || list.object.shape !== 'list') return [];
  return (elementsOf(call.m, list) ?? []).flatMap(({ value }): [string, Abstract][] => {
    const [key, entry] = elementsOf(call.m, value) ?? [];
    const known = key ? keyText(key.value) : null;
    return known !== null && entry ? [[known, entry.value]] : [];
  });
}

export const mergingVerbs: Readonly<Record<string, Verb>> = {
  merge: merge(false),
  'merge-into': merge(true),
  'merge-defaults': mergeDefaults(false),
  'merge-defaults-into': mergeDefaults(true),
  'new-record': (call) => {
    const record = call.m.thing('record', null);
    for (const cell of call.args.positional) {
      const value = cell.value as Abstract;
      for (const [key, entry] of pairsIn(call, value)) record.fields.set(key, { value: entry, at: null });
      mergeInto(record.fields, value);
    }
    for (const [key, cell] of call.args.named) record.fields.set(key, cell);
    return referTo(record);
  },
  /** What is named besides stands in the copy only: `dataclasses.replace(settings, verify=True)`. */
  copy: (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind !== 'object') return one;
          const copy = call.m.thing(one.object.shape, one.object.type, one.object.of);
          for (const [key, cell] of [...one.object.fields, ...call.args.named]) copy.fields.set(key, cell);
          return referTo(copy, one.trail);
        });
  },
};
