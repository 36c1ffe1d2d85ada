/** `=`, `+=`, `??=`, `++`, deconstruction: as statements, and as the expressions that C# lets them be. */
import { bind, constant, member, name, operator, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { before } from '../shared/order.js';
import { assign, assigned, combine } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression, valueIn } from './expressions.js';
import { partsOf } from './nodes.js';
import { declaredType, identifierText } from './types.js';

/** Assigns before the statement at hand and is what was assigned: `a = b = c`. */
export function assignment(node: Node): Value {
  if (node.childForFieldName('left')?.text === '_') return valueIn(node, 'right');
  const steps = assignmentSteps(node);
  for (const step of steps) before(step);
  const last = steps.at(-1);
  return last ? assigned(last) : unknown(node.type, spanOf(node));
}

/** `i++` is what `i` was before. */
export function update(node: Node): Value {
  const step = updateStep(node);
  before(step);
  const now = assigned(step);
  const undo = signOf(node) === '++' ? '-' : '+';
  return node.type === 'postfix_unary_expression' ? operator(undo, [now, constant(1, now.span)], now.span) : now;
}

export function updateStep(node: Node): Step {
  const [operand] = partsOf(node);
  const span = spanOf(node);
  const target = operand ? expression(operand) : unknown('missing', span);
  const sign = signOf(node) === '++' ? '+' : '-';
  return assign(target, operator(sign, [target, constant(1, span)], span), span);
}

const signOf = (node: Node) => node.children.find((child) => child?.isNamed === false)?.type;

export function assignmentSteps(node: Node): readonly Step[] {
  const sign = node.childForFieldName('operator')?.type ?? '=';
  const target = node.childForFieldName('left');
  const span = spanOf(node);
  if (target?.type === 'tuple_expression') return deconstruction(target, valueIn(node, 'right'), span);
  const left = target ? expression(target) : unknown('missing', span);
  const right = valueIn(node, 'right');
  if (left.kind === 'name' && left.name === '_') return [use(right)];
  if (sign === '=') return [assign(left, right, span)];
  if (isHandler(right) && (sign === '+=' || sign === '-=')) return subscription(sign, left, right, span);
  return [assign(left, combine(sign.slice(0, -1), left, right, span), span)];
}

/** What events and delegates are given: a function, the name of one, or a delegate made of one. */
function isHandler(value: Value): boolean {
  return value.kind === 'lambda' || value.kind === 'name' || value.kind === 'member' || isDelegate(value);
}

const isDelegate = (value: Value) => value.kind === 'call' && value.creates === true && value.arguments.length === 1;

/**
 * `handler.Validate += OnValidate`. Of several delegates the last one's answer counts, so on a bare name adding is
 * setting. Taking one away is not followed: programs do it when they are done, or before they add it again.
 */
function subscription(sign: '+=' | '-=', left: Value, right: Value, span: Span): readonly Step[] {
  if (left.kind === 'name' && right.kind !== 'lambda' && !isDelegate(right)) {
    return [assign(left, combine(sign.slice(0, -1), left, right, span), span)];
  }
  if (sign === '-=') return [];
  const step = assign(left, right, span);
  return [step.kind === 'write' ? { ...step, adds: true } : step];
}

/** `(a, b) = pair`, `var (a, b) = pair`, `(int a, _) = pair`. */
export function deconstruction(target: Node, value: Value, span: Span): readonly Step[] {
  const temporary = `destructured:${span.line}:${span.column}`;
  const whole = name(temporary, value.span);
  const parts = partsOf(target).flatMap((part, i): readonly Step[] => {
    const item = member(whole, String(i), spanOf(part));
    return target.type === 'tuple_pattern' ? declares(part, item, null) : assigns(part, item);
  });
  return [bind(temporary, value, span), ...parts];
}

function assigns(part: Node, item: Value): readonly Step[] {
  const inner = part.type === 'argument' ? partsOf(part).at(-1) : part;
  if (inner === undefined) return [];
  if (inner.type === 'tuple_expression') return deconstruction(inner, item, spanOf(inner));
  if (inner.type === 'declaration_expression') {
    const id = inner.childForFieldName('name');
    return id ? declares(id, item, inner.childForFieldName('type')) : [];
  }
  return inner.text === '_' ? [] : [assign(expression(inner), item, spanOf(inner))];
}

function declares(id: Node, item: Value, type: Node | null): readonly Step[] {
  if (id.type === 'tuple_pattern') return deconstruction(id, item, spanOf(id));
  const declared = declaredType(type);
  if (id.text === '_') return [];
  return [bind(identifierText(id), item, spanOf(id), declared === undefined ? {} : { type: declared })];
}
