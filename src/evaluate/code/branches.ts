/** Branches whose condition is not decided: run on a journal, undone, joined; and code that the sources decide against. */
import type { Step } from '../../ir/step.js';
import { type Machine, Thrown } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { continues, either, has, type Outcome } from '../memory/outcome.js';
import type { Abstract, Thing } from '../memory/values.js';
import type { Reach, Site } from '../pin.js';
import { judgeEscaped } from '../trust/connect.js';
import { runSteps } from './run-steps.js';

/** Runs both, on a journal; what they leave different becomes one of two. */
export function fork(m: Machine, condition: Abstract, at: Site, left: () => Outcome, right: () => Outcome): Outcome {
  m.forks++;
  try {
    const mark = m.heap.begin();
    const then = left();
    const thenChanges = m.heap.undo(mark);
    const again = m.heap.begin();
    const otherwise = right();
    const elseChanges = m.heap.undo(again);
    if (continues(then) && continues(otherwise))
      m.heap.join(thenChanges, whenOf(at, true), elseChanges, whenOf(at, false));
    else {
      const [goesOn, leaves] = continues(then) ? [thenChanges, elseChanges] : [elseChanges, thenChanges];
      m.heap.redo(goesOn);
      // What a branch changes before it returns stays changed for the caller: joined where the function ends.
      if (has(continues(then) ? otherwise : then, 'returns'))
        m.returned.push({
          changes: leaves,
          when: whenOf(at, !continues(then)),
          otherwise: whenOf(at, continues(then)),
        });
    }
    return either(condition, at, then, otherwise);
  } finally {
    m.forks--;
  }
}

export const whenOf = (at: Site, holds: boolean): string =>
  holds
    ? `the condition at ${at.path}:${at.span.line} holds`
    : `the condition at ${at.path}:${at.span.line} does not hold`;

/** Code that the sources decide against: its pins are recorded as such, and nothing else of it stays. */
export function runAside(m: Machine, steps: readonly Step[], frame: Frame, reach: Reach): void {
  besides(m, reach, () => void runSteps(m, steps, frame));
}

export function besides(m: Machine, reach: Reach, run: () => void): void {
  const before = m.reach;
  if (before === 'live') m.reach = reach;
  const pending = m.pending;
  m.pending = null;
  const outer = m.aside;
  const aside = { things: new Set<Thing>(), sites: new Set<Site>() };
  m.aside = aside;
  const returned = m.returned;
  m.returned = [];
  const mark = m.heap.begin();
  try {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
    }
    m.aside = outer;
    // What follows the branch connects without it: a client that it would have changed is judged here.
    for (const thing of aside.things) judgeEscaped(m, thing, (site) => aside.sites.has(site));
  } finally {
    m.returned = returned;
    m.aside = outer;
    m.heap.undo(mark);
    m.pending = pending;
    m.reach = before;
  }
}
