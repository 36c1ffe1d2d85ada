/**
 * Writes into something that nobody was seen to make: a parameter (`options.ca = …`), an array that PHP makes on the way
 * (`$options['ssl']['cafile'] = …`). The variable gets an object that holds what is written and knows nothing else.
 */
import type { Value } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { keyText } from '../memory/fields.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { type Abstract, referTo } from '../memory/values.js';
import { evaluate } from './expressions.js';
import { writeMember } from './write-member.js';

const isVariableOf = (frame: Frame, where: Value): boolean =>
  frame.unit.variablesByInclude === true && where.kind === 'name' && where.name.startsWith('$');

/** The object to write into, put in place of `was`; null where it stands nowhere that can be named. */
export function opened(m: Machine, where: Value, was: Abstract, frame: Frame): Abstract | null {
  const missing = was.kind === 'constant' && was.value === null;
  if (!missing && (was.kind !== 'unknown' || was.peer || was.environment)) return null;
  const put = (isArray: boolean): Abstract =>
    referTo(
      m.thing(isArray ? 'record' : 'instance', was.kind === 'unknown' && !isArray ? (was.type ?? null) : null),
      was.trail,
    );
  if (where.kind === 'name') {
    const owner = frameOf(frame, where.name);
    // PHP makes arrays where one is missing: `$db['default'] = […]` in a file of settings, or in what includes it.
    const makes = owner === null && isVariableOf(frame, where);
    if (!owner && !makes) return null;
    const made = put(missing || makes);
    m.setVariable(owner ?? frame, where.name, made, m.site(where.span, frame));
    return made;
  }
  if (where.kind !== 'member') return null;
  const key = typeof where.key === 'string' ? where.key : keyText(evaluate(m, where.key, frame));
  if (key === null) return null;
  const around = evaluate(m, where.object, frame);
  const holder = around.kind === 'object' ? around : opened(m, where.object, around, frame);
  if (holder?.kind !== 'object') return null;
  const made = put(missing || (frame.unit.variablesByInclude === true && holder.object.shape === 'record'));
  writeMember(m, holder, key, made, m.site(where.span, frame));
  return made;
}
