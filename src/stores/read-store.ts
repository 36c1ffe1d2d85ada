/** Trust stores from the disk: for a store that is named on the command line, and for those of this machine. */
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading, StoreContents } from './contents.js';
import { MAX_BYTES, MAX_DIRECTORY_FILES } from './limits.js';
import { type DirectoryFile, parseDirectory } from './parse-directory.js';
import { parseStore } from './parse-store.js';

export type StoreRead =
  | { readonly kind: 'contents'; readonly contents: StoreContents }
  /** `reason` reads on after the path: "does not exist". */
  | { readonly kind: 'missing' | 'unreadable' | 'too-large'; readonly reason: string };

type Failure = Exclude<StoreRead, { kind: 'contents' }>;

/** A store whose bytes are at hand, so that it can be read as one library and as the next. */
export interface OpenedStore {
  readonly kind: 'opened';
  readonly isDirectory: boolean;
  readonly readAs: (reading: Reading) => StoreContents;
}

/** A file or a directory. Links are followed: whoever must not leave a repository checks the path before. */
export function openStore(absolutePath: string): OpenedStore | Failure {
  try {
    if (statSync(absolutePath).isDirectory()) {
      const files = filesIn(absolutePath);
      return { kind: 'opened', isDirectory: true, readAs: (reading) => parseDirectory(files, reading) };
    }
    const bytes = readBounded(absolutePath);
    if (bytes === null) return { kind: 'too-large', reason: `is larger than ${MAX_BYTES / 1024 / 1024} MB` };
    return openedBytes(bytes);
  } catch (error) {
    return failure(error);
  }
}

export const openedBytes = (bytes: Uint8Array): OpenedStore => ({
  kind: 'opened',
  isDirectory: false,
  readAs: (reading) => parseStore(bytes, reading),
});

export function readStore(absolutePath: string, reading: Reading): StoreRead {
  const opened = openStore(absolutePath);
  return opened.kind === 'opened' ? { kind: 'contents', contents: opened.readAs(reading) } : opened;
}

function failure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) throw error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing', reason: 'does not exist' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'unreadable', reason: 'may not be read' };
  return { kind: 'unreadable', reason: `cannot be read (${code})` };
}

/** Null for a file beyond the limit. Pipes and devices, which never end, are refused by opening them as files. */
function readBounded(path: string): Uint8Array | null {
  const descriptor = openSync(path, 'r');
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw Object.assign(new Error('not a file'), { code: 'not a regular file' });
    return status.size > MAX_BYTES ? null : readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function filesIn(directory: string): DirectoryFile[] {
  const names = readdirSync(directory).sort().slice(0, MAX_DIRECTORY_FILES);
  return names.flatMap((name) => {
    try {
      if (!statSync(join(directory, name)).isFile()) return [];
      const bytes = readBounded(join(directory, name));
      return bytes === null ? [] : [{ name, bytes }];
    } catch {
      return []; // A dangling link among 300 good ones: /etc/ssl/certs has some after an upgrade.
    }
  });
}
