/** `=`, `+=`, `++`: as statements, and as the expressions that Java lets them be. */
import { bind, constant, member, name, operator, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { combine, expression, valueIn } from './expressions.js';
import { before } from './order.js';

/** Assigns before the statement at hand and is what was assigned: `a = b = c`, `while ((n = in.read()) > 0)`. */
export function assignment(node: Node): Value {
  const step = assignmentStep(node);
  before(step);
  return assigned(step);
}

/** `i++` is what `i` was before. */
export function update(node: Node): Value {
  const step = updateStep(node);
  before(step);
  const now = assigned(step);
  const postfix = node.child(0)?.isNamed === true;
  const undo = node.child(1)?.type === '++' ? '-' : '+';
  return postfix ? operator(undo, [now, constant(1, now.span)], now.span) : now;
}

export function assignmentStep(node: Node): Step {
  const sign = node.childForFieldName('operator')?.type ?? '=';
  const left = valueIn(node, 'left');
  const right = valueIn(node, 'right');
  const span = spanOf(node);
  return assign(left, sign === '=' ? right : combine(sign.slice(0, -1), left, right, span), span);
}

export function updateStep(node: Node): Step {
  const [operand] = namedChildren(node);
  const span = spanOf(node);
  const target = operand ? expression(operand) : unknown('missing', span);
  const sign = node.children.some((child) => child?.type === '++') ? '+' : '-';
  return assign(target, operator(sign, [target, constant(1, span)], span), span);
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

function assigned(step: Step): Value {
  switch (step.kind) {
    case 'bind':
      return name(step.name, step.span);
    case 'write':
      return step.key === null ? unknown('assignment_expression', step.span) : member(step.object, step.key, step.span);
    default:
      return unknown('assignment_expression', step.span);
  }
}
