/** Lines and columns of a text, and offsets into it. All start at 1 but offsets; columns count UTF-16 code units. */
import type { Edit } from '../result.js';

export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return text.length;
    start = newline + 1;
  }
  return Math.min(start + column - 1, text.length);
}

export function positionAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Puts `inserted` at this offset of the text, and leaves the rest as it is. */
export function insertion(path: string, text: string, offset: number, inserted: string): Edit {
  const { line, column } = positionAt(text, offset);
  return { path, startLine: line, startColumn: column, endLine: line, endColumn: column, text: inserted };
}
