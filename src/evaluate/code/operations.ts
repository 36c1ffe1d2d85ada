/**
 * What front ends write as an operator because the language does it and no function has a name for it: copies, blocks,
 * includes. A sign stands here once; the compiler sees to that.
 */
import type { Machine } from '../machine.js';
import { each } from '../memory/alternatives.js';
import { type Arguments, valuesOf } from '../memory/arguments.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { copyOfArray, elementsOf, listOf } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import { ABSENT, type Abstract, constantOf, NULL, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { runVerb } from '../verbs/verbs.js';
import { callFunction } from './calls.js';
import { copied } from './copies.js';
import { includeFile } from './imports.js';
import { patternOf } from './patterns.js';
import { BLOCK } from './project-calls.js';

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
  yield: ({ m, args, frame, site }) => {
    const block = frameOf(frame, BLOCK)?.variables.get(BLOCK)?.value;
    return block && block !== ABSENT
      ? callFunction(m, block, valuesOf(args), site, args.named)
      : unknownOf('a block given by a caller');
  },
  /** `block_given?` (Ruby); who calls a function that is run for itself may give one. */
  'has-block': ({ m, frame }) => {
    const block = frameOf(frame, BLOCK)?.variables.get(BLOCK)?.value;
    if (block !== undefined && block !== ABSENT) return constantOf(true);
    return m.byItself && m.stack.length <= 1 ? unknownOf('whether a block was given') : constantOf(false);
  },
  include: ({ m, left, frame, site }) => each(left, (one) => includeFile(m, one, frame, site)),
  /** What `with … as x` gives. */
  enter: ({ m, left, site }) => each(left, (one) => enter(m, one, site)),
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

function enter(m: Machine, managed: Abstract, site: Site): Abstract {
  const of = managed.kind === 'object' ? managed.object.of : null;
  const method = of && (methodOf(of, '__enter__') ?? methodOf(of, '__aenter__'));
  if (method?.kind !== 'function') return managed;
  const given = callFunction(m, bound(method, managed), [], site);
  return given.kind === 'constant' && given.value === null ? managed : given;
}
