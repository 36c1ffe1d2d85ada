/** `--staged`, `--since` and `--files-from`: judge what changed, and what depends on it. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { listedPaths } from '../files/changes.js';
import type { RunOptions } from '../run-options.js';
import { UsageError } from '../usage-error.js';

export interface ChangesFlags {
  readonly staged?: boolean;
  readonly since?: string;
  readonly filesFrom?: string;
  readonly root?: string;
}

export const changesOptions = (command: Command): Command =>
  command
    .option('--staged', 'judge what is staged for the next commit, as the git index has it, and what depends on it')
    .option('--since <revision>', 'judge what changed since this branch left the revision, and what depends on it')
    .option('--files-from <file>', 'judge the files listed there, and what depends on them; "-" reads standard input')
    .option(
      '--root <folder>',
      'what paths in reports are relative to, where git can not say it (default: the top level)',
    );

/** What a run is about, and what was settled before. */
export type AskedChanges = Pick<RunOptions, 'paths' | 'root' | 'changes' | 'config' | 'baseline'>;

/** Without an option for it, what is to be scanned are the paths, or the folder that one is in. */
export function changesAsked(paths: readonly string[], flags: ChangesFlags, cwd: string): AskedChanges {
  if (flags.staged === true && flags.since !== undefined) {
    throw new UsageError('--staged and --since: a run judges either the index or the work tree');
  }
  const { root } = flags;
  if (root !== undefined && (flags.staged === true || flags.since !== undefined || flags.filesFrom !== undefined)) {
    throw new UsageError('--root: what changed is relative to the top level that git knows');
  }
  const listed = flags.filesFrom === undefined ? [] : listedPaths(listIn(flags.filesFrom, cwd));
  if (flags.staged === true) return { changes: { kind: 'staged' }, paths: [...paths, ...listed] };
  if (flags.since !== undefined) {
    return { changes: { kind: 'since', revision: flags.since }, paths: [...paths, ...listed] };
  }
  if (flags.filesFrom !== undefined) return { changes: { kind: 'listed', paths: listed }, paths };
  return { paths: paths.length === 0 ? [root ?? '.'] : paths, ...(root !== undefined && { root }) };
}

function listIn(file: string, cwd: string): string {
  try {
    return readFileSync(file === '-' ? 0 : resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(`--files-from ${file}: it can't be read`);
  }
}
