/**
 * What an expression does besides having a value: `while ((n = in.read()) > 0)`, `x instanceof Foo f`, C#'s `out var x`.
 * The neutral form has no such expressions, so the steps they mean run before the statement that they stand in.
 *
 * Both this list and the depth are kept for the file at hand: lowering is synchronous, one file after the other.
 */
import { call, lambda, returns } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';

/** Deeper than people write and shallow enough for the stack; what lies below becomes `unknown`. */
const DEEPEST = 200;

let pending: Step[] = [];
let depth = 0;

/** `step` has to run before the statement that is being lowered. */
export function before(step: Step): void {
  pending.push(step);
}

/** Lowers one statement or expression: its result, and the steps that have to run before it. */
export function collecting<T>(lower: () => T): { readonly before: readonly Step[]; readonly result: T } {
  const outer = pending;
  const own: Step[] = [];
  pending = own;
  try {
    return { result: lower(), before: own };
  } finally {
    pending = outer;
  }
}

/** Steps of one statement, led by those that its expressions asked for. */
export function inOrder(lower: () => readonly Step[]): readonly Step[] {
  const { before: first, result } = collecting(lower);
  return first.length === 0 ? result : [...first, ...result];
}

/** A value without steps before it, where there is no statement (a field) or not always one (a branch of `?:`). */
export function contained(lower: () => Value): Value {
  const { before: first, result } = collecting(lower);
  if (first.length === 0) return result;
  const { span } = result;
  return call(lambda({ parameters: [], body: [...first, returns(result)], span }), [], span);
}

/** Guards the stack against code nested thousands deep, which generators and fuzzers write. */
export function nested<T>(lower: () => T, tooDeep: () => T): T {
  if (depth >= DEEPEST) return tooDeep();
  depth++;
  try {
    return lower();
  } finally {
    depth--;
  }
}
