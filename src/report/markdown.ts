/**
 * Text of a scanned repository as part of Markdown. It may hold anything: HTML, links, tables, fences, and names that would
 * notify people or close issues when a comment mentions them.
 */
import { printable } from './width.js';

/** Plain text, in a paragraph or the cell of a table. */
export function escaped(text: string): string {
  return withoutMentions(oneLine(text).replace(/[\\`*_[\]<>|~$&]/g, '\\$&')).replace(
    /^(\s*)([#+-]|\d+(?=[.)]))/,
    '$1\\$2',
  );
}

/** `@team` notifies a team and `#12` mentions an issue, escaped or not: an invisible blank keeps them apart. */
export function withoutMentions(text: string): string {
  return text.replace(/@(?=[\w-])/g, '@\u200b').replace(/(#|\bGH-)(?=\d)/g, '$1\u200b');
}

/** Inside code nothing has a meaning but the backtick, and in a table the bar. */
export function code(text: string): string {
  const line = oneLine(text);
  if (line.trim() === '') return '` `';
  const fence = '`'.repeat(longestRun(line) + 1);
  const padded = /^[` ]|[` ]$/.test(line) ? ` ${line} ` : line;
  return `${fence}${padded}${fence}`;
}

export const codeInTable = (text: string): string => code(text).replaceAll('|', '\\|');

/** A block of code; its lines are kept. */
export function fenced(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '));
}
