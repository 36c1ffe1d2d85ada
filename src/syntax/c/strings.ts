import { concat, constant, name, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:\r?\n|([0-7]{1,3})|x([0-9a-fA-F]+)|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** https://en.cppreference.com/w/c/language/escape: octal and hexadecimal ones name a byte. */
function unescaped(content: string): string {
  if (!content.includes('\\')) return content;
  return content.replace(ESCAPE, (whole, octal, hex, short, long, letter) => {
    if (letter !== undefined) return SIMPLE[letter] ?? letter;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16) & 0xff);
    const code = short ?? long;
    // A backslash at the end of a line continues it.
    if (code === undefined) return '';
    const point = Number.parseInt(code, 16);
    return point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}

const RAW = /^(?:u8|[uUL])?R"([^(]*)\(([\s\S]*?)(?:\)\1"|$)/;
const QUOTED = /^(?:u8|[uUL])?"([\s\S]*?)(?:"|$)$/;

/** Of one literal as written, prefix and quotes included. */
export function literalText(written: string): string {
  const raw = RAW.exec(written);
  if (raw) return raw[2]!.replaceAll('\r\n', '\n');
  return unescaped(QUOTED.exec(written)?.[1] ?? written);
}

export function characterCode(written: string): number {
  return unescaped(written.replace(/^(?:u8|[uUL])?'/, '').replace(/'$/, '')).codePointAt(0) ?? 0;
}

/** `0x1F`, `0b11`, `017`, `1'000UL`, `1.5f`; undefined where it is none of these. */
export function numberOf(written: string): number | undefined {
  const digits = written.replaceAll("'", '').replace(/(?:[uUlLzZ]+|(?<=^[^xX]*)[fF])$/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return digits === '' || Number.isNaN(value) ? undefined : value;
}

export function lowerNumber(node: Node, span: Span): Value {
  const value = numberOf(node.text);
  return value === undefined ? unknown(node.type, span) : constant(value, span);
}

/** `"a" NAME "b"`: names are macros that hold literals. */
export function lowerAdjacent(node: Node, span: Span): Value {
  // The C++ grammar takes the name between two literals for an error.
  const written = node.children.flatMap((part) => (part?.isError ? part.namedChildren : [part]));
  const parts = written
    .filter((part): part is Node => part?.isNamed === true && part.type !== 'comment')
    .map((part): Value => {
      const place = spanOf(part);
      switch (part.type) {
        case 'string_literal':
        case 'raw_string_literal':
          return text(literalText(part.text), place);
        case 'identifier':
          return name(part.text, place);
        default:
          return unknown(part.type, place);
      }
    });
  return concat(parts, span);
}

const ELEMENT =
  /(\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*|,)|(-?(?:0[xX][0-9a-fA-F]+|\d+)[uUlL]*)|('(?:[^'\\]|\\.[0-9a-fA-F]*)')/y;

/**
 * The elements of `{ 0x30, 0x82, … }`, read from the text: a certificate as an array has thousands of them, and a node for
 * each would cost more than the rest of the file. Undefined where there is anything but numbers.
 */
export function numbersIn(node: Node): Argument[] | undefined {
  const written = node.text;
  if (!/^\{\s*(?:\/|-?\d|')/.test(written)) return undefined;
  const { line: firstLine, column: firstColumn } = spanOf(node);
  const items: Argument[] = [];
  let line = firstLine;
  let lineStart = 1 - firstColumn;
  let at = 1;
  while (at < written.length && written[at] !== '}') {
    ELEMENT.lastIndex = at;
    const match = ELEMENT.exec(written);
    if (match === null) return undefined;
    const [whole, between, number, character] = match;
    if (between === undefined) {
      const value = number === undefined ? characterCode(character!) : numberOf(number);
      if (value === undefined) return undefined;
      const column = at - lineStart + 1;
      const span: Span = { line, column, endLine: line, endColumn: column + whole.length };
      items.push({ value: constant(value, span), span });
    }
    for (let i = at; i < at + whole.length; i++) {
      if (written[i] !== '\n') continue;
      line += 1;
      lineStart = i + 1;
    }
    at += whole.length;
  }
  return at === written.length - 1 ? items : undefined;
}
