/**
 * Certificates that stand in the code. Between two lines of a PEM stands the same thing again and again: a line end with its
 * indentation, `\n`, the quotes and the comma of a list, a plus or a backslash. What stands there is put between the lines
 * of the new block too.
 */
import type { Root } from '../verdict/migrations.js';
import type { InlineSource } from '../verdict/read-pin.js';
import { placeOf } from '../verdict/words.js';
import { type Addition, pemLines, refused } from './append-root.js';
import type { FixContext } from './propose.js';
import { insertion, offsetAt } from './text-positions.js';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
const BLOCK = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g;

export function appendToLiteral(source: InlineSource, roots: readonly Root[], { textOf }: FixContext): Addition {
  const { path, span } = source.site;
  const text = textOf(path);
  const pieces = refused(`${placeOf(source)} is put together from pieces: add the new root there by hand`);
  if (text === null) return pieces;
  const wanted = [...source.content.matchAll(BLOCK)].map(([, body = '']) => body.split(/\s+/).filter(Boolean));
  let at = offsetAt(text, span.line, 1);
  let separator: string | null = null;
  for (const lines of wanted) {
    const begin = text.indexOf(BEGIN, at);
    const end = text.indexOf(END, begin);
    if (begin < 0 || end < 0) return pieces;
    separator = separatorIn(text.slice(begin + BEGIN.length, end), lines);
    at = end + END.length;
  }
  if (separator === null) return pieces;
  const between = separator;
  const added = roots
    .flatMap(pemLines)
    .map((one) => between + one)
    .join('');
  // Source code is never edited unasked.
  return { kind: 'edit', safe: false, edits: [insertion(path, text, at, added)] };
}

/** What stands between two lines; null where they don't follow each other, or differ in more than blanks. */
function separatorIn(body: string, lines: readonly string[]): string | null {
  const separators: string[] = [];
  let at = 0;
  for (const line of lines) {
    const found = body.indexOf(line, at);
    if (found < 0) return null;
    separators.push(body.slice(at, found));
    at = found + line.length;
  }
  separators.push(body.slice(at));
  const [first = ''] = separators;
  // The blanks before a backslash or a plus are those that line it up with the others.
  const same = separators.every((one) => withoutBlanks(one) === withoutBlanks(first));
  const isBreak = /\n|\\n/.test(first) && !/[A-Za-mo-z0-9_]/.test(first);
  return same && isBreak ? (separators.find((one) => !/[ \t]{2,}[+\\.&]/.test(one)) ?? first) : null;
}

const withoutBlanks = (separator: string): string => separator.replace(/[ \t]+/g, '');
