/**
 * What a file hands out that some client elsewhere will trust by: a record of options that names roots, or a switch. Such
 * a file holds no client itself; those that use it, which may not name an API either, know the rest.
 */
import type { Machine } from '../machine.js';
import { ABSENT, type Abstract, ITEMS } from '../memory/values.js';

const DEPTH = 4;

/** Whether there is an option in it that the models know, with something in it that decides about servers. */
export function offersTrust(m: Machine, value: Abstract, depth = 0): boolean {
  if (depth > DEPTH) return false;
  if (value.kind === 'oneOf') return value.options.some((option) => offersTrust(m, option.value, depth + 1));
  if (value.kind !== 'object' || value.object.type !== null || value.object.of !== null) return false;
  for (const [key, cell] of value.object.fields) {
    if (cell.value === ABSENT || key === ITEMS) continue;
    if (m.index.options.has(key) && decides(cell.value)) return true;
    if (offersTrust(m, cell.value, depth + 1)) return true;
  }
  return false;
}

/** Certificates, the path of some, or verification switched off; a name or a flag that is on decides nothing. */
const decides = (value: Abstract): boolean =>
  value.kind === 'material' ||
  (value.kind === 'text' && value.text !== '') ||
  (value.kind === 'constant' && value.value === false) ||
  (value.kind === 'object' && value.object.shape === 'list') ||
  (value.kind === 'oneOf' && value.options.some((option) => decides(option.value)));
