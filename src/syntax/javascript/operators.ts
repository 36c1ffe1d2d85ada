/** Operators: text joins, comparisons, choices, and the assignments that hide in expressions. */
import { ts } from 'ts-morph';
import { both, choice, concat, constant, either, operator, orIfNull, use } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { assign } from './assignments.js';
import { lowerArm, lowerExpression } from './expressions.js';
import type { Source } from './source.js';

const { SyntaxKind } = ts;

/** `=`, `+=`, `??=` and their kin. */
export const isAssignment = (sign: ts.SyntaxKind): boolean =>
  sign >= SyntaxKind.FirstAssignment && sign <= SyntaxKind.LastAssignment;

/** `===` compares more strictly than `==`, which has never decided a trust question. */
const SIGNS: Readonly<Record<string, string>> = { '===': '==', '!==': '!=' };

/** The parser nests `a + b + c` to the left, thousands deep in a PEM built line by line: walked, not recursed into. */
export function lowerBinary(node: ts.BinaryExpression, source: Source): Value {
  const chain: ts.BinaryExpression[] = [];
  let leftmost: ts.Expression = node;
  while (ts.isBinaryExpression(leftmost) && !isAssignment(leftmost.operatorToken.kind)) {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  if (chain.length === 0) return lowerAssignment(node, source);
  let value = lowerExpression(leftmost, source);
  for (const link of chain.reverse()) value = lowerOperation(value, link, source);
  return value;
}

function lowerOperation(left: Value, node: ts.BinaryExpression, source: Source): Value {
  const span = source.spanOf(node);
  switch (node.operatorToken.kind) {
    case SyntaxKind.AmpersandAmpersandToken:
      return both(left, lowerArm(node.right, source), span);
    case SyntaxKind.BarBarToken:
      return either(left, lowerArm(node.right, source), span);
    case SyntaxKind.QuestionQuestionToken:
      return orIfNull(left, lowerArm(node.right, source), span);
    case SyntaxKind.CommaToken:
      source.runFirst(use(left));
      return lowerExpression(node.right, source);
    case SyntaxKind.PlusToken:
      return add(left, lowerExpression(node.right, source), span);
    default: {
      const sign = ts.tokenToString(node.operatorToken.kind) ?? '?';
      return operator(SIGNS[sign] ?? sign, [left, lowerExpression(node.right, source)], span);
    }
  }
}

/** Text where one operand shows that it is text; else nobody knows what `+` means here. */
export function add(left: Value, right: Value, span: Span): Value {
  const isText = (value: Value): boolean => value.kind === 'text' || value.kind === 'concat';
  return isText(left) || isText(right) ? concat([left, right], span) : operator('+', [left, right], span);
}

function lowerAssignment(node: ts.BinaryExpression, source: Source): Value {
  const span = source.spanOf(node);
  const { left, right, operatorToken } = node;
  if (operatorToken.kind === SyntaxKind.EqualsToken)
    return assign(left, () => lowerExpression(right, source), source, span);
  const old = lowerExpression(left, source);
  switch (operatorToken.kind) {
    case SyntaxKind.BarBarEqualsToken:
      return assign(left, () => either(old, lowerArm(right, source), span), source, span);
    case SyntaxKind.AmpersandAmpersandEqualsToken:
      return assign(left, () => both(old, lowerArm(right, source), span), source, span);
    case SyntaxKind.QuestionQuestionEqualsToken:
      return assign(left, () => orIfNull(old, lowerArm(right, source), span), source, span);
    case SyntaxKind.PlusEqualsToken:
      return assign(left, () => add(old, lowerExpression(right, source), span), source, span);
    default: {
      const sign = (ts.tokenToString(operatorToken.kind) ?? '?=').slice(0, -1);
      return assign(left, () => operator(sign, [old, lowerExpression(right, source)], span), source, span);
    }
  }
}

export function lowerConditional(node: ts.ConditionalExpression, source: Source): Value {
  const condition = lowerExpression(node.condition, source);
  return choice(condition, lowerArm(node.whenTrue, source), lowerArm(node.whenFalse, source), source.spanOf(node));
}

export function lowerUnary(node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression, source: Source): Value {
  const span = source.spanOf(node);
  const { operand } = node;
  const value = lowerExpression(operand, source);
  switch (node.operator) {
    case SyntaxKind.PlusPlusToken:
      return assign(operand, () => operator('+', [value, constant(1, span)], span), source, span);
    case SyntaxKind.MinusMinusToken:
      return assign(operand, () => operator('-', [value, constant(1, span)], span), source, span);
    case SyntaxKind.MinusToken:
      return value.kind === 'constant' && typeof value.value === 'number'
        ? constant(-value.value, span)
        : operator('-', [value], span);
    default:
      return operator(ts.tokenToString(node.operator) ?? '?', [value], span);
  }
}
