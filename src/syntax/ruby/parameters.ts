import type { Parameter } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { wholeName } from './assignment.js';
import { lowerValue } from './expressions.js';
import type { Scope } from './scope.js';

/** Each parameter is a variable from here on, also in the defaults of those after it. */
export function lowerParameters(list: Node | null, scope: Scope): Parameter[] {
  if (list === null) return [];
  // `|x; y|`: variables of the block's own.
  for (const own of list.childrenForFieldName('locals')) scope.locals.declare(own.text);
  return namedChildren(list).flatMap((node) => lowerParameter(node, scope));
}

function lowerParameter(node: Node, scope: Scope): Parameter[] {
  const span = spanOf(node);
  const id =
    node.type === 'identifier' ? node.text : (node.childForFieldName('name')?.text ?? ANONYMOUS[node.type] ?? '_');
  const written = node.childForFieldName('value');
  const value = written && lowerValue(written, scope, span);
  scope.locals.declare(id);
  switch (node.type) {
    case 'identifier':
    case 'block_parameter':
      return [{ name: id, span }];
    case 'optional_parameter':
    case 'keyword_parameter':
      return [{ name: id, ...(value && { default: value }), span }];
    case 'splat_parameter':
    case 'forward_parameter':
      return [{ name: id, rest: 'list', span }];
    case 'hash_splat_parameter':
      return [{ name: id, rest: 'record', span }];
    case 'destructured_parameter': {
      const parts = namedChildren(node);
      const members = parts.flatMap((part, i) =>
        part.type === 'identifier' ? [{ name: part.text, key: String(i) }] : [],
      );
      for (const part of members) scope.locals.declare(part.name);
      return [{ name: wholeName(node), members, span }];
    }
    default:
      return [];
  }
}

/** Parameters that are only handed on. */
const ANONYMOUS: Readonly<Record<string, string>> = {
  splat_parameter: '*',
  hash_splat_parameter: '**',
  block_parameter: '&',
  forward_parameter: '...',
};
