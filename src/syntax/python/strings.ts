import { concat, text, unknown } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';

/** `"a"`, `r'a'`, `b"a"`, `f"{a}"`, `"""a"""`. */
export function lowerString(node: Node, lower: (part: Node) => Value): Value {
  const parts: Value[] = [];
  let prefix = '';
  for (const child of node.children) {
    if (child === null) continue;
    if (child.type === 'string_start') prefix = /^[a-z]*/i.exec(child.text)![0].toLowerCase();
    else if (child.type === 'interpolation') parts.push(lowerInterpolation(child, lower));
    else if (child.type === 'string_content') parts.push(text(unescaped(child.text, prefix), spanOf(child)));
  }
  return concat(parts, spanOf(node));
}

/** `!s` changes nothing; `!r` and widths do. */
function lowerInterpolation(node: Node, lower: (part: Node) => Value): Value {
  const [expression, ...rest] = namedChildren(node);
  if (expression === undefined) return unknown('interpolation', spanOf(node));
  const value = lower(expression);
  const formatted = rest.some(
    (part) =>
      (part.type === 'type_conversion' && part.text !== '!s') ||
      (part.type === 'format_specifier' && part.text !== ':'),
  );
  return formatted ? unknown('format_specifier', spanOf(node), [value]) : value;
}

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:\n|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences */
function unescaped(source: string, prefix: string): string {
  // Python reads sources with universal newlines: a CRLF file still has \n in its strings.
  let content = source.replaceAll('\r\n', '\n');
  if (/[ft]/.test(prefix)) content = content.replaceAll('{{', '{').replaceAll('}}', '}');
  if (prefix.includes('r') || !content.includes('\\')) return content;
  return content.replace(ESCAPE, (whole, octal, hex, short, long, other) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (other !== undefined) return SIMPLE[other] ?? whole;
    const code = short ?? long;
    if (code === undefined) return '';
    const point = Number.parseInt(code, 16);
    return prefix.includes('b') || point > 0x10ffff ? whole : String.fromCodePoint(point);
  });
}
