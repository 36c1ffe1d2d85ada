/** The line of code that a finding is about, with carets below what narrows trust. */
import type { Region } from '../result.js';
import { printable, widthOf } from './width.js';

export interface Frame {
  readonly number: number;
  readonly code: string;
  /** Blanks and carets, to stand below the code. */
  readonly carets: string;
}

const TAB = '    ';
const CUT = '...';
/** Of a line of megabytes only this much beside the span is looked at: more than a private key is long. */
const NEIGHBOURHOOD = 5000;

/** Undefined where the file has no such line: it may have changed, be no text, or stand in an archive. */
export function frameOf(
  text: string,
  region: Region,
  width: number,
  withoutSecrets: (line: string) => string,
): Frame | undefined {
  if (text === '') return undefined;
  const whole = text.split(/\r\n|\r|\n/)[region.line - 1];
  if (whole === undefined) return undefined;
  const first = Math.min(region.column - 1, whole.length);
  const last = region.endLine === region.line ? Math.min(region.endColumn - 1, whole.length) : whole.trimEnd().length;
  const from = Math.max(0, first - NEIGHBOURHOOD);
  const line = whole.slice(from, last + NEIGHBOURHOOD);
  const [start, end] = [first - from, last - from];
  // The secret may stand inside the span, so each part is blanked within its line and measured afterwards.
  const [before, marked, after] = blankedParts(line, withoutSecrets(line), start, Math.max(start, end));
  return fitted(region.line, shown(before), shown(marked), shown(after), width);
}

/** The parts keep their place only if blanking left them alone; else the carets stand below the whole line's rest. */
function blankedParts(line: string, blanked: string, start: number, end: number): readonly [string, string, string] {
  const parts = [line.slice(0, start), line.slice(start, end), line.slice(end)] as const;
  if (blanked === line) return parts;
  const before = commonStart(parts[0], blanked);
  const rest = blanked.slice(before);
  const after = parts[2].length <= rest.length && rest.endsWith(parts[2]) ? parts[2] : '';
  return [blanked.slice(0, before), rest.slice(0, rest.length - after.length), after];
}

function commonStart(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return at;
}

function shown(text: string): string {
  return printable(text.replaceAll('\t', TAB));
}

/** A long line, a minified one above all, is cut to the part around the span. */
function fitted(number: number, before: string, marked: string, after: string, width: number): Frame {
  let head = before;
  let middle = marked;
  let tail = after.trimEnd();
  const room = Math.max(20, width);
  const tooWide = () => widthOf(head) + widthOf(middle) + widthOf(tail) > room;
  if (tooWide()) tail = cutEnd(tail, Math.max(CUT.length, room - widthOf(head) - widthOf(middle)));
  if (tooWide()) middle = cutEnd(middle, Math.max(12, room - 12 - widthOf(tail)));
  if (tooWide()) head = cutStart(head, Math.max(CUT.length, room - widthOf(middle) - widthOf(tail)));
  return {
    number,
    code: head + middle + tail,
    carets: ' '.repeat(widthOf(head)) + '^'.repeat(Math.max(1, widthOf(middle.trimEnd()))),
  };
}

function cutEnd(text: string, width: number): string {
  return widthOf(text) <= width ? text : pieceOf(Array.from(text), width - CUT.length).join('') + CUT;
}

function cutStart(text: string, width: number): string {
  return (
    CUT +
    pieceOf(Array.from(text).reverse(), width - CUT.length)
      .reverse()
      .join('')
  );
}

/** As many of the characters as fit. */
function pieceOf(characters: readonly string[], width: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += widthOf(character);
    return used > width;
  });
  return characters.slice(0, end < 0 ? characters.length : end);
}
