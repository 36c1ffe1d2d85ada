/** `T{…}`: structs and maps are records, slices and arrays lists. Elements may leave their type to the literal around. */
import { argument, constant, entry, list, record, unknown } from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { literalKey, lowerValue } from './expressions.js';
import type { Scope } from './scope.js';
import { type Shape, shapeOf, typeValue } from './types.js';

export function lowerComposite(node: Node, scope: Scope): Value {
  const body = node.childForFieldName('body');
  const span = spanOf(node);
  return body ? lowerBody(body, node.childForFieldName('type'), scope, span) : unknown(node.type, span);
}

function lowerBody(body: Node, type: Node | null, scope: Scope, span: Span): Value {
  const { file } = scope;
  if (file.depth > 200) return unknown('too deep', span);
  file.depth += 1;
  const shape: Shape = type ? shapeOf(type, file) : { kind: 'other' };
  const elements = namedChildren(body);
  const isKeyed = elements.some((element) => element.type === 'keyed_element');
  const value = lowerElements(elements, isKeyed, shape, type, scope, span);
  file.depth -= 1;
  return value;
}

function lowerElements(
  elements: readonly Node[],
  isKeyed: boolean,
  shape: Shape,
  type: Node | null,
  scope: Scope,
  span: Span,
): Value {
  const written = type ? typeValue(type) : undefined;
  switch (shape.kind) {
    case 'list':
      return isKeyed
        ? record(positioned(elements, shape.element, scope), span)
        : list(items(elements, shape.element, scope), span);
    case 'map':
      return record(keyed(elements, 'expression', shape.element, scope), span);
    case 'struct':
      return isKeyed || elements.length === 0
        ? record(keyed(elements, 'field', null, scope), span, written)
        : record(inOrder(elements, shape.fields, scope), span, written);
    default:
      break;
  }
  if (isKeyed || elements.length === 0) return record(keyed(elements, 'field', null, scope), span, written);
  // Without keys: the fields of a struct in order, or a list under a name of its own.
  return written === undefined
    ? list(items(elements, null, scope), span)
    : record(inOrder(elements, [], scope), span, written);
}

function items(elements: readonly Node[], type: Node | null, scope: Scope): Argument[] {
  return elements.map((element) => argument(lowerElement(element, type, scope), spanOf(element)));
}

/** The value of an element; a bare `{…}` is a literal of the element type. */
function lowerElement(element: Node | null, type: Node | null, scope: Scope): Value {
  if (element === null) return constant(null, { line: 1, column: 1, endLine: 1, endColumn: 1 });
  const inner = element.type === 'literal_element' ? (namedChildren(element)[0] ?? element) : element;
  const span = spanOf(inner);
  return inner.type === 'literal_value' ? lowerBody(inner, type, scope, span) : lowerValue(inner, scope, span);
}

/** Keys of a struct are names of fields, keys of a map are values. */
function keyed(elements: readonly Node[], keys: 'field' | 'expression', type: Node | null, scope: Scope): Entry[] {
  return elements.map((element, position) => {
    const span = spanOf(element);
    const key = element.childForFieldName('key');
    if (key === null) return entry(String(position), lowerElement(element, type, scope), span);
    const value = lowerElement(element.childForFieldName('value'), type, scope);
    const [inner] = namedChildren(key);
    if (keys === 'field' && inner?.type === 'identifier') return entry(inner.text, value, span);
    const lowered = lowerElement(key, null, scope);
    return entry(literalKey(lowered) ?? lowered, value, span);
  });
}

/** `[...]byte{3: x, y}`: a key moves the position, those that follow count on. */
function positioned(elements: readonly Node[], type: Node | null, scope: Scope): Entry[] {
  let next = 0;
  return keyed(elements, 'expression', type, scope).map((one, i) => {
    const key = elements[i]?.type === 'keyed_element' ? one.key : String(next);
    next = typeof key === 'string' ? Number(key) + 1 : next + 1;
    return { ...one, key };
  });
}

function inOrder(elements: readonly Node[], fields: readonly string[], scope: Scope): Entry[] {
  return elements.map((element, i) =>
    entry(fields[i] ?? String(i), lowerElement(element, null, scope), spanOf(element)),
  );
}
