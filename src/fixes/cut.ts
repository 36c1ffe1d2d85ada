/** Cuts a piece of code out of its text so that what is left is as it would have been written without it. */
import type { Site } from '../evaluate/pin.js';
import type { Span } from '../ir/value.js';
import type { Edit } from '../result.js';
import { offsetAt, positionAt } from './text-positions.js';

/** A file as it is cut: its text and the language that it is in. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly language: string;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

export const rangeOf = (text: string, span: Span): Range => ({
  start: offsetAt(text, span.line, span.column),
  end: offsetAt(text, span.endLine, span.endColumn),
});

export function editOf({ path, text }: Source, { start, end }: Range, replacement = ''): Edit {
  const from = positionAt(text, start);
  const to = positionAt(text, end);
  return {
    path,
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
    text: replacement,
  };
}

export const textAt = (text: string, site: Site | Span): string => {
  const { start, end } = rangeOf(text, 'span' in site ? site.span : site);
  return text.slice(start, end);
};

/** An argument, option or element with its comma; where it has its lines to itself, with them. */
export function cutElement(source: Source, range: Range): Edit {
  const { text } = source;
  const before = text.slice(0, range.start);
  const after = text.slice(range.end);
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1];
  const closing = new RegExp(`^[ \\t]*,?${remark(source)}(?:\\r?\\n|$)`).exec(after)?.[0];
  const comma = /,\s*$/.exec(before)?.[0];
  if (indent !== undefined && closing !== undefined && (closing.includes(',') || comma === undefined))
    return editOf(source, { start: range.start - indent.length, end: range.end + closing.length });
  const trailing = /^\s*,[ \t]*/.exec(after)?.[0];
  if (trailing !== undefined) return editOf(source, { start: range.start, end: range.end + trailing.length });
  // The last argument goes with the comma before it: a comma left behind is an error in C, Java and old PHP.
  if (comma !== undefined) return editOf(source, { start: range.start - comma.length, end: range.end });
  // Alone between braces: `{ ca: pem }` becomes `{}`.
  const padding = /[{[(]([ \t]*)$/.exec(before)?.[1];
  const closed = padding === undefined ? null : /^[ \t]*(?=[}\])])/.exec(after);
  return closed === null || padding === undefined
    ? editOf(source, range)
    : editOf(source, { start: range.start - padding.length, end: range.end + closed[0].length });
}

/** A remark behind a line is about that line. */
function remark({ language }: Source): string {
  const marks = language === 'python' || language === 'ruby' ? '#' : language === 'php' ? '(?://|#)' : '//';
  return `[ \\t]*(?:${marks}[^\\r\\n]*)?`;
}

const BRACES: readonly string[] = ['c', 'cpp', 'java', 'csharp', 'javascript', 'typescript', 'php'];

/** A whole statement, with its semicolon. Where a statement has to stand, an empty one is left. */
export function cutStatement(source: Source, range: Range): Edit {
  const { text, language } = source;
  const before = text.slice(0, range.start);
  const semicolon = /^[ \t]*;/.exec(text.slice(range.end))?.[0] ?? '';
  const end = text.charAt(range.end - 1) === ';' ? range.end : range.end + semicolon.length;
  const after = text.slice(end);
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1];
  if (isWithoutBraces(source, range.start))
    return editOf(source, { start: range.start, end }, language === 'php' || language === 'csharp' ? '{ }' : '{}');
  if (language === 'python' && isOnlyStatement(before, after, indent))
    return editOf(source, { start: range.start, end }, 'pass');
  const modifier =
    language === 'ruby' ? (/^[ \t]+(?:if|unless|while|until|rescue)\b[^\n]*/.exec(after)?.[0] ?? '') : '';
  const whole = end + modifier.length;
  const line = new RegExp(`^${remark(source)}(?:\\r?\\n|$)`).exec(text.slice(whole))?.[0];
  if (indent !== undefined && line !== undefined)
    return editOf(source, { start: range.start - indent.length, end: whole + line.length });
  const space = /^[ \t]*;?[ \t]*/.exec(text.slice(whole))?.[0] ?? '';
  return editOf(source, { start: range.start, end: whole + space.length });
}

/** `if (x) statement;`: the only statement of a body that has no braces. */
export const isWithoutBraces = ({ text, language }: Source, start: number): boolean =>
  BRACES.includes(language) && /(?:\)|\b(?:else|do))\s*$/.test(text.slice(0, start).replace(/\/\/[^\n]*\n\s*$/, ''));

/** A Python block must not be left empty. */
function isOnlyStatement(before: string, after: string, indent: string | undefined): boolean {
  if (indent === undefined) return /:[ \t]*$/.test(before) && !/^[ \t]*;/.test(after);
  const opening = /(\S)[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*$/.exec(before)?.[1];
  const next = /^[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)[^\s#]/.exec(after);
  return opening === ':' && (next === null || (next[1] ?? '').length < indent.length);
}
