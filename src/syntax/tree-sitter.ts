/**
 * `syntax/` turns the text of one file into the neutral form (`ir/`). It knows grammars and nothing else: no models, no
 * stores, no disk but for its own grammar files. One front end per language; this file is what the tree-sitter ones share.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, type Node, Parser } from 'web-tree-sitter';
import type { Span } from '../ir/value.js';

export type { Node } from 'web-tree-sitter';

/** Minified or generated code can take seconds to parse; past this, the file becomes a diagnostic. */
const PARSE_LIMIT_MS = 5_000;

let started: Promise<void> | undefined;
const parsers = new Map<string, Promise<Parser>>();

/** Thrown when the grammar gave no tree in time: the caller reports the file as not read. */
export class ParseTimeout extends Error {
  override name = 'ParseTimeout';
}

/** Parses, hands the root to `read`, which must not keep nodes, and frees the tree. @throws ParseTimeout */
export type Grammar = <T>(text: string, read: (root: Node) => T) => T;

/**
 * A grammar that is ready to parse. A front end waits for its own when it is loaded, so that lowering itself needs no
 * waiting: the evaluator lowers another file in the middle of a run. `name` is a file in dist/grammars, without `.wasm`.
 */
export async function loadGrammar(name: string): Promise<Grammar> {
  const parser = await parserFor(name);
  return (text, read) => {
    const deadline = Date.now() + PARSE_LIMIT_MS;
    const tree = parser.parse(text, null, { progressCallback: () => Date.now() > deadline });
    if (tree === null) {
      parser.reset();
      throw new ParseTimeout(`parsing took longer than ${PARSE_LIMIT_MS / 1000} s`);
    }
    try {
      return read(tree.rootNode);
    } finally {
      tree.delete();
    }
  };
}

function parserFor(grammar: string): Promise<Parser> {
  let parser = parsers.get(grammar);
  if (parser === undefined) {
    parser = load(grammar);
    parsers.set(grammar, parser);
  }
  return parser;
}

function start(): Promise<void> {
  // V8's optimising compiler spends seconds on the large switch statements of some grammars; the baseline tier does not.
  setFlagsFromString('--liftoff-only');
  return Parser.init();
}

async function load(grammar: string): Promise<Parser> {
  started ??= start();
  await started;
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarFile(grammar)));
  return parser;
}

/** Beside the compiled sources in the package; in dist/ when the sources run directly (tests). */
function grammarFile(grammar: string): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const packaged = join(here, '..', 'grammars', `${grammar}.wasm`);
  return existsSync(packaged) ? packaged : join(here, '..', '..', 'dist', 'grammars', `${grammar}.wasm`);
}

export function spanOf(node: Node): Span {
  const { startPosition: start, endPosition: end } = node;
  return { line: start.row + 1, column: start.column + 1, endLine: end.row + 1, endColumn: end.column + 1 };
}

/** From the start of one node to the end of another. */
export function spanFrom(first: Node, last: Node): Span {
  const { line, column } = spanOf(first);
  const { endLine, endColumn } = spanOf(last);
  return { line, column, endLine, endColumn };
}

/** Children with a meaning: named, and not a comment. */
export function namedChildren(node: Node): Node[] {
  return node.namedChildren.filter(
    (child): child is Node => child !== null && !child.isExtra && !child.type.endsWith('comment'),
  );
}

/** Where the parser stepped over something that it could not read. */
export function syntaxErrors(root: Node, limit = 10): Span[] {
  const found: Span[] = [];
  // A stack of our own: sixty thousand nested brackets around an error would overflow the machine's.
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined && found.length < limit; node = waiting.pop()) {
    if (!node.hasError) continue;
    if (node.isError || node.isMissing) found.push(spanOf(node));
    else for (const child of [...node.children].reverse()) if (child) waiting.push(child);
  }
  return found;
}
