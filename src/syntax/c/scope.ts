import type { Import, Step } from '../../ir/step.js';
import { type Grammar, type Node, namedChildren } from '../tree-sitter.js';
import { readDeclarator } from './declarators.js';

/** What one file gathers while it is lowered. */
export interface CFile {
  readonly language: 'c' | 'cpp';
  /** Reads what the grammar leaves as text: the statements of a macro. */
  readonly grammar: Grammar;
  readonly imports: Import[];
  /** Fields of the plain structs that this file defines, in order. */
  readonly structs: ReadonlyMap<string, readonly string[]>;
  /** Names that this file gives to other types: numbers, pointers and functions are no objects. */
  readonly typedefs: Map<string, 'object' | 'scalar'>;
  /** Second names of structs; bound when all structs are. */
  readonly aliases: Step[];
  /** The first name space that the file opens. */
  space: string | null;
  /** Steps that have to run before the statement at hand: `if ((ctx = make()) == NULL)`. */
  pending: Step[];
  /** What the function at hand does to its names. */
  writes: Writes;
  /** The type that the function at hand returns, where it is written in front of it. */
  returns: Node | null;
  depth: number;
}

/** Names that a function writes to, so that its out-parameters are known. */
export interface Writes {
  /** `*name = v`, and what fills the buffer that it names. */
  readonly through: Set<string>;
  /** `name = v`. */
  readonly itself: Set<string>;
  /** Handed on to another function, which may write through it. */
  readonly handedOn: Set<string>;
}

export const noWrites = (): Writes => ({ through: new Set(), itself: new Set(), handedOn: new Set() });

export interface Scope {
  readonly file: CFile;
  readonly kind: 'file' | 'class' | 'block';
  /** Types of the fields of the class around, where it is seen. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Deeper nesting than any person writes. Past it a value becomes `unknown`, so that neither lowering nor the rooms behind
 * it run out of stack.
 */
export const DEEPEST = 200;

export function fileScope(language: 'c' | 'cpp', root: Node, grammar: Grammar): Scope {
  const file: CFile = {
    language,
    grammar,
    imports: [],
    structs: structsIn(root),
    typedefs: new Map(),
    aliases: [],
    space: null,
    pending: [],
    writes: noWrites(),
    returns: null,
    depth: 0,
  };
  return { file, kind: 'file', fields: new Map() };
}

/** Lowers one statement or expression: its result, and the steps that have to run before it. */
export function collecting<T>(file: CFile, lower: () => T): { readonly before: readonly Step[]; readonly result: T } {
  const outer = file.pending;
  const own: Step[] = [];
  file.pending = own;
  const result = lower();
  file.pending = outer;
  return { before: own, result };
}

function structsIn(root: Node): Map<string, readonly string[]> {
  const structs = new Map<string, readonly string[]>();
  for (const node of root.descendantsOfType(['struct_specifier', 'class_specifier', 'type_definition'])) {
    const isTypedef = node?.type === 'type_definition';
    const struct = isTypedef ? node.childForFieldName('type') : node;
    const id = node?.childForFieldName(isTypedef ? 'declarator' : 'name')?.text;
    const fields = struct && id !== undefined ? plainFields(struct) : null;
    if (fields && id !== undefined) structs.set(id, fields);
  }
  return structs;
}

/** Null for a class that is not filled field by field: with base classes, hidden members or functions of its own. */
function plainFields(struct: Node): string[] | null {
  const body = struct.childForFieldName('body');
  const members = body ? namedChildren(body) : [];
  const isPlain = members.every((one) => one.type !== 'access_specifier' && one.type !== 'function_definition');
  if (!body || !isPlain || namedChildren(struct).some((child) => child.type === 'base_class_clause')) return null;
  const declared = members
    .filter((one) => one.type === 'field_declaration')
    .flatMap((one) => one.childrenForFieldName('declarator'));
  return declared.flatMap((declarator) => {
    const { id, func } = readDeclarator(declarator);
    return id && !func ? [id.text] : [];
  });
}
