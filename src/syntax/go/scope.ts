import type { Import } from '../../ir/step.js';
import type { Node } from '../tree-sitter.js';

/** What is known of a file before its first statement is lowered. */
export interface GoFile {
  /** Types declared at the top of this file, as they are written behind their name. */
  readonly types: ReadonlyMap<string, Node>;
  /** Variables of which somebody takes the address: their zero value may not be what is read later. */
  readonly addressed: ReadonlySet<string>;
  /** Local names of packages that do not come with the language. */
  readonly foreign: ReadonlySet<string>;
  depth: number;
}

export interface Scope {
  readonly file: GoFile;
  /** Named results of the function around: what a bare `return` returns. */
  readonly results: readonly string[];
  /** Variables that hold a struct itself, not a pointer to one: `options := Options{…}`. */
  readonly structs: ReadonlySet<string>;
  /** Position in a `const` block, which `iota` stands for. */
  readonly iota: number | null;
}

/**
 * Deeper nesting than any person writes. Past it a value becomes `unknown`, so that neither lowering nor the rooms behind
 * it run out of stack.
 */
export const DEEPEST = 250;

export function fileScope(root: Node, imports: readonly Import[] = []): Scope {
  const file = {
    types: typesOf(root),
    addressed: addressedIn(root),
    foreign: foreignIn(imports),
    depth: 0,
  };
  return { file, results: [], structs: topLevelStructs(root), iota: null };
}

/** Paths of the standard library have no dot in their first part: https://go.dev/ref/mod#go-mod-file-ident */
const foreignIn = (imports: readonly Import[]): Set<string> =>
  new Set(imports.filter(({ qualified }) => /^[^/]*\./.test(qualified)).map(({ local }) => local));

function typesOf(root: Node): Map<string, Node> {
  const types = new Map<string, Node>();
  for (const declaration of root.namedChildren) {
    if (declaration?.type !== 'type_declaration') continue;
    for (const spec of declaration.namedChildren) {
      const id = spec?.childForFieldName('name');
      const type = spec?.childForFieldName('type');
      if (id && type) types.set(id.text, type);
    }
  }
  return types;
}

const topLevelStructs = (root: Node): Set<string> =>
  structsAmong(
    root.namedChildren.flatMap((child) =>
      child?.type === 'var_declaration' ? child.descendantsOfType('var_spec') : [],
    ),
  );

/** Of one function. Told by name, so that a name which holds a pointer elsewhere in it is left out. */
export const structsIn = (body: Node): Set<string> =>
  structsAmong(body.descendantsOfType(['short_var_declaration', 'var_spec']));

function structsAmong(declarations: readonly (Node | null)[]): Set<string> {
  const structs = new Set<string>();
  const others = new Set<string>();
  for (const node of declarations) {
    const left = node?.childForFieldName('left') ?? node?.childForFieldName('name');
    const target = left?.type === 'expression_list' ? left.namedChildren[0] : left;
    const value = (node?.childForFieldName('right') ?? node?.childForFieldName('value'))?.namedChildren[0];
    const written = value?.type === 'composite_literal' ? value.childForFieldName('type') : null;
    const isStruct = written?.type === 'qualified_type' || written?.type === 'type_identifier';
    if (target) (isStruct ? structs : others).add(target.text);
  }
  for (const name of others) structs.delete(name);
  return structs;
}

function addressedIn(root: Node): Set<string> {
  const taken = root.descendantsOfType('unary_expression').flatMap((node) => {
    const operand = node?.childForFieldName('operand');
    return node?.childForFieldName('operator')?.type === '&' && operand?.type === 'identifier' ? [operand.text] : [];
  });
  return new Set(taken);
}
