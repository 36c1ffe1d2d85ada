/** A `switch` as a chain of `if`: what JavaScript, PHP, Go and C share, whatever parsed them. */
import { either } from '../../ir/build.js';
import type { If, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';

export interface Case {
  /** null for `default`. */
  readonly condition: Value | null;
  readonly body: readonly Step[];
  readonly span: Span;
}

/** A body that does not leave goes on in the next one. Cases that share a body are one condition. */
export function switchChain(cases: readonly Case[]): Step[] {
  const bodies: (readonly Step[])[] = [];
  let following: readonly Step[] = [];
  for (const { body } of [...cases].reverse()) {
    following = leaves(body) ? body : [...body, ...following];
    bodies.unshift(following);
  }
  const otherwise = cases.findIndex(({ condition }) => condition === null);
  let chain: readonly Step[] = otherwise < 0 ? [] : settle(bodies[otherwise] ?? []);
  let shared: If | undefined;
  for (const [position, { condition, span }] of [...cases.entries()].reverse()) {
    if (condition === null) {
      shared = undefined;
      continue;
    }
    const isShared = cases[position]?.body.length === 0 && shared !== undefined;
    if (isShared && shared) shared = { ...shared, condition: either(condition, shared.condition, span), span };
    else shared = { kind: 'if', condition, then: settle(bodies[position] ?? []), else: chain, span };
    chain = [shared];
  }
  return [...chain];
}

/** Does control never come to the end of these steps? */
function leaves(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  if (last === undefined) return false;
  if (last.kind === 'return' || last.kind === 'throw') return true;
  if (last.kind === 'try') return last.handlers.length === 0 && leaves(last.body);
  return last.kind === 'if' && leaves(last.then) && leaves(last.else);
}

/** Takes the `break`s out that only left the switch; what they jumped over moves into the other branch. */
function settle(steps: readonly Step[]): readonly Step[] {
  for (const [position, step] of steps.entries()) {
    if (step.kind === 'return' && step.leaves === 'loop') return steps.slice(0, position);
    if (step.kind !== 'if' || !(breaks(step.then) || breaks(step.else))) continue;
    const rest = steps.slice(position + 1);
    const onward = (arm: readonly Step[]): readonly Step[] => settle(leaves(arm) ? arm : [...arm, ...rest]);
    return [...steps.slice(0, position), { ...step, then: onward(step.then), else: onward(step.else) }];
  }
  return steps;
}

/** Is there a `break` here that leaves the switch, and not a loop inside it? */
function breaks(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      (step.kind === 'return' && step.leaves === 'loop') ||
      (step.kind === 'if' && (breaks(step.then) || breaks(step.else))),
  );
}
