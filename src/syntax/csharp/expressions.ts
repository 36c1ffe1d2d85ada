/** C#'s expressions. */
import { call, choice, constant, lambda, list, member, name, operator, record, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { before, contained, nested } from '../shared/order.js';
import { combine, isText, keyOf, LONGEST_CHAIN, mayAct } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { anonymousEntries, argumentsIn, changed, collectionItems, itemsIn } from './arguments.js';
import { assignment, update } from './assignments.js';
import { arrayItems, creation, implicitCreation } from './creation.js';
import { anonymousFunction } from './functions.js';
import { interpolated } from './interpolation.js';
import { partsOf } from './nodes.js';
import { combineTest, isTest, withTails } from './patterns.js';
import { formatted, unquoteCsharp } from './strings.js';
import { switchValue } from './switches.js';
import { declaredType, elementType, identifierText, qualifiedText, typeValue } from './types.js';

/** The value of a child that the grammar promises; broken code may lack it. */
export function valueIn(node: Node, field: string): Value {
  const child = node.childForFieldName(field);
  return child ? expression(child) : unknown('missing', spanOf(node));
}

/** `type` is what the place wants, for `new(…)`. */
export function expression(node: Node, type: Node | null = null): Value {
  return nested(
    () => lowerExpression(node, spanOf(node), type),
    () => unknown(node.type, spanOf(node)),
  );
}

function lowerExpression(node: Node, span: Span, type: Node | null): Value {
  switch (node.type) {
    case 'identifier':
    case 'discard':
      return name(identifierText(node), span);
    case 'this':
      return name('this', span);
    case 'base':
      return name('super', span);
    case 'predefined_type':
    case 'generic_name':
    case 'qualified_name':
    case 'alias_qualified_name':
    case 'array_type':
      return typeValue(node);
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'character_literal':
      return text(unquoteCsharp(node.text), span);
    case 'interpolated_string_expression':
      return interpolated(node, span);
    case 'boolean_literal':
      return constant(node.text === 'true', span);
    case 'null_literal':
      return constant(null, span);
    case 'integer_literal':
    case 'real_literal':
      return numberLiteral(node, span);
    case 'parenthesized_expression':
    case 'checked_expression':
    case 'await_expression':
    case 'ref_expression':
      return onlyChild(node, span, type);
    case 'cast_expression': {
      const value = node.childForFieldName('value');
      return value ? expression(value, node.childForFieldName('type')) : unknown('missing', span);
    }
    case 'as_expression':
      return valueIn(node, 'left');
    case 'is_expression':
    case 'is_pattern_expression': {
      const { value, tails } = isTest(node);
      return withTails(value, tails);
    }
    case 'binary_expression':
      return binary(node);
    case 'prefix_unary_expression':
    case 'postfix_unary_expression':
      return unary(node, span);
    case 'conditional_expression':
      return conditional(node, span, type);
    case 'assignment_expression':
      return assignment(node);
    case 'member_access_expression':
      return member(valueIn(node, 'expression'), memberName(node), span);
    case 'conditional_access_expression':
      return conditionalAccess(node, span);
    case 'element_access_expression':
      return element(valueIn(node, 'expression'), node.childForFieldName('subscript'), span);
    case 'invocation_expression':
      return invocation(node, span);
    case 'object_creation_expression':
      return creation(node, span);
    case 'implicit_object_creation_expression':
      return implicitCreation(node, type, span);
    case 'anonymous_object_creation_expression':
      return record(anonymousEntries(node), span);
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'stackalloc_expression':
    case 'implicit_stackalloc_expression':
      return list(arrayItems(node, type), span);
    case 'initializer_expression':
      return list(itemsIn(node, elementType(type)), span);
    // Where nothing stands before the bracket, it is a collection: `[first, .. others]`.
    case 'element_binding_expression':
      return list(collectionItems(node, elementType(type)), span);
    case 'tuple_expression':
      return { ...list(argumentsIn(node), span), tuple: true };
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return anonymousFunction(node, span);
    case 'switch_expression':
      return switchValue(node, span);
    case 'throw_expression':
      return thrown(node, span);
    case 'typeof_expression':
      return member(typeIn(node, span), 'class', span);
    case 'default_expression':
      return constant(node.childForFieldName('type')?.text === 'bool' ? false : null, span);
    case 'declaration_expression':
      return declared(node, span);
    case 'with_expression':
      return changed(node, span);
    case 'range_expression':
      return operator(
        '..',
        partsOf(node).map((child) => expression(child)),
        span,
      );
    default:
      return unknown(node.type, span, actingParts(node));
  }
}

/** What may still hold a call inside of something that can't be expressed. */
function actingParts(node: Node): Value[] {
  return partsOf(node)
    .map((child) => expression(child))
    .filter(mayAct);
}

function onlyChild(node: Node, span: Span, type: Node | null = null): Value {
  const [child] = partsOf(node);
  return child ? expression(child, type) : unknown('missing', span);
}

function typeIn(node: Node, span: Span): Value {
  const type = node.childForFieldName('type');
  return type ? typeValue(type) : unknown('missing', span);
}

function memberName(node: Node): string {
  const id = node.childForFieldName('name');
  return id ? qualifiedText(id) : '';
}

function numberLiteral(node: Node, span: Span): Value {
  const digits = node.text.replaceAll('_', '').toLowerCase();
  const plain = digits.startsWith('0x') ? digits.replace(/[ul]+$/, '') : digits.replace(/[ulfdm]+$/, '');
  return Number.isNaN(Number(plain)) ? unknown(node.type, span) : constant(Number(plain), span);
}

function conditional(node: Node, span: Span, type: Node | null): Value {
  const arm = (field: string) => {
    const child = node.childForFieldName(field);
    return contained(() => (child ? expression(child, type) : unknown('missing', span)));
  };
  return choice(valueIn(node, 'condition'), arm('consequence'), arm('alternative'), span);
}

/** Walks down the left side in a loop: a certificate of forty lines is a chain of forty `+`. */
function binary(node: Node): Value {
  const links: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary_expression') {
    links.push(first);
    first = first.childForFieldName('left');
  }
  let value = first ? expression(first) : unknown('missing', spanOf(node));
  let depth = 0;
  for (const link of links.reverse()) {
    const sign = link.childForFieldName('operator')?.type ?? '?';
    const right = link.childForFieldName('right');
    value =
      right?.type === 'is_pattern_expression'
        ? combineTest(sign, value, isTest(right), spanOf(link))
        : combine(sign, value, right ? expression(right) : unknown('missing', spanOf(link)), spanOf(link));
    depth = isText(value) ? 0 : depth + 1;
    if (depth > LONGEST_CHAIN) return unknown(node.type, spanOf(node));
  }
  return value;
}

function unary(node: Node, span: Span): Value {
  const sign = node.children.find((child) => child?.isNamed === false)?.type ?? '?';
  if (sign === '++' || sign === '--') return update(node);
  const operand = onlyChild(node, span);
  switch (sign) {
    // Pointers, `x!` and `+x` change nothing.
    case '&':
    case '*':
    case '+':
      return operand;
    case '!':
      return node.type === 'postfix_unary_expression' ? operand : operator('!', [operand], span);
    case '-':
      if (operand.kind === 'constant' && typeof operand.value === 'number') return constant(-operand.value, span);
      return operator('-', [operand], span);
    default:
      return operator(sign, [operand], span);
  }
}

/** `a?.b` and `a?[0]`: where `a` is null nothing happens, which has no bearing on what is trusted. */
function conditionalAccess(node: Node, span: Span): Value {
  const [first, second] = partsOf(node);
  const receiver = first ? expression(first) : unknown('missing', span);
  switch (second?.type) {
    case 'member_binding_expression':
      return member(receiver, memberName(second), span);
    case 'element_binding_expression':
      return element(receiver, second, span);
    default:
      return unknown(node.type, span, [receiver, ...(second ? [expression(second)] : [])]);
  }
}

function element(object: Value, subscript: Node | null, span: Span): Value {
  const keys = subscript ? argumentsIn(subscript) : [];
  return keys.reduce((inner, key) => member(inner, keyOf(key.value), span), object);
}

function invocation(node: Node, span: Span): Value {
  const called = node.childForFieldName('function');
  const written = node.childForFieldName('arguments');
  if (called?.type === 'identifier' && called.text === 'nameof' && written) return nameOf(written, span);
  const callee = called ? expression(called) : unknown('missing', span);
  const args = written ? argumentsIn(written) : [];
  return formatCall(callee, args, span) ?? call(callee, args, span);
}

function nameOf(written: Node, span: Span): Value {
  const dotted = written.text.slice(1, -1).trim();
  return text(dotted.slice(dotted.lastIndexOf('.') + 1), span);
}

function formatCall(callee: Value, [pattern, ...inserted]: readonly Argument[], span: Span): Value | undefined {
  if (callee.kind !== 'member' || callee.key !== 'Format' || callee.object.kind !== 'name') return undefined;
  return callee.object.name === 'String' ? formatted(pattern?.value, inserted, span) : undefined;
}

/** `out var found` declares before the call what the call sets. */
function declared(node: Node, span: Span): Value {
  const id = identifierText(node.childForFieldName('name'));
  const type = declaredType(node.childForFieldName('type'));
  if (id !== '_' && id !== '') {
    const value = constant(null, span);
    before({ kind: 'bind', name: id, value, scope: 'local', ...(type !== undefined && { type }), span });
  }
  return name(id, span);
}

/** `path ?? throw new …`: thrown when asked for. */
function thrown(node: Node, span: Span): Value {
  const value = onlyChild(node, span);
  return call(lambda({ parameters: [], body: [{ kind: 'throw', value, span }], span }), [], span);
}
