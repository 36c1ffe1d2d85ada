import { lineage } from '../../models/index-models.js';
import { listOf as many } from '../../models/load-models.js';
import type { Machine } from '../machine.js';
import { elementsOf } from '../memory/lists.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  DECODED,
  each,
  type FunctionValue,
  ITEMS,
  LITERAL,
  NULL,
  nativeOf,
  OPEN,
  type ProjectClass,
  RESULTS,
  referTo,
  type Thing,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Site, Trail } from '../pin.js';
import { callFunction } from './calls.js';
import { classOfFunction, knownClass, writeOnFunction } from './constructor-functions.js';
import { memberOfModule } from './other-files.js';

/** The text of a key: literal, number, or the qualified name of a library constant. Null where unknown. */
export function keyText(key: Abstract): string | null {
  if (key.kind === 'text') return key.text;
  if (key.kind === 'constant') return String(key.value);
  if (key.kind === 'native') return key.name;
  return null;
}

export function cellOf(thing: Thing, key: string): Cell | null {
  const cell = thing.fields.get(key);
  return cell && cell.value !== ABSENT ? cell : null;
}

export function fieldOf(thing: Thing, key: string): Abstract | null {
  const cell = cellOf(thing, key);
  return cell ? (cell.value as Abstract) : null;
}

export function writeMember(
  m: Machine,
  target: Abstract,
  key: string,
  value: Abstract | typeof ABSENT,
  site: Site,
): void {
  switch (target.kind) {
    case 'oneOf':
      for (const option of target.options) writeMember(m, option.value, key, value, site);
      return;
    case 'object': {
      const { object } = target;
      if (object.shape === 'list' && object.type === null) {
        writeItem(m, object, key, value, site);
        return;
      }
      const setter = object.of && value !== ABSENT ? setterOf(object.of, key) : null;
      if (setter && value !== ABSENT) callFunction(m, bound(setter, target), [value], site);
      else m.write(object, key, { value, at: site });
      return;
    }
    case 'class':
      m.write(target.of.statics, key, { value: value === ABSENT ? value : methodIn(value, target.of), at: site });
      return;
    case 'native':
      m.write(m.slots, `${target.name}.${key}`, { value, at: site });
      return;
    case 'function':
      if (target.lambda.takesReceiver) writeOnFunction(m, target, key, value, site);
      else if (value !== ABSENT) escape(m, value);
      return;
    default:
      // An object that nobody has seen made keeps nothing; a trust object put into it has left.
      if (value !== ABSENT) escape(m, value);
  }
}

/** A function attached to a class from outside its body (Go, C++) is its method all the same. */
const methodIn = (value: Abstract, of: ProjectClass): Abstract =>
  value.kind === 'function' && value.home === undefined ? { ...value, home: of } : value;

/** A hand-written setter, under the name that its language or front end gives it: `ca=`, `set:ca`, `set_Ca`. */
function setterOf(of: ProjectClass, key: string): Abstract | null {
  return methodOf(of, `${key}=`) ?? methodOf(of, `set:${key}`) ?? methodOf(of, `set_${key}`);
}

function writeItem(m: Machine, list: Thing, key: string, value: Abstract | typeof ABSENT, site: Site): void {
  const items = fieldOf(list, ITEMS);
  const at = Number(key);
  if (items?.kind !== 'items' || !Number.isInteger(at) || at < 0 || at > items.items.length) {
    m.write(list, key, { value, at: site });
    return;
  }
  const copy = [...items.items];
  copy[at] = value === ABSENT ? NULL : value;
  m.write(list, ITEMS, { value: { ...items, items: copy }, at: site });
}

/** What leaves for code that can't be seen; judged when the entry ends. */
export function escape(m: Machine, value: Abstract, depth = 0): void {
  if (depth > 6) return;
  if (value.kind === 'oneOf') for (const option of value.options) escape(m, option.value, depth + 1);
  if (value.kind === 'items') for (const item of value.items) escape(m, item, depth + 1);
  if (value.kind === 'function' && value.self) escape(m, value.self, depth + 1);
  if (value.kind !== 'object' || m.escaped.has(value.object)) return;
  m.escaped.add(value.object);
  if (cellOf(value.object, LITERAL)) m.write(value.object, LITERAL, { value: ABSENT, at: null });
  const judged = judgedFields(m, value.object);
  for (const [key, cell] of value.object.fields)
    if (cell.value !== ABSENT && !judged.includes(key)) escape(m, cell.value, depth + 1);
}

/** What stands at a place of a holder that is judged itself is judged there, with what the holder makes of it. */
function judgedFields(m: Machine, thing: Thing): readonly string[] {
  const row = thing.type === null ? undefined : m.index.holders.get(thing.type)?.row;
  if (!row?.escapes) return [];
  return (row.trust ?? []).flatMap((place) => many(place.field)).map((path) => path.split('.')[0] ?? path);
}

/** Reads `object.key`. Library names grow; unknown stays unknown. */
export function readMember(m: Machine, object: Abstract, key: string, site: Site): Abstract {
  return each(object, (one) => readOne(m, one, key, site));
}

/** Ruby opens a library's module to add to it (`module HTTParty … end`): what is not in the addition, the library has. */
function beyondReopened(m: Machine, of: ProjectClass, key: string, trail: Trail): Abstract {
  const { name } = of.definition;
  const qualified = `${name}.${key}`;
  return of.frame.unit.language === 'ruby' && m.index.known.has(qualified)
    ? nativeOf(qualified, trail)
    : unknownOf(`${name} has no ${key}`, trail);
}

function readOne(m: Machine, one: Exclude<Abstract, { kind: 'oneOf' }>, key: string, site: Site): Abstract {
  if (key.startsWith('tuple:')) return tuplePart(m, one, Number(key.slice('tuple:'.length)));
  switch (one.kind) {
    case 'object':
      return readThing(m, one.object, key, site, one);
    case 'class': {
      if (key === 'prototype') return one;
      const found = staticOf(one.of, key) ?? calledMethodOf(one.of, key);
      if (found?.kind === 'function' && found.lambda.getter && found.lambda.static)
        return callFunction(m, bound(found, one), [], site);
      return found ? bound(found, one) : beyondReopened(m, one.of, key, one.trail);
    }
    case 'native': {
      const name = m.index.aliases.get(`${one.name}.${key}`) ?? `${one.name}.${key}`;
      const slot = fieldOf(m.slots, name);
      if (slot) return slot;
      const constant = m.index.constants.get(name);
      if (constant !== undefined)
        return typeof constant === 'string' ? textOf(constant, one.trail) : constantOf(constant, one.trail);
      return nativeOf(name, one.trail);
    }
    case 'function': {
      if (key === 'prototype' && one.lambda.takesReceiver)
        return { kind: 'class', of: classOfFunction(m, one), trail: one.trail };
      const of = knownClass(m, one);
      const found = of && methodOf(of, key);
      return of && found
        ? bound(found, { kind: 'class', of, trail: [] })
        : unknownOf(`${key} of a function`, one.trail);
    }
    case 'text': {
      if (key === 'length') return constantOf(one.text.length);
      const at = Number(key);
      return Number.isInteger(at) && key !== ''
        ? textOf(one.text.at(at) ?? '', one.trail)
        : unknownOf(`${key} of a text`, one.trail);
    }
    case 'unknown':
      if (one.peer && /^-?[1-9]\d*$/.test(key)) m.looksUp = true;
      return unknownOf(one.why, one.trail, {
        ...(one.peer && { peer: true }),
        ...(one.guessed && { guessed: true }),
      });
    case 'constant':
      return one.value === null ? { ...NULL, trail: one.trail } : unknownOf(`${key} of a constant`, one.trail);
    case 'check':
      return one;
    case 'material':
      return one;
    default:
      return unknownOf(`member ${key}`, one.trail);
  }
}

/** Several results at once (Go): the first is the value, an error is null on the happy path. */
function tuplePart(m: Machine, value: Exclude<Abstract, { kind: 'oneOf' }>, at: number): Abstract {
  if (value.kind === 'object' && value.object.fields.has(RESULTS)) {
    const items = elementsOf(m, value);
    if (items && at < items.length) return items[at]!.value;
  }
  if (value.kind === 'check')
    return at === 0
      ? unknownOf('verified chains', value.trail)
      : { kind: 'check', check: value.check, negated: true, trail: value.trail };
  const isAbsent = value.kind === 'material' && value.source.kind === 'file' && value.source.located.kind === 'missing';
  if (at === 0) return value;
  const attempt = value.kind === 'unknown' ? value.attempt : undefined;
  return { ...NULL, ...(isAbsent && { absent: true }), ...(attempt && { attempt }) };
}

/** What a class answers brackets, or unknown members, with. Names that begin with two underscores are the language's own. */
const LOOKUPS = ['__getitem__', '[]', '__getattr__'];

function readThing(m: Machine, thing: Thing, key: string, site: Site, reference: Abstract): Abstract {
  const own = fieldOf(thing, key);
  if (own) return own;
  const ofModule = memberOfModule(m, thing, key);
  if (ofModule) return ofModule;
  if (thing.shape === 'list' && thing.type === null) {
    const items = fieldOf(thing, ITEMS);
    if (key === 'length' || key === 'size' || key === 'Length' || key === 'Count')
      return items?.kind === 'items' && !items.open ? constantOf(items.items.length) : unknownOf('length of a list');
    const at = Number(key);
    if (items?.kind === 'items' && Number.isInteger(at)) return items.items.at(at) ?? NULL;
    return unknownOf('an element of a list', reference.trail);
  }
  if (thing.of) {
    const method = calledMethodOf(thing.of, key);
    if (method) {
      const function_ = bound(method, reference);
      return function_.kind === 'function' && function_.lambda.getter
        ? callFunction(m, function_, [], site)
        : function_;
    }
    const lookup = key.startsWith('__')
      ? undefined
      : LOOKUPS.map((name) => methodOf(thing.of!, name)).find((found) => found?.kind === 'function');
    if (lookup) return callFunction(m, bound(lookup, reference), [textOf(key)], site);
  }
  const zero = thing.of && cellOf(thing, LITERAL) ? zeroOf(thing.of, key) : null;
  if (zero) return zero;
  // What a holder gives as an array (`getTrustManagers()[0]`) is still the holder.
  if (thing.type !== null && /^\d+$/.test(key) && m.index.holders.has(thing.type)) return reference;
  if (thing === m.environment) return { ...NULL, unset: key };
  if (thing.type !== null) {
    // A constant that objects of the library carry too: pycurl's `curl.CAINFO`.
    const constant = m.index.constants.get(`${thing.type}.${key}`);
    const part = partOf(m, thing, key);
    if (part) return part;
    if (constant !== undefined) return typeof constant === 'string' ? textOf(constant) : constantOf(constant);
    return unknownOf(`${key} of ${thing.type}`, reference.trail);
  }
  // Keys of a configuration that was read are told by their plain names: `ca_file` for `CAFile`.
  const plain = thing.shape === 'record' ? alikeKey(thing, key) : null;
  if (plain) return plain;
  const open = fieldOf(thing, OPEN);
  if (open) return open;
  return thing.shape === 'record' ? NULL : unknownOf(`nothing sets ${key}`, reference.trail);
}

function alikeKey(thing: Thing, key: string): Abstract | null {
  if (!thing.fields.has(DECODED)) return null;
  const alike = [...thing.fields.keys()].find((each) => !each.startsWith('#') && plainName(each) === plainName(key));
  return alike === undefined ? null : fieldOf(thing, alike);
}

const plainName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What a field of a struct holds before anybody writes to it. */
function zeroOf(of: ProjectClass, key: string): Abstract | null {
  const field = of.definition.fields.find((each) => each.name === key);
  if (!field || field.type === undefined) return null;
  if (field.type === 'string') return textOf('');
  if (field.type === 'bool') return constantOf(false);
  return /^u?int\d*$|^float\d+$|^time\.Duration$/.test(field.type) ? constantOf(0) : NULL;
}

/** An object of the library that another one has from the start; it comes to be when it is first asked for. */
function partOf(m: Machine, thing: Thing, key: string): Abstract | null {
  for (const type of thing.type === null ? [] : lineage(m.index, thing.type)) {
    const part = m.index.holders.get(type)?.row.parts?.[key];
    if (part === undefined) continue;
    const made = referTo(m.thing('instance', part));
    m.write(thing, key, { value: made, at: null });
    return made;
  }
  return null;
}

/** A function read from an object has that object as receiver. */
export function bound(value: Abstract, self: Abstract): Abstract {
  if (value.kind !== 'function' || !value.home) return value;
  const chosen = sideOf(value, self.kind === 'class');
  return chosen.lambda.static && !chosen.lambda.receiver ? chosen : { ...chosen, self };
}

/** `def self.call` beside `def call`: a class asks for the one, an object for the other. */
function sideOf(value: FunctionValue, ofClass: boolean): FunctionValue {
  const all = [value, ...(value.overloads ?? [])];
  const fitting = all.filter((each) => (each.lambda.static === true) === ofClass);
  const [first, ...others] = fitting;
  return first === undefined || fitting.length === all.length ? value : { ...first, overloads: others };
}

export function methodOf(of: ProjectClass, key: string): Abstract | null {
  const own = fieldOf(of.statics, key);
  if (own) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? methodOf(base.of, key) : null;
    if (found) return found;
  }
  return null;
}

const staticOf = methodOf;

/** What a call of that name runs: a method beside a field of the same name stands under its name with parentheses (Java). */
export const calledMethodOf = (of: ProjectClass, key: string): Abstract | null =>
  methodOf(of, `${key}()`) ?? methodOf(of, key);
