/** Cuts words of commands and settings: a flag with its value, a variable, a line of a configuration. */
import type { Edit } from '../result.js';
import { editOf, type Range, type Source } from './cut.js';

/** Blanks between words; a line may go on behind a backslash. */
const GAP = String.raw`(?:[ \t]|\\\r?\n)`;

/** Words go with the blanks in front of them; the first of a line with those behind. */
export function cutWords(source: Source, { start, end }: Range): Edit {
  const { text } = source;
  const before = new RegExp(`${GAP}+$`).exec(text.slice(0, start))?.[0] ?? '';
  const isFirst = start - before.length === 0 || text.charAt(start - before.length - 1) === '\n';
  if (!isFirst) return editOf(source, { start: start - before.length, end });
  const behind = new RegExp(`^${GAP}+`).exec(text.slice(end))?.[0] ?? '';
  return editOf(source, { start, end: end + behind.length });
}

/** What may stand on a line beside an assignment that is all that the line is for. */
const EMPTY_LINE =
  /^[ \t]*(?:(?:export|declare|typeset|readonly|local|setenv|set)(?:[ \t]+-\w+)*|env|ENV|Environment=|-)?[ \t]*["']?["']?[ \t]*[,;]?[ \t]*\r?$/;

/** `NAME=value`, alone on its line or among others. */
export function cutAssignment(source: Source, range: Range): Edit {
  const { text } = source;
  const from = text.lastIndexOf('\n', range.start - 1) + 1;
  const newline = text.indexOf('\n', range.end);
  const to = newline < 0 ? text.length : newline;
  const rest = text.slice(from, range.start) + text.slice(range.end, to);
  if (!EMPTY_LINE.test(rest)) return cutWords(source, range);
  return editOf(source, { start: from, end: newline < 0 ? to : to + 1 });
}

/** Within a text that holds many words, as `JAVA_OPTS="-Xmx2g -Dname=value"`: the word that begins with one of the names. */
export function wordWithin(text: string, { start, end }: Range, names: readonly string[]): Range | null {
  for (const name of names) {
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = new RegExp(
      String.raw`(?<![\w.-])(?:-D)?${literal}=(?:\\"[^"\\]*\\"|"[^"\n]*"|'[^'\n]*'|[^\s"',;]+)`,
    ).exec(text.slice(start, end));
    if (found !== null) return { start: start + found.index, end: start + found.index + found[0].length };
  }
  return null;
}

/** `-CAfile ca.pem` within the text of a command: the flag with its value, if it stands there once. */
export function flagWithin(
  text: string,
  { start, end }: Range,
  names: readonly string[],
  takesValue: boolean,
): Range | null {
  const found = names.flatMap((name) => {
    const literal = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // The value may be quoted, or hold a variable in braces.
    const value = String.raw`(?:\\?"[^"\n]*?\\?"|'[^'\n]*'|(?:\$?\{[^}\n]*\}|[^\s"'\x60|;&])+)`;
    const rest = takesValue ? String.raw`(?:=|[ \t]+)${value}` : String.raw`(?=[\s"'\x60]|$)`;
    // At the beginning of a text the blank behind it goes.
    const flag = new RegExp(String.raw`[ \t]+${literal}${rest}|(?<=["'\x60])${literal}${rest}[ \t]*`, 'g');
    return [...text.slice(start, end).matchAll(flag)];
  });
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  return { start: start + only.index, end: start + only.index + only[0].length };
}

/** `-fsSLk` without its `k`; null where the word is no cluster with one of the flags. */
export function flagInCluster(text: string, { start, end }: Range, names: readonly string[]): Range | null {
  const word = text.slice(start, end);
  const letter = names.find((name) => /^-[A-Za-z]$/.test(name) && word.includes(name.charAt(1)))?.charAt(1);
  if (letter === undefined || !/^-[A-Za-z]{2,}$/.test(word)) return null;
  const at = start + word.indexOf(letter);
  return { start: at, end: at + 1 };
}

/** A line of a settings file that is all about this; null where other things stand on it. */
export function cutLine(source: Source, range: Range): Edit | null {
  const { text } = source;
  const from = text.lastIndexOf('\n', range.start - 1) + 1;
  const newline = text.indexOf('\n', range.end);
  const to = newline < 0 ? text.length : newline;
  if (text.slice(from, range.start).trim() !== '' || text.slice(range.end, to).trim() !== '') return null;
  return editOf(source, { start: from, end: newline < 0 ? to : to + 1 });
}
