/** Verbs on lists: going over them, taking parts of them, adding to them. */
import { isModelled } from '../library/modelled.js';
import { each, oneOf } from '../memory/alternatives.js';
import { addToList, elementsOf, listOf } from '../memory/lists.js';
import { ABSENT, type Abstract, ITEMS, NULL, unknownOf } from '../memory/values.js';
import { back, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

export function callbackOf(call: VerbCall): Abstract | null {
  const found = call.args.positional.find((cell) => cell.value !== ABSENT && cell.value.kind === 'function');
  if (found) return found.value as Abstract;
  // A function of a library: `filter(Files::exists)`.
  const method = call.args.positional.find(
    ({ value }) => value !== ABSENT && value.kind === 'native' && isModelled(call.m, value.name),
  );
  if (method) return method.value as Abstract;
  // A function by its name: `array_map('file_get_contents', $files)`.
  const named = call.row.method === undefined ? positional(call, 0) : null;
  return named?.kind === 'text' && isModelled(call.m, named.text) ? named : null;
}

/** The list of a method is its receiver; of a function the first argument that is one. */
export function listIn(call: VerbCall): Abstract | null {
  if (call.row.method !== undefined) return call.receiver;
  const found = call.args.positional.find((cell) => cell.value !== ABSENT && cell.value.kind === 'object');
  return found ? (found.value as Abstract) : null;
}

export const isPeer = (value: Abstract | null): boolean =>
  value?.kind === 'check' || (value?.kind === 'unknown' && value.peer === true);

const map: Verb = (call) => {
  const list = listIn(call);
  const callback = callbackOf(call) ?? positional(call, 0);
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

export function concatLists(call: VerbCall, lists: readonly Abstract[]): Abstract {
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

export function itemAt(call: VerbCall, list: Abstract | null, at: number): Abstract {
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
  /** `map.forEach((key, value) -> …)`. */
  'for-each-entry': (call) => {
    const callback = callbackOf(call);
    const entries = call.receiver ? elementsOf(call.m, call.receiver) : null;
    if (callback) for (const { key, value } of entries ?? []) back(call, callback, [key, value]);
    return NULL;
  },
  /** `list.inject(start) { |memo, each| … }`: what the last turn gives. */
  fold: (call) => {
    const list = listIn(call);
    const callback = callbackOf(call);
    const elements = list ? elementsOf(call.m, list) : null;
    if (!elements || !callback) return unknownOf('what a list comes to');
    const others = call.args.positional.map(({ value }) => value as Abstract);
    const [start] = others.filter((value) => value !== callback && (call.row.method !== undefined || value !== list));
    const values = elements.map(({ value }) => value);
    const memo = start ?? values.shift();
    return memo === undefined
      ? unknownOf('what an empty list comes to')
      : values.reduce((before, value) => back(call, callback, [before, value]), memo);
  },
  /** `list.each_with_object(memo) { |each, memo| … }`. */
  'for-each-with': (call) => {
    const list = listIn(call);
    const callback = callbackOf(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const memo = positional(call, 0);
    const isTable = list?.kind === 'object' && list.object.shape === 'record';
    for (const { key, value } of elements ?? [])
      if (callback && memo) back(call, callback, [isTable ? listOf(call.m, [key, value]) : value, memo]);
    return memo;
  },
  'slice-list': (call) => {
    const list = subject(call);
    const elements = list ? elementsOf(call.m, list) : null;
    const bounds = [operand(call, 0), operand(call, 1)].map((bound) =>
      bound?.kind === 'constant' ? bound.value : null,
    );
    if (elements === null) return list;
    const part = listOf(
      call.m,
      elements.slice(Number(bounds[0] ?? 0), bounds[1] === null ? undefined : Number(bounds[1])).map((e) => e.value),
    );
    // Words of the command line: how many there are stays unknown.
    const length = list?.kind === 'object' ? list.object.fields.get('length') : undefined;
    if (length && part.kind === 'object') part.object.fields.set('length', length);
    return part;
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
  /** `list(x)`, `Arrays.asList(a, b)`: the arguments, or the elements of the only one. */
  'to-list': (call) => {
    const values = call.args.positional.map((cell) => cell.value as Abstract);
    const [only] = values;
    if (values.length === 1 && only)
      return elementsOf(call.m, only) || only.kind === 'unknown' ? only : listOf(call.m, [only]);
    return listOf(call.m, values);
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
