/**
 * Writes into something that nobody was seen to make: a parameter (`options.ca = …`), an array that PHP makes on the way
 * (`$options['ssl']['cafile'] = …`). The variable gets an object that holds what is written and knows nothing else.
 */
import type { Value } from '../ir/value.js';
import { evaluate } from './expressions.js';
import { type Frame, frameOf } from './frame.js';
import type { Machine } from './machine.js';
import { writeMember } from './objects.js';
import { type Abstract, referTo } from './values.js';

/** The object to write into, put in place of `was`; null where it stands nowhere that can be named. */
export function opened(m: Machine, where: Value, was: Abstract, frame: Frame): Abstract | null {
  const missing = was.kind === 'constant' && was.value === null;
  if (!missing && (was.kind !== 'unknown' || was.peer || was.environment)) return null;
  const made = referTo(
    m.thing(missing ? 'record' : 'instance', was.kind === 'unknown' ? (was.type ?? null) : null),
    was.trail,
  );
  if (where.kind === 'name') {
    const owner = frameOf(frame, where.name);
    if (!owner?.variables.has(where.name)) return null;
    m.setVariable(owner, where.name, made, m.site(where.span, frame));
    return made;
  }
  if (where.kind !== 'member' || typeof where.key !== 'string') return null;
  const around = evaluate(m, where.object, frame);
  const holder = around.kind === 'object' ? around : opened(m, where.object, around, frame);
  if (holder?.kind !== 'object') return null;
  writeMember(m, holder, where.key, made, m.site(where.span, frame));
  return made;
}
