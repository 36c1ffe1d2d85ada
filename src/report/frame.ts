/** The line of code that a finding is about, with carets below what narrows trust. */
import type { Region } from '../result.js';
import { blankSecrets } from './secrets.js';
import { printable, widthOf } from './width.js';

export interface Frame {
  readonly number: number;
  readonly code: string;
  /** Blanks and carets, to stand below the code. */
  readonly carets: string;
}

const TAB = '    ';
const CUT = '...';

/** Undefined where the file has no such line: it may have changed, or stands in an archive. */
export function frameOf(text: string, region: Region, width: number): Frame | undefined {
  const line = text.split(/\r\n|\r|\n/)[region.line - 1];
  if (line === undefined) return undefined;
  const start = Math.min(region.column - 1, line.length);
  const end = region.endLine === region.line ? Math.min(region.endColumn - 1, line.length) : line.trimEnd().length;
  // The secret may stand inside the span, so each part is blanked within its line and measured afterwards.
  const [before, marked, after] = blankedParts(line, start, Math.max(start, end));
  return fitted(region.line, shown(before), shown(marked), shown(after), width);
}

/** The parts keep their place only if blanking left them alone; else the carets stand below the whole line's rest. */
function blankedParts(line: string, start: number, end: number): readonly [string, string, string] {
  const parts = [line.slice(0, start), line.slice(start, end), line.slice(end)] as const;
  const blanked = blankSecrets(line);
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
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width - CUT.length) break;
    kept += character;
  }
  return kept + CUT;
}

function cutStart(text: string, width: number): string {
  const characters = [...text];
  while (characters.length > 0 && widthOf(characters.join('')) > width - CUT.length) characters.shift();
  return CUT + characters.join('');
}
