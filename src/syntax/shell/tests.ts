/** `[ … ]`, `[[ … ]]` and `test`: comparisons of words, questions about files. */
import { argument, both, call, constant, either, name, operator, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import type { Source } from './source.js';
import { lowerWord } from './words.js';

/** `[ … ]` is a command with words, `[[ … ]]` an expression, `(( … ))` arithmetic. */
export function lowerTest(node: Node, source: Source): Value {
  const span = spanOf(node);
  const [expression] = namedChildren(node);
  const opening = node.child(0)?.type;
  if (opening === '((') return unknown('arithmetic', span);
  if (expression === undefined) return constant(false, span);
  return opening === '[[' ? lowerTestExpression(expression, source) : testOfWords(testWords(expression, source), span);
}

/** The grammar reads `-a` and `-o` in single brackets as if all operators bound alike: back to words. */
function testWords(node: Node, source: Source): Value[] {
  if (!/^(unary|binary)_expression$/.test(node.type)) return [lowerWord(node, source)];
  return node.children.flatMap((child) => {
    if (child === null || child.isExtra) return [];
    return child.isNamed ? testWords(child, source) : [text(child.text, spanOf(child))];
  });
}

/** `test -f x`, `[ "$a" = b -o -z "$c" ]`: `-o` binds less than `-a`, and that less than `!`. */
export function testOfWords(words: readonly Value[], span: Span): Value {
  const isWord = (value: Value | undefined, sign: string): boolean => value?.kind === 'text' && value.value === sign;
  for (const [sign, join] of [['-o', either] as const, ['-a', both] as const]) {
    const at = words.findIndex((word, position) => position > 0 && position < words.length - 1 && isWord(word, sign));
    if (at > 0) return join(testOfWords(words.slice(0, at), span), testOfWords(words.slice(at + 1), span), span);
  }
  const [first, second, third] = words;
  if (first === undefined) return constant(false, span);
  if (second === undefined) return first;
  if (isWord(first, '!')) return operator('!', [testOfWords(words.slice(1), span)], span);
  if (third === undefined && first.kind === 'text') return unary(first.value, second, span);
  if (words.length === 3 && third && second.kind === 'text') return binary(second.value, first, third, span);
  return unknown('test', span, words);
}

function lowerTestExpression(node: Node, source: Source): Value {
  const span = spanOf(node);
  const parts = namedChildren(node);
  switch (node.type) {
    case 'parenthesized_expression':
      return parts[0] ? lowerTestExpression(parts[0], source) : unknown(node.type, span);
    case 'unary_expression': {
      const operand = parts.at(-1);
      const sign = node.childForFieldName('operator')?.text ?? node.child(0)?.text ?? '';
      if (operand === undefined) return unknown(node.type, span);
      if (sign === '!') return operator('!', [lowerTestExpression(operand, source)], span);
      return unary(sign, lowerWord(operand, source), span);
    }
    case 'binary_expression': {
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      const sign = node.childForFieldName('operator')?.text ?? '';
      if (left === null || right === null) return unknown(node.type, span);
      if (sign === '&&' || sign === '-a')
        return both(lowerTestExpression(left, source), lowerTestExpression(right, source), span);
      if (sign === '||' || sign === '-o')
        return either(lowerTestExpression(left, source), lowerTestExpression(right, source), span);
      // `! $a == b` denies the comparison; the grammar hangs the `!` on its left side.
      const denied =
        left.type === 'unary_expression' && left.child(0)?.text === '!' ? namedChildren(left).at(-1) : null;
      const compared = binary(sign, lowerWord(denied ?? left, source), lowerWord(right, source), span);
      return denied ? operator('!', [compared], span) : compared;
    }
    default:
      return lowerWord(node, source);
  }
}

/** An empty word and an unset variable are alike, so `-z` asks for "not true" instead of comparing. */
function unary(sign: string, operand: Value, span: Span): Value {
  if (sign === '-n') return operand;
  if (sign === '-z' || sign === '!') return operator('!', [operand], span);
  return call(name('test', span), [argument(text(sign, span)), argument(operand)], span);
}

const COMPARISONS: Readonly<Record<string, string>> = {
  '=': '==',
  '==': '==',
  '!=': '!=',
  '-eq': '==',
  '-ne': '!=',
  '-lt': '<',
  '-le': '<=',
  '-gt': '>',
  '-ge': '>=',
  '<': '<',
  '>': '>',
};

function binary(sign: string, left: Value, right: Value, span: Span): Value {
  if (sign === '=~') return operator('match', [left, right], span);
  const comparison = Object.hasOwn(COMPARISONS, sign) ? COMPARISONS[sign] : undefined;
  if (comparison === undefined) return unknown(`test ${sign}`, span, [left, right]);
  const isPattern = right.kind === 'text' && /^(==|!=)$/.test(comparison) && /[*?[]/.test(right.value);
  if (!isPattern) return operator(comparison, [left, right], span);
  const matches = operator('glob', [left, right], span);
  return comparison === '==' ? matches : operator('!', [matches], span);
}
