/** Applies edits to the text of one file. Everything outside them stays as it was, byte for byte. */
import type { Edit } from '../result.js';
import { offsetAt } from './text-positions.js';

/**
 * Two findings that share a store propose the same edit: it is applied once. Edits that overlap otherwise can't both be
 * meant, and are an error.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ranges = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()]
    .map((edit) => ({
      start: offsetAt(text, edit.startLine, edit.startColumn),
      end: offsetAt(text, edit.endLine, edit.endColumn),
      text: edit.text,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let done = 0;
  for (const range of ranges) {
    if (range.start < done) throw new Error(`edits of ${edits[0]?.path} overlap`);
    result += text.slice(done, range.start) + range.text;
    done = range.end;
  }
  return result + text.slice(done);
}
