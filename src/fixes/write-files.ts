/**
 * Writes changed files: each whole or not at all. What is new goes to a file beside the old one and takes its name, so that
 * nobody ever sees half of it; a file that is not what was read is left alone.
 */
import { Buffer } from 'node:buffer';
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface FileChange {
  readonly path: string;
  /** null for a file that is new. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
  /** What was there before is kept beside it. */
  readonly backup?: string;
}

export interface Unwritten {
  readonly path: string;
  readonly why: string;
}

/** What can be known beforehand to stand in the way; null where nothing does. */
export function obstacleAt(root: string, path: string): string | null {
  try {
    const status = statSync(join(root, path));
    // For the superuser every file can be written; what its owner protected stays as it is all the same.
    return (status.mode & 0o222) === 0 ? `${path} is read-only` : null;
  } catch {
    return null;
  }
}

/** Writes what can be written, and says what could not be and why. */
export function writeFiles(root: string, changes: readonly FileChange[]): readonly Unwritten[] {
  return changes.flatMap((change) => {
    const why = writeOne(join(root, change.path), change);
    return why === null ? [] : [{ path: change.path, why }];
  });
}

/** `store.jks.bak`, or the next name that is free. */
export function backupName(root: string, path: string): string {
  const free = (name: string) => statSync(join(root, name), { throwIfNoEntry: false }) === undefined;
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${path}.bak` : `${path}.bak${number}`;
    if (free(name)) return name;
  }
}

function writeOne(given: string, { path, before, after, backup }: FileChange): string | null {
  const changed = `${path} has changed since it was read; it was left alone`;
  let temporary: string | undefined;
  try {
    // A link keeps its place: what it leads to is written.
    const target = before === null ? given : realpathSync(given);
    if (!isStill(target, before)) return changed;
    temporary = join(dirname(target), `.${basename(target)}.rootlint-${process.pid}`);
    writeWhole(temporary, after);
    if (before !== null) {
      const { mode, uid, gid } = statSync(target);
      chmodSync(temporary, mode & 0o7777);
      keepOwner(temporary, uid, gid);
    }
    if (!isStill(target, before)) return changed;
    if (backup !== undefined && before !== null) writeWhole(join(dirname(target), basename(backup)), before);
    renameSync(temporary, target);
    temporary = undefined;
    return null;
  } catch (error) {
    return `${path} could not be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  } finally {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  }
}

function isStill(target: string, before: Uint8Array | null): boolean {
  try {
    const now = readFileSync(target);
    return before !== null && Buffer.compare(now, before) === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return before === null;
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'wx', 0o644);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Only the superuser can give a file away; for everybody else it is his own already. */
function keepOwner(path: string, uid: number, gid: number): void {
  try {
    chownSync(path, uid, gid);
  } catch {
    // It stays the writer's.
  }
}
