/** Verbs that ask what of a collection is meant: whether something is in it, which elements and entries a function keeps. */
import { oneOf } from '../memory/alternatives.js';
import { isUnnamed, keyText } from '../memory/fields.js';
import { type Element, elementsOf, listOf } from '../memory/lists.js';
import { ABSENT, type Abstract, constantOf, NULL, referTo, unknownOf } from '../memory/values.js';
import { hashCheck } from '../trust/peer-checks.js';
import { callbackOf, isPeer, itemAt, listIn } from './collections.js';
import { back, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

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
  const keys = elements.map((element) => keyText(record ? element.key : element.value));
  if (keys.includes(key)) return constantOf(true);
  return keys.some((each) => each === null || isUnnamed(each))
    ? unknownOf('whether a list holds it')
    : constantOf(false);
};

/** `Array.IndexOf(pins, hash)`: where in the list it stands, -1 where it does not. */
const positionOf: Verb = (call) => {
  const list = subject(call);
  const wanted = operand(call, 0);
  if (list && wanted && isPeer(wanted)) {
    const among = hashCheck(call.m, list);
    return among.kind === 'check' ? { ...among, position: true } : among;
  }
  const elements = list ? elementsOf(call.m, list) : null;
  const key = wanted ? keyText(wanted) : null;
  if (!elements || key === null) return unknownOf('a position in a list');
  return constantOf(elements.findIndex((element) => keyText(element.value) === key));
};

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

export const choosingVerbs: Readonly<Record<string, Verb>> = {
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
  first: (call) => {
    // C#'s `paths.First(File.Exists)`: the first that fits.
    const test = call.row.method === undefined ? null : positional(call, 0);
    const isTest = test !== null && (test.kind === 'function' || test.kind === 'native');
    return isTest ? firstThat(call, test) : itemAt(call, subject(call), 0);
  },
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
  contains,
  'position-of': positionOf,
};
