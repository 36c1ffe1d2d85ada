import type { Span } from './value.js';

/** Whether one of the lines, in ascending order, stands in the span. */
export function holdsLine(lines: readonly number[], { line, endLine }: Span): boolean {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! < line) low = middle + 1;
    else high = middle;
  }
  return low < lines.length && lines[low]! <= endLine;
}
