/**
 * What git knows of a folder. The repository is somebody else's: its configuration may name programs to run
 * (`core.fsmonitor`, hooks), so those are switched off for each call, and only then is a foreign owner accepted.
 */
import { execFileSync } from 'node:child_process';

const HARMLESS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'safe.directory=*'];

/** Paths of a monorepo of a million files take about 100 MB. */
const LARGEST_LISTING = 512 * 1024 * 1024;

/** The top level of the repository that tracks something in this folder; undefined where none does, or git is missing. */
export function trackingTopLevel(folder: string): string | undefined {
  const top = git(folder, ['rev-parse', '--show-toplevel'])?.replace(/\r?\n$/, '');
  if (top === undefined || top === '') return undefined;
  // `--error-unmatch` fails where nothing in the folder is tracked: an ignored build or a clone inside a clone.
  return git(folder, ['ls-files', '--error-unmatch', '--', '.']) === undefined ? undefined : top;
}

/** Tracked files, and untracked ones that are not ignored, relative to the top level; nested repositories are left out. */
export function listFiles(top: string): readonly string[] {
  const listing = git(top, ['ls-files', '-z', '-c', '-o', '--exclude-standard']) ?? '';
  return [...new Set(listing.split('\0'))].filter((path) => path !== '' && !path.endsWith('/'));
}

/** The output of a git command, undefined if it failed. */
function git(folder: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', folder, ...HARMLESS.flatMap((setting) => ['-c', setting]), ...args], {
      encoding: 'utf8',
      maxBuffer: LARGEST_LISTING,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: quietEnvironment(),
    });
  } catch {
    return undefined;
  }
}

/** Hooks run with GIT_DIR and GIT_INDEX_FILE set, which would answer for another folder than the one asked about. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
  return { ...rest, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' };
}
