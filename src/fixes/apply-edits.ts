/**
 * Applies edits to one file. Everything outside them stays as it was, byte for byte: edits are placed by line and column
 * in the bytes, so that a byte order mark, line ends and whatever encoding the rest is in are not touched.
 */
import { Buffer } from 'node:buffer';
import type { Edit } from '../result.js';
import { offsetAt } from './text-positions.js';

export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits would not do what they say: two of them overlap, or the file is not in an encoding that they can be placed in. */
export class Unappliable extends Error {
  override name = 'Unappliable';
}

/**
 * Two findings that share a store propose the same edit: it is applied once. Edits that overlap otherwise can't both be
 * meant.
 */
export function changesOf(text: string, edits: readonly Edit[]): readonly Change[] {
  const once = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
  const changes = once
    .map((edit) => ({
      start: offsetAt(text, edit.startLine, edit.startColumn),
      end: offsetAt(text, edit.endLine, edit.endColumn),
      text: edit.text,
    }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  changes.forEach((change, at) => {
    const before = changes[at - 1];
    if (before !== undefined && (change.start < before.end || isSamePlace(before, change)))
      throw new Unappliable(`edits of ${edits[0]?.path} overlap`);
  });
  return changes;
}

/** Of two insertions at one place nobody says which comes first. */
const isSamePlace = (a: Change, b: Change): boolean => a.start === b.start && a.end === b.end;

export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, text: added } of changesOf(text, edits)) {
    result += text.slice(done, start) + added;
    done = end;
  }
  return result + text.slice(done);
}

/** @throws Unappliable. A file that is not there yet has no bytes. */
export function applyToBytes(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const body = withoutMark(bytes);
  const head = bytes.subarray(0, bytes.length - body.length);
  // One latin-1 character is one byte.
  const text = Buffer.from(body).toString('latin1');
  const placed = edits.map((edit) => ({
    ...edit,
    startColumn: byteColumn(text, edit.startLine, edit.startColumn, edit.path),
    endColumn: byteColumn(text, edit.endLine, edit.endColumn, edit.path),
    text: Buffer.from(edit.text, 'utf8').toString('latin1'),
  }));
  return Buffer.concat([head, Buffer.from(applyEdits(text, placed), 'latin1')]);
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
    throw new Unappliable('the file is in UTF-16');
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

const strict = new TextDecoder('utf-8', { fatal: true });

/** Columns count the characters of the text; here they become bytes of the line. */
function byteColumn(text: string, line: number, column: number, path: string): number {
  const start = offsetAt(text, line, 1);
  const end = text.indexOf('\n', start);
  const whole = text.slice(start, end < 0 ? undefined : end);
  if (!/[\x80-\xff]/.test(whole.slice(0, column))) return column;
  try {
    const decoded = strict.decode(Buffer.from(whole, 'latin1'));
    return Buffer.byteLength(decoded.slice(0, column - 1)) + 1;
  } catch {
    throw new Unappliable(`line ${line} of ${path} is not in UTF-8`);
  }
}
