/** C#'s string forms: regular, verbatim, raw, interpolated and combinations of these. */
import { concat, text } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';

const SIMPLE: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** `\x` takes one to four digits, as many as there are. */
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{1,4})|([\s\S]))/g;

export function unescapeCsharp(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (whole, short?: string, long?: string, hex?: string, other?: string) => {
    const digits = short ?? long ?? hex;
    if (digits === undefined) return SIMPLE[other ?? ''] ?? other ?? '';
    const code = Number.parseInt(digits, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The value of a literal as it stands in the source: `"a"`, `'a'`, `"a"u8`, `@"a"`, `"""a"""`. */
export function unquoteCsharp(literal: string): string {
  if (literal.startsWith('@')) return literal.slice(2, endOf(literal, '"')).replaceAll('""', '"');
  const isBytes = /"u8$/i.test(literal);
  const quoted = isBytes ? literal.slice(0, -2) : literal;
  const quotes = /^"{3,}/.exec(quoted)?.[0];
  const value =
    quotes === undefined
      ? unescapeCsharp(quoted.slice(1, endOf(quoted, quoted[0] ?? '"')))
      : rawText(quoted.slice(quotes.length, endOf(quoted, quotes)));
  return isBytes ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

/** A literal that the file ends in has no closing quotes. */
function endOf(literal: string, quotes: string): number {
  return literal.length >= 2 * quotes.length && literal.endsWith(quotes) ? -quotes.length : literal.length;
}

const rawText = (content: string) => rawPieces([content])[0] ?? '';

/**
 * The pieces of a raw string between its interpolations. Over several lines, the first and the last line break are not
 * part of it, and every line loses the white space that stands before the closing quotes.
 */
export function rawPieces(pieces: readonly string[]): string[] {
  const unix = pieces.map((piece) => piece.replaceAll('\r\n', '\n'));
  const indent = /\n([ \t]*)$/.exec(unix.at(-1) ?? '')?.[1];
  if (indent === undefined || !/^[ \t]*\n/.test(unix[0] ?? '')) return unix;
  return unix.map((piece, i) => {
    const opened = i === 0 ? piece.replace(/^[ \t]*(?=\n)/, '') : piece;
    const closed = i === unix.length - 1 ? opened.slice(0, -(indent.length + 1)) : opened;
    const level = closed.replaceAll(`\n${indent}`, '\n');
    return i === 0 ? level.replace(/^\n/, '') : level;
  });
}

/** `"x" + … ` in `$"…"`: two braces are one. */
export function unescapePiece(piece: string, style: 'regular' | 'verbatim'): string {
  const braces = piece.replaceAll('{{', '{').replaceAll('}}', '}');
  return style === 'verbatim' ? braces.replaceAll('""', '"') : unescapeCsharp(braces);
}

/**
 * `string.Format("{0}/{1}", a, b)` as a concatenation; undefined where a hole has a width or a format, or no argument.
 */
export function formatted(pattern: Value | undefined, args: readonly Argument[], span: Span): Value | undefined {
  if (pattern?.kind !== 'text') return undefined;
  const parts: Value[] = [];
  for (const piece of pattern.value.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
    const hole = /^\{(\d+)\}$/.exec(piece)?.[1];
    if (hole !== undefined) {
      const inserted = args[Number(hole)];
      if (inserted === undefined) return undefined;
      parts.push(inserted.value);
    } else if (piece === '{{' || piece === '}}') parts.push(text(piece.slice(1), pattern.span));
    else if (piece.includes('{')) return undefined;
    else if (piece !== '') parts.push(text(piece, pattern.span));
  }
  return concat(parts, span);
}
