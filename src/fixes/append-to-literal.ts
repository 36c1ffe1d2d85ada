/**
 * Certificates that stand in the code. A literal that is written as the PEM is, line by line or with `\n` in one line,
 * gets another block after its last. What is put together from pieces is left to a person.
 */
import type { Root } from '../verdict/migrations.js';
import type { InlineSource } from '../verdict/read-pin.js';
import { placeOf } from '../verdict/words.js';
import { type Addition, pemLines, refused } from './append-root.js';
import type { FixContext } from './propose.js';
import { offsetAt, positionAt } from './text-positions.js';

const BLOCK = /-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----/gs;

export function appendToLiteral(source: InlineSource, roots: readonly Root[], { textOf }: FixContext): Addition {
  const { path, span } = source.site;
  const text = textOf(path);
  const pieces = refused(`${placeOf(source)} is put together from pieces: add the new root there by hand`);
  if (text === null) return pieces;
  const from = offsetAt(text, span.line, span.column);
  const wanted = [...source.content.matchAll(BLOCK)];
  const written = [...text.slice(from).matchAll(BLOCK)].slice(0, wanted.length);
  const last = written.at(-1);
  if (last === undefined || written.length !== wanted.length) return pieces;
  const separator = separatorOf(last[1] ?? '');
  const same = written.every((block, index) => bare(block[1] ?? '') === bare(wanted[index]?.[1] ?? ''));
  if (separator === null || !same) return pieces;
  const { line, column } = positionAt(text, from + last.index + last[0].length);
  const added = roots.flatMap(pemLines).map((one) => separator + one);
  return {
    kind: 'edit',
    // Source code is never edited unasked.
    safe: false,
    edit: { path, startLine: line, startColumn: column, endLine: line, endColumn: column, text: added.join('') },
  };
}

/** What stands between two lines of the PEM: a line end with the indentation of the last line, or `\n` as written. */
function separatorOf(body: string): string | null {
  if (/^(?:\\n[A-Za-z0-9+/=]+)+\\n$/.test(body)) return '\\n';
  return /^(?:\s*\r?\n[ \t]*[A-Za-z0-9+/=]+[ \t]*)+(\r?\n[ \t]*)$/.exec(body)?.[1] ?? null;
}

const bare = (body: string): string => body.replace(/\\n|\s/g, '');
