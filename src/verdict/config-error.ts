/** What is wrong with a file that a user wrote, told with file and line, and everything at once. */
import * as v from 'valibot';
import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import { UsageError } from '../usage-error.js';

export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly sentence: string;
}

export class ConfigError extends UsageError {
  override readonly name = 'ConfigError';
  constructor(readonly mistakes: readonly Mistake[]) {
    super(mistakes.map(({ file, line, sentence }) => `${file}:${line}: ${sentence}`).join('\n'));
  }
}

export type KeyPath = readonly (string | number)[];

/** A parsed file that still knows on which line each value stands. */
export interface Positioned {
  /** The value in the form that the schema gives it; throws what is wrong with it. */
  check<const S extends v.GenericSchema>(schema: S): v.InferOutput<S>;
  /** Notes a mistake of the value at this path. */
  wrong(path: KeyPath, sentence: string): void;
  throwIfWrong(): void;
}

export function readPositioned(file: string, text: string): Positioned {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakes: Mistake[] = document.errors.map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    sentence: `this is not valid YAML: ${error.message}`,
  }));
  const lineOf = (path: KeyPath): number => {
    const node = nearest(document.contents, path);
    return node?.range ? lines.linePos(node.range[0]).line : 1;
  };
  const wrong = (path: KeyPath, sentence: string): void => {
    mistakes.push({ file, line: lineOf(path), sentence });
  };
  const throwIfWrong = (): void => {
    if (mistakes.length > 0) throw new ConfigError([...mistakes].sort((a, b) => a.line - b.line));
  };
  return {
    wrong,
    throwIfWrong,
    check: (schema) => {
      throwIfWrong();
      const result = v.safeParse(schema, document.toJS());
      if (result.success) return result.output;
      for (const issue of result.issues) {
        const path = (issue.path ?? []).map((item) => item.key as string | number);
        wrong(path, sentenceFor(issue, path));
      }
      throw new ConfigError([...mistakes].sort((a, b) => a.line - b.line));
    },
  };
}

function sentenceFor(issue: v.BaseIssue<unknown>, path: KeyPath): string {
  const key = path.at(-1);
  if (issue.type === 'strict_object' && issue.expected === 'never') return `unknown key ${String(key)}`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${String(key)} is missing`;
  const message = issue.type === 'strict_object' ? 'expected keys and values' : issue.message;
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

/** The key of a pair where the path ends in one: an unknown key is wrong where it stands, not where its value does. */
function nearest(contents: Node | null, path: KeyPath): Node | null {
  let node: Node | null = contents;
  let found: Node | null = contents;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(step));
      if (pair === undefined) return found;
      found = isNode(pair.key) ? pair.key : found;
      node = isNode(pair.value) ? pair.value : null;
    } else {
      const item: unknown = node !== null && 'items' in node ? (node.items as unknown[])[Number(step)] : null;
      node = isNode(item) ? item : null;
      found = node ?? found;
    }
  }
  return found;
}
