/** Operators, assignments by operator, and `match`. */
import { both, choice, concat, constant, either, operator, orIfNull, record, unknown } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { assign, assignReference } from './assignments.js';
import { lowerArm, lowerExpression } from './expressions.js';
import type { Source } from './source.js';

/** `===` compares more strictly than `==`, which has never decided a trust question. */
const SIGNS: Readonly<Record<string, string>> = { '===': '==', '!==': '!=', '<>': '!=' };

/** Long texts are joined with `.` line by line, and the grammar nests them to the left: walked, not recursed into. */
export function lowerBinary(node: Node, source: Source): Value {
  const chain: Node[] = [];
  let leftmost: Node | null = node;
  while (leftmost?.type === 'binary_expression') {
    chain.push(leftmost);
    leftmost = leftmost.childForFieldName('left');
  }
  let value = leftmost ? lowerExpression(leftmost, source) : unknown('missing', spanOf(node));
  let texts: Value[] = [];
  for (const link of chain.reverse()) {
    const right = link.childForFieldName('right');
    const sign = link.childForFieldName('operator')?.text.toLowerCase() ?? '?';
    if (sign === '.' && right) {
      if (texts.length === 0) texts = [value];
      texts.push(lowerExpression(right, source));
      if (chain.at(-1) === link) value = concat(texts, spanOf(link));
      continue;
    }
    if (texts.length > 0) value = concat(texts, spanOf(link.childForFieldName('left') ?? link));
    texts = [];
    value = right ? lowerOperation(value, sign, right, link, source) : value;
  }
  return value;
}

function lowerOperation(left: Value, sign: string, right: Node, node: Node, source: Source): Value {
  const span = spanOf(node);
  switch (sign) {
    case '&&':
    case 'and':
      return both(left, lowerArm(right, source), span);
    case '||':
    case 'or':
      return either(left, lowerArm(right, source), span);
    case '??':
      return orIfNull(left, lowerArm(right, source), span);
    default:
      return operator(SIGNS[sign] ?? sign, [left, lowerExpression(right, source)], span);
  }
}

export function lowerAssignment(node: Node, source: Source): Value {
  const span = spanOf(node);
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left === null || right === null) {
    return unknown(
      node.type,
      span,
      namedChildren(node).map((child) => lowerExpression(child, source)),
    );
  }
  const sign = node.childForFieldName('operator')?.text.slice(0, -1) ?? '';
  if (node.type === 'reference_assignment_expression')
    return assignReference(left, () => lowerReferenced(right, source), source);
  if (sign === '') return assign(left, () => lowerExpression(right, source), source, span);
  const old = lowerExpression(left, source);
  const updated = (): Value => {
    if (sign === '??') return orIfNull(old, lowerArm(right, source), span);
    const given = lowerExpression(right, source);
    return sign === '.' ? concat([old, given], span) : operator(sign, [old, given], span);
  };
  return assign(left, updated, source, span);
}

/** `$i++` and `--$i`. */
export function lowerUpdate(node: Node, source: Source): Value {
  const span = spanOf(node);
  const target = node.childForFieldName('argument') ?? namedChildren(node)[0];
  if (!target) return unknown(node.type, span);
  const sign = node.text.includes('++') ? '+' : '-';
  const old = lowerExpression(target, source);
  return assign(target, () => operator(sign, [old, constant(1, span)], span), source, span);
}

/** The first arm that fits gives the value; `match (true)` asks the conditions themselves. */
export function lowerMatch(node: Node, source: Source): Value {
  const span = spanOf(node);
  const subjectNode = node.childForFieldName('condition');
  const block = node.childForFieldName('body');
  if (subjectNode === null || block === null) return unknown(node.type, span);
  const subject = lowerExpression(subjectNode, source);
  const asks = subject.kind === 'constant' && subject.value === true;
  let value: Value = unknown('no match', span);
  const arms = namedChildren(block);
  const fallback = arms.find((arm) => arm.type === 'match_default_expression')?.childForFieldName('return_expression');
  if (fallback) value = lowerArm(fallback, source);
  for (const arm of arms.reverse()) {
    const result = arm.childForFieldName('return_expression');
    const conditions = arm.childForFieldName('conditional_expressions');
    if (result === null || conditions === null) continue;
    const tests = namedChildren(conditions).map((tested) => {
      const given = lowerExpression(tested, source);
      return asks ? given : operator('==', [subject, given], given.span);
    });
    const [last = constant(false, span), ...others] = tests.reverse();
    const condition = others.reduce((rest, test) => either(test, rest, test.span), last);
    value = choice(condition, lowerArm(result, source), value, spanOf(arm));
  }
  return value;
}

/** `$ssl = &$options['ssl']`: what is not there yet comes to be, so that what is written there is written into the array. */
function lowerReferenced(node: Node, source: Source): Value {
  const value = lowerExpression(node, source);
  if (node.type !== 'subscript_expression' || value.kind !== 'member') return value;
  const { object, key, span } = value;
  source.runFirst({ kind: 'write', object, key, value: orIfNull(value, record([], span), span), span });
  return value;
}
