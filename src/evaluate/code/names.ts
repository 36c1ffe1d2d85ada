/** What a name means: a variable, a field of the object around, an import, or something of a library. */
import { posix } from 'node:path';
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, fileFrame, frameOf } from '../memory/frame.js';
import { bound, calledMethodOf, methodOf } from '../memory/methods.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  NULL,
  nativeOf,
  OUTER,
  type ProjectClass,
  referTo,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { runVerb } from '../verbs/verbs.js';
import { hasField } from './bindings.js';
import { callFunction } from './calls.js';
import { completeClass, foundElsewhere } from './elsewhere.js';
import { canonical, imported } from './imported-names.js';
import { loadFile } from './modules.js';
import { readMember } from './read-member.js';

/** Paths that begin with this are relative to the root: the evaluator knows where the source file is. */
export const ROOT = 'root:/';

export function lookUp(m: Machine, name: string, frame: Frame, site: Site, called = false): Abstract {
  const reserved = reservedName(m, name, frame);
  if (reserved) return reserved;
  if (name.startsWith('::')) {
    const file = fileFrame(frame);
    const outermost = file.variables.get(name.slice(2))?.value;
    return outermost && outermost !== ABSENT ? outermost : unresolved(m, name.slice(2), file);
  }
  const beside = called && frameOf(frame, `${name}()`);
  if (beside) return ownerBound(beside.variables.get(`${name}()`)!.value as Abstract, `${name}()`, beside, frame);
  const owner = frameOf(frame, name);
  const cell = owner?.variables.get(name);
  if (cell) return cell.value === ABSENT ? NULL : got(m, ownerBound(cell.value, name, owner!, frame), site);
  const self = selfOf(frame);
  if (self?.kind === 'object' && (fieldOf(self.object, name) || hasField(frame, name)))
    return readMember(m, self, name, site);
  // A class is known by its own name while its body runs: `static final Client INSTANCE = new Client()`.
  for (let at: Frame | null = frame; at; at = at.outer)
    if (at.home?.definition.name === name) return { kind: 'class', of: at.home, trail: [] };
  const inherited = inheritedMember(m, name, frame, site);
  if (inherited) return got(m, inherited, site);
  const found = imported(m, name, frame);
  return found ? ofLibrary(m, found, site) : unresolved(m, name, frame, called);
}

/** What a name means where only a type can stand. */
export function typeNamed(m: Machine, name: string, frame: Frame): Abstract {
  for (let at: Frame | null = frame; at; at = at.outer) {
    const value = at.variables.get(name)?.value;
    if (value && value !== ABSENT && value.kind === 'class') return value;
  }
  return imported(m, name, frame) ?? unresolved(m, name, frame);
}

/** A property is read by its name alone. */
const got = (m: Machine, value: Abstract, site: Site): Abstract =>
  value.kind === 'function' && value.lambda.getter ? callFunction(m, value, [], site) : value;

/** What a name picked out of a library stands for: `import { env } from 'process'`, `from ssl import CERT_NONE`. */
function ofLibrary(m: Machine, found: Abstract, site: Site): Abstract {
  if (found.kind !== 'native') return found;
  const slot = fieldOf(m.slots, found.name);
  if (slot) return slot;
  const constant = m.index.constants.get(found.name);
  if (constant !== undefined) return typeof constant === 'string' ? textOf(constant) : constantOf(constant);
  const row = m.index.properties.get(found.name)?.row;
  const args = { positional: [], named: new Map() };
  return (row && runVerb({ m, row, name: found.name, receiver: found, args, site })) ?? found;
}

/**
 * A bare name that a class around inherits, the innermost class first: a method of that object's own class (a base class
 * calls what its heirs define), or a field of the object around an anonymous one.
 */
function inheritedMember(m: Machine, name: string, frame: Frame, site: Site): Abstract | null {
  for (let at: Frame | null = frame; at; at = at.outer) {
    const self = at.self;
    if (self?.kind === 'object' && fieldOf(self.object, name)) return readMember(m, self, name, site);
    const home = self?.kind === 'object' ? (self.object.of ?? at.home) : at.home;
    const method = home ? calledMethodOf(home, name) : null;
    if (!method) continue;
    const receiver = self ?? selfOf(at);
    return receiver ? bound(method, receiver) : method;
  }
  for (const outer of around(selfOf(frame))) if (fieldOf(outer.object, name)) return readMember(m, outer, name, site);
  return null;
}

/** The objects around one of an inner class, the nearest first. */
function around(self: Abstract | null): Extract<Abstract, { kind: 'object' }>[] {
  const outer = self?.kind === 'object' ? fieldOf(self.object, OUTER) : null;
  return outer?.kind === 'object' && outer !== self ? [outer, ...around(outer)] : [];
}

const isA = (of: ProjectClass, base: ProjectClass): boolean =>
  of === base || of.bases.some((each) => each.kind === 'class' && isA(each.of, base));

/**
 * A method that a bare name finds in a class around runs on the object whose method is running there; where that is of a
 * class which extends it, an override counts.
 */
function ownerBound(value: Abstract, name: string, owner: Frame, frame: Frame): Abstract {
  if (owner.kind !== 'class') return value;
  let self: Abstract | null = null;
  for (let at: Frame | null = frame; at && at !== owner; at = at.outer) self = at.self ?? self;
  self ??= selfOf(owner);
  if (!self) return value;
  const home = owner.home;
  const isOf = (each: Abstract): boolean =>
    each.kind === 'object' && each.object.of !== null && home !== null && isA(each.object.of, home);
  if (!isOf(self)) self = around(self).find(isOf) ?? self;
  const isVirtual = value.kind === 'function' && !value.lambda.static && !value.lambda.private;
  const own = isVirtual && self.kind === 'object' && self.object.of ? methodOf(self.object.of, name) : null;
  return bound(own?.kind === 'function' ? own : value, self);
}

export function selfOf(frame: Frame): Abstract | null {
  for (let at: Frame | null = frame; at; at = at.outer) if (at.self) return at.self;
  return null;
}

export function homeOf(frame: Frame): Frame['home'] {
  for (let at: Frame | null = frame; at; at = at.outer) if (at.home) return at.home;
  return null;
}

function reservedName(m: Machine, name: string, frame: Frame): Abstract | null {
  switch (name) {
    case 'this':
      return selfOf(frame) ?? unknownOf('no receiver is known here');
    case 'class': {
      const home = homeOf(frame);
      const self = selfOf(frame);
      // Ruby's `self.class` is the class of the object, which may be an heir of the one around.
      if (self?.kind === 'object' && self.object.of && fileFrame(frame).unit.language === 'ruby')
        return { kind: 'class', of: self.object.of, trail: [] };
      return home ? { kind: 'class', of: home, trail: [] } : unknownOf('no class is known here');
    }
    case 'class:called': {
      const self = selfOf(frame);
      const of = self?.kind === 'class' ? self.of : self?.kind === 'object' ? self.object.of : null;
      const known = of ?? homeOf(frame);
      return known ? { kind: 'class', of: known, trail: [] } : unknownOf('no class is known here');
    }
    case '__file__':
    case '__name__':
      return name === '__file__' ? textOf(`${ROOT}${frame.unit.path}`) : textOf('__main__');
    case '__dir__':
      return textOf(`${ROOT}${posix.dirname(frame.unit.path)}`.replace(/\/\.$/, '/'));
    case '__env__':
      return referTo(m.environment);
    case 'true':
    case 'false':
      return constantOf(name === 'true');
    default:
      return null;
  }
}

const CONSTANT = /^[A-Z][A-Z0-9_]*$/;

const SHELL_VARIABLE = /^\$([A-Za-z_]\w*)$/;
/** What every session has, with a value that the sources don't tell. */
const ALWAYS_SET =
  /^(HOME|USER|LOGNAME|PATH|SHELL|TMPDIR|HOSTNAME|UID|EUID|PPID|RANDOM|SECONDS|LINENO|OLDPWD|LANG|TERM|IFS|JAVA_HOME)$/;

/** A variable that no line of the script sets comes from the environment, or is not there. */
function ofEnvironment(m: Machine, name: string, language: string): Abstract | null {
  const variable = language === 'shell' ? SHELL_VARIABLE.exec(name)?.[1] : undefined;
  if (variable === undefined) return null;
  const set = fieldOf(m.environment, variable);
  if (set) return set;
  if (variable === 'PWD') return textOf('.');
  return ALWAYS_SET.test(variable)
    ? unknownOf(`${variable} is not set in the sources`, [], { environment: variable })
    : { ...NULL, unset: variable };
}

/** C++'s `Client::defaults`: what the class declares, wherever it stands. */
function memberOfClass(m: Machine, name: string, frame: Frame): Abstract | null {
  const [member = '', owner = '', ...spaces] = name.split('::').reverse();
  if (owner === '' || [owner, ...spaces].at(-1) === 'std' || fileFrame(frame).unit.language !== 'cpp') return null;
  const found = typeNamed(m, owner, frame);
  if (found.kind !== 'class') return null;
  completeClass(m, found.of);
  return fieldOf(found.of.statics, member);
}

/** A name that this file neither defines nor imports: a library's own, or unknown. */
function unresolved(m: Machine, name: string, frame: Frame, called = false): Abstract {
  const candidate = canonical(m, name);
  const constant = m.index.constants.get(candidate);
  if (constant !== undefined) return typeof constant === 'string' ? textOf(constant) : constantOf(constant);
  const isKnown = m.index.known.has(candidate);
  const member = isKnown ? null : memberOfClass(m, name, frame);
  if (member) return member;
  const elsewhere = isKnown ? null : foundElsewhere(m, name, frame);
  const self = elsewhere?.kind === 'function' && elsewhere.home ? selfOf(frame) : null;
  if (elsewhere) return self ? bound(elsewhere, self) : elsewhere;
  const mixedIn = called ? methodOfMixin(m, name, selfOf(frame)) : null;
  if (mixedIn) return mixedIn;
  const set = ofEnvironment(m, name, fileFrame(frame).unit.language);
  if (set) return set;
  if (isKnown || CONSTANT.test(name) || /::|\\/.test(name)) return nativeOf(candidate);
  // In a class it may be what heirs define: one that is seen to be used knows better.
  const guessed = homeOf(frame) !== null && { guessed: true as const };
  return unknownOf(`${name} is not defined in this file`, [], { type: candidate, ...guessed });
}

/**
 * A function whose callers are looked for, where the file that runs does not say from where it has it: frameworks mix
 * modules into the objects that they make (RSpec's `config.include`).
 */
function methodOfMixin(m: Machine, name: string, self: Abstract | null): Abstract | null {
  const path = m.asked?.get(name);
  if (path === undefined || loadFile(m, path) === null) return null;
  for (const of of m.classes.values()) {
    if (!of.definition.mixin || of.frame.unit.path !== path) continue;
    const method = methodOf(of, name);
    if (method) return self ? bound(method, self) : method;
  }
  return null;
}
