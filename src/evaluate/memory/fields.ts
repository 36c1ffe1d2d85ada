/** What a thing holds under a key. */
import type { Site } from '../pin.js';
import { ABSENT, type Abstract, type Cell, type Thing } from './values.js';

/** The text of a key: literal, number, or the qualified name of a library constant. Null where unknown. */
export function keyText(key: Abstract): string | null {
  if (key.kind === 'text') return key.text;
  if (key.kind === 'constant') return String(key.value);
  if (key.kind === 'native') return key.name;
  return key.kind === 'object' ? enumName(key.object) : null;
}

/** A constant of an enum is an object that knows its own name (Java). */
function enumName(thing: Thing): string | null {
  const name = thing.of === null ? undefined : thing.fields.get(ENUM_NAME)?.value;
  return name && name !== ABSENT && name.kind === 'text' ? `${thing.of?.definition.name}.${name.text}` : null;
}

export const ENUM_NAME = 'enum:name';

export function cellOf(thing: Thing, key: string): Cell | null {
  const cell = thing.fields.get(key);
  return cell && cell.value !== ABSENT ? cell : null;
}

export function fieldOf(thing: Thing, key: string): Abstract | null {
  const cell = cellOf(thing, key);
  return cell ? (cell.value as Abstract) : null;
}

const UNNAMED = 'a name of line ';

/** Under which an entry stands whose key nobody knows: that of another statement is another entry. */
export const unnamedKey = ({ span }: Site): string => `${UNNAMED}${span.line}:${span.column}`;

export const isUnnamed = (key: string): boolean => key.startsWith(UNNAMED);
