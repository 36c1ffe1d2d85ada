/** `=`, `+=`, `++`: as statements, and as the expressions that Java lets them be. */
import { constant, operator, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { before } from '../shared/order.js';
import { assign, assigned, combine } from '../shared/values.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { expression, valueIn } from './expressions.js';

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
