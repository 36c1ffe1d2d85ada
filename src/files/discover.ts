/**
 * Which files are looked at. This room knows git, ignore files, extensions, encodings and where a path in the code may
 * lead; it leaves to `syntax/` what the files say and to `stores/` what the certificates in them are.
 */
import { realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../result.js';
import { UsageError } from '../usage-error.js';
import { Disk, isInside, slashed } from './disk.js';
import { listFiles, trackingTopLevel } from './git.js';
import { classify, sniff } from './languages.js';
import { compareText } from './order.js';
import type { Tree } from './tree.js';
import { walk } from './walk.js';

export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly language: string;
  readonly size: number;
  /** Its bytes, where the file on the disk is not the one that is judged. */
  readonly instead?: Uint8Array | undefined;
}

export interface Discovery {
  /** Below the git top level that tracks the paths, else the path itself; where they differ, the folder above them all. */
  readonly tree: Tree;
  /** Sources below the paths, in languages that have a front end, sorted by path. */
  readonly files: readonly SourceFile[];
  /** All files of the repository, also outside the paths asked for: where trust stores and settings are looked up. */
  readonly known: ReadonlySet<string>;
  /** Whether a file of the repository is among those asked for. */
  readonly isAsked: (path: string) => boolean;
  /** Extension -> number of files in languages that have no front end. */
  readonly unread: Readonly<Record<string, number>>;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that the command line names: they are scanned, ignored or not. */
  readonly named: ReadonlySet<string>;
  /** Where only what changed is judged: the files that did. */
  readonly changed?: Changed;
}

export interface Changed {
  /** Files that changed and may matter, deleted ones among them. */
  readonly paths: ReadonlySet<string>;
  /** Where its first change begins. */
  readonly firstLine: (path: string) => number;
  /** Sources that alone can lead to them; absent where any can. */
  readonly suspects?: ReadonlySet<string>;
  /** How many changed altogether. */
  readonly all: number;
}

export interface DiscoverOptions {
  readonly cwd: string;
  /** The root, where the user names it. */
  readonly root?: string;
}

/** A path that the user named and that is not there. */
export class MissingPath extends UsageError {
  constructor(readonly path: string) {
    super(`there is no file or folder ${path}; nothing was scanned`);
  }
}

/** @throws MissingPath before anything is read, so that a typing error never looks like a clean run. */
export function discover(paths: readonly string[], options: DiscoverOptions): Discovery {
  const targets = paths.map((path) => openTarget(path, options));
  const root = commonFolder(targets.map((target) => target.root));
  const listings = new Map<string, readonly string[]>();
  const known = new Set<string>();
  const asked = new Set<string>();
  const named = new Set<string>();

  for (const target of targets) {
    const key = `${target.tracked ? 'git' : 'walk'}:${target.root}`;
    const listing = listings.get(key) ?? (target.tracked ? listFiles(target.root) : walk(target.root));
    listings.set(key, listing);
    const prefix = slashed(relative(root, target.root));
    const wanted = slashed(relative(root, target.absolute));
    for (const file of listing) {
      const path = prefix === '' ? file : `${prefix}/${file}`;
      known.add(path);
      if (wanted === '' || path === wanted || path.startsWith(`${wanted}/`)) asked.add(path);
    }
    // A file that is named is scanned, ignored or not.
    if (target.isFile) named.add(wanted);
  }
  const tree = new Disk(root);
  const isAsked = (path: string) => asked.has(path) || named.has(path);
  return { tree, known, isAsked, named, ...sortOut(tree, [...new Set([...asked, ...named])].sort(compareText)) };
}

interface Target {
  readonly absolute: string;
  readonly isFile: boolean;
  readonly root: string;
  readonly tracked: boolean;
}

function openTarget(path: string, { cwd, root }: DiscoverOptions): Target {
  const absolute = realPath(path, cwd);
  const isFile = !statSync(absolute).isDirectory();
  const folder = root === undefined ? (isFile ? dirname(absolute) : absolute) : realPath(root, cwd);
  if (!isInside(absolute, folder)) throw new UsageError(`--root ${root}: ${path} lies outside of it`);
  const top = trackingTopLevel(folder);
  // A root that the user names below git's own is no whole repository: its files are walked.
  const tracked = top !== undefined && (root === undefined || realpathSync(top) === folder);
  return { absolute, isFile, root: tracked ? realpathSync(top) : folder, tracked };
}

function realPath(path: string, cwd: string): string {
  try {
    // A link that the user names is followed, and so is one in a folder above.
    return realpathSync(resolve(cwd, path));
  } catch {
    throw new MissingPath(path);
  }
}

function commonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let above = common;
    while (!isInside(folder, above)) above = dirname(above);
    return above;
  });
}

const NOT_LOOKED_AT = {
  submodule: 'a git submodule: its files were not looked at; scan it by its own path',
  'broken-link': 'a link that leads nowhere',
  'link-outside': 'a link out of the repository, which is not followed',
};

/** Sources by language; what is in no language that is read is counted. */
export function sortOut(tree: Tree, paths: readonly string[]): Pick<Discovery, 'files' | 'unread' | 'diagnostics'> {
  const files = new Map<string, SourceFile>();
  const unread = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (const listed of paths) {
    const kind = classify(listed);
    if (kind.kind === 'other') continue;
    const entry = tree.entry(listed);
    if (entry === undefined) continue;
    if (typeof entry === 'string') {
      // Where no source was expected, a link is nobody's loss.
      if (entry === 'submodule' || kind.kind === 'read')
        diagnostics.push({ path: listed, reason: NOT_LOOKED_AT[entry] });
    } else if (kind.kind === 'unread') {
      unread.set(kind.counted, (unread.get(kind.counted) ?? 0) + 1);
    } else {
      const language = kind.kind === 'read' ? kind.language : sniff(tree.head(entry.path));
      if (language === undefined) continue;
      const absolute = join(tree.root, entry.path);
      files.set(entry.path, { ...entry, absolute, language, instead: tree.instead(entry.path) });
    }
  }
  return {
    files: [...files.values()].sort((a, b) => compareText(a.path, b.path)),
    unread: Object.fromEntries([...unread].sort(([a], [b]) => compareText(a, b))),
    diagnostics,
  };
}
