/**
 * What git knows of a folder. The repository is somebody else's: its configuration may name programs to run
 * (`core.fsmonitor`, hooks, filters), so those are switched off for each call, and only then is a foreign owner accepted.
 */
import { execFileSync } from 'node:child_process';
import { isAbsolute, relative, resolve } from 'node:path';

const HARMLESS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'safe.directory=*'];

/** Paths of a monorepo of a million files take about 100 MB. */
const LARGEST_OUTPUT = 512 * 1024 * 1024;

/** The top level of the repository that tracks something in this folder; undefined where none does, or git is missing. */
export function trackingTopLevel(folder: string): string | undefined {
  const top = topLevel(folder);
  if (top === undefined) return undefined;
  // `--error-unmatch` fails where nothing in the folder is tracked: an ignored build or a clone inside a clone.
  return git(folder, ['ls-files', '--error-unmatch', '--', '.']) === undefined ? undefined : top;
}

/** The top level of the repository around a folder, whether or not anything in it is tracked yet. */
export function topLevel(folder: string): string | undefined {
  const top = git(folder, ['rev-parse', '--show-toplevel'])?.replace(/\r?\n$/, '');
  return top === '' ? undefined : top;
}

/** Folders of dependencies and builds: what of them is tracked ships with the repository, the rest lies there by chance. */
const INSTALLED = /(^|\/)(node_modules|vendor|dist|\.venv)\//;

/** Tracked files, and untracked ones that are not ignored, relative to the top level; nested repositories are left out. */
export function listFiles(top: string): readonly string[] {
  const tracked = git(top, ['ls-files', '-z', '-c']) ?? '';
  const untracked = git(top, ['ls-files', '-z', '-o', '--exclude-standard']) ?? '';
  const own = untracked.split('\0').filter((path) => !INSTALLED.test(path));
  return [...new Set([...tracked.split('\0'), ...own])].filter((path) => path !== '' && !path.endsWith('/'));
}

/** The output of a git command, undefined if it failed. */
export function git(folder: string, args: readonly string[], options: GitOptions = {}): string | undefined {
  return gitBytes(folder, args, options)?.toString('utf8');
}

export interface GitOptions {
  readonly input?: string;
  /** The file that stands for the index: git names another one to the hooks of `git commit -a`. */
  readonly index?: string | undefined;
  /** Settings for this call alone. */
  readonly settings?: readonly string[];
}

export function gitBytes(
  folder: string,
  args: readonly string[],
  { input, index, settings = [] }: GitOptions,
): Buffer | undefined {
  try {
    return execFileSync(
      'git',
      ['-C', folder, ...[...HARMLESS, ...settings].flatMap((setting) => ['-c', setting]), ...args],
      {
        maxBuffer: LARGEST_OUTPUT,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'ignore'],
        ...(input !== undefined && { input }),
        env: { ...quietEnvironment(), ...(index !== undefined && { GIT_INDEX_FILE: index }) },
      },
    );
  } catch {
    return undefined;
  }
}

/** Hooks run with GIT_DIR and GIT_INDEX_FILE set, which would answer for another folder than the one asked about. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
  return { ...rest, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' };
}

/**
 * The index that a commit is being made from. `git commit -a` and `git commit FILE` hand their hooks a temporary one in
 * GIT_INDEX_FILE; it counts if it belongs to this repository. https://git-scm.com/docs/githooks#_pre_commit
 */
export function indexOf(top: string): string | undefined {
  const named = process.env.GIT_INDEX_FILE;
  if (named === undefined || named === '') return undefined;
  const folder = git(top, ['rev-parse', '--absolute-git-dir'])?.trimEnd();
  if (folder === undefined) return undefined;
  const index = resolve(named);
  const way = relative(folder, index);
  return way.startsWith('..') || isAbsolute(way) ? undefined : index;
}

/** Comparing the work tree may run the clean filters that the repository configures: each is named to be switched off. */
export function withoutFilters(top: string): readonly string[] {
  const names = git(top, ['config', '--name-only', '--get-regexp', '^filter\\..*\\.(clean|process|required)$']) ?? '';
  return names
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => (name.endsWith('.required') ? `${name}=false` : `${name}=`));
}
