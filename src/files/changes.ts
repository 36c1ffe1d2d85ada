/**
 * What changed, where a run is asked to judge that alone: what is staged, what differs from another revision, or what
 * a list names. Deleted files are changes too: whoever read them has to be judged again.
 */
import { UsageError } from '../usage-error.js';
import { git, indexOf, withoutFilters } from './git.js';

export type Changes =
  /** Judged as the index has it, against the last commit. */
  | { readonly kind: 'staged' }
  /** Judged as the work tree has it, against where this branch left the other one. */
  | { readonly kind: 'since'; readonly revision: string }
  /** Files that the user lists: absolute, or relative to the folder that he is in. */
  | { readonly kind: 'listed'; readonly paths: readonly string[] };

const COMPARING = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];

/** Paths relative to the top level. Before the first commit, all that is staged is new. */
export function stagedPaths(top: string): readonly string[] {
  const told = git(top, ['diff', '--cached', ...COMPARING], { index: indexOf(top) });
  if (told === undefined) throw new UsageError('--staged: git could not compare the index with the last commit');
  return split(told);
}

/**
 * Against the merge base, as a pull request shows it; without one (a shallow clone) against the revision itself, which
 * finds more and nothing less. Untracked files count: they will be part of it.
 */
export function pathsSince(top: string, revision: string): readonly string[] {
  const commit = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim();
  if (commit === undefined || commit === '') {
    throw new UsageError(
      `--since ${revision}: git knows no such revision here; a shallow clone needs it fetched first (git fetch origin ${revision})`,
    );
  }
  const base = baseOf(top, commit);
  const told = git(top, ['diff', ...COMPARING, base], { settings: withoutFilters(top) });
  if (told === undefined) throw new UsageError(`--since ${revision}: git could not compare it with the work tree`);
  return [...split(told), ...split(git(top, ['ls-files', '-z', '-o', '--exclude-standard']) ?? '')];
}

const baseOf = (top: string, revision: string): string =>
  git(top, ['merge-base', revision, 'HEAD'])?.trim() || revision;

/** The line of a changed file where its first change begins; 1 where git can't say: it is new, listed, or no text. */
export function firstChangedLine(top: string, changes: Changes, path: string): number {
  if (changes.kind === 'listed') return 1;
  const against = changes.kind === 'staged' ? '--cached' : baseOf(top, changes.revision);
  const told = git(
    top,
    ['--literal-pathspecs', 'diff', '-U0', '--no-color', '--no-ext-diff', '--no-textconv', against, '--', path],
    changes.kind === 'staged' ? { index: indexOf(top) } : { settings: withoutFilters(top) },
  );
  return Math.max(1, Number(/^@@ -\S+ \+(\d+)/m.exec(told ?? '')?.[1] ?? 1));
}

const split = (told: string): readonly string[] => told.split('\0').filter((path) => path !== '');

/** A list of paths, separated by NUL if one is in it, else by line ends. */
export function listedPaths(list: string): readonly string[] {
  const separator = list.includes('\0') ? '\0' : /\r?\n/;
  return list.split(separator).filter((path) => path !== '');
}
