/** `{…}` and `(…)` behind a type: records, lists, and objects made by a constructor. */
import { argument, constant, create, entry, list, record, text, unknown } from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { isList, isMap, isObjectType, isSmartPointer, isString, typeName, typeValue } from './names.js';
import { literalKey } from './operators.js';
import type { Scope } from './scope.js';
import { statementsIn } from './statements.js';
import { numbersIn } from './strings.js';

/** An initialiser, or any other value; `type` is that of what it initialises, or of one element of an array of them. */
export function lowerInitializer(node: Node | null, type: Node | null, scope: Scope, isArray = false): Value {
  const written = type?.type === 'type_descriptor' ? type.childForFieldName('type') : type;
  if (node === null) return unknown('missing', written ? spanOf(written) : NOWHERE);
  if (node.type !== 'initializer_list') return lowerValue(node, scope, spanOf(node));
  const span = spanOf(node);
  const numbers = numbersIn(node);
  if (numbers && (isArray || !written || !isObjectType(written, scope.file))) return list(numbers, span);
  if (scope.file.depth > 150) return unknown('too deep', span);
  scope.file.depth += 1;
  const value = lowerElements(elementsOf(node), written, scope, isArray, span);
  scope.file.depth -= 1;
  return value;
}

const NOWHERE: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Whatever breaks the list for the parser, elements with a name are there all the same. */
function elementsOf(list: Node): Node[] {
  return statementsIn(list).flatMap((child) =>
    child.isError ? namedChildren(child).filter((inner) => inner.type === 'initializer_pair') : [child],
  );
}

function lowerElements(
  elements: readonly Node[],
  type: Node | null,
  scope: Scope,
  isArray: boolean,
  span: Span,
): Value {
  const written = typeName(type);
  const inner = isArray ? type : null;
  const isPair = elements.some((element) => element.type === 'initializer_pair');
  // `std::optional<X> x = {}` and a text without letters.
  if (elements.length === 0 && !isArray && type && isSmartPointer(type)) return constant(null, span);
  if (elements.length === 0 && !isArray && isString(written)) return text('', span);
  if (isMap(written)) return record(pairs(elements, scope), span);
  if (!isArray && type && isObjectType(type, scope.file) && !isList(written)) {
    const fields = scope.file.structs.get(written ?? '');
    const isZero = elements.length === 0 || (elements.length === 1 && /^(?:0|NULL)$/.test(elements[0]!.text));
    if (isPair || isZero) return record(isZero ? [] : entries(elements, inner, scope), span, typeValue(type));
    if (fields && fields.length >= elements.length)
      return record(inOrder(elements, fields, scope), span, typeValue(type));
  }
  return isPair ? record(entries(elements, inner, scope), span) : list(items(elements, inner, scope), span);
}

function items(elements: readonly Node[], type: Node | null, scope: Scope): Argument[] {
  return elements.map((element) => argument(lowerInitializer(element, type, scope), spanOf(element)));
}

/** `.a = x`, `.a.b = x`, `[2] = x`; without a designator the position counts. */
function entries(elements: readonly Node[], type: Node | null, scope: Scope): Entry[] {
  const groups = new Map<string, Entry[]>();
  const found: Entry[] = [];
  for (const [position, element] of elements.entries()) {
    const span = spanOf(element);
    if (element.type !== 'initializer_pair') {
      found.push(entry(String(position), lowerInitializer(element, type, scope), span));
      continue;
    }
    const value = lowerInitializer(element.childForFieldName('value'), type, scope);
    const path = designators(element, scope);
    const [first = '', ...rest] = path;
    const nested = typeof first === 'string' ? groups.get(first) : undefined;
    if (rest.length === 0) found.push(entry(first, value, span));
    else if (nested) nested.push(nest(rest, value, span));
    else {
      const group = [nest(rest, value, span)];
      if (typeof first === 'string') groups.set(first, group);
      found.push(entry(first, record(group, span), span));
    }
  }
  return found;
}

/** The innermost entry of `.a.b.c = x`, wrapped in records for all but the first name. */
function nest([first = '', ...rest]: readonly (string | Value)[], value: Value, span: Span): Entry {
  return rest.length === 0 ? entry(first, value, span) : entry(first, record([nest(rest, value, span)], span), span);
}

function designators(pair: Node, scope: Scope): (string | Value)[] {
  return pair.childrenForFieldName('designator').flatMap((designator): (string | Value)[] => {
    const [inner] = designator ? namedChildren(designator) : [];
    if (!designator || !inner) return [];
    if (designator.type === 'field_designator') return [inner.text];
    const key = lowerValue(inner, scope, spanOf(inner));
    return [literalKey(key) ?? key];
  });
}

function inOrder(elements: readonly Node[], fields: readonly string[], scope: Scope): Entry[] {
  return elements.map((element, i) =>
    entry(fields[i] ?? String(i), lowerInitializer(element, null, scope), spanOf(element)),
  );
}

/** `std::map<K, V>{{"a", x}, {"b", y}}`. */
function pairs(elements: readonly Node[], scope: Scope): Entry[] {
  return elements.flatMap((element): Entry[] => {
    const [key, value] = element.type === 'initializer_list' ? namedChildren(element) : [];
    if (!key || !value) return [];
    const lowered = lowerValue(key, scope, spanOf(key));
    return [entry(literalKey(lowered) ?? lowered, lowerInitializer(value, null, scope), spanOf(element))];
  });
}

/** `X(a, b)`: a string is what it is made of, a list of elements a list. */
export function createObject(type: Value, written: string | undefined, args: readonly Argument[], span: Span): Value {
  const [first] = args;
  if (isString(written)) return first ? first.value : text('', span);
  const isCopy = args.length === 1 && first?.value.kind === 'list';
  if ((isList(written) || isMap(written)) && (isCopy || args.length === 0)) {
    return isCopy ? first!.value : isMap(written) ? record([], span) : list([], span);
  }
  return create(type, args, span);
}

/** `X{a, b}` as an expression, C's `(X){.a = b}`. */
export function lowerCompound(node: Node, scope: Scope, span: Span): Value {
  const type = node.childForFieldName('type');
  const value = node.childForFieldName('value');
  const written = type?.type === 'type_descriptor' ? type.childForFieldName('type') : type;
  const isArray = type?.childForFieldName('declarator')?.type === 'abstract_array_declarator';
  if (type?.type === 'type_descriptor') return lowerInitializer(value, written ?? null, scope, isArray);
  return written && value ? lowerBraced(value, written, scope, span) : lowerInitializer(value, null, scope);
}

/** C++'s `X x{a, b}`: fields where they are named, else the arguments of a constructor. */
export function lowerBraced(value: Node, type: Node, scope: Scope, span: Span): Value {
  const written = typeName(type);
  const elements = elementsOf(value);
  const made = typeValue(type);
  const isPlain = isList(written) || isMap(written) || (elements.length > 0 && scope.file.structs.has(written ?? ''));
  if (isPlain || made === undefined || elements.some((element) => element.type === 'initializer_pair')) {
    return lowerInitializer(value, type, scope);
  }
  const args = elements.map((element) => argument(lowerInitializer(element, null, scope), spanOf(element)));
  return createObject(made, written, args, span);
}
