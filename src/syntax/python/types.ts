import { type Node, namedChildren } from '../tree-sitter.js';

/** Wrappers that say how a value is held, not what it is. */
const WRAPPERS = new Set(['Optional', 'Final', 'ClassVar', 'Annotated', 'Required', 'NotRequired', 'InitVar']);

/** The outer type as written: `Optional[str]` and `str | None` are `str`, `dict[str, X]` is `dict`. */
export function declaredType(node: Node): string | undefined {
  const inner = node.type === 'type' ? namedChildren(node)[0] : node;
  switch (inner?.type) {
    case 'identifier':
    case 'attribute':
      return inner.text;
    case 'string':
      return /^\w*["']+(?:(?:\w+\.)*(?:Optional|Final|ClassVar)\[)?([\w.]+)/.exec(inner.text)?.[1];
    case 'generic_type':
    case 'subscript': {
      const [base, first] = namedChildren(inner);
      const id = base?.text ?? '';
      if (!WRAPPERS.has(id.slice(id.lastIndexOf('.') + 1))) return id;
      const wrapped = first?.type === 'type_parameter' ? namedChildren(first)[0] : first;
      return wrapped && declaredType(wrapped);
    }
    case 'union_type':
    case 'binary_operator':
      return namedChildren(inner)
        .filter((part) => part.text !== 'None')
        .map(declaredType)[0];
    default:
      return undefined;
  }
}
