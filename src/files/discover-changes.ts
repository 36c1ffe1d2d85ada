/**
 * The files that a run over changes looks at: a pin may lead to a changed file from anywhere, so all sources that can
 * lead there are read, and `touchesAny` then keeps the pins that do. Where nothing changed that can matter, no source is.
 */
import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { UsageError } from '../usage-error.js';
import { type Changes, firstChangedLine, pathsSince, stagedPaths } from './changes.js';
import { type Discovery, discover, sortOut } from './discover.js';
import { Disk, isInside, slashed } from './disk.js';
import { listFiles, topLevel } from './git.js';
import { GitIndex } from './git-index.js';
import { modelsFor, sharesCode } from './languages.js';
import { compareText } from './order.js';
import { isConfiguration, relevanceOf } from './relevance.js';
import type { Tree } from './tree.js';

/** Of `paths`, folders say where changes are looked for, and files are changed because they are named. */
export function discoverChanges(paths: readonly string[], changes: Changes, cwd: string): Discovery {
  const whole = wholeOf(changes, paths, cwd);
  const { tree } = whole;
  const { folders, files } = splitUp(paths, tree.root, cwd);
  const listed = changes.kind === 'listed' ? splitUp(changes.paths, tree.root, cwd) : null;
  const told =
    listed === null ? toldByGit(changes, tree.root) : [...listed.files, ...filesBelow(listed.folders, whole.known())];
  const wanted = (path: string) => folders.some((folder) => folder === '' || path.startsWith(`${folder}/`));
  const inQuestion = folders.length === 0 ? told : told.filter(wanted);
  const changed = [...new Set([...inQuestion, ...files])].sort(compareText);

  const relevant = changed.map((path) => ({ path, ...relevanceOf(path, tree) })).filter(({ kind }) => kind !== 'none');
  // A changed configuration may change every answer.
  const all = relevant.some(({ path }) => isConfiguration(path)) ? whole.known() : [];
  const judged = {
    paths: new Set([...relevant.map(({ path }) => path), ...all]),
    all: changed.length,
    firstLine: (path: string) => firstChangedLine(tree.root, changes, path),
  };
  const isAsked = (path: string) => judged.paths.has(path);
  if (relevant.length === 0)
    return { tree, known: new Set(), isAsked, files: [], unread: {}, diagnostics: [], named: NONE, changed: judged };

  const known = whole.known();
  const found = sortOut(tree, [...new Set([...known, ...files])].sort(compareText));
  const spoken = relevant.flatMap((one) => (one.kind === 'source' ? [one.language] : []));
  const everything = relevant.some(({ kind }) => kind === 'data') || spoken.some(isStarter);
  const reaches = (language: string) => everything || spoken.some((one) => sharesCode(one, language));
  return {
    tree,
    known,
    isAsked,
    files: found.files.filter(({ language }) => isStarter(language) || reaches(language)),
    unread: {},
    diagnostics: found.diagnostics.filter(({ path }) => judged.paths.has(path)),
    named: NONE,
    changed: judged,
  };
}

/** A hook names what is staged, whoever ignores it. */
const NONE: ReadonlySet<string> = new Set();

/** What starts programs says in which environment they run, so it is always read. */
const isStarter = (language: string): boolean => modelsFor(language) === 'shell';

interface Whole {
  readonly tree: Tree;
  /** Listing a large repository takes a while, and most changes are done with before. */
  known(): ReadonlySet<string>;
}

function wholeOf(changes: Changes, paths: readonly string[], cwd: string): Whole {
  const top = topLevel(folderOf(resolve(cwd, paths[0] ?? '.')));
  if (changes.kind === 'listed' && top === undefined) {
    const { tree, known } = discover(['.'], { cwd });
    return { tree, known: () => known };
  }
  if (top === undefined) {
    const flag = changes.kind === 'staged' ? '--staged' : '--since';
    throw new UsageError(`${flag}: there is no git repository here, or git is not installed`);
  }
  const root = realpathSync(top);
  if (changes.kind !== 'staged') return { tree: new Disk(root), known: () => new Set(listFiles(root)) };
  const tree = new GitIndex(root);
  return { tree, known: () => new Set(tree.paths) };
}

const folderOf = (path: string): string => (isFolder(path) ? path : dirname(path));

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

const toldByGit = (changes: Changes, top: string): readonly string[] =>
  changes.kind === 'since' ? pathsSince(top, changes.revision) : stagedPaths(top);

/** Paths from the root. What is not there may have been deleted; outside the root nothing is looked at. */
function splitUp(paths: readonly string[], root: string, cwd: string): { folders: string[]; files: string[] } {
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of paths) {
    const written = resolve(cwd, path);
    const absolute = realPlace(written);
    // A link that leads out of the repository is a file of it all the same, and may be what changed.
    const link = join(realPlace(dirname(written)), basename(written));
    if (isInside(absolute, root)) (isFolder(absolute) ? folders : files).push(slashed(relative(root, absolute)));
    else if (isInside(link, root)) files.push(slashed(relative(root, link)));
    else throw new UsageError(`${path} lies outside ${root}, so it is no change of this repository`);
  }
  return { folders, files };
}

/** A deleted file has no real path; its folder may, or the folder above that. */
function realPlace(absolute: string): string {
  try {
    return realpathSync(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPlace(parent), basename(absolute));
  }
}

const filesBelow = (folders: readonly string[], known: ReadonlySet<string>): readonly string[] =>
  [...known].filter((path) => folders.some((folder) => folder === '' || path.startsWith(`${folder}/`)));
