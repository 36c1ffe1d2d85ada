/**
 * Picks the suspects: files in which a word stands that some model of their language knows. Parsing costs fifty times a look, and of a
 * real tree two files in a hundred hold such a word.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import type { Diagnostic } from '../result.js';
import type { SourceFile } from './discover.js';
import type { KeywordMatcher } from './keywords.js';
import { decodeText } from './text.js';

/** What remarks for rootlint begin with: a file that holds one is looked at, so that a remark without a finding is told. */
export const REMARK = 'rootlint:';

/** Sources above this are generated; a parser takes seconds for them. */
export const LARGEST_SOURCE = 2 * 1024 * 1024;

/** One buffer for all files: half the time of `readFileSync`, which makes a new one for each. */
const BUFFER = Buffer.allocUnsafe(4 * 1024 * 1024);

export interface Suspects {
  readonly suspects: readonly SourceFile[];
  /** Files that hold a word and are too large to parse, or could not be read. */
  readonly diagnostics: readonly Diagnostic[];
}

export function findSuspects(
  files: readonly SourceFile[],
  matcherOf: (language: string) => KeywordMatcher,
  onProgress: (done: number) => void = () => undefined,
): Suspects {
  const suspects: SourceFile[] = [];
  const diagnostics: Diagnostic[] = [];
  files.forEach((file, index) => {
    try {
      if (holdsKeyword(file, matcherOf(file.language))) {
        if (file.size <= LARGEST_SOURCE) suspects.push(file);
        else diagnostics.push({ path: file.path, reason: tooLarge(file.size) });
      }
    } catch (error) {
      diagnostics.push({ path: file.path, reason: `could not be read: ${reasonOf(error)}` });
    }
    onProgress(index + 1);
  });
  return { suspects, diagnostics };
}

function tooLarge(size: number): string {
  const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1);
  return `${megabytes(size)} MB, larger than the ${megabytes(LARGEST_SOURCE)} MB that are parsed; it names a TLS API`;
}

function holdsKeyword({ absolute, instead }: SourceFile, matcher: KeywordMatcher): boolean {
  if (instead !== undefined) return holds(instead, matcher);
  const file = openSync(absolute, 'r');
  try {
    let kept = 0;
    let position = 0;
    for (;;) {
      const read = readSync(file, BUFFER, kept, BUFFER.length - kept, position);
      if (read === 0) return false;
      const length = kept + read;
      if (position === 0 && isUtf16(BUFFER)) return holds(BUFFER.subarray(0, length), matcher);
      if (matcher.foundIn(BUFFER, length)) return true;
      position += read;
      // A word may stand across the border of two reads.
      kept = Math.min(length, Math.max(0, matcher.longest - 1));
      BUFFER.copyWithin(0, length - kept, length);
    }
  } finally {
    closeSync(file);
  }
}

/** The lines in which a word stands, counted from 1. */
export function linesWithKeyword(text: string, matcher: KeywordMatcher): number[] {
  const bytes = Buffer.from(text, 'latin1');
  const lines: number[] = [];
  for (let start = 0, line = 1; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end < 0 ? bytes.length : end;
    if (matcher.foundIn(bytes.subarray(start, stop), stop - start)) lines.push(line);
    start = stop + 1;
  }
  return lines;
}

function isUtf16(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function holds(bytes: Uint8Array, matcher: KeywordMatcher): boolean {
  const plain = isUtf16(bytes) ? Buffer.from(decodeText(bytes), 'latin1') : bytes;
  return matcher.foundIn(plain, plain.length);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EACCES' || code === 'EPERM') return 'no permission';
  if (code === 'ENOENT') return 'it went away during the run';
  return error instanceof Error ? error.message : String(error);
}
