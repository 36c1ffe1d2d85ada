/** Java's string forms: literals, text blocks, characters, and the formats that amount to a concatenation. */
import { concat, text } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';

const SIMPLE: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', s: ' ' };

/** `\u` escapes may repeat the `u`; `\` before a line end joins lines, in text blocks only. */
const ESCAPE = /\\(?:u+([0-9a-fA-F]{4})|([0-3][0-7]{0,2}|[4-7][0-7]?)|(\r?\n)|([\s\S]))/g;

export function unescapeJava(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, unicode?: string, octal?: string, lineEnd?: string, other?: string) => {
    if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (lineEnd !== undefined) return '';
    return SIMPLE[other ?? ''] ?? other ?? '';
  });
}

/** The value of a literal as it stands in the source, quotes included. */
export function unquoteJava(literal: string): string {
  if (literal.startsWith('"""')) return unescapeJava(stripIndent(literal.slice(3, endOf(literal, '"""'))));
  return unescapeJava(literal.slice(1, endOf(literal, literal[0] ?? '"')));
}

/** A literal that the file ends in has no closing quotes. */
function endOf(literal: string, quotes: string): number {
  return literal.length >= 2 * quotes.length && literal.endsWith(quotes) ? -quotes.length : literal.length;
}

/** Incidental white space goes as JLS 3.10.6 says: the closing line counts for the indent even when it is blank. */
function stripIndent(block: string): string {
  const lines = block
    .replace(/\r\n?/g, '\n')
    .replace(/^[ \t\f]*\n/, '')
    .split('\n');
  const significant = lines.filter((line, i) => line.trim() !== '' || i === lines.length - 1);
  const indent = Math.min(...significant.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(indent).trimEnd())).join('\n');
}

/**
 * `String.format("%s/%s", a, b)` as a concatenation; undefined where the pattern does more than insert its arguments in
 * order (widths, positions, dates), or their number differs.
 */
export function formatted(pattern: Value, args: readonly Argument[], span: Span): Value | undefined {
  if (pattern.kind !== 'text') return undefined;
  const pieces = pattern.value.split(/(%.)/s);
  const parts: Value[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (piece === '%s' || piece === '%d') {
      const inserted = args[next++];
      if (inserted === undefined) return undefined;
      parts.push(inserted.value);
    } else if (piece === '%n') parts.push(text('\n', pattern.span));
    else if (piece === '%%') parts.push(text('%', pattern.span));
    else if (piece.startsWith('%')) return undefined;
    else if (piece !== '') parts.push(text(piece, pattern.span));
  }
  return next === args.length ? concat(parts, span) : undefined;
}
