/**
 * What Java and C# mean by the same notation, once it is in the neutral form: operators, assignments, subjects that are
 * asked more than once. Nothing here looks at a grammar.
 */
import { bind, both, concat, either, member, name, operator, orIfNull, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { before } from './order.js';

/** A chain of operators or cases nests as deep as it is long, and whoever reads it pays with stack. Longer ones are generated. */
export const LONGEST_CHAIN = 100;

export function combine(sign: string, left: Value, right: Value, span: Span): Value {
  switch (sign) {
    case '&&':
      return both(left, right, span);
    case '||':
      return either(left, right, span);
    case '??':
      return orIfNull(left, right, span);
    case '+':
      return isText(left) || isText(right) ? concat([left, right], span) : operator('+', [left, right], span);
    default:
      return operator(sign, [left, right], span);
  }
}

export const isText = (value: Value) => value.kind === 'text' || value.kind === 'concat';

/** `[1]` and `["a"]` read like members: literal keys are strings, as in records. */
export function keyOf(value: Value): string | Value {
  if (value.kind === 'text') return value.value;
  return value.kind === 'constant' && typeof value.value === 'number' ? String(value.value) : value;
}

/** Can evaluating it do anything? What can't is not worth a step of its own. */
export function mayAct(value: Value): boolean {
  switch (value.kind) {
    case 'name':
    case 'text':
    case 'constant':
      return false;
    case 'unknown':
      return (value.parts ?? []).length > 0;
    default:
      return true;
  }
}

/** A bare name may be a field: the evaluator knows, so it stays a variable of the nearest scope that has it. */
export function assign(target: Value, value: Value, span: Span): Step {
  switch (target.kind) {
    case 'name':
      return bind(target.name, value, span, { scope: 'nearest' });
    case 'member':
      return { kind: 'write', object: target.object, key: target.key, value, span };
    default:
      return { kind: 'use', value: unknown('assignment_expression', span, [target, value]), span };
  }
}

/** What an assignment is worth as an expression: its target, read again. */
export function assigned(step: Step): Value {
  switch (step.kind) {
    case 'bind':
      return name(step.name, step.span);
    case 'write':
      return step.key === null ? unknown('assignment_expression', step.span) : member(step.object, step.key, step.span);
    default:
      return unknown('assignment_expression', step.span);
  }
}

/** A subject that is asked several times and does something is evaluated once, before the statement. */
export function once(subject: Value, span: Span): Value {
  if (isPlain(subject)) return subject;
  const temporary = `switch:${span.line}:${span.column}`;
  before(bind(temporary, subject, span));
  return name(temporary, span);
}

function isPlain(value: Value): boolean {
  if (value.kind === 'member') return typeof value.key === 'string' && isPlain(value.object);
  return value.kind === 'name' || value.kind === 'constant' || value.kind === 'text';
}

export function anyOf(conditions: readonly Value[], span: Span): Value {
  const [first, ...others] = conditions;
  if (first === undefined) return unknown('missing', span);
  return others.reduce((some, other) => either(some, other, span), first);
}
