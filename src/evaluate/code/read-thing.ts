/** Reads a field, a method, an element or a part of an object. */
import { lineage } from '../../models/index-models.js';
import type { Machine } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import { cellOf, fieldOf, isUnnamed } from '../memory/fields.js';
import { bound, calledMethodOf, methodOf } from '../memory/methods.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  DECODED,
  ITEMS,
  LITERAL,
  NULL,
  OPEN,
  type ProjectClass,
  referTo,
  Thing,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { callFunction } from './calls.js';
import { memberOfModule } from './imports.js';
import { injectedField } from './injected.js';

/** What a class answers brackets, or unknown members, with. Names that begin with two underscores are the language's own. */
const LOOKUPS = ['__getitem__', '[]', '__getattr__', '__get', 'offsetGet'];

export function readThing(m: Machine, thing: Thing, key: string, site: Site, reference: Abstract): Abstract {
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
    // PHP's array is a list as long as nobody has written under a name: `$options['verify'] ??= true`.
    if (items?.kind === 'items' && !items.open && m.unit.language === 'php') return NULL;
    return unknownOf('an element of a list', reference.trail);
  }
  // A field before a method of the same name (Java).
  const zero = thing.of && cellOf(thing, LITERAL) ? zeroOf(thing.of, key) : null;
  if (zero) return zero;
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
  // What a holder gives as an array (`getTrustManagers()[0]`) is still the holder.
  if (thing.type !== null && /^\d+$/.test(key) && m.index.holders.has(thing.type)) return reference;
  if (thing === m.environment) return { ...NULL, unset: key };
  if (thing.type !== null) {
    // A constant that objects of the library carry too: pycurl's `curl.CAINFO`.
    const constant = m.index.constants.get(`${thing.type}.${key}`);
    const part = partOf(m, thing, key) ?? initialOf(m, thing, key);
    if (part) return part;
    if (constant !== undefined) return typeof constant === 'string' ? textOf(constant) : constantOf(constant);
    return unknownOf(`${key} of ${thing.type}`, reference.trail);
  }
  // Keys of a configuration that was read are told by their plain names: `ca_file` for `CAFile`.
  const plain = thing.shape === 'record' ? alikeKey(thing, key) : null;
  if (plain) return plain;
  const open = fieldOf(thing, OPEN);
  if (open) return open;
  if (thing.shape === 'record') return amongUnnamed(thing);
  return injectedField(m, thing, key) ?? unknownOf(`nothing sets ${key}`, reference.trail);
}

/** What was written under names that nobody knows may be what is asked for. */
function amongUnnamed(thing: Thing): Abstract {
  const unnamed = [...thing.fields].flatMap(([name, { value }]) =>
    isUnnamed(name) && value !== ABSENT ? [value] : [],
  );
  return unnamed.length === 0 ? NULL : oneOf([NULL, ...unnamed].map((value) => ({ when: '', value })));
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
  if (field.type === 'string' && of.frame.unit.language === 'go') return textOf('');
  if (field.type === 'bool' || field.type === 'boolean') return constantOf(false);
  return /^u?int\d*$|^float\d+$|^time\.Duration$/.test(field.type) ? constantOf(0) : NULL;
}

/**
 * An object of the library that another one has from the start. It comes to be when it is first asked for, and is as old
 * as what it is a part of: branches that ask for it share it, and what they write to it is undone.
 */
function partOf(m: Machine, thing: Thing, key: string): Abstract | null {
  for (const type of thing.type === null ? [] : lineage(m.index, thing.type)) {
    const part = m.index.holders.get(type)?.row.parts?.[key];
    if (part === undefined) continue;
    const made = referTo(new Thing('instance', part, null, thing.born));
    thing.fields.set(key, { value: made, at: null });
    return made;
  }
  return null;
}

/** What the library itself set the field to when it made the object. */
function initialOf(m: Machine, thing: Thing, key: string): Abstract | null {
  for (const type of thing.type === null ? [] : lineage(m.index, thing.type)) {
    const initial = m.index.holders.get(type)?.row.initially?.[key];
    if (initial !== undefined) return typeof initial === 'string' ? textOf(initial) : constantOf(initial);
  }
  return null;
}
