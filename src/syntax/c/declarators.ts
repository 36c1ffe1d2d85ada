/** What stands between a type and its value: `*name`, `name[4]`, `(*name)(int)`, `Class::name(int a)`. */
import { type Node, namedChildren } from '../tree-sitter.js';

export interface Declarator {
  /** identifier, field_identifier, type_identifier, qualified_identifier, operator_name, … */
  readonly id: Node | null;
  readonly pointer: boolean;
  readonly reference: boolean;
  readonly array: boolean;
  /** Set for a function (not for a pointer to one). */
  readonly func: Node | null;
  /** `auto [a, b]`. */
  readonly parts: readonly Node[];
}

export function readDeclarator(node: Node | null): Declarator {
  let [pointer, reference, array] = [false, false, false];
  let func: Node | null = null;
  let at = node;
  while (at) {
    switch (at.type) {
      case 'pointer_declarator':
      case 'abstract_pointer_declarator':
        pointer = true;
        // Behind the parameters a `*` makes a variable of what looked like a function.
        if (func) func = null;
        break;
      case 'reference_declarator':
        reference = true;
        if (func) func = null;
        break;
      case 'array_declarator':
        array = true;
        break;
      case 'function_declarator':
        func = at;
        break;
      case 'structured_binding_declarator':
        return { id: null, pointer, reference, array, func: null, parts: namedChildren(at) };
      case 'init_declarator':
      case 'parenthesized_declarator':
      case 'attributed_declarator':
      case 'variadic_declarator':
      case 'pointer_type_declarator':
        break;
      default:
        return { id: at, pointer, reference, array, func, parts: [] };
    }
    at = innerOf(at);
  }
  return { id: null, pointer, reference, array, func, parts: [] };
}

/** A reference has no field for what it refers to. */
function innerOf(node: Node): Node | null {
  const inner = node.childForFieldName('declarator');
  if (inner) return inner;
  const named = namedChildren(node).filter((child) => !/qualifier|specifier|modifier|attribute/.test(child.type));
  return named[0] ?? null;
}
