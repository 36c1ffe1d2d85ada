/** `object.key` and `object[key]`: what stands before the dot decides. */
import type { Member } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { ALTERNATIVES_LIMIT, oneOf } from '../memory/alternatives.js';
import { fieldOf, keyText } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import { anyEntry } from '../memory/lists.js';
import { bound, linearised } from '../memory/methods.js';
import { ABSENT, type Abstract, type Cell, NO_TRAIL, NULL, type ProjectClass, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { hashCheck } from '../trust/peer-checks.js';
import { readProperty } from '../verbs/verbs.js';
import { boundMethod } from './bound-methods.js';
import { callFunction } from './calls.js';
import { evaluate } from './expressions.js';
import { libraryBases } from './instances.js';
import { selfOf } from './names.js';
import { readMember } from './read-member.js';

export function evaluateMember(m: Machine, value: Member, frame: Frame): Abstract {
  const site = m.site(value.span, frame);
  if (value.object.kind === 'name' && value.object.name === 'super') return superMember(m, value, frame, site);
  if (value.object.kind === 'name' && value.object.name === '__globals__') {
    let file = frame;
    while (file.outer) file = file.outer;
    const cell = file.variables.get(typeof value.key === 'string' ? value.key : '');
    return cell && cell.value !== ABSENT ? cell.value : NULL;
  }
  const object = evaluate(m, value.object, frame);
  if (typeof value.key === 'string')
    return (
      readProperty(m, object, value.key, site) ??
      boundMethod(m, object, value.key, site) ??
      readMember(m, object, value.key, site)
    );
  const key = evaluate(m, value.key, frame);
  if (key.kind === 'oneOf')
    return oneOf(key.options.map((o) => ({ when: o.when, value: memberByKey(m, object, o.value, site) })));
  return memberByKey(m, object, key, site);
}

function memberByKey(m: Machine, object: Abstract, key: Abstract, site: Cell['at'] & object): Abstract {
  // Ruby calls a function with brackets: `configure[http]`.
  if (object.kind === 'function') return callFunction(m, object, [key], site);
  const known = keyText(key);
  if (known === null && object.kind === 'unknown' && object.peer) m.looksUp = true;
  if (known !== null) return readProperty(m, object, known, site) ?? readMember(m, object, known, site);
  // `pins[fingerprint]`: whether what the server shows is among the keys.
  const among = key.kind === 'unknown' && key.peer && m.pending !== null ? hashCheck(m, object) : null;
  if (among?.kind === 'check') return among;
  const unnamed = unknownOf(
    'a member whose name is unknown',
    object.trail,
    object.kind === 'unknown' && object.peer ? { peer: true } : {},
  );
  return methodsThatBegin(object, key) ?? anyEntry(m, object) ?? unnamed;
}

/** `$this->{"add_$option"}(…)`: any of the methods of that kind. */
function methodsThatBegin(object: Abstract, key: Abstract): Abstract | null {
  const of = object.kind === 'object' ? object.object.of : null;
  const prefix = key.kind === 'unknown' ? (key.prefix ?? '') : '';
  if (of === null || prefix.length < SHORTEST_PREFIX) return null;
  const found = linearised(of).flatMap(({ statics }) =>
    [...statics.fields].flatMap(([name, { value }]) =>
      name.startsWith(prefix) && value !== ABSENT && value.kind === 'function'
        ? [{ when: `${name} is called`, value: bound(value, object) }]
        : [],
    ),
  );
  return found.length === 0 || found.length > ALTERNATIVES_LIMIT ? null : oneOf(found);
}

/** What begins with less than a word and its separator says nothing: `$this->{"_$name"}`. */
const SHORTEST_PREFIX = 3;

/** What the classes behind `home` say, in the order of the object's own class: beside `home` there may be others. */
function inherited(home: ProjectClass, self: Abstract | null, key: string): Abstract | null {
  const of = self?.kind === 'object' ? self.object.of : self?.kind === 'class' ? self.of : null;
  const order = linearised(of ?? home);
  const behind = order.includes(home) ? order.slice(order.indexOf(home) + 1) : linearised(home).slice(1);
  for (const each of behind) {
    const own = fieldOf(each.statics, key);
    if (own) return own;
  }
  return null;
}

function superMember(m: Machine, value: Member, frame: Frame, site: Site): Abstract {
  const self = selfOf(frame);
  let home = frame.home;
  for (let at: Frame | null = frame; at && !home; at = at.outer) home = at.home;
  const found = home && typeof value.key === 'string' ? inherited(home, self, value.key) : null;
  if (found) {
    const member = self ? bound(found, self) : found;
    return member.kind === 'function' && member.lambda.getter ? callFunction(m, member, [], site) : member;
  }
  const [library] = home ? libraryBases(home) : [];
  if (library && typeof value.key === 'string' && self?.kind === 'object') {
    return { kind: 'native', name: `${library}.${value.key}`, trail: NO_TRAIL };
  }
  return unknownOf('the base class is not in this file');
}
