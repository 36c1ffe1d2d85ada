/** Runs steps in execution order. A condition that can be decided takes one branch; otherwise both, joined. */
import type { If, Step, Try } from '../../ir/step.js';
import { FORK_DEPTH } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import type { Changes } from '../memory/heap.js';
import {
  continues,
  type EitherOutcome,
  either,
  FALLS,
  has,
  type Outcome,
  replaceEnds,
  THROWS,
} from '../memory/outcome.js';
import { truth } from '../memory/truth.js';
import { type CheckValue, NULL, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { collectAttempts, tryInstead } from '../trust/attempts.js';
import { allOf, defaultRoots, reduce } from '../trust/check.js';
import { runBind, runWrite } from './bindings.js';
import { fork, runAside } from './branches.js';
import { assume, isOpened, noteClosed, runClosed } from './closed-branches.js';
import { evaluate } from './expressions.js';
import { runLoop } from './loops.js';
import { absentVariable, assumeSet } from './required.js';

export function runSteps(m: Machine, steps: readonly Step[], frame: Frame): Outcome {
  hoist(m, steps, frame);
  return runFrom(m, steps, 0, frame);
}

/** Functions and classes of the block exist before its first step. */
function hoist(m: Machine, steps: readonly Step[], frame: Frame): void {
  for (const step of steps) if (step.kind === 'bind' && step.hoisted) runBind(m, step, frame);
  for (const step of steps) if (step.kind === 'write' && step.hoisted) runWrite(m, step, frame);
}

function runFrom(m: Machine, steps: readonly Step[], start: number, frame: Frame): Outcome {
  for (let i = start; i < steps.length; i++) {
    const step = steps[i]!;
    if ((step.kind === 'bind' || step.kind === 'write') && step.hoisted) continue;
    const outcome = runStep(m, step, frame);
    if (outcome.end === 'falls') continue;
    if (!has(outcome, 'falls')) return outcome;
    return replaceEnds(outcome, ['falls'], runFrom(m, steps, i + 1, frame));
  }
  return FALLS;
}

function runStep(m: Machine, step: Step, frame: Frame): Outcome {
  m.spend();
  const outer = m.pending;
  if (outer) m.pending = [];
  let outcome: Outcome;
  try {
    outcome = runOne(m, step, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    outcome = THROWS;
  }
  if (outer) {
    for (const check of m.pending ?? []) {
      outcome = either(check, m.site(step.span, frame), outcome, THROWS);
    }
    m.pending = outer;
  }
  return outcome;
}

function runOne(m: Machine, step: Step, frame: Frame): Outcome {
  switch (step.kind) {
    case 'bind':
      runBind(m, step, frame);
      return FALLS;
    case 'write':
      runWrite(m, step, frame);
      return FALLS;
    case 'use':
      evaluate(m, step.value, frame);
      return FALLS;
    case 'return': {
      if (step.leaves !== 'function') return { end: step.leaves };
      return { end: 'returns', value: step.value ? evaluate(m, step.value, frame) : NULL };
    }
    case 'throw':
      if (step.value) evaluate(m, step.value, frame);
      return THROWS;
    case 'if':
      return runIf(m, step, frame);
    case 'loop':
      return runLoop(m, step, frame);
    case 'try':
      return runTry(m, step, frame);
  }
}

/** Nothing but `break` or `continue`. */
function isLeaving(steps: readonly Step[]): boolean {
  const [only, ...more] = steps;
  return only?.kind === 'return' && only.leaves !== 'function' && more.length === 0;
}

function runIf(m: Machine, step: If, frame: Frame): Outcome {
  const condition = evaluate(m, step.condition, frame);
  const decided = truth(condition);
  const at = m.site(step.condition.span, frame);
  if (decided !== null && isOpened(m, step) && m.forks < FORK_DEPTH) {
    const run = (holds: boolean) => () => {
      if (holds !== decided) assume(m, step.condition, holds, frame);
      return runSteps(m, holds ? step.then : step.else, frame);
    };
    return fork(m, unknownOf('what callers give'), at, run(true), run(false));
  }
  if (decided !== null) {
    const runsAgain = noteClosed(m, step, decided, frame);
    const [taken, left] = decided ? [step.then, step.else] : [step.else, step.then];
    const missing = absentVariable(condition);
    if (missing !== undefined) m.decideByAbsence(missing, at.path);
    if (missing !== undefined && m.guarded === 0) return runUnlessStopped(m, missing, taken, left, frame);
    const { attempts } = collectAttempts(m, () => {
      if (left.length > 0 && !runsAgain) runClosed(m, step, !decided, frame);
    });
    // `if err != nil { … }` behind a connection: what is tried where that one is refused.
    if (condition.kind === 'constant' && condition.attempt) tryInstead(m, [condition.attempt], attempts);
    return runSteps(m, taken, frame);
  }
  if (condition.kind === 'unknown' && m.pending === null) {
    // A loop over something unknown is followed through: that it may end at once says nothing of what it does.
    if (isLeaving(step.then)) return runSteps(m, step.else, frame);
    if (isLeaving(step.else)) return runSteps(m, step.then, frame);
  }
  if (m.forks >= FORK_DEPTH) return FALLS;
  const outcome = fork(
    m,
    condition,
    at,
    () => runSteps(m, step.then, frame),
    () => runSteps(m, step.else, frame),
  );
  if (outcome.end === 'either' && condition.kind === 'check' && m.pending === null)
    judgeComparison(m, condition, outcome, at);
  return outcome;
}

/** Outside verifiers too: after the handshake the program looks at a certificate, and gives up if it is another one. */
function judgeComparison(m: Machine, { check, negated }: CheckValue, outcome: EitherOutcome, at: Site): void {
  const refused = negated ? outcome.then : outcome.else;
  const accepted = negated ? outcome.else : outcome.then;
  if (refused.end !== 'throws' || !continues(accepted) || reduce(check).effect !== 'hash') return;
  const model = `${m.unit.language}/stdlib`;
  const both = allOf([defaultRoots('system'), check]);
  const state = { when: '', check: both, site: at, api: 'comparison of fingerprints', shadowed: [] };
  m.recorder.record(m, { state, site: at, hosts: [], model, connection: at });
}

/** A branch taken because a variable is not set; where it stops the program, the variable must be set. */
function runUnlessStopped(
  m: Machine,
  missing: string,
  taken: readonly Step[],
  left: readonly Step[],
  frame: Frame,
): Outcome {
  const mark = m.heap.begin();
  const outcome = runSteps(m, taken, frame);
  const changes = m.heap.undo(mark);
  if (outcome.end === 'throws') {
    assumeSet(m, missing, frame);
    return runSteps(m, left, frame);
  }
  if (left.length > 0) runAside(m, left, frame, 'conditional');
  m.heap.redo(changes);
  return outcome;
}

/**
 * The body of a `try` with handlers. A file that is not in the repository can't be read, which the handler sees to; where
 * the handler gives up, the file must be there when the program runs.
 */
function runGuarded(m: Machine, step: Try, frame: Frame): Outcome {
  const [handler] = step.handlers;
  const { guarded, absentThrows, absentThrew } = m;
  if (handler === undefined) return runSteps(m, step.body, frame);
  m.guarded++;
  m.absentThrows = true;
  m.absentThrew = false;
  const mark = m.heap.begin();
  let outcome = runSteps(m, step.body, frame);
  const changes = m.heap.undo(mark);
  if (outcome.end === 'throws' && wasAbsent(m) && givesUp(handler)) {
    m.absentThrows = false;
    outcome = runSteps(m, step.body, frame);
  } else m.heap.redo(changes);
  m.guarded = guarded;
  m.absentThrows = absentThrows;
  m.absentThrew = absentThrew;
  return outcome;
}

const wasAbsent = (m: Machine): boolean => m.absentThrew;

/** Ends by throwing on, or by ending the program. */
function givesUp(steps: readonly Step[]): boolean {
  return steps.some((step) => step.kind === 'throw');
}

/** What the body left or, where it failed, the handler: `catch { ssl = { rejectUnauthorized: false }; }`. */
function fallBack(m: Machine, step: Try, handler: readonly Step[], changes: Changes, frame: Frame): void {
  const before = m.reach;
  if (before === 'live') m.reach = 'conditional';
  const mark = m.heap.begin();
  const outcome = runSteps(m, handler, frame);
  const others = m.heap.undo(mark);
  m.reach = before;
  const at = m.site(step.span, frame);
  if (outcome.end === 'falls') m.heap.join(changes, '', others, `what is tried at ${at.path}:${at.span.line} fails`);
  else m.heap.redo(changes);
}

function runTry(m: Machine, step: Try, frame: Frame): Outcome {
  const [handler] = step.handlers;
  const { mayFail } = m;
  m.mayFail = false;
  const mark = m.heap.begin();
  const body = collectAttempts(m, () => runGuarded(m, step, frame));
  const changes = m.heap.undo(mark);
  const fallsBack = m.mayFail && m.pending === null && body.result.end === 'falls';
  // Without a handler the failure is for the `try` around.
  m.mayFail = mayFail || (m.mayFail && handler === undefined);
  let outcome = body.result;
  const instead = collectAttempts(m, () => {
    if (fallsBack && handler) {
      fallBack(m, step, handler, changes, frame);
      return;
    }
    m.heap.redo(changes);
    if (has(outcome, 'throws')) {
      if (handler) outcome = replaceEnds(outcome, ['throws'], runSteps(m, handler, frame));
    } else if (m.pending === null) for (const each of step.handlers) runAside(m, each, frame, 'conditional');
  });
  tryInstead(m, body.attempts, instead.attempts);
  if (step.finally.length > 0) {
    const last = runSteps(m, step.finally, frame);
    if (!continues(last)) return last;
  }
  return outcome;
}
