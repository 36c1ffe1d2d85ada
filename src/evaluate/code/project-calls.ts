/** Runs a function of the project with its arguments, in a frame of its own. */
import type { Lambda } from '../../ir/value.js';
import { CALL_DEPTH, RECURSION } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import { type Arguments, valuesOf } from '../memory/arguments.js';
import type { Frame } from '../memory/frame.js';
import { listOf } from '../memory/lists.js';
import { has, resultOf } from '../memory/outcome.js';
import { ABSENT, type Abstract, type Cell, type FunctionValue, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { outcomeCheck, refusalOf } from '../trust/verifier.js';
import { whenOf } from './branches.js';
import { copied } from './copies.js';
import { bindParameters, chooseOverload } from './parameters.js';
import { runSteps } from './run-steps.js';

/** Under this name a function keeps the block that it was called with: what `yield` runs. */
export const BLOCK = '&';

/** Under this one, what it has yielded so far. */
export const YIELDED = '#yielded';

function blockIn(args: Arguments): Abstract | null {
  const last = args.positional.at(-1)?.value;
  return last && last !== ABSENT && last.kind === 'function' && last.lambda.block ? last : null;
}

/** What the function left in its out-parameters, the variables of the caller hold now. */
function handBack(lambda: Lambda, frame: Frame, given: ReadonlyMap<string, Cell>, args: Arguments): void {
  for (const [position, { name, out }] of lambda.parameters.entries()) {
    const left = out && frame.variables.get(name);
    if (left && left !== given.get(name) && left.value !== ABSENT) args.assign?.(position, left.value);
  }
}

export function callProject(m: Machine, callee: FunctionValue, args: Arguments, site: Site): Abstract {
  const chosen = chooseOverload(callee, args.positional.length + args.named.size);
  const { lambda } = chosen;
  if (m.stack.length >= CALL_DEPTH) return unknownOf(`calls nest deeper than ${CALL_DEPTH}`);
  if (m.stack.filter((each) => each === lambda).length >= RECURSION)
    return unknownOf('recursion is not followed further');
  m.ran.add(lambda);
  if (m.stack.length > 0 && m.opens === null && !m.files.isTest(m.unit.path)) m.recorder.calledByOthers.add(lambda);
  const self = callee.self ?? chosen.self ?? null;
  const frame: Frame = {
    unit: chosen.frame.unit,
    variables: new Map(),
    outer: chosen.frame,
    isolated: lambda.isolated === true,
    self,
    receiver: lambda.receiver ?? null,
    home: chosen.home ?? null,
    born: m.heap.birth(),
    kind: lambda.block ? 'block' : 'function',
    ...(lambda.macro && lambda.block && { at: site }),
  };
  if (lambda.receiver && self)
    frame.variables.set(lambda.receiver, { value: lambda.copiesReceiver ? copied(m, self) : self, at: site });
  if (lambda.takesReceiver) frame.variables.set('arguments', { value: listOf(m, valuesOf(args)), at: site });
  if (!lambda.block) frame.variables.set(BLOCK, { value: blockIn(args) ?? ABSENT, at: site });
  m.stack.push(lambda);
  m.callSites.push(site);
  const returned = m.returned;
  m.returned = [];
  try {
    bindParameters(m, lambda, frame, args, site);
    const given = new Map(frame.variables);
    const outcome = runSteps(m, lambda.body, frame);
    for (const { changes, when, otherwise } of m.returned.reverse()) m.heap.join(changes, when, new Map(), otherwise);
    handBack(lambda, frame, given, args);
    if (m.pending) {
      const refusal = refusalOf(m, outcome);
      if (refusal) m.pending.push(refusal);
      const check = refusal ? null : outcomeCheck(outcome);
      if (check) return check;
    }
    const value = resultOf(outcome, whenOf);
    if (value === null) throw new Thrown();
    // Seen to the end: where it may throw, what it does on the way may not be all that it does.
    if (m.isLastWord() && !has(outcome, 'throws')) m.recorder.called.add(lambda);
    // Of a generator that also returns something, that is what its callers wait for (JavaScript's coroutines).
    const yielded = frame.variables.get(YIELDED)?.value;
    return yielded && yielded !== ABSENT && value.kind === 'constant' ? yielded : value;
  } finally {
    m.returned = returned;
    m.stack.pop();
    m.callSites.pop();
  }
}
