/** The little XML that reports need. Texts may hold anything: file names with line ends, escape sequences, half characters. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children?: readonly (Element | string)[];
}

export function xmlDocument(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;
}

function written({ name, attributes, children = [] }: Element, indent: string): string {
  const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const open = `${indent}<${name}${told.join('')}`;
  if (children.length === 0) return `${open}/>`;
  // Text is not indented: its blanks would be part of it.
  if (children.every((child) => typeof child === 'string')) return `${open}>${children.map(text).join('')}</${name}>`;
  const inner = children.map((child) => (typeof child === 'string' ? text(child) : written(child, `${indent}  `)));
  return `${open}>\n${inner.join('\n')}\n${indent}</${name}>`;
}

/** `>` too, because `]]>` may stand in no text. */
function text(value: string): string {
  return possible(value).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;');
}

/** A reader makes blanks of line ends in attributes, unless they are written as numbers. */
function attribute(value: string): string {
  return text(value).replace(/"/g, '&quot;').replace(/\n/g, '&#10;').replace(/\t/g, '&#9;');
}

/** XML 1.0 has no way to write control characters and surrogates: https://www.w3.org/TR/xml/#charsets */
function possible(value: string): string {
  return value.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
