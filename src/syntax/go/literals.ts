import { constant, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import type { Node } from '../tree-sitter.js';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** https://go.dev/ref/spec#Rune_literals */
function unescaped(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(ESCAPE, (whole, octal, hex, short, long, letter) => {
    if (letter !== undefined) return SIMPLE[letter] ?? letter;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const point = Number.parseInt(hex ?? short ?? long, 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

/** `"a\n"` and `` `a` ``; a raw string drops carriage returns, so that a CRLF file has the same text. */
export function stringText(node: Node): string {
  const content = node.text.slice(1).replace(/["`]$/, '');
  return node.type === 'raw_string_literal' ? content.replaceAll('\r', '') : unescaped(content);
}

export const runeText = (node: Node): string => unescaped(node.text.slice(1, -1));

/** A rune is a number. */
export function lowerLiteral(node: Node, span: Span): Value {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return text(stringText(node), span);
    case 'rune_literal':
      return constant(runeText(node).codePointAt(0) ?? 0, span);
    default: {
      const digits = node.text.replaceAll('_', '');
      const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
      return Number.isNaN(value) ? unknown(node.type, span) : constant(value, span);
    }
  }
}
