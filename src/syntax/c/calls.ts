import { argument, call, constant, create, list, name, record, spread, unknown } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerBufferCall, writeThrough } from './assignments.js';
import { lowerParts, lowerValue } from './expressions.js';
import { lowerFormat } from './format.js';
import { createObject, lowerInitializer } from './initialisers.js';
import { firstTypeArgument, isString, qualifiedName, templateOf, typeName, typeValue } from './names.js';
import type { Scope } from './scope.js';

export function lowerArguments(node: Node | null, scope: Scope): Argument[] {
  return (node ? namedChildren(node) : []).map((child) => {
    const span = spanOf(child);
    if (child.type === 'identifier') scope.file.writes.handedOn.add(child.text);
    const value = lowerValue(child, scope, span);
    return child.type === 'parameter_pack_expansion' ? spread(value, span) : argument(value, span);
  });
}

const CASTS = new Set(
  ['move', 'forward', 'ref', 'cref', 'addressof', 'as_const', 'exchange']
    .map((id) => `std::${id}`)
    .concat([
      'static_cast',
      'reinterpret_cast',
      'const_cast',
      'dynamic_cast',
      'std::static_pointer_cast',
      'std::dynamic_pointer_cast',
      // How headers mark a literal as wide, or as kept in flash memory.
      'TEXT',
      '_T',
      'F',
      'PSTR',
      'FPSTR',
      'QStringLiteral',
      'QLatin1String',
    ]),
);

const MAKERS = /^(?:std::|boost::)?make_(?:unique|shared)(?:_for_overwrite)?$/;

export function lowerCall(node: Node, scope: Scope, span: Span): Value {
  const callee = node.childForFieldName('function');
  const given = node.childForFieldName('arguments');
  if (callee === null || given === null) return unknown(node.type, span, lowerParts(node, scope));
  if (callee.type === 'field_expression')
    return call(lowerValue(callee, scope, span), lowerArguments(given, scope), span);
  const id = qualifiedName(callee);
  const made = MAKERS.test(id) ? firstTypeArgument(callee) : null;
  if (made)
    return createObject(typeValue(made) ?? unknown('type', span), typeName(made), lowerArguments(given, scope), span);
  const allocated = allocation(id, given, span);
  if (allocated) return allocated;
  const written = lowerBufferCall(node, scope);
  if (written) {
    scope.file.pending.push(...written);
    return unknown('length', span);
  }
  if (/^(?:std::)?sscanf(?:_s)?$/.test(id)) return scanned(given, scope, span);
  const args = printed(id, lowerArguments(given, scope), span);
  const [first] = args;
  if (first && converts(id, callee)) return first.value;
  // A base class is called by its name in the list behind a constructor only; here `X<T>(…)` makes an X.
  const isType = templateOf(callee) !== null && /(?:^|::)[A-Z]\w*$/.test(id);
  return isType ? create(name(id, spanOf(callee)), args, span) : call(lowerValue(callee, scope, span), args, span);
}

/** `fprintf(file, "%s", pem)` writes one text. */
function printed(id: string, args: readonly Argument[], span: Span): readonly Argument[] {
  const [file, ...rest] = args;
  const content = file && /^(?:std::)?[fd]printf$/.test(id) ? lowerFormat(rest, span) : undefined;
  return file && content ? [file, argument(content, span)] : args;
}

/** `sscanf(line, "%s = %s", key, value)` gives a value to each of what stands behind the format. */
function scanned(given: Node, scope: Scope, span: Span): Value {
  const args = lowerArguments(given, scope);
  const read = (more: readonly Argument[]): Value => call(name('sscanf', span), [...args.slice(0, 2), ...more], span);
  for (const [i, target] of namedChildren(given).slice(2).entries())
    scope.file.pending.push(...writeThrough(target, read([argument(constant(i, span))]), scope, span));
  return read([]);
}

const converts = (id: string, callee: Node): boolean =>
  callee.type === 'primitive_type' || CASTS.has(id) || isString(id) || /^u?int(?:8|16|32|64|ptr)?_t$|^size_t$/.test(id);

const ALLOCATORS = /(?:^|_)(?:malloc|calloc|zalloc|alloc|realloc)$/i;

/**
 * `calloc(1, sizeof(struct client))` makes a client; the size says of which type. `malloc(sizeof(*client))` makes something
 * with fields: of what type, the variable may know.
 */
function allocation(id: string, given: Node, span: Span): Value | undefined {
  if (!ALLOCATORS.test(id)) return undefined;
  for (const one of namedChildren(given)) {
    if (one.type === 'sizeof_expression' && /^sizeof\s*\(?\s*\*/.test(one.text)) return record([], span);
    const type = one.type === 'sizeof_expression' ? one.childForFieldName('type')?.childForFieldName('type') : null;
    const object =
      type && type.type !== 'primitive_type' && type.type !== 'sized_type_specifier' ? typeValue(type) : null;
    if (object) return create(object, [], span);
  }
  return undefined;
}

/** `new X(a)`, `new X{a}`, `new X[4]`. */
export function lowerNew(node: Node, scope: Scope, span: Span): Value {
  const type = node.childForFieldName('type');
  const given = node.childForFieldName('arguments');
  if (node.childForFieldName('declarator')) return list([], span);
  const made = type ? typeValue(type) : undefined;
  if (type === null || made === undefined) return unknown(node.type, span, lowerParts(node, scope));
  if (given?.type === 'initializer_list' && namedChildren(given).some((one) => one.type === 'initializer_pair')) {
    return lowerInitializer(given, type, scope);
  }
  return createObject(made, typeName(type), lowerArguments(given, scope), span);
}
