/** Reads a member of whatever stands before the dot. */
import type { Machine } from '../machine.js';
import { each } from '../memory/alternatives.js';
import { fieldOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { bound, calledMethodOf, methodOf } from '../memory/methods.js';
import {
  type Abstract,
  type ClassReference,
  constantOf,
  NULL,
  nativeOf,
  type ProjectClass,
  RESULTS,
  textOf,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { callFunction } from './calls.js';
import { classOfFunction, knownClass } from './constructor-functions.js';
import { completeClass, definedIn } from './elsewhere.js';
import { loadFile } from './modules.js';
import { readThing } from './read-thing.js';
import { saidBySoleOwner } from './sole-owner.js';

/** Reads `object.key`. Library names grow; unknown stays unknown. */
export function readMember(m: Machine, object: Abstract, key: string, site: Site): Abstract {
  return each(object, (one) => readOne(m, one, key, site));
}

/**
 * Ruby opens a module again to add to it (`module HTTParty … end`): what is not in this addition the library has that the
 * models know, or another file of the project.
 */
function beyondReopened(m: Machine, one: ClassReference, key: string, site: Site): Abstract {
  const { name } = one.of.definition;
  const missing = unknownOf(`${name} has no ${key}`, one.trail);
  if (one.of.frame.unit.language !== 'ruby') return missing;
  const qualified = `${name}.${key}`;
  if (m.index.known.has(qualified)) return nativeOf(qualified, one.trail);
  const other = reopenedElsewhere(m, one.of, key);
  return other ? readOne(m, { ...one, of: other }, key, site) : missing;
}

/** The same module as another file opens it, where it has this member. */
function reopenedElsewhere(m: Machine, of: ProjectClass, key: string): ProjectClass | null {
  const { path } = of.frame.unit;
  for (const file of m.files.definers('ruby', of.definition.name, path)) {
    const frame = loadFile(m, file);
    const value = frame && definedIn(m, frame, of.definition.name, [], new Set([path]));
    if (value?.kind === 'class' && value.of !== of && (methodOf(value.of, key) ?? calledMethodOf(value.of, key)))
      return value.of;
  }
  return null;
}

function readOne(m: Machine, one: Exclude<Abstract, { kind: 'oneOf' }>, key: string, site: Site): Abstract {
  if (key.startsWith('tuple:')) return tuplePart(m, one, Number(key.slice('tuple:'.length)));
  switch (one.kind) {
    case 'object':
      return readThing(m, one.object, key, site, one);
    case 'class': {
      if (key === 'prototype') return one;
      if (one.of.definition.partial) completeClass(m, one.of);
      const found = methodOf(one.of, key) ?? calledMethodOf(one.of, key);
      if (found?.kind === 'function' && found.lambda.getter && found.lambda.static)
        return callFunction(m, bound(found, one), [], site);
      if (found) return bound(found, one);
      // `Settings[:ca_file]`, where the class itself answers brackets (Ruby).
      const lookup = methodOf(one.of, '[]');
      return lookup?.kind === 'function' && lookup.lambda.static
        ? callFunction(m, bound(lookup, one), [textOf(key)], site)
        : beyondReopened(m, one, key, site);
    }
    case 'native': {
      const name = m.index.aliases.get(`${one.name}.${key}`) ?? `${one.name}.${key}`;
      const slot = fieldOf(m.slots, name);
      if (slot) return slot;
      const constant = m.index.constants.get(name);
      if (constant !== undefined)
        return typeof constant === 'string' ? textOf(constant, one.trail) : constantOf(constant, one.trail);
      return nativeOf(name, one.trail);
    }
    case 'function': {
      if (key === 'prototype' && one.lambda.takesReceiver)
        return { kind: 'class', of: classOfFunction(m, one), trail: one.trail };
      const of = knownClass(m, one);
      const found = of && methodOf(of, key);
      return of && found
        ? bound(found, { kind: 'class', of, trail: [] })
        : unknownOf(`${key} of a function`, one.trail);
    }
    case 'text': {
      if (key === 'length') return constantOf(one.text.length);
      const at = Number(key);
      return Number.isInteger(at) && key !== ''
        ? textOf(one.text.at(at) ?? '', one.trail)
        : unknownOf(`${key} of a text`, one.trail);
    }
    case 'unknown':
      if (one.peer && /^-?[1-9]\d*$/.test(key)) m.looksUp = true;
      return (
        saidBySoleOwner(m, one, key, (owner) => readMember(m, owner, key, site)) ??
        unknownOf(one.why, one.trail, {
          ...(one.peer && { peer: true }),
          ...(one.guessed && { guessed: true }),
        })
      );
    case 'constant':
      return one.value === null ? { ...NULL, trail: one.trail } : unknownOf(`${key} of a constant`, one.trail);
    case 'check':
      return one;
    case 'material':
      return one;
    default:
      return unknownOf(`member ${key}`, one.trail);
  }
}

/** Several results at once (Go): the first is the value, an error is null on the happy path. */
function tuplePart(m: Machine, value: Exclude<Abstract, { kind: 'oneOf' }>, at: number): Abstract {
  if (value.kind === 'object' && value.object.fields.has(RESULTS)) {
    const items = elementsOf(m, value);
    if (items && at < items.length) return items[at]!.value;
  }
  if (value.kind === 'check')
    return at === 0
      ? unknownOf('verified chains', value.trail)
      : { kind: 'check', check: value.check, negated: true, trail: value.trail };
  const isAbsent = value.kind === 'material' && value.source.kind === 'file' && value.source.located.kind === 'missing';
  if (at === 0) return value;
  const attempt = value.kind === 'unknown' ? value.attempt : undefined;
  return { ...NULL, ...(isAbsent && { absent: true }), ...(attempt && { attempt }) };
}
