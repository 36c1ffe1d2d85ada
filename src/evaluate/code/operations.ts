/**
 * What front ends write as an operator because the language does it and no function has a name for it: copies, blocks,
 * includes. A sign stands here once; the compiler sees to that.
 */
import type { Machine } from '../machine.js';
import { each } from '../memory/alternatives.js';
import { type Arguments, valuesOf } from '../memory/arguments.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { addToList, copyOfArray, elementsOf, listOf } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import { ABSENT, type Abstract, constantOf, NULL, referTo, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { runVerb } from '../verbs/verbs.js';
import { callFunction } from './calls.js';
import { copied } from './copies.js';
import { includeFile } from './imports.js';
import { iterated } from './iterated.js';
import { patternOf } from './patterns.js';
import { BLOCK, YIELDED } from './project-calls.js';

export interface Operation {
  readonly m: Machine;
  readonly args: Arguments;
  readonly left: Abstract;
  readonly frame: Frame;
  readonly site: Site;
}

export const OPERATIONS: Readonly<Record<string, (operation: Operation) => Abstract>> = {
  /** `//go:embed` (Go). */
  embed: ({ m, args, site }) =>
    runVerb({ m, row: { does: 'embed' }, name: 'embed', receiver: null, args, site }) ?? unknownOf('an embedded file'),
  /** A struct handed on by value (Go). */
  copy: ({ m, left }) => each(left, (one) => copied(m, one)),
  /** An array handed on by value; what is no array is shared (PHP). */
  'copy-array': ({ m, left }) => copyOfArray(m, left),
  /** Whether a symbol of the preprocessor is defined. */
  defined: ({ m, left }) =>
    left.kind === 'text' && m.files.isNeverDefined(left.text)
      ? constantOf(false)
      : unknownOf('a preprocessor condition'),
  /** Runs the block that the function was given (Ruby), else is one of the values that it hands out. */
  yield: ({ m, args, left, frame, site }) => {
    const block = frameOf(frame, BLOCK)?.variables.get(BLOCK)?.value;
    if (block && block !== ABSENT) return callFunction(m, block, valuesOf(args), site, args.named);
    if (frame.unit.language === 'ruby') return unknownOf('a block given by a caller');
    return handOut(m, [left], frame, site);
  },
  /** `yield from roots()`, `yield* roots()`. */
  'yield-all': ({ m, left, frame, site }) =>
    handOut(m, elementsOf(m, iterated(m, left, site))?.map(({ value }) => value) ?? [left], frame, site),
  /** `block_given?` (Ruby); who calls a function that is run for itself may give one. */
  'has-block': ({ m, frame }) => {
    const block = frameOf(frame, BLOCK)?.variables.get(BLOCK)?.value;
    if (block !== undefined && block !== ABSENT) return constantOf(true);
    return m.byItself && m.stack.length <= 1 ? unknownOf('whether a block was given') : constantOf(false);
  },
  include: ({ m, left, frame, site }) => each(left, (one) => includeFile(m, one, frame, site)),
  /** What a context manager made of a function hands to its block, and what it does at the end of it (Python). */
  context: ({ m, args, left }) => {
    const context = m.thing('instance', CONTEXT);
    context.fields.set('value', { value: left, at: null });
    context.fields.set('leave', { value: valuesOf(args)[1] ?? NULL, at: null });
    return referTo(context);
  },
  /** What `with … as x` gives. */
  enter: ({ m, left, site }) => each(left, (one) => enter(m, one, site)),
  /** The end of a `with` block. */
  leave: ({ m, left, site }) => each(left, (one) => leave(m, one, site)),
  pattern: ({ m, left }) => patternOf(m, left),
  /** A decorator of the project makes another function; one of a library leaves it what it is. */
  decorate: ({ m, args, left, site }) => {
    const decorator = valuesOf(args)[1];
    const made = decorator?.kind === 'function' ? callFunction(m, decorator, [left], site) : left;
    return made.kind === 'function' || made.kind === 'object' ? made : left;
  },
  /** `sizeof table / sizeof table[0]`. */
  count: ({ m, left }) => {
    const elements = elementsOf(m, left);
    return elements ? constantOf(elements.length) : unknownOf('how many elements a table has', left.trail);
  },
  /** `cat certs/*.pem`: the files that match; a pattern that none does stays as it is (shell). */
  paths: ({ m, args, left, site }) =>
    each(left, (one) => {
      const found = runVerb({ m, row: { does: 'glob' }, name: 'op:paths', receiver: null, args, site });
      return found && elementsOf(m, found)?.length ? found : listOf(m, [one]);
    }),
  /** `<<`: numbers are shifted, streams written to, and texts grow. */
  stream: ({ m, args, left, site }) => {
    if (left.kind === 'constant' && left.value !== null) return unknownOf('operator <<');
    if (left.kind === 'object') runVerb({ m, row: { does: 'write-to' }, name: 'op:<<', receiver: null, args, site });
    const right = valuesOf(args)[1] ?? NULL;
    return left.kind === 'text' ? (joinMaterial(m, [left, right]) ?? concatenate([left, right])) : left;
  },
};

/** A function that yields gives the list of what it yields: all of it at once. */
function handOut(m: Machine, values: readonly Abstract[], frame: Frame, site: Site): Abstract {
  const owner = frameOf(frame, BLOCK) ?? frame;
  const before = owner.variables.get(YIELDED)?.value;
  const list = before && before !== ABSENT ? before : listOf(m, []);
  if (list !== before) m.setVariable(owner, YIELDED, list, site);
  for (const value of values) addToList(m, list, value, site);
  return values[0] ?? NULL;
}

const CONTEXT = 'context manager';

const methodNamed = (object: Abstract, names: readonly string[]): Abstract | null => {
  const of = object.kind === 'object' ? object.object.of : null;
  const found = of && names.map((name) => methodOf(of, name)).find((method) => method?.kind === 'function');
  return found ? bound(found, object) : null;
};

function enter(m: Machine, managed: Abstract, site: Site): Abstract {
  if (managed.kind === 'object' && managed.object.type === CONTEXT) return fieldOf(managed.object, 'value') ?? NULL;
  const method = methodNamed(managed, ['__enter__', '__aenter__']);
  if (method === null) return managed;
  const given = callFunction(m, method, [], site);
  return given.kind === 'constant' && given.value === null ? managed : given;
}

function leave(m: Machine, managed: Abstract, site: Site): Abstract {
  if (managed.kind === 'object' && managed.object.type === CONTEXT)
    return callFunction(m, fieldOf(managed.object, 'leave') ?? NULL, [], site);
  const method = methodNamed(managed, ['__exit__', '__aexit__']);
  return method ? callFunction(m, method, [NULL, NULL, NULL], site) : NULL;
}
