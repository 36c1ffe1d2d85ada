/** Elements of lists and entries of records. */
import { Buffer } from 'node:buffer';
import type { Machine } from '../machine.js';
import type { Site } from '../pin.js';
import { each, oneOf } from './alternatives.js';
import { fieldOf, keyText } from './fields.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  ITEMS,
  NO_TRAIL,
  RESULTS,
  referTo,
  type TextValue,
  textOf,
} from './values.js';

export interface Element {
  readonly key: Abstract;
  readonly value: Abstract;
}

/** The elements of a list, or the entries of a record; null where they are not known. */
export function elementsOf(m: Machine, value: Abstract): Element[] | null {
  if (value.kind === 'items') return value.items.map((item, i) => ({ key: constantOf(i), value: item }));
  if (value.kind === 'text' && value.file === undefined && value.literal === undefined) return null;
  if (value.kind !== 'object') return null;
  const { object } = value;
  if (object.shape === 'list') {
    const items = fieldOf(object, ITEMS);
    if (items?.kind !== 'items' || items.open) return null;
    return items.items.map((item, i) => ({ key: constantOf(i), value: item }));
  }
  if (object.type !== null && m.index.holders.has(object.type)) return [{ key: constantOf(0), value }];
  if (object.shape === 'record' && object.type === null) {
    return [...object.fields].flatMap(([key, cell]) =>
      key.startsWith('#') || cell.value === ABSENT ? [] : [{ key: textOf(key), value: cell.value }],
    );
  }
  return null;
}

/** A list of numbers that are bytes, as the text that bytes are here: `{0x30, 0x82, …}`. */
export function bytesOf(m: Machine, list: Abstract): TextValue | null {
  const elements = list.kind === 'object' && list.object.shape === 'list' ? elementsOf(m, list) : null;
  if (elements === null || elements.length < 2) return null;
  const codes: number[] = [];
  for (const { value } of elements) {
    if (value.kind !== 'constant' || typeof value.value !== 'number') return null;
    if (!Number.isInteger(value.value) || value.value < -128 || value.value > 255) return null;
    codes.push(value.value & 0xff);
  }
  return textOf(Buffer.from(codes).toString('latin1').replace(/\0$/, ''), list.trail);
}

/** A table looked up by something unknown: any of its entries. Null where they are not known, or there are none. */
export function anyEntry(m: Machine, table: Abstract): Abstract | null {
  const entries = elementsOf(m, table) ?? [];
  return entries.length === 0
    ? null
    : oneOf(entries.map(({ key, value }) => ({ when: `the key is ${keyText(key) ?? 'another'}`, value })));
}

/** Arrays inside arrays are copied too; past this depth they are shared. */
const COPY_DEPTH = 6;

/** An array as a value of its own (PHP); everything else is what it is. */
export function copyOfArray(m: Machine, value: Abstract, depth = 0): Abstract {
  if (value.kind === 'oneOf')
    return { ...value, options: value.options.map((o) => ({ when: o.when, value: copyOfArray(m, o.value, depth) })) };
  if (value.kind !== 'object' || depth > COPY_DEPTH) return value;
  const { object } = value;
  if (object.type !== null || object.of !== null || object.shape === 'instance' || object === m.environment)
    return value;
  const copy = m.thing(object.shape, null);
  for (const [key, cell] of object.fields) {
    const inner = cell.value;
    const own = inner === ABSENT || inner.kind === 'items' ? inner : copyOfArray(m, inner, depth + 1);
    copy.fields.set(key, own === inner ? cell : { ...cell, value: own });
  }
  return referTo(copy, value.trail);
}

export function listOf(m: Machine, items: readonly Abstract[], open = false): Abstract {
  const thing = m.thing('list', null);
  thing.fields.set(ITEMS, { value: { kind: 'items', items, trail: NO_TRAIL, ...(open && { open: true }) }, at: null });
  return referTo(thing);
}

/** Several results of one call: `value, err := …`. */
export function resultsOf(m: Machine, items: readonly Abstract[]): Abstract {
  const results = listOf(m, items);
  if (results.kind === 'object') results.object.fields.set(RESULTS, { value: constantOf(true), at: null });
  return results;
}

export function addToList(m: Machine, list: Abstract, value: Abstract, site: Site): void {
  if (list.kind === 'oneOf') {
    for (const option of list.options) addToList(m, option.value, value, site);
    return;
  }
  if (list.kind !== 'object') return;
  const { object } = list;
  if (object.shape === 'record') {
    // PHP's `$a[] = v` on a record: the next free number.
    const next = [...object.fields.keys()].filter((key) => /^\d+$/.test(key)).length;
    m.write(object, String(next), { value, at: site });
    return;
  }
  const items = fieldOf(object, ITEMS);
  if (items?.kind === 'items')
    m.write(object, ITEMS, { value: { ...items, items: [...items.items, value] }, at: site });
  else if (items?.kind === 'oneOf') {
    const longer = each(items, (one) => (one.kind === 'items' ? { ...one, items: [...one.items, value] } : one));
    m.write(object, ITEMS, { value: longer, at: site });
  }
}
