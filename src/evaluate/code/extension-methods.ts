/** Static methods that are called as methods of their first argument, wherever the project defines them. */
import { isModelled, methodNames } from '../library/modelled.js';
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, fileFrame } from '../memory/frame.js';
import { methodOf } from '../memory/methods.js';
import { ABSENT, type Abstract } from '../memory/values.js';
import { loadFile } from './modules.js';

/** Null where the object has such a method itself, or nobody adds one. */
export function extensionMethod(m: Machine, receiver: Abstract, name: string, frame: Frame): Abstract | null {
  const { unit } = fileFrame(frame);
  if (unit.language !== 'csharp' || (receiver.kind === 'unknown' && !receiver.peer && !receiver.type)) return null;
  if (receiver.kind === 'native' || receiver.kind === 'class' || receiver.kind === 'oneOf') return null;
  if (receiver.kind === 'object' && receiver.object.of && methodOf(receiver.object.of, name)) return null;
  const names = methodNames(m, receiver, name).filter((each) => !each.startsWith('any.'));
  if (names.some((each) => isModelled(m, each))) return null;
  const key = `${unit.path}\nextension ${name}`;
  const known = m.elsewhere.get(key);
  if (known !== undefined) return known;
  m.elsewhere.set(key, null);
  const found = search(m, name, frame);
  m.elsewhere.set(key, found);
  return found;
}

function search(m: Machine, name: string, frame: Frame): Abstract | null {
  const { unit } = fileFrame(frame);
  for (const path of [unit.path, ...m.files.definers(unit.language, name, unit.path)]) {
    const file = loadFile(m, path);
    for (const cell of file?.variables.values() ?? []) {
      if (cell.value === ABSENT || cell.value.kind !== 'class') continue;
      const method = fieldOf(cell.value.of.statics, name);
      if (method?.kind === 'function' && [method, ...(method.overloads ?? [])].some((each) => each.lambda.extends))
        return method;
    }
  }
  return null;
}
