/** Java's types, as names that models can match and as values that calls can stand on. */
import { member, name } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';

const ANNOTATIONS = new Set(['annotation', 'marker_annotation']);

/** As written, without type arguments and annotations; `[]` stays, for an array of X is no X. */
export function typeName(node: Node): string {
  switch (node.type) {
    case 'generic_type':
    case 'annotated_type':
    case 'scoped_type_identifier':
      return typeParts(node).map(typeName).join('.');
    case 'array_type': {
      const [element, dimensions] = namedChildren(node);
      const brackets = dimensions?.text.replace(/[^[\]]/g, '') ?? '';
      return element ? `${typeName(element)}${brackets}` : node.text;
    }
    default:
      return node.text;
  }
}

/** Declared type of a variable; undefined for `var`. */
export function declaredType(node: Node | null): string | undefined {
  if (node === null) return undefined;
  const written = typeName(node);
  return written === 'var' ? undefined : written;
}

/** `a.b.C<X>` in an expression: the names a, b, C, one inside the other. */
export function typeValue(node: Node): Value {
  const parts = typeParts(node);
  const last = parts.at(-1);
  if (last === undefined || last === node) return name(node.text, spanOf(node));
  const [scope] = parts;
  if (parts.length === 1 || scope === undefined) return typeValue(last);
  return member(typeValue(scope), last.text, spanOf(node));
}

function typeParts(node: Node): Node[] {
  switch (node.type) {
    case 'generic_type':
    case 'annotated_type':
    case 'scoped_type_identifier':
      return namedChildren(node).filter((part) => part.type !== 'type_arguments' && !ANNOTATIONS.has(part.type));
    default:
      return [node];
  }
}

/** `static`, `final`, `private`, … in front of a declaration. */
export function modifiersOf(node: Node): ReadonlySet<string> {
  const modifiers = node.children.find((child) => child?.type === 'modifiers');
  return new Set(modifiers?.children.map((child) => child?.type ?? '') ?? []);
}
