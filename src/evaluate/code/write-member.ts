/** Writes a member of whatever stands before the dot. */
import type { Machine } from '../machine.js';
import { fieldOf, keyText, unnamedKey } from '../memory/fields.js';
import { addToList } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import { ABSENT, type Abstract, ITEMS, NULL, type ProjectClass, type Thing } from '../memory/values.js';
import type { Site } from '../pin.js';
import { callFunction } from './calls.js';
import { writeOnFunction } from './constructor-functions.js';
import { escape } from './escape.js';

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

/** `clients[name] = client`: under a name that nobody knows it stands in the table all the same. */
export function writeEntry(m: Machine, target: Abstract, key: Abstract | null, value: Abstract, site: Site): void {
  const known = key ? keyText(key) : null;
  if (known !== null) writeMember(m, target, known, value, site);
  else if (target.kind === 'oneOf') for (const option of target.options) writeEntry(m, option.value, key, value, site);
  else if (target.kind === 'object' && target.object.type === null) {
    if (target.object.shape === 'record') m.write(target.object, unnamedKey(site), { value, at: site });
    // PHP's array is a list as long as it is empty; of bytes, one more would be one too many.
    else if (target.object.shape === 'list' && (value.kind === 'object' || value.kind === 'oneOf'))
      addToList(m, target, value, site);
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
