/** What `yield` means: one of many values, or the one that a context manager hands to its block. */
import { lambda, operator, returns } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';

/** Stands for `yield` in the function of a context manager until its steps are cut in two. */
const HANDED_OUT = 'hands-out';

export const handedOut = (value: Value, span: Span): Step => returns(operator(HANDED_OUT, [value], span), span);

const valueHandedOut = (step: Step): Value | null =>
  step.kind === 'return' &&
  step.value?.kind === 'call' &&
  step.value.callee.kind === 'name' &&
  step.value.callee.name === `op:${HANDED_OUT}`
    ? (step.value.arguments[0]?.value ?? null)
    : null;

const handsOut = (step: Step): boolean =>
  valueHandedOut(step) !== null ||
  (step.kind === 'try' && step.body.some(handsOut)) ||
  (step.kind === 'if' && [...step.then, ...step.else].some(handsOut));

/**
 * `@contextmanager`: what stands before `yield` runs where the block begins, what follows it, the `finally` around it first,
 * where the block ends. The function returns both: the value, and a function for the end.
 */
export function cutAtYield(steps: readonly Step[], end: readonly Step[] = []): Step[] {
  const made: Step[] = [];
  for (const [at, step] of steps.entries()) {
    const after = [...steps.slice(at + 1), ...end];
    const value = valueHandedOut(step);
    if (value) {
      const left = lambda({ parameters: [], body: after, span: step.span });
      return [...made, returns(operator('context', [value, left], step.span), step.span)];
    }
    if (step.kind === 'try' && handsOut(step))
      made.push({ ...step, body: cutAtYield(step.body, [...step.finally, ...after]), finally: [] });
    else if (step.kind === 'if' && handsOut(step))
      made.push({ ...step, then: cutAtYield(step.then, after), else: cutAtYield(step.else, after) });
    else made.push(step);
  }
  return made;
}
