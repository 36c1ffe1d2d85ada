/** Verbs on lists and records. */

import { mergeInto } from '../expressions.js';
import { isModelled } from '../library-calls.js';
import { addToList, type Element, elementsOf, listOf } from '../lists.js';
import { keyText } from '../objects.js';
import { hashCheck } from '../peer-checks.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  each,
  ITEMS,
  NULL,
  oneOf,
  referTo,
  unknownOf,
} from '../values.js';
import { back, operand, positional, subject, type Verb, type VerbCall } from '../verbs.js';

function callbackOf(call: VerbCall): Abstract | null {
  const found = call.args.positional.find((cell) => cell.value !== ABSENT && cell.value.kind === 'function');
  if (found) return found.value as Abstract;
  // A function by its name: `array_map('file_get_contents', $files)`.
  const named = call.row.method === undefined ? positional(call, 0) : null;
  return named?.kind === 'text' && isModelled(call.m, named.text) ? named : null;
}

/** The list of a method is its receiver; of a function the first argument that is one. */
function listIn(call: VerbCall): Abstract | null {
  if (call.row.method !== undefined) return call.receiver;
  const found = call.args.positional.find((cell) => cell.value !== ABSENT && cell.value.kind === 'object');
  return found ? (found.value as Abstract) : null;
}

export const isPeer = (value: Abstract | null): boolean =>
  value?.kind === 'check' || (value?.kind === 'unknown' && value.peer === true);

const map: Verb = (call) => {
  const list = listIn(call);
  const callback = callbackOf(call) ?? (call.row.method ? positional(call, 0) : positional(call, 0));
  if (!list) return null;
  if (list.kind === 'oneOf')
    return oneOf(list.options.map((o) => ({ when: o.when, value: map({ ...call, receiver: o.value }) ?? NULL })));
  const elements = elementsOf(call.m, list);
  if (!callback || elements === null) {
    if (callback?.kind === 'function')
      back(call, callback, [
        unknownOf('an element of something unknown', list.trail, isPeer(list) ? { peer: true } : {}),
      ]);
    return list.kind === 'material' || list.kind === 'text'
      ? list
      : unknownOf('a list that is not known', list.trail, isPeer(list) ? { peer: true } : {});
  }
  return listOf(
    call.m,
    elements.map(({ value, key }) => back(call, callback, [value, key])),
  );
};

const forEach: Verb = (call) => {
  map(call);
  return call.receiver ?? NULL;
};

/** Whether a list holds something: what the server showed among known hashes is a pin. */
const contains: Verb = (call) => {
  const list = subject(call);
  const wanted = operand(call, 0);
  if (!list || !wanted) return null;
  if (isPeer(wanted)) return hashCheck(call.m, list);
  if (isPeer(list)) return hashCheck(call.m, wanted);
  if (list.kind === 'text' && wanted.kind === 'text') return constantOf(list.text.includes(wanted.text));
  const elements = elementsOf(call.m, list);
  const key = keyText(wanted);
  if (elements === null || key === null) return unknownOf('whether a list holds it');
  const record = list.kind === 'object' && list.object.shape === 'record';
  return constantOf(elements.some((element) => keyText(record ? element.key : element.value) === key));
};

/** Records one after the other: later entries win, in a new record or in the first one. */
const merge =
  (inPlace: boolean): Verb =>
  (call) => {
    const given = [
      ...(call.row.method && call.receiver ? [call.receiver] : []),
      ...call.args.positional.map((cell) => cell.value as Abstract),
    ];
    // An empty array is a record without entries as well (PHP).
    const anyRecord = given.some((value) => value.kind === 'object' && value.object.shape === 'record');
    const records = anyRecord && !inPlace ? given.filter((value) => elementsOf(call.m, value)?.length !== 0) : given;
    const [first] = records;
    if (first?.kind === 'object' && first.object.shape === 'list') return concatLists(call, records);
    const target = inPlace && first?.kind === 'object' ? first.object : call.m.thing('record', null);
    const collected = new Map(target.fields);
    for (const record of inPlace ? records.slice(1) : records) mergeInto(collected, record);
    for (const [key, cell] of call.args.named) collected.set(key, cell);
    for (const [key, cell] of collected) if (target.fields.get(key) !== cell) call.m.write(target, key, cell);
    return referTo(target);
  };

/** `options.reverse_merge(defaults)`: what an earlier record has, later ones leave alone; in a new record or in the first one. */
const mergeDefaults =
  (inPlace: boolean): Verb =>
  (call) => {
    const own = call.row.method && call.receiver ? [call.receiver] : [];
    const given = [...own, ...call.args.positional.map((cell) => cell.value as Abstract)];
    const target = inPlace && given[0]?.kind === 'object' ? given[0].object : call.m.thing('record', null);
    const collected = new Map<string, Cell>(call.args.named);
    for (const record of [...given].reverse()) mergeInto(collected, record);
    for (const [key, cell] of collected) if (target.fields.get(key) !== cell) call.m.write(target, key, cell);
    return referTo(target);
  };

function concatLists(call: VerbCall, lists: readonly Abstract[]): Abstract {
  const items: Abstract[] = [];
  for (const list of lists) {
    const elements = elementsOf(call.m, list);
    if (elements) items.push(...elements.map((e) => e.value));
    else if (list.kind === 'object' || list.kind === 'unknown')
      return unknownOf('a list that is not known', list.trail);
    else items.push(list);
  }
  return listOf(call.m, items);
}

/** The entries of a list of pairs: `dict([("ca", path)])`. */
function pairsIn(call: VerbCall, list: Abstract): [string, Abstract][] {
  if (list.kind !== 'object' || list.object.shape !== 'list') return [];
  return (elementsOf(call.m, list) ?? []).flatMap(({ value }): [string, Abstract][] => {
    const [key, entry] = elementsOf(call.m, value) ?? [];
    const known = key ? keyText(key.value) : null;
    return known !== null && entry ? [[known, entry.value]] : [];
  });
}

function itemAt(call: VerbCall, list: Abstract | null, at: number): Abstract {
  if (list === null) return NULL;
  return each(list, (one) => {
    if (one.kind === 'text' || one.kind === 'material') return one.kind === 'text' ? { ...one, first: true } : one;
    const elements = elementsOf(call.m, one);
    if (elements) return elements.at(at)?.value ?? NULL;
    return one.kind === 'object' && one.object.type !== null
      ? one
      : unknownOf('an element of something unknown', one.trail, isPeer(one) ? { peer: true } : {});
  });
}

/** Whether the callback accepts it for certain: a record's entry is asked by key and value. */
function accepts(call: VerbCall, callback: Abstract, { key, value }: Element): boolean {
  const list = listIn(call);
  const answer = back(call, callback, isRecord(list) ? [key, value] : [value, key]);
  return answer.kind === 'constant' ? answer.value !== false && answer.value !== null : answer.kind === 'text';
}

const isRecord = (value: Abstract | null): boolean => value?.kind === 'object' && value.object.shape === 'record';

/** A record with some of the entries of another, each with the place where it was written. */
function recordOf(call: VerbCall, from: Abstract | null, entries: readonly Element[]): Abstract {
  const record = call.m.thing('record', null);
  for (const { key, value } of entries) {
    const name = keyText(key) ?? '';
    const at = (from?.kind === 'object' ? from.object.fields.get(name)?.at : null) ?? null;
    record.fields.set(name, { value, at });
  }
  return referTo(record);
}

function keysIn(call: VerbCall, keeps: (named: boolean) => boolean): Abstract | null {
  const elements = call.receiver ? elementsOf(call.m, call.receiver) : null;
  if (!elements) return call.receiver;
  const names = call.args.positional.flatMap(({ value }) => (value === ABSENT ? [] : [keyText(value)]));
  return recordOf(
    call,
    call.receiver,
    elements.filter(({ key }) => keeps(names.includes(keyText(key)))),
  );
}

/** The first element that a function says yes to; where nobody can tell, any of them. */
function firstThat(call: VerbCall, test: Abstract | null): Abstract {
  const list = listIn(call);
  const elements = list ? elementsOf(call.m, list) : null;
  if (!elements || !test) return unknownOf('an element of something unknown');
  for (const { value, key } of elements) {
    const answer = back(call, test, [value, key]);
    if (answer.kind !== 'constant')
      return oneOf(elements.map((e) => ({ when: 'the first that fits', value: e.value })));
    if (answer.value) return value;
  }
  return NULL;
}

export const collectionVerbs: Readonly<Record<string, Verb>> = {
  map,
  'flat-map': (call) => {
    const mapped = map(call);
    const parts = mapped ? elementsOf(call.m, mapped) : null;
    return parts
      ? listOf(
          call.m,
          parts.flatMap((p) => elementsOf(call.m, p.value)?.map((e) => e.value) ?? [p.value]),
        )
      : mapped;
  },
  'for-each': forEach,
  filter: (call) => {
    const list = listIn(call);
    const callback = callbackOf(call);
    const elements = list ? elementsOf(call.m, list) : null;
    if (!elements || !callback) return list;
    const kept = elements.filter(({ value, key }) => {
      const answer = back(call, callback, [value, key]);
      return !(answer.kind === 'constant' && (answer.value === false || answer.value === null));
    });
    return listOf(
      call.m,
      kept.map((e) => e.value),
    );
  },
  reject: (call) => {
    const list = listIn(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const callback = callbackOf(call);
    if (!elements || !callback) return list;
    const left = elements.filter((element) => !accepts(call, callback, element));
    return isRecord(list)
      ? recordOf(call, list, left)
      : listOf(
          call.m,
          left.map((e) => e.value),
        );
  },
  'filter-entries': (call) => {
    const elements = call.receiver ? elementsOf(call.m, call.receiver) : null;
    const callback = callbackOf(call);
    if (!elements || !callback) return call.receiver;
    return recordOf(
      call,
      call.receiver,
      elements.filter((element) => accepts(call, callback, element)),
    );
  },
  /** The entries under these keys. */
  pick: (call) => keysIn(call, (named) => named),
  /** All entries but those under these keys. */
  omit: (call) => keysIn(call, (named) => !named),
  /** The first element that the callback accepts. */
  find: (call) => firstThat(call, callbackOf(call)),
  /** Whether any element passes (`some`, `any?`): over what the server showed, a check of it. */
  any: (call) => {
    const list = listIn(call);
    const callback = callbackOf(call) ?? positional(call, 0);
    if (!list || !callback) return unknownOf('whether an element fits');
    const elements = elementsOf(call.m, list);
    if (isPeer(list)) call.m.looksUp = true;
    const answers = elements
      ? elements.map(({ value }) => back(call, callback, [value]))
      : [
          back(call, callback, [
            unknownOf('an element of something unknown', list.trail, isPeer(list) ? { peer: true } : {}),
          ]),
        ];
    const checks = answers.filter((answer) => answer.kind === 'check');
    if (checks.length > 0)
      return checks.length === 1
        ? checks[0]!
        : { kind: 'check', check: { check: 'any', of: checks.map((c) => c.check) }, trail: [] };
    if (answers.some((answer) => answer.kind === 'constant' && answer.value === true)) return constantOf(true);
    return answers.every((answer) => answer.kind === 'constant')
      ? constantOf(false)
      : unknownOf('whether an element fits', list.trail, isPeer(list) ? { peer: true } : {});
  },
  /** `list.inject(start) { |memo, each| … }`: what the last turn gives. */
  fold: (call) => {
    const list = listIn(call);
    const callback = callbackOf(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const start = positional(call, 0);
    if (!elements || !callback || !start) return unknownOf('what a list comes to');
    return start === callback
      ? unknownOf('what a list comes to')
      : elements.reduce((memo, { value }) => back(call, callback, [memo, value]), start);
  },
  /** `list.each_with_object(memo) { |each, memo| … }`. */
  'for-each-with': (call) => {
    const list = listIn(call);
    const callback = callbackOf(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const memo = positional(call, 0);
    if (callback && memo) for (const { value } of elements ?? []) back(call, callback, [value, memo]);
    return memo;
  },
  contains,
  'slice-list': (call) => {
    const list = subject(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const bounds = [operand(call, 0), operand(call, 1)].map((bound) =>
      bound?.kind === 'constant' ? bound.value : null,
    );
    return elements
      ? listOf(
          call.m,
          elements
            .slice(Number(bounds[0] ?? 0), bounds[1] === null ? undefined : Number(bounds[1]))
            .map((e) => e.value),
        )
      : list;
  },
  first: (call) => {
    // C#'s `paths.First(File.Exists)`: the first that fits.
    const test = call.row.method === undefined ? null : positional(call, 0);
    const isTest = test !== null && (test.kind === 'function' || test.kind === 'native');
    return isTest ? firstThat(call, test) : itemAt(call, subject(call), 0);
  },
  last: (call) => {
    if (isPeer(subject(call))) call.m.looksUp = true;
    return itemAt(call, subject(call), -1);
  },
  append: (call) => {
    const list = subject(call);
    if (!list) return null;
    for (const cell of call.args.positional.slice(call.row.method ? 0 : 1))
      addToList(call.m, list, cell.value as Abstract, call.site);
    return list;
  },
  /** `append(list, a, b)` of Go: a new list. */
  'append-copy': (call) => {
    const [list, ...more] = call.args.positional.map((cell) => cell.value as Abstract);
    const elements = !list || (list.kind === 'constant' && list.value === null) ? [] : elementsOf(call.m, list);
    return elements === null
      ? list?.kind === 'text'
        ? list
        : unknownOf('a list that is not known')
      : listOf(call.m, [...elements.map((e) => e.value), ...more]);
  },
  'append-all': (call) => {
    const list = subject(call);
    const more = operand(call, 0);
    if (!list || !more) return list;
    for (const element of elementsOf(call.m, more) ?? [{ value: more }])
      addToList(call.m, list, element.value, call.site);
    return list;
  },
  'concat-lists': (call) =>
    concatLists(call, [
      ...(call.receiver ? [call.receiver] : []),
      ...call.args.positional.map((cell) => cell.value as Abstract),
    ]),
  'new-list': (call) => listOf(call.m, []),
  /** `new HashSet<string>(pins, comparer)`, `new List<string>(8)`: what it is made of, whatever else is given. */
  'new-collection': (call) => {
    const given = call.args.positional.map((cell) => cell.value as Abstract);
    return concatLists(
      call,
      given.filter((value) => value.kind !== 'constant' && value.kind !== 'native'),
    );
  },
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
  /** `list(x)`, `Arrays.asList(a, b)`: the arguments, or the elements of the only one. */
  'to-list': (call) => {
    const values = call.args.positional.map((cell) => cell.value as Abstract);
    const [only] = values;
    if (values.length === 1 && only)
      return elementsOf(call.m, only) || only.kind === 'unknown' ? only : listOf(call.m, [only]);
    return listOf(call.m, values);
  },
  merge: merge(false),
  'merge-into': merge(true),
  'merge-defaults': mergeDefaults(false),
  'merge-defaults-into': mergeDefaults(true),
  copy: (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind !== 'object') return one;
          const copy = call.m.thing(one.object.shape, one.object.type, one.object.of);
          for (const [key, cell] of one.object.fields) copy.fields.set(key, cell);
          return referTo(copy, one.trail);
        });
  },
  /** Sorted, frozen, unique, reversed: the same elements. */
  'same-elements': (call) => subject(call),
  compact: (call) => {
    const list = subject(call);
    const elements = list ? elementsOf(call.m, list) : null;
    return elements
      ? listOf(
          call.m,
          elements.flatMap((e) => (e.value.kind === 'constant' && !e.value.value ? [] : [e.value])),
        )
      : list;
  },
  clear: (call) => {
    const list = subject(call);
    if (list?.kind === 'object' && list.object.shape === 'list')
      call.m.write(list.object, ITEMS, { value: { kind: 'items', items: [], trail: [] }, at: call.site });
    return NULL;
  },
};
