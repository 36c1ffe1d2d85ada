/** Files that the program has opened to write, and what stands in those that it has written. */
import type { Machine } from '../machine.js';
import type { Site } from '../pin.js';
import { cellOf, fieldOf } from './fields.js';
import { concatenate } from './join-texts.js';
import { addToList, elementsOf, listOf } from './lists.js';
import { ABSENT, type Abstract, referTo, type Thing, unknownOf } from './values.js';

const OPEN_FILE = 'open file';

export function openedFile(m: Machine, path: Abstract): Abstract {
  const thing = m.thing('instance', OPEN_FILE);
  thing.fields.set('name', { value: path, at: null });
  return referTo(thing);
}

/** The file holds this from now on; a list is what was written one after the other. */
export function writeFile(m: Machine, path: Abstract | null, content: Abstract | null, site: Site): void {
  if (path?.kind !== 'text' || content === null) return;
  const parts = content.kind === 'object' && content.object.shape === 'list' ? content : listOf(m, [content]);
  m.write(m.written, path.text, { value: parts, at: site });
}

export function appendTo(m: Machine, file: Thing, content: Abstract, site: Site): void {
  const path = fieldOf(file, 'name');
  if (path?.kind !== 'text') return;
  const before = cellOf(m.written, path.text)?.value;
  if (before && before !== ABSENT) addToList(m, before, content, site);
  else writeFile(m, path, content, site);
}

/**
 * The certificates among the parts of a written file, each where it came from; headings and blank lines between them are
 * none. Written line by line, they are put together first.
 */
export function certificatesIn(m: Machine, written: Abstract): Abstract {
  const parts = elementsOf(m, written)?.map((part) => part.value);
  if (!parts?.some((part) => part.kind === 'text' && part.text.includes('-----BEGIN'))) return written;
  const whole = (text: string) => text.split('-----BEGIN').length === text.split('-----END').length;
  if (!parts.every((part) => part.kind !== 'text' || whole(part.text))) return concatenate(parts);
  return listOf(
    m,
    parts.filter((part) => part.kind !== 'text' || part.text.includes('-----BEGIN')),
  );
}

/** Code that can't be seen gets an open file: what it writes there nobody knows. */
export function writtenUnseen(m: Machine, value: Abstract, site: Site): void {
  if (value.kind === 'object' && value.object.type === OPEN_FILE)
    appendTo(m, value.object, unknownOf('what code that is not seen writes into the file'), site);
}
