/** Calls of functions, methods and constructors. */
import { argument, call, constant, create, entry, keyword, name, record, spread, unknown } from '../../ir/build.js';
import type { Argument, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerAnonymousClass } from './declarations.js';
import { lowerExpression, lowerScope } from './expressions.js';
import { plainName } from './names.js';
import type { Source } from './source.js';
import { formatted } from './strings.js';

export function lowerCall(node: Node, source: Source): Value {
  const callee = node.childForFieldName('function');
  const span = spanOf(node);
  if (callee === null) return unknown(node.type, span);
  const isNamed = callee.type === 'name' || callee.type === 'qualified_name' || callee.type === 'relative_name';
  const value = isNamed ? name(plainName(callee.text), spanOf(callee)) : lowerExpression(callee, source);
  const called = value.kind === 'text' ? name(plainName(value.value), value.span) : value;
  const result = invoke(node, called, source);
  if (called.kind === 'name' && /^(exit|die)$/i.test(called.name)) {
    source.runFirst({ kind: 'throw', value: result, span });
    return constant(null, span);
  }
  return asFormat(result) ?? asCompact(result) ?? result;
}

function asFormat(value: Value): Value | null {
  if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.name !== 'sprintf') return null;
  const [format, ...rest] = value.arguments;
  const isPlain = value.arguments.every((given) => !given.spread && given.name === undefined);
  if (format?.value.kind !== 'text' || !isPlain) return null;
  return formatted(
    format.value.value,
    rest.map((given) => given.value),
    value.span,
  );
}

/** `compact('ca', 'timeout')`: the variables of these names. */
function asCompact(value: Value): Value | null {
  if (value.kind !== 'call' || value.callee.kind !== 'name' || value.callee.name !== 'compact') return null;
  const names = value.arguments.map((given) => (given.value.kind === 'text' ? given.value : null));
  if (names.length === 0 || names.includes(null)) return null;
  return record(
    names.flatMap((given) => (given ? [entry(given.value, name(`$${given.value}`, given.span), given.span)] : [])),
    value.span,
  );
}

/** `strlen(...)` calls nothing: it is the function itself. */
export function invoke(node: Node, callee: Value, source: Source): Value {
  const given = node.childForFieldName('arguments');
  if (given?.namedChildren.some((child) => child?.type === 'variadic_placeholder')) return callee;
  return call(callee, lowerArguments(given, source), spanOf(node));
}

export function lowerArguments(node: Node | null | undefined, source: Source): Argument[] {
  if (!node) return [];
  return namedChildren(node).map((child) => {
    const span = spanOf(child);
    const id = child.childForFieldName('name');
    const inner = namedChildren(child).find((part) => part.id !== id?.id && part.type !== 'reference_modifier');
    if (child.type !== 'argument' || inner === undefined) return argument(lowerExpression(child, source), span);
    const value = lowerExpression(inner, source);
    if (inner.type === 'variadic_unpacking') return spread(value, span);
    return id ? keyword(id.text, value, span) : argument(value, span);
  });
}

export function lowerCreation(node: Node, source: Source): Value {
  const span = spanOf(node);
  const parts = namedChildren(node);
  const anonymous = parts.find((part) => part.type === 'anonymous_class');
  if (anonymous) {
    const given = namedChildren(anonymous).find((part) => part.type === 'arguments');
    return create(lowerAnonymousClass(anonymous, source), lowerArguments(given, source), span);
  }
  const given = parts.find((part) => part.type === 'arguments');
  const type = parts.find((part) => part.type !== 'arguments');
  return create(lowerScope(type ?? null, source), lowerArguments(given, source), span);
}
