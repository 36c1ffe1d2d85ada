import {
  argument,
  bind,
  both,
  choice,
  concat,
  constant,
  either,
  entry,
  list,
  member,
  name,
  operator,
  record,
  tuple,
  unknown,
} from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { lowerCall } from './calls.js';
import { lowerComprehension } from './comprehensions.js';
import { lowerLambda } from './declarations.js';
import { formatPercent } from './format.js';
import { bindScope, DEEPEST, type Scope } from './scope.js';
import { lowerString } from './strings.js';

/** Total: what has no form of its own becomes `unknown` with its lowered parts. */
export function lowerValue(node: Node | null, scope: Scope, around: Span): Value {
  if (node === null) return unknown('missing', around);
  if (scope.file.depth > DEEPEST) return unknown('too deep', spanOf(node));
  scope.file.depth += 1;
  const value = lowerNode(node, scope);
  scope.file.depth -= 1;
  return value;
}

function lowerNode(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const field = (id: string): Value => lowerValue(node.childForFieldName(id), scope, span);
  switch (node.type) {
    case 'identifier':
      return node.isMissing ? unknown('missing', span) : name(node.text, span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'none':
      return constant(null, span);
    case 'integer':
    case 'float':
      return lowerNumber(node, span);
    case 'string':
      return lowerString(node, (part) => lowerValue(part, scope, span));
    case 'concatenated_string':
      return concat(
        namedChildren(node).map((part) => lowerValue(part, scope, span)),
        span,
      );
    case 'attribute':
      return member(field('object'), node.childForFieldName('attribute')?.text ?? '', span);
    case 'subscript':
      return lowerSubscript(node, scope, span);
    case 'call':
      return lowerCall(node, scope);
    case 'list':
    case 'set':
      return list(lowerItems(node, scope), span);
    case 'tuple':
    case 'expression_list':
    case 'pattern_list':
    case 'tuple_pattern':
      return tuple(lowerItems(node, scope), span);
    case 'dictionary':
      return record(lowerEntries(node, scope), span);
    case 'binary_operator':
      return lowerBinary(node, scope);
    case 'boolean_operator':
      return (node.childForFieldName('operator')?.type === 'and' ? both : either)(field('left'), field('right'), span);
    case 'not_operator':
      return operator('!', [field('argument')], span);
    case 'comparison_operator':
      return lowerComparison(node, scope, span);
    case 'unary_operator':
      return lowerUnary(node.childForFieldName('operator')?.type ?? '', field('argument'), span);
    case 'conditional_expression': {
      const [then, condition, otherwise] = namedChildren(node).map((part) => lowerValue(part, scope, span));
      if (!then || !condition || !otherwise) break;
      return choice(condition, then, otherwise, span);
    }
    case 'lambda':
      return lowerLambda(node, scope);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return lowerComprehension(node, scope);
    case 'named_expression': {
      const target = node.childForFieldName('name');
      const value = field('value');
      if (target?.type !== 'identifier' || scope.before === null) return unknown(node.type, span, [value]);
      scope.before.push(bind(target.text, value, span, { scope: bindScope(scope, target.text) }));
      return name(target.text, spanOf(target));
    }
    case 'parenthesized_expression':
    case 'await':
    case 'interpolation':
    case 'type': {
      const [inner] = namedChildren(node);
      if (inner === undefined) break;
      return lowerValue(inner, scope, span);
    }
  }
  return unknown(node.type, span, lowerParts(node, scope));
}

/** The named children of something without a form: they may hold calls. */
export function lowerParts(node: Node, scope: Scope): Value[] {
  const span = spanOf(node);
  return namedChildren(node).map((part) => lowerValue(part, scope, span));
}

function lowerNumber(node: Node, span: Span): Value {
  const digits = node.text.replaceAll('_', '').replace(/[lL]$/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return Number.isNaN(value) ? unknown(node.type, span) : constant(value, span);
}

export function lowerItems(node: Node, scope: Scope): Argument[] {
  return namedChildren(node).map((child) => {
    const span = spanOf(child);
    if (child.type !== 'list_splat' && child.type !== 'list_splat_pattern') {
      return argument(lowerValue(child, scope, span), span);
    }
    return { value: lowerValue(namedChildren(child)[0] ?? null, scope, span), spread: true, span };
  });
}

function lowerEntries(node: Node, scope: Scope): Entry[] {
  return namedChildren(node).map((child): Entry => {
    const span = spanOf(child);
    if (child.type === 'dictionary_splat') {
      return { key: '', value: lowerValue(namedChildren(child)[0] ?? null, scope, span), spread: true, span };
    }
    const key = lowerValue(child.childForFieldName('key'), scope, span);
    return entry(literalKey(key) ?? key, lowerValue(child.childForFieldName('value'), scope, span), span);
  });
}

/** Text and whole numbers are keys as they stand. */
export function literalKey(key: Value): string | undefined {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? String(key.value) : undefined;
}

/** `a[k]`; a slice `a[1:2]` is the method that JavaScript has for it, with the same meaning of negative positions. */
function lowerSubscript(node: Node, scope: Scope, span: Span): Value {
  const object = lowerValue(node.childForFieldName('value'), scope, span);
  const [key, ...more] = node.childrenForFieldName('subscript').filter((child) => child !== null);
  if (key === undefined || more.length > 0) return unknown(node.type, span, [object]);
  if (key.type === 'slice') return lowerSlice(object, key, scope, span);
  const value = lowerValue(key, scope, span);
  return member(object, literalKey(value) ?? value, span);
}

function lowerSlice(object: Value, slice: Node, scope: Scope, span: Span): Value {
  const bounds: Value[] = [constant(0, spanOf(slice))];
  let colons = 0;
  for (const child of slice.children) {
    if (child?.type === ':') colons += 1;
    else if (child?.isNamed && !child.isExtra) bounds[colons] = lowerValue(child, scope, span);
  }
  const given = bounds.filter((bound) => bound !== undefined);
  if (given.length !== bounds.length || bounds.length > 2) return unknown('slice', span, [object, ...given]);
  return {
    kind: 'call',
    callee: member(object, 'slice', span),
    arguments: given.map((bound) => argument(bound)),
    span,
  };
}

/** A file may join hundreds of lines with `+`: the left spine is walked in a loop, not by recursion. */
function lowerBinary(node: Node, scope: Scope): Value {
  const spine: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary_operator') {
    spine.push(first);
    first = first.childForFieldName('left');
  }
  let left = lowerValue(first, scope, spanOf(node));
  let nested = 0;
  for (const step of spine.reverse()) {
    const span = spanOf(step);
    const sign = step.childForFieldName('operator')?.type ?? '?';
    left = combine(sign, left, lowerValue(step.childForFieldName('right'), scope, span), span);
    if (left.kind === 'call' && ++nested > DEEPEST) return unknown('too deep', spanOf(node));
  }
  return left;
}

export function combine(sign: string, left: Value, right: Value, span: Span): Value {
  if (sign === '+' && (isVisiblyText(left) || isVisiblyText(right))) return concat([left, right], span);
  const formatted = sign === '%' && left.kind === 'text' ? formatPercent(left, right, span) : undefined;
  return formatted ?? operator(sign, [left, right], span);
}

const isVisiblyText = (value: Value): boolean => value.kind === 'text' || value.kind === 'concat';

function lowerUnary(sign: string, operand: Value, span: Span): Value {
  if (sign === '+') return operand;
  const isNumber = operand.kind === 'constant' && typeof operand.value === 'number';
  return sign === '-' && isNumber ? constant(-Number(operand.value), span) : operator(sign, [operand], span);
}

/** `a < b < c` compares neighbours, and all must hold. */
function lowerComparison(node: Node, scope: Scope, span: Span): Value {
  const operands = namedChildren(node);
  const signs = node
    .childrenForFieldName('operators')
    .flatMap((sign) => (sign ? [sign.text.replace(/\s+/g, ' ')] : []));
  const values = operands.map((operand) => lowerValue(operand, scope, span));
  const pairs = signs.flatMap((sign, i): Value[] => {
    const [left, right] = [values[i], values[i + 1]];
    if (!left || !right) return [];
    return [compare(sign, left, right, spanFrom(operands[i]!, operands[i + 1]!))];
  });
  return pairs.length > 0 && pairs.length <= DEEPEST
    ? pairs.reduce((all, pair) => both(all, pair, span))
    : unknown(node.type, span, values);
}

function compare(sign: string, left: Value, right: Value, span: Span): Value {
  switch (sign) {
    case 'is':
      return operator('==', [left, right], span);
    case 'is not':
    case '<>':
      return operator('!=', [left, right], span);
    case 'not in':
      return operator('!', [operator('in', [left, right], span)], span);
    default:
      return operator(sign, [left, right], span);
  }
}
