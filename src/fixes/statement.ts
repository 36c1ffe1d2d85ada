/** A call that is a whole statement: what is written in its place or behind it looks as if it had always stood there. */
import type { Unit } from '../ir/step.js';
import type { Call, Span } from '../ir/value.js';
import type { Edit } from '../result.js';
import { editOf, isWithoutBraces, type Range, rangeOf, type Source } from './cut.js';
import { isCall, isSame, isStep, type Node, nodesAround } from './shape.js';
import { insertion } from './text-positions.js';

/** Their statements end with a semicolon. */
const ENDED: readonly string[] = ['c', 'cpp', 'java', 'csharp', 'php'];

export interface Statement {
  readonly code: Source;
  readonly unit: Unit;
  readonly call: Call;
  /** From the outermost node to the call. */
  readonly around: readonly Node[];
  /** With its semicolon; of a link in a chain, the call up to its end. */
  readonly range: Range;
  readonly isLink: boolean;
  readonly indent: string;
}

export function statementOf(code: Source, unit: Unit, span: Span): Statement | null {
  const way = nodesAround(unit, span);
  const at = way.findLastIndex((node) => isCall(node.at) && isSame(node.at.span, span));
  const call = way[at]?.at;
  const above = way[at - 1]?.at;
  if (call === undefined || above === undefined || !isCall(call)) return null;
  const { text } = code;
  const own = rangeOf(text, span);
  const isLink = 'kind' in above && above.kind === 'member';
  if (!isLink && !(isStep(above) && above.kind === 'use')) return null;
  const semicolon = isLink ? '' : (/^[ \t]*;/.exec(text.slice(own.end))?.[0] ?? '');
  const range = { start: own.start, end: own.end + semicolon.length };
  // An element of an initialiser, which is put into what is made, is no statement.
  if (!isLink && ENDED.includes(code.language) && semicolon === '') return null;
  const start = isLink && call.callee.kind === 'member' ? linkStart(call, text) : range.start;
  const indent = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, start))?.[1] ?? '';
  return { code, unit, call, around: way.slice(0, at + 1), range, isLink, indent };
}

export const putInPlace = (statement: Statement, text: string): Edit | null =>
  statement.isLink ? null : editOf(statement.code, statement.range, laidOut(statement, text));

/** On a line of its own; a link of a chain behind the link. */
export function putBehind(statement: Statement, text: string): Edit | null {
  const { code, range, isLink } = statement;
  if (isLink !== text.startsWith('.')) return null;
  const before = code.text.slice(0, range.start);
  const rest = /^[^\r\n]*/.exec(code.text.slice(range.end))?.[0] ?? '';
  const isAlone =
    /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:$|\/\/|#|\/\*)/.test(rest) && !isWithoutBraces(code, range.start);
  const isOnOwnLine = /\n[ \t]*$/.test(code.text.slice(0, linkStart(statement.call, code.text)));
  if (!isLink && !isAlone) return null;
  const at = isLink ? range.end : range.end + rest.length;
  const joint = isLink && !isOnOwnLine ? '' : lineEndOf(code.text) + statement.indent;
  return insertion(code.path, code.text, at, joint + laidOut(statement, text));
}

/** Where the dot of the link stands. */
function linkStart({ callee }: Call, text: string): number {
  const { end } = rangeOf(text, callee.kind === 'member' ? callee.object.span : callee.span);
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}

const lineEndOf = (text: string): string => /\r?\n/.exec(text)?.[0] ?? '\n';

/** In the indentation and the line ends of the file. */
function laidOut({ code, indent, isLink }: Statement, text: string): string {
  const step = /\n(\t| {2,8})\S/.exec(code.text)?.[1] ?? (code.language === 'ruby' ? '  ' : '    ');
  const lines = text.split('\n').map((line, at) => {
    const depth = /^(?: {4})*/.exec(line)?.[0].length ?? 0;
    return `${at === 0 ? '' : indent}${step.repeat(depth / 4 + (isLink && at > 0 ? 1 : 0))}${line.slice(depth)}`;
  });
  return lines.join(lineEndOf(code.text));
}
