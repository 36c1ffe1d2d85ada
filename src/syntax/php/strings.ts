/** String literals in all their forms: quoted, interpolated, heredoc, nowdoc, and `sprintf` with a literal format. */
import { concat, member, text } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerExpression } from './expressions.js';
import type { Source } from './source.js';

/** In single quotes only the quote and the backslash itself are escaped. */
export function lowerSingleQuoted(node: Node): Value {
  const inside = node.text.replace(/^[bB]?'/, '').replace(/'$/, '');
  return text(inside.replace(/\\([\\'])/g, '$1'), spanOf(node));
}

export function lowerDoubleQuoted(node: Node, source: Source): Value {
  const start = node.startIndex + (/^[bB]/.test(node.text) ? 2 : 1);
  const end = node.text.endsWith('"') ? Math.max(node.endIndex - 1, start) : node.endIndex;
  return join(pieces(node, start, end, source), unescapeDouble, spanOf(node));
}

export function lowerBackticks(node: Node, source: Source): Value {
  return join(
    pieces(node, node.startIndex + 1, Math.max(node.endIndex - 1, node.startIndex + 1), source),
    unescapeDouble,
    spanOf(node),
  );
}

/** The indent of the closing word is taken off every line, as the last line break is. */
export function lowerHeredoc(node: Node, source: Source): Value {
  const opening = node.childForFieldName('identifier');
  const closing = node.childForFieldName('end_tag');
  const body = node.childForFieldName('value');
  const start = source.text.indexOf('\n', opening?.endIndex ?? node.startIndex) + 1;
  if (opening === null || closing === null || start === 0) return text('', spanOf(node));
  // The grammar may or may not count the indent as part of the closing word.
  const lastBreak = source.text.lastIndexOf('\n', closing.endIndex - 1);
  const end = source.text[lastBreak - 1] === '\r' ? lastBreak - 1 : lastBreak;
  if (end < start) return text('', spanOf(node));
  const indent = /^[ \t]*/.exec(source.text.slice(lastBreak + 1, closing.endIndex))?.[0].length ?? 0;
  const found = pieces(body ?? node, start, end, source);
  const margin = new RegExp(`(^|\\n)[ \\t]{0,${indent}}`, 'g');
  const dedented = found.map((piece, position): Piece => {
    if (typeof piece !== 'string' || indent === 0) return piece;
    // A piece after an interpolation begins in the middle of its line.
    const lineStart = position === 0 ? '' : '\u0000';
    return (lineStart + piece).replace(margin, '$1').slice(lineStart.length);
  });
  return join(dedented, node.type === 'nowdoc' ? (raw) => raw : unescapeHeredoc, spanOf(node));
}

/** Raw text between interpolations, and the values of these. */
type Piece = string | Value;

function pieces(node: Node, start: number, end: number, source: Source): Piece[] {
  const found: Piece[] = [];
  let from = start;
  let braced = false;
  for (const child of node.children) {
    if (child === null || child.endIndex <= start || child.startIndex >= end) continue;
    if (!child.isNamed) {
      // `{$x}`: the braces belong to the interpolation.
      if (child.type === '{') {
        found.push(source.text.slice(from, child.startIndex));
        from = child.endIndex;
        braced = true;
      } else if (child.type === '}' && braced) {
        from = child.endIndex;
        braced = false;
      }
      continue;
    }
    if (!isInterpolation(child)) continue;
    if (!braced) found.push(source.text.slice(from, child.startIndex));
    found.push(braced ? lowerExpression(child, source) : lowerBare(child, source));
    from = child.endIndex;
  }
  found.push(source.text.slice(from, end));
  return found;
}

/** Without braces, `$a[key]` needs no quotes. */
function lowerBare(node: Node, source: Source): Value {
  if (node.type === 'subscript_expression') {
    const [object, index] = namedChildren(node);
    if (object && index?.type === 'name') return member(lowerExpression(object, source), index.text, spanOf(node));
  }
  return lowerExpression(node, source);
}

function isInterpolation(node: Node): boolean {
  switch (node.type) {
    case 'string_content':
    case 'escape_sequence':
    case 'nowdoc_string':
    case 'heredoc_start':
    case 'heredoc_end':
      return false;
    default:
      return !node.isError && !node.isMissing;
  }
}

function join(found: readonly Piece[], decode: (raw: string) => string, span: Span): Value {
  const parts = found
    .filter((piece) => piece !== '')
    .map((piece): Value => (typeof piece === 'string' ? text(decode(piece), span) : piece));
  return concat(parts, span);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  e: '\u001b',
  f: '\f',
  '\\': '\\',
  $: '$',
};

/** Unknown escapes keep their backslash. Octal and hex escapes are bytes, and kept as latin-1. */
const unescapeHeredoc = (raw: string): string =>
  raw.replace(/\\(?:u\{([0-9a-fA-F]+)\}|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))/gs, (all, point, hex, octal, other) => {
    if (point !== undefined) return codePoint(Number.parseInt(point, 16), all);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    return ESCAPES[other] ?? all;
  });

const unescapeDouble = (raw: string): string =>
  unescapeHeredoc(raw.replace(/\\(\\|")/g, (all, char) => (char === '"' ? '"' : all)));

const codePoint = (point: number, otherwise: string): string =>
  point <= 0x10ffff ? String.fromCodePoint(point) : otherwise;

/** `sprintf('%s/%s', $a, $b)`: text and values in turn; null where the format asks for more than that. */
export function formatted(format: string, values: readonly Value[], span: Span): Value | null {
  const parts: Value[] = [];
  let next = 0;
  let from = 0;
  for (const match of format.matchAll(/%(?:%|(?:(\d+)\$)?([a-zA-Z])|)/g)) {
    const [all, position, conversion] = match;
    parts.push(text(format.slice(from, match.index) + (all === '%%' ? '%' : ''), span));
    from = match.index + all.length;
    if (all === '%%') continue;
    if (conversion !== 's' && conversion !== 'd') return null;
    const value = values[position === undefined ? next++ : Number(position) - 1];
    if (value === undefined) return null;
    parts.push(value);
  }
  parts.push(text(format.slice(from), span));
  return concat(
    parts.filter((part) => part.kind !== 'text' || part.value !== ''),
    span,
  );
}
