/** Java's expressions. */
import {
  argument,
  call,
  choice,
  concat,
  constant,
  create,
  lambda,
  list,
  member,
  name,
  operator,
  returns,
  spread,
  text,
  unknown,
} from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { collecting, nested } from '../shared/order.js';
import { combine, isText, keyOf, LONGEST_CHAIN, mayAct } from '../shared/values.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { assignment, update } from './assignments.js';
import { anonymousClass, parametersOf } from './declarations.js';
import { instanceOf } from './patterns.js';
import { blockSteps } from './statements.js';
import { formatted, unescapeJava, unquoteJava } from './strings.js';
import { switchValue } from './switches.js';
import { typeName, typeValue } from './types.js';

/** The value of a child that the grammar promises; broken code may lack it. */
export function valueIn(node: Node, field: string): Value {
  const child = node.childForFieldName(field);
  return child ? expression(child) : unknown('missing', spanOf(node));
}

export function expression(node: Node): Value {
  return nested(
    () => lowerExpression(node, spanOf(node)),
    () => unknown(node.type, spanOf(node)),
  );
}

function lowerExpression(node: Node, span: Span): Value {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'this':
    case 'super':
      return name(node.text, span);
    case 'string_literal':
      return stringLiteral(node, span);
    case 'character_literal':
      return text(unquoteJava(node.text), span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'null_literal':
      return constant(null, span);
    case 'decimal_integer_literal':
    case 'hex_integer_literal':
    case 'octal_integer_literal':
    case 'binary_integer_literal':
    case 'decimal_floating_point_literal':
    case 'hex_floating_point_literal':
      return numberLiteral(node, span);
    case 'parenthesized_expression':
      return onlyChild(node, span);
    case 'cast_expression':
      return valueIn(node, 'value');
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      return unary(node, span);
    case 'ternary_expression':
      return choice(valueIn(node, 'condition'), valueIn(node, 'consequence'), valueIn(node, 'alternative'), span);
    case 'assignment_expression':
      return assignment(node);
    case 'update_expression':
      return update(node);
    case 'instanceof_expression':
      return instanceOf(node, span);
    case 'field_access':
      return member(valueIn(node, 'object'), node.childForFieldName('field')?.text ?? '', span);
    case 'array_access':
      return member(valueIn(node, 'array'), keyOf(valueIn(node, 'index')), span);
    case 'class_literal':
      return member(classOf(node, span), 'class', span);
    case 'method_invocation':
      return invocation(node, span);
    case 'object_creation_expression':
      return creation(node, span);
    case 'array_creation_expression': {
      const items = node.childForFieldName('value');
      return items ? expression(items) : list([], span);
    }
    case 'array_initializer':
    case 'element_value_array_initializer':
      return list(argumentsIn(node), span);
    case 'lambda_expression':
      return lambdaExpression(node, span);
    case 'method_reference':
      return methodReference(node, span);
    case 'switch_expression':
      return switchValue(node, span);
    case 'template_expression':
      return valueIn(node, 'template_argument');
    case 'generic_type':
    case 'scoped_type_identifier':
    case 'scoped_identifier':
      return typeValue(node);
    default:
      return unknown(node.type, span, partsOf(node));
  }
}

/** What may still hold a call inside of something that can't be expressed. */
function partsOf(node: Node): Value[] {
  return namedChildren(node).map(expression).filter(mayAct);
}

function onlyChild(node: Node, span: Span): Value {
  const [child] = namedChildren(node);
  return child ? expression(child) : unknown('missing', span);
}

function stringLiteral(node: Node, span: Span): Value {
  const parts = namedChildren(node);
  if (!parts.some((part) => part.type === 'string_interpolation')) return text(unquoteJava(node.text), span);
  const values = parts.map((part) =>
    part.type === 'string_interpolation' ? onlyChild(part, spanOf(part)) : text(unescapeJava(part.text), spanOf(part)),
  );
  return concat(values, span);
}

function numberLiteral(node: Node, span: Span): Value {
  const digits = node.text.replaceAll('_', '').toLowerCase();
  if (/^0[xb]/.test(digits)) return number(Number(digits.replace(/l$/, '')), node, span);
  const plain = digits.replace(/[lfd]$/, '');
  return number(/^0[0-7]+$/.test(plain) ? Number.parseInt(plain, 8) : Number(plain), node, span);
}

function number(value: number, node: Node, span: Span): Value {
  return Number.isNaN(value) ? unknown(node.type, span) : constant(value, span);
}

/** Walks down the left side in a loop: a PEM of forty lines is a chain of forty `+`, and generated code knows longer ones. */
function binary(node: Node): Value {
  const chain: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary_expression') {
    chain.push(first);
    first = first.childForFieldName('left');
  }
  let value = first ? expression(first) : unknown('missing', spanOf(node));
  let depth = 0;
  for (const link of chain.reverse()) {
    const sign = link.childForFieldName('operator')?.type ?? '?';
    value = combine(sign, value, valueIn(link, 'right'), spanOf(link));
    depth = isText(value) ? 0 : depth + 1;
    if (depth > LONGEST_CHAIN) return unknown(node.type, spanOf(node));
  }
  return value;
}

function unary(node: Node, span: Span): Value {
  const sign = node.childForFieldName('operator')?.type ?? '?';
  const operand = valueIn(node, 'operand');
  if (sign === '+') return operand;
  if (sign === '-' && operand.kind === 'constant' && typeof operand.value === 'number') {
    return constant(-operand.value, span);
  }
  return operator(sign, [operand], span);
}

function classOf(node: Node, span: Span): Value {
  const [type] = namedChildren(node);
  return type ? typeValue(type) : unknown('missing', span);
}

function argumentsOf(node: Node): Argument[] {
  const written = node.childForFieldName('arguments');
  return written ? argumentsIn(written) : [];
}

export function argumentsIn(node: Node): Argument[] {
  return namedChildren(node).map((child) => argument(expression(child), spanOf(child)));
}

function invocation(node: Node, span: Span): Value {
  const object = node.childForFieldName('object');
  const called = node.childForFieldName('name');
  const method = called?.text ?? '';
  // `Base.super.close()` names the interface only to say which of several is meant.
  const upward = node.namedChildren.find((child) => child?.type === 'super');
  const receiver = upward ? name('super', spanOf(upward)) : object && expression(object);
  const args = argumentsOf(node);
  const text = formatCall(receiver, method, args, span);
  if (text) return text;
  const calleeSpan = called ? spanFrom(node, called) : span;
  return call(receiver ? member(receiver, method, calleeSpan) : name(method, calleeSpan), args, span);
}

function formatCall(receiver: Value | null, method: string, args: readonly Argument[], span: Span): Value | undefined {
  if (receiver === null) return undefined;
  if (method === 'formatted') return formatted(receiver, args, span);
  const [pattern, ...inserted] = args;
  if (method !== 'format' || !pattern || receiver.kind !== 'name' || receiver.name !== 'String') return undefined;
  return formatted(pattern.value, inserted, span);
}

function creation(node: Node, span: Span): Value {
  const type = node.childForFieldName('type');
  const base = type ? typeValue(type) : unknown('missing', span);
  const body = node.namedChildren.find((child) => child?.type === 'class_body');
  return create(body ? anonymousClass(base, body) : base, argumentsOf(node), span);
}

function lambdaExpression(node: Node, span: Span): Value {
  const body = node.childForFieldName('body');
  const parameters = parametersOf(node.childForFieldName('parameters'));
  if (body?.type === 'block') return lambda({ parameters, body: blockSteps(namedChildren(body)), span });
  const { before, result } = collecting(() => (body ? expression(body) : unknown('missing', span)));
  return lambda({ parameters, body: [...before, returns(result)], span });
}

const isObject = (node: Node): boolean => node.type === 'identifier' && /^[a-z]/.test(node.text);

function methodReference(node: Node, span: Span): Value {
  const [object, method] = namedChildren(node).filter((child) => child.type !== 'type_arguments');
  if (object === undefined) return unknown(node.type, span);
  // Of an object it may be a method of the library: only a call says which. Of a type, a name that is called or given.
  if (method && isObject(object)) {
    const called = call(member(expression(object), method.text, span), [spread(name('arguments', span), span)], span);
    return lambda({ parameters: [{ name: 'arguments', rest: 'list', span }], body: [returns(called)], span });
  }
  if (method) return member(expression(object), method.text, span);
  // `X::new` and `X[]::new`.
  if (object.type === 'array_type') return unknown(typeName(object), span);
  const made = create(typeValue(object), [spread(name('arguments', span), span)], span);
  return lambda({ parameters: [{ name: 'arguments', rest: 'list', span }], body: [returns(made)], span });
}
