import { argument, concat, list, text, unknown } from '../../ir/build.js';
import type { ListValue, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { dedent, type Piece } from './heredocs.js';
import type { Scope } from './scope.js';

type Lower = (code: Node) => Value;

/** `'a'`, `"a#{b}"`, `%q(a)`, `%Q(a)`, `%(a)`, `:"a"` and back quotes. */
export function lowerString(node: Node, scope: Scope, lower: Lower): Value {
  const first = node.firstChild;
  const last = node.lastChild;
  if (first === null || last === null) return text('', spanOf(node));
  // An unclosed string has no closing quote of its own.
  const end = last.isNamed || last.isMissing ? node.endIndex : last.startIndex;
  const opening = first.text;
  const isRaw = /^:?'$|^%[qs]/.test(opening);
  return joined(
    piecesOf(node, first.endIndex, end, scope.file.text),
    node,
    isRaw ? unescapedRaw : unescapedText,
    lower,
  );
}

/** `/mswin|mingw/i` as the text between the slashes; that case does not matter is said in front: `(?i)`. */
export function lowerPatternSource(node: Node, scope: Scope, lower: Lower): Value {
  const first = node.firstChild;
  const last = node.lastChild;
  if (first === null || last === null) return text('', spanOf(node));
  const end = last.isNamed || last.isMissing ? node.endIndex : last.startIndex;
  const flags = last.text.includes('i') ? '(?i)' : '';
  return joined([flags, ...piecesOf(node, first.endIndex, end, scope.file.text)], node, (raw) => raw, lower);
}

export function lowerHeredoc(beginning: Node, scope: Scope, lower: Lower): Value {
  const body = scope.file.heredocs.get(beginning.id);
  if (body === undefined) return unknown(beginning.type, spanOf(beginning));
  const announced = beginning.text;
  const closing = body.lastChild?.type === 'heredoc_end' ? body.lastChild.startIndex : body.endIndex;
  const pieces = piecesOf(body, body.startIndex, closing, scope.file.text);
  // The body begins with the line feed after the announcement and ends with the indent of its closing word.
  if (typeof pieces[0] === 'string') pieces[0] = pieces[0].replace(/^[^\n]*\n/, '');
  const last = pieces.at(-1);
  if (typeof last === 'string') pieces[pieces.length - 1] = last.replace(/[ \t]+$/, '');
  const lines = announced.startsWith('<<~') ? dedent(pieces) : pieces;
  const isRaw = announced.includes("'");
  return joined(lines, beginning, isRaw ? (raw) => raw : unescapedText, lower);
}

/** `%w[a b]` and `%i[a b]`. */
export function lowerWords(node: Node, scope: Scope, lower: Lower): ListValue {
  const isRaw = /^%[wi]/.test(node.firstChild?.text ?? '');
  const words = namedChildren(node).map((word) => {
    const pieces = piecesOf(word, word.startIndex, word.endIndex, scope.file.text);
    return argument(joined(pieces, word, isRaw ? unescapedWord : unescapedText, lower), spanOf(word));
  });
  return list(words, spanOf(node));
}

/** Ruby reads CRLF in a source as a line feed. */
function piecesOf(node: Node, from: number, to: number, source: string): Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  const literal = (end: number): void => {
    if (end > at) pieces.push(source.slice(at, end).replaceAll('\r\n', '\n'));
  };
  for (const child of node.namedChildren) {
    if (child.type !== 'interpolation') continue;
    literal(child.startIndex);
    pieces.push(child);
    at = child.endIndex;
  }
  literal(to);
  return pieces;
}

function joined(pieces: readonly Piece[], node: Node, unescaped: (raw: string) => string, lower: Lower): Value {
  const parts = pieces.map((piece) => {
    if (typeof piece === 'string') return text(unescaped(piece), spanOf(node));
    const [code] = namedChildren(piece);
    return code ? lower(code) : text('', spanOf(piece));
  });
  return concat(parts, spanOf(node));
}

/** Between single quotes only the quote and the backslash are escaped, whichever quote it is. */
const unescapedRaw = (raw: string): string =>
  raw.replace(/\\([\\'"()[\]{}<>|!/])/g, (whole, mark) => (mark === '"' ? whole : mark));

/** A blank that belongs to the word is escaped too. */
const unescapedWord = (raw: string): string => unescapedRaw(raw.replace(/\\(\s)/g, '$1'));

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  s: ' ',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:\n|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|u\{([^}]*)\}|([\s\S]))/g;

function unescapedText(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (_, octal, hex, code, codes, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined || code !== undefined) return String.fromCharCode(Number.parseInt(hex ?? code, 16));
    if (codes !== undefined) return codes.trim().split(/\s+/).map(character).join('');
    return other === undefined ? '' : (SIMPLE[other] ?? other);
  });
}

function character(code: string): string {
  const point = Number.parseInt(code, 16);
  return point >= 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
}
