/** Values that leave for code that cannot be seen. */
import { listOf as many } from '../../models/load-models.js';
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import { ABSENT, type Abstract, LITERAL, type Thing } from '../memory/values.js';

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
