/**
 * Where a file has its comments, and which lines a statement takes: what a remark that stands in the code is about. Read
 * from the tree of the grammar, so that a string with the same words is none.
 */
import { lineLayout } from './line-layout.js';
import { loadGrammar, type Node, spanOf } from './tree-sitter.js';

export interface Layout {
  /** By line: what comments say there. */
  readonly comments: ReadonlyMap<number, Comment>;
  /** The lines of the smallest statement around a place; of one with a body, those before the body. */
  statementAround(line: number, column: number): Lines;
}

export interface Comment {
  readonly text: string;
  /** Where the text begins. */
  readonly column: number;
  /** No code stands on the line. */
  readonly alone: boolean;
}

export interface Lines {
  readonly first: number;
  readonly last: number;
}

const GRAMMARS: Readonly<Record<string, string>> = {
  python: 'python',
  ruby: 'ruby',
  java: 'java',
  csharp: 'csharp',
  go: 'go',
  php: 'php',
  c: 'c',
  cpp: 'cpp',
  shell: 'bash',
};

/** Nodes whose children are statements, or members of a class. */
const BODY =
  /^(?:module|program|source_file|compilation_unit|translation_unit|block|block_body|body_statement|do_block|then|else|begin|ensure|rescue|class_body|interface_body|enum_body|enum_body_declarations|constructor_body|declaration_list|field_declaration_list|compound_statement|statement_list|switch_block_statement_group|switch_section|do_group|subshell|case_item|colon_block|match_block)$/;

/** @throws ParseTimeout */
export async function layoutOf(language: string, path: string, text: string): Promise<Layout> {
  if (language === 'javascript' || language === 'typescript') {
    return (await import('./javascript/layout.js')).scriptLayout(path, text);
  }
  const grammar = GRAMMARS[language];
  if (grammar === undefined || /\.ini$/i.test(path)) return lineLayout(language, text);
  const parse = await loadGrammar(grammar);
  return parse(text, (root) => treeLayout(root, text.split(/\r\n?|\n/)));
}

function treeLayout(root: Node, lines: readonly string[]): Layout {
  const comments = new Map<number, Comment>();
  const statements: Placed[] = [];
  const bodies: Placed[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type.endsWith('comment')) {
      enter(node, lines, comments);
      continue;
    }
    const isBody = BODY.test(node.type);
    if (isBody) bodies.push(placed(node));
    for (const child of node.children) {
      if (child === null) continue;
      if (isBody && child.isNamed && !BODY.test(child.type)) statements.push(placed(child));
      waiting.push(child);
    }
  }
  return { comments, statementAround: (line, column) => linesAround({ line, column }, statements, bodies) };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Placed {
  readonly start: Position;
  readonly end: Position;
}

const isBefore = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.column <= b.column);

export function linesAround(place: Position, statements: readonly Placed[], bodies: readonly Placed[]): Lines {
  const around = statements.filter(({ start, end }) => isBefore(start, place) && isBefore(place, end));
  const smallest = around.reduce<Placed | undefined>(
    (least, one) => (least === undefined || isBefore(least.start, one.start) ? one : least),
    undefined,
  );
  if (smallest === undefined) return { first: place.line, last: place.line };
  const inside = bodies.filter(({ start }) => isBefore(place, start) && isBefore(start, smallest.end));
  const last = Math.min(smallest.end.line, ...inside.map(({ start }) => start.line));
  return { first: smallest.start.line, last: Math.max(last, place.line) };
}

function placed(node: Node): Placed {
  const { line, column, endLine, endColumn } = spanOf(node);
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

function enter(node: Node, lines: readonly string[], comments: Map<number, Comment>): void {
  const { line, column, endLine, endColumn } = spanOf(node);
  for (let at = line; at <= endLine; at++) {
    const whole = lines[at - 1] ?? '';
    const from = at === line ? column - 1 : 0;
    const to = at === endLine ? endColumn - 1 : whole.length;
    const alone = whole.slice(0, from).trim() === '' && whole.slice(to).trim() === '';
    const before = comments.get(at);
    comments.set(at, {
      text: before === undefined ? whole.slice(from, to) : `${before.text} ${whole.slice(from, to)}`,
      column: before?.column ?? from + 1,
      alone: alone || (before?.alone ?? false),
    });
  }
}
