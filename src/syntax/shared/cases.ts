/** From the cases of a `switch`, with their `break`s, to a chain of `if` or a choice, without. Knows no grammar. */
import { call, choice, either, joinSpans, lambda, unknown } from '../../ir/build.js';
import type { If, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { LONGEST_CHAIN } from './values.js';

export interface Case {
  /** Null for `default`. */
  readonly condition: Value | null;
  readonly body: readonly Step[];
  /** Where nothing leaves the body, that of the next case follows. */
  readonly fallsThrough: boolean;
  readonly span: Span;
}

/** `default` comes last, wherever it stands. */
export function chain(written: readonly Case[]): readonly Step[] {
  const cases = joinLabels(written);
  const isShort = cases.length <= LONGEST_CHAIN;
  const bodies: (readonly Step[])[] = [];
  for (let i = cases.length - 1; i >= 0; i--) {
    const one = cases[i]!;
    bodies[i] = upToBreak(one.body, one.fallsThrough && isShort ? (bodies[i + 1] ?? []) : []);
  }
  const otherwise = cases.findIndex((one) => one.condition === null);
  if (!isShort) return cases.map((one, i) => aloneStanding(one, bodies[i] ?? []));
  return cases.reduceRight<readonly Step[]>(
    (rest, { condition, span }, i) =>
      condition ? [{ kind: 'if', condition, then: bodies[i] ?? [], else: rest, span } satisfies If] : rest,
    bodies[otherwise] ?? [],
  );
}

/** One of very many cases. They exclude each other, so they may as well stand in a row; only `default` is a guess then. */
function aloneStanding({ condition, span }: Case, body: readonly Step[]): If {
  return { kind: 'if', condition: condition ?? unknown('default', span), then: body, else: [], span };
}

/**
 * The value of a `switch` expression. Arms that are mere expressions make a choice; with statements inside it is a
 * function called on the spot, whose bodies return what they yield: nothing else leaves a switch expression.
 */
export function chosen(written: readonly Case[], span: Span): Value {
  const cases = exhaustive(written);
  const otherwise = cases.find((one) => one.condition === null);
  if (cases.length > LONGEST_CHAIN || !cases.every((one) => valueOfArm(one) !== undefined)) {
    return call(lambda({ parameters: [], body: chain(cases), span }), [], span);
  }
  return cases.reduceRight<Value>(
    (rest, one) => (one.condition ? choice(one.condition, valueOfArm(one) ?? rest, rest, span) : rest),
    (otherwise && valueOfArm(otherwise)) ?? unknown('missing', span),
  );
}

/** A switch expression covers everything, or throws: without a `default` the last case is what remains. */
function exhaustive(cases: readonly Case[]): Case[] {
  const covered = cases.some((one) => one.condition === null);
  return cases.map((one, i) => (covered || i < cases.length - 1 ? one : { ...one, condition: null }));
}

function valueOfArm({ body }: Case): Value | undefined {
  const [only, ...others] = body;
  return only?.kind === 'return' && others.length === 0 ? only.value : undefined;
}

/** `case 1: case 2:` is one case with two labels; beside `default` a label says nothing. */
function joinLabels(written: readonly Case[]): Case[] {
  const cases: Case[] = [];
  let open: Case | undefined;
  for (const one of written) {
    const joined: Case = open ? { ...one, condition: eitherOf(open, one) } : one;
    open = joined.fallsThrough && joined.body.length === 0 ? joined : undefined;
    if (!open) cases.push(joined);
  }
  return cases;
}

const eitherOf = (first: Case, second: Case): Value | null =>
  first.condition && second.condition && either(first.condition, second.condition, joinSpans(first.span, second.span));

/**
 * `steps` and, unless a `break` comes first, `after`. An `if` of which one branch breaks takes what follows into the
 * other. Where only part of a branch breaks, the `break` stays: to unfold that could double the code at every `if`.
 */
function upToBreak(steps: readonly Step[], after: readonly Step[]): readonly Step[] {
  for (const [i, step] of steps.entries()) {
    const done = steps.slice(0, i);
    if (step.kind === 'return') return step.leaves === 'loop' ? done : [...done, step];
    if (step.kind === 'throw') return [...done, step];
    if (step.kind !== 'if') continue;
    if (breaks(step.then)) {
      const rest = upToBreak(steps.slice(i + 1), after);
      return [...done, { ...step, then: upToBreak(step.then, []), else: upToBreak(step.else, rest) }];
    }
    if (breaks(step.else)) {
      const rest = upToBreak(steps.slice(i + 1), after);
      return [...done, { ...step, then: upToBreak(step.then, rest), else: upToBreak(step.else, []) }];
    }
  }
  return [...steps, ...after];
}

function breaks(steps: readonly Step[]): boolean {
  const last = steps.at(-1);
  return last?.kind === 'return' && last.leaves === 'loop';
}
