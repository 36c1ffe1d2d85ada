/** Objects that are handed on by value: a change to the copy leaves the original as it was (Go's structs). */
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT, type Abstract, type ProjectClass, referTo } from '../memory/values.js';
import { typeName } from './imported-names.js';

/** Whether the object is of the type itself, and not of one that merely fits it: an interface may hold a pointer. */
export function isOfType(m: Machine, value: Abstract, type: string, frame: Frame): boolean {
  if (value.kind !== 'object') return false;
  const { of } = value.object;
  return of
    ? of.definition.name === type.slice(type.lastIndexOf('.') + 1)
    : value.object.type === typeName(m, type, frame);
}

export function copied(m: Machine, value: Abstract): Abstract {
  if (value.kind !== 'object') return value;
  const { object } = value;
  const copy = m.thing(object.shape, object.type, object.of);
  const inner = object.of ? structsWithin(object.of) : [];
  for (const [key, cell] of object.fields)
    copy.fields.set(
      key,
      inner.includes(key) && cell.value !== ABSENT ? { ...cell, value: copied(m, cell.value) } : cell,
    );
  return referTo(copy, value.trail);
}

/** Fields that hold a struct from the start hold it by value. */
const structsWithin = (of: ProjectClass): string[] =>
  of.definition.fields.flatMap((field) => (field.value?.kind === 'record' ? [field.name] : []));
