/** C#'s types, as names that models can match and as values that calls can stand on. */
import { member, name } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { partsOf } from './nodes.js';

/** The class behind a keyword, where its members are asked for: `string.Join`. */
const CLASSES: Readonly<Record<string, string>> = {
  bool: 'Boolean',
  byte: 'Byte',
  char: 'Char',
  decimal: 'Decimal',
  double: 'Double',
  float: 'Single',
  int: 'Int32',
  long: 'Int64',
  object: 'Object',
  short: 'Int16',
  string: 'String',
  uint: 'UInt32',
  ulong: 'UInt64',
};

/** `@class` is the name `class`, escaped. */
export const identifierText = (node: Node | null) => node?.text.replace(/^@/, '') ?? '';

/** `A.B<C>.D` without type arguments and `global::`. */
export function qualifiedText(node: Node): string {
  switch (node.type) {
    case 'identifier':
      return identifierText(node);
    case 'qualified_name':
    case 'member_access_expression':
      return partsOf(node).map(qualifiedText).join('.');
    case 'alias_qualified_name':
      return identifierText(node.childForFieldName('name'));
    case 'generic_name': {
      const [id] = partsOf(node);
      return id ? qualifiedText(id) : '';
    }
    default:
      return node.text.replace(/\s/g, '');
  }
}

/** As written, without type arguments, `?`, `*` and `ref`; `[]` stays, for an array of X is no X. */
export function typeName(node: Node): string {
  switch (node.type) {
    case 'nullable_type':
    case 'pointer_type':
    case 'ref_type':
    case 'scoped_type': {
      const type = node.childForFieldName('type') ?? partsOf(node).at(-1);
      return type ? typeName(type) : node.text;
    }
    case 'array_type': {
      const type = node.childForFieldName('type');
      return type ? `${typeName(type)}[]` : node.text;
    }
    default:
      return qualifiedText(node);
  }
}

/** Declared type of a variable; undefined for `var`. */
export function declaredType(node: Node | null): string | undefined {
  return node === null || node.type === 'implicit_type' || node.text === 'var' ? undefined : typeName(node);
}

/** Of an array, a list, or the values of a dictionary. */
export function elementType(node: Node | null): Node | null {
  if (node?.type === 'array_type') return node.childForFieldName('type');
  if (node?.type === 'nullable_type') return elementType(node.childForFieldName('type'));
  const written = node?.type === 'generic_name' ? partsOf(node)[1] : undefined;
  return (written && partsOf(written).at(-1)) ?? null;
}

/** Of a method: `await` leaves no trace, so neither does the task around the result. */
export function resultType(node: Node | null): Node | null {
  if (node?.text === 'Task' || node?.text === 'ValueTask') return null;
  if (node?.type !== 'generic_name') return node;
  const [outer, inner] = partsOf(node);
  const isTask = outer?.text === 'Task' || outer?.text === 'ValueTask';
  return isTask ? ((inner && partsOf(inner)[0]) ?? null) : node;
}

/** `A.B<C>` in an expression: the names A and B, one inside the other. */
export function typeValue(node: Node): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'qualified_name': {
      const qualifier = node.childForFieldName('qualifier');
      const last = node.childForFieldName('name');
      if (qualifier && last) return member(typeValue(qualifier), qualifiedText(last), span);
      return name(qualifiedText(node), span);
    }
    case 'nullable_type': {
      const type = node.childForFieldName('type');
      return type ? typeValue(type) : name(node.text, span);
    }
    case 'predefined_type':
      return name(CLASSES[node.text] ?? node.text, span);
    default:
      return name(typeName(node), span);
  }
}

/** `static`, `const`, `private`, … in front of a declaration. */
export function modifiersOf(node: Node): ReadonlySet<string> {
  return new Set(node.namedChildren.flatMap((child) => (child?.type === 'modifier' ? [child.text] : [])));
}
