/** Text of a scanned repository as part of HTML. */
import { printable } from './width.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export const element = (name: string, content: string, kind = ''): string =>
  `<${name}${kind === '' ? '' : ` class="${kind}"`}>${content}</${name}>`;

export const code = (text: string): string => element('code', html(text));

/** A table whose cells are HTML already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = element('thead', element('tr', header.map((cell) => element('th', html(cell))).join('')));
  const body = rows.map((row) => element('tr', row.map((cell) => element('td', cell)).join('')));
  return `<table>${head}<tbody>${body.join('\n')}</tbody></table>`;
}
