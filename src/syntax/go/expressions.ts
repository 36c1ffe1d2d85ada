import {
  argument,
  both,
  call,
  concat,
  constant,
  either,
  list,
  member,
  name,
  operator,
  record,
  spread,
  text,
  unknown,
} from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerComposite } from './composites.js';
import { formatted } from './format.js';
import { lowerFunctionLiteral } from './functions.js';
import { lowerLiteral, runeText } from './literals.js';
import { DEEPEST, type Scope } from './scope.js';
import { isNumeric, shapeOf, typeName, typeValue, zeroOf } from './types.js';

/** Total: what has no form of its own becomes `unknown` with its lowered parts. */
export function lowerValue(node: Node | null, scope: Scope, around: Span): Value {
  if (node === null || node.isMissing) return unknown('missing', around);
  const { file } = scope;
  if (file.depth > DEEPEST) return unknown('too deep', spanOf(node));
  file.depth += 1;
  const value = lowerNode(node, scope);
  file.depth -= 1;
  return value;
}

function lowerNode(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const field = (id: string): Value => lowerValue(node.childForFieldName(id), scope, span);
  switch (node.type) {
    case 'identifier':
    case 'field_identifier':
    case 'package_identifier':
      return name(node.text, span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'nil':
      return constant(null, span);
    case 'iota':
      return scope.iota === null ? unknown('iota', span) : constant(scope.iota, span);
    case 'interpreted_string_literal':
    case 'raw_string_literal':
    case 'rune_literal':
    case 'int_literal':
    case 'float_literal':
      return lowerLiteral(node, span);
    case 'selector_expression':
      return member(field('operand'), node.childForFieldName('field')?.text ?? '', span);
    case 'index_expression': {
      const key = field('index');
      return member(field('operand'), literalKey(key) ?? key, span);
    }
    case 'slice_expression':
      return lowerSlice(node, scope, span);
    case 'call_expression':
      return lowerCall(node, scope, span);
    case 'composite_literal':
      return lowerComposite(node, scope);
    case 'func_literal':
      return lowerFunctionLiteral(node, scope);
    case 'binary_expression':
      return lowerBinary(node, scope);
    case 'unary_expression':
      return lowerUnary(node, field('operand'), span);
    case 'type_conversion_expression':
    case 'type_instantiation_expression':
      return lowerConversion(node, scope, span);
    case 'type_assertion_expression':
      return field('operand');
    case 'qualified_type':
    case 'type_identifier':
    case 'pointer_type':
    case 'generic_type':
      return typeValue(node) ?? unknown(node.type, span);
    case 'parenthesized_expression':
    case 'literal_element':
    case 'type_elem':
    case 'expression_list': {
      const [inner, ...more] = namedChildren(node);
      if (inner === undefined || more.length > 0) break;
      return lowerValue(inner, scope, span);
    }
    case 'slice_type':
    case 'map_type':
    case 'array_type':
    case 'function_type':
    case 'interface_type':
    case 'struct_type':
    case 'channel_type':
      return name(typeName(node), span);
  }
  return unknown(node.type, span, lowerParts(node, scope));
}

/** The named children of something without a form: they may hold calls. */
export function lowerParts(node: Node, scope: Scope): Value[] {
  const span = spanOf(node);
  return namedChildren(node).map((part) => lowerValue(part, scope, span));
}

/** Text and whole numbers are keys as they stand. */
export function literalKey(key: Value): string | undefined {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? String(key.value) : undefined;
}

export function lowerArguments(node: Node | null, scope: Scope): Argument[] {
  return (node ? namedChildren(node) : []).map((child) => {
    const span = spanOf(child);
    if (child.type !== 'variadic_argument') return argument(lowerValue(child, scope, span), span);
    return spread(lowerValue(namedChildren(child)[0] ?? null, scope, span), span);
  });
}

function lowerCall(node: Node, scope: Scope, span: Span): Value {
  const callee = node.childForFieldName('function');
  const given = node.childForFieldName('arguments');
  if (callee === null) return unknown(node.type, span, lowerParts(node, scope));
  const [first] = given ? namedChildren(given) : [];
  if (first && convertsNothing(callee, scope)) {
    if (callee.text === 'string' && first.type === 'rune_literal') return text(runeText(first), span);
    return lowerValue(first, scope, span);
  }
  if (callee.type === 'identifier' && given) {
    const built = lowerBuiltin(callee.text, given, scope, span);
    if (built) return built;
  }
  const args = lowerArguments(given, scope);
  const isFormat = callee.type === 'selector_expression' && callee.text === 'fmt.Sprintf';
  return (isFormat ? formatted(args, span) : undefined) ?? call(lowerValue(callee, scope, span), args, span);
}

/** `string(x)`, `(*T)(x)`, `PEM(x)` for a type that this file declares as text, a number or a list. */
function convertsNothing(callee: Node, scope: Scope): boolean {
  if (callee.type === 'parenthesized_expression') {
    const [inner] = namedChildren(callee);
    return inner?.type === 'unary_expression' || inner?.type === 'pointer_type';
  }
  if (callee.type !== 'identifier') return false;
  if (callee.text === 'string' || isNumeric(callee.text)) return true;
  const declared = scope.file.types.get(callee.text);
  if (declared === undefined) return false;
  return declared.type === 'type_identifier' || ['list', 'map'].includes(shapeOf(declared, scope.file).kind);
}

/** `new`, `make` and `append` are the language's own way to write what others write as literals. */
function lowerBuiltin(id: string, given: Node, scope: Scope, span: Span): Value | undefined {
  const [first, second] = namedChildren(given);
  if (first === undefined) return undefined;
  if (id === 'new') return zeroOf(first, scope.file, span);
  if (id === 'make') {
    if (first.type === 'map_type') return record([], span);
    const length = second ? lowerValue(second, scope, span) : constant(0, span);
    const isEmpty = length.kind === 'constant' && length.value === 0;
    return first.type === 'slice_type' && isEmpty ? list([], span) : undefined;
  }
  if (id !== 'append') return undefined;
  const [slice, ...added] = lowerArguments(given, scope);
  const [only] = added;
  if (slice === undefined) return undefined;
  if (added.length === 1 && only?.spread) return operator('+', [slice.value, only.value], span);
  const runes = namedChildren(given).slice(1);
  if (runes.length > 0 && runes.every((rune) => rune.type === 'rune_literal')) {
    return concat([slice.value, text(runes.map(runeText).join(''), span)], span);
  }
  return list([spread(slice.value, slice.span), ...added], span);
}

/** `[]byte(x)` says the same in other clothes; `Map[K](x)` is a call of a generic function. */
function lowerConversion(node: Node, scope: Scope, span: Span): Value {
  const type = node.childForFieldName('type');
  const operand = node.childForFieldName('operand');
  if (type?.type !== 'generic_type') return lowerValue(operand, scope, span);
  const callee = typeValue(type) ?? unknown(type.type, span);
  return operand ? call(callee, [argument(lowerValue(operand, scope, span))], span) : callee;
}

/** `a[:]` makes a slice of an array; with bounds it is the method that other languages have for it. */
function lowerSlice(node: Node, scope: Scope, span: Span): Value {
  const object = lowerValue(node.childForFieldName('operand'), scope, span);
  const start = node.childForFieldName('start');
  const end = node.childForFieldName('end');
  if (start === null && end === null) return object;
  const bounds = [start ? lowerValue(start, scope, span) : constant(0, span)];
  if (end) bounds.push(lowerValue(end, scope, span));
  return call(
    member(object, 'slice', span),
    bounds.map((bound) => argument(bound)),
    span,
  );
}

function lowerUnary(node: Node, operand: Value, span: Span): Value {
  const sign = node.childForFieldName('operator')?.type ?? '';
  switch (sign) {
    case '&':
    case '*':
    case '+':
      return operand;
    case '<-':
      return unknown('receive', span, [operand]);
    case '-':
      if (operand.kind === 'constant' && typeof operand.value === 'number') return constant(-operand.value, span);
      return operator(sign, [operand], span);
    default:
      return operator(sign, [operand], span);
  }
}

/** A file may join hundreds of lines with `+`: the left spine is walked in a loop, not by recursion. */
function lowerBinary(node: Node, scope: Scope): Value {
  const spine: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary_expression') {
    spine.push(first);
    first = first.childForFieldName('left');
  }
  let left = lowerValue(first, scope, spanOf(node));
  for (const [done, step] of spine.reverse().entries()) {
    const span = spanOf(step);
    const sign = step.childForFieldName('operator')?.type ?? '?';
    const right = lowerValue(step.childForFieldName('right'), scope, span);
    const joined = combine(sign, left, right, span);
    // Joined texts stay flat; other operators nest, and generated code may chain thousands.
    left = done > DEEPEST && !isVisiblyText(joined) ? unknown('too deep', span, [right]) : joined;
  }
  return left;
}

export function combine(sign: string, left: Value, right: Value, span: Span): Value {
  if (sign === '&&') return both(left, right, span);
  if (sign === '||') return either(left, right, span);
  return sign === '+' && (isVisiblyText(left) || isVisiblyText(right))
    ? concat([left, right], span)
    : operator(sign, [left, right], span);
}

const isVisiblyText = (value: Value): boolean => value.kind === 'text' || value.kind === 'concat';
