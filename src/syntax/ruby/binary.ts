import { argument, bind, both, concat, either, name, operator, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { assign } from './assignment.js';
import { throws } from './calls.js';
import { lowerValue } from './expressions.js';
import { formatted } from './format.js';
import { DEEPEST, type Scope } from './scope.js';
import { lowerStatement } from './statements.js';

/** A text may be joined from hundreds of lines: the left spine is walked in a loop, not by recursion. */
export function lowerBinary(node: Node, scope: Scope): Value {
  const spine: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary') {
    spine.push(first);
    first = first.childForFieldName('left');
  }
  let left = lowerValue(first, scope, spanOf(node));
  let nested = 0;
  for (const step of spine.reverse()) {
    const right = step.childForFieldName('right');
    const sign = step.childForFieldName('operator')?.type ?? '?';
    const span = spanOf(step);
    left =
      (sign === '||' || sign === 'or') && right && leaves(right)
        ? guarded(left, right, scope, span)
        : combine(sign, left, lowerValue(right, scope, span), span);
    if ((left.kind === 'call' || left.kind === 'choice') && ++nested > DEEPEST)
      return unknown('too deep', spanOf(node));
  }
  return left;
}

const leaves = (node: Node): boolean => throws(node) || ['return', 'next', 'break'].includes(node.type);

/** `ENV["CA"] || raise("…")`: a guard before the statement, and the value that passed it. */
function guarded(value: Value, leave: Node, scope: Scope, span: Span): Value {
  let kept = value;
  if (value.kind !== 'name') {
    const id = `guarded:${span.line}:${span.column}`;
    scope.before.push(bind(id, value, value.span));
    kept = name(id, value.span);
  }
  const then = lowerStatement(leave, scope, { kind: 'drop' });
  scope.before.push({ kind: 'if', condition: operator('!', [kept], value.span), then, else: [], span });
  return kept;
}

export function combine(sign: string, left: Value, right: Value, span: Span): Value {
  switch (sign) {
    case '&&':
    case 'and':
      return both(left, right, span);
    case '||':
    case 'or':
      return either(left, right, span);
    case '+':
      if (isText(left) || isText(right)) return concat([left, right], span);
      return operator(sign, [left, right], span);
    case '<<':
      return isText(left) ? concat([left, right], span) : operator(sign, [left, right], span);
    case '%':
      return (left.kind === 'text' && formatted(left, operandsOf(right), span)) || operator(sign, [left, right], span);
    case '===':
      return operator('==', [right, left], span);
    case '=~':
      return operator('match', [left, right], span);
    case '!~':
      return operator('!', [operator('match', [left, right], span)], span);
    default:
      return operator(sign, [left, right], span);
  }
}

const operandsOf = (right: Value): readonly Argument[] => (right.kind === 'list' ? right.items : [argument(right)]);

export const isText = (value: Value): boolean => value.kind === 'text' || value.kind === 'concat';

/** `pem << line` grows the text that the variable holds; what else is grown like this is a list. */
export function lowerAppend(node: Node, scope: Scope): Step[] | undefined {
  const added: Node[] = [];
  let target: Node | null = node;
  while (target?.type === 'binary' && target.childForFieldName('operator')?.type === '<<') {
    const right = target.childForFieldName('right');
    if (right) added.unshift(right);
    target = target.childForFieldName('left');
  }
  if (target === null || added.length === 0) return undefined;
  const place = target;
  const span = spanOf(node);
  const object = lowerValue(place, scope, span);
  const values = added.map((each) => lowerValue(each, scope, spanOf(each)));
  if (place.type === 'identifier' && scope.locals.find(place.text) === 'text') {
    return assign(place, concat([object, ...values], span), scope, span);
  }
  return values.map((value) => ({ kind: 'write', object, key: null, value, span }));
}
