/**
 * Which files are looked at. This room knows git, ignore files, extensions, encodings and where a path in the code may
 * lead; it leaves to `syntax/` what the files say and to `stores/` what the certificates in them are.
 */
import { closeSync, lstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../result.js';
import { UsageError } from '../usage-error.js';
import { listFiles, trackingTopLevel } from './git.js';
import { classify, sniff } from './languages.js';
import { compareText } from './order.js';
import { walk } from './walk.js';

export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  readonly language: string;
  readonly size: number;
}

export interface Discovery {
  /** The git top level that tracks the paths, else the path itself; where they differ, the folder above them all. */
  readonly root: string;
  /** Sources below the paths, in languages that have a front end, sorted by path. */
  readonly files: readonly SourceFile[];
  /** All files of the repository, also outside the paths asked for: where trust stores and settings are looked up. */
  readonly known: ReadonlySet<string>;
  /** Extension -> number of files in languages that have no front end. */
  readonly unread: Readonly<Record<string, number>>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiscoverOptions {
  readonly cwd: string;
}

/** A path that the user named and that is not there. */
export class MissingPath extends UsageError {
  constructor(readonly path: string) {
    super(`there is no file or folder ${path}; nothing was scanned`);
  }
}

/** @throws MissingPath before anything is read, so that a typing error never looks like a clean run. */
export function discover(paths: readonly string[], options: DiscoverOptions): Discovery {
  const targets = paths.map((path) => openTarget(path, options.cwd));
  const root = commonFolder(targets.map((target) => target.root));
  const listings = new Map<string, readonly string[]>();
  const known = new Set<string>();
  const asked = new Set<string>();

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
    if (target.isFile) asked.add(wanted);
  }
  return { root, known, ...sortOut(root, [...asked].sort(compareText)) };
}

interface Target {
  readonly absolute: string;
  readonly isFile: boolean;
  readonly root: string;
  readonly tracked: boolean;
}

function openTarget(path: string, cwd: string): Target {
  try {
    // A link that the user names is followed, and so is one in a folder above.
    const absolute = realpathSync(resolve(cwd, path));
    const isFile = !statSync(absolute).isDirectory();
    const folder = isFile ? dirname(absolute) : absolute;
    const top = trackingTopLevel(folder);
    return { absolute, isFile, root: top === undefined ? folder : realpathSync(top), tracked: top !== undefined };
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

/** Whether a path is the folder or lies in it; both absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function sortOut(root: string, paths: readonly string[]): Pick<Discovery, 'files' | 'unread' | 'diagnostics'> {
  const files = new Map<string, SourceFile>();
  const unread = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (const listed of paths) {
    const kind = classify(listed);
    if (kind.kind === 'other') continue;
    const entry = look(root, listed);
    if (entry === undefined) continue;
    if (entry === 'folder') {
      diagnostics.push({
        path: listed,
        reason: 'a git submodule: its files were not looked at; scan it by its own path',
      });
    } else if (kind.kind === 'unread') {
      unread.set(kind.counted, (unread.get(kind.counted) ?? 0) + 1);
    } else {
      const language = kind.kind === 'read' ? kind.language : sniff(readHead(entry.absolute));
      if (language !== undefined) files.set(entry.path, { ...entry, language });
    }
  }
  return {
    files: [...files.values()].sort((a, b) => compareText(a.path, b.path)),
    unread: Object.fromEntries([...unread].sort(([a], [b]) => compareText(a, b))),
    diagnostics,
  };
}

/**
 * What a listed path is on the disk: a file, where a link stands the file it leads to inside the root, a folder (a
 * submodule), or nothing to look at (deleted, a broken link, one that leads outside, a device).
 */
function look(root: string, path: string): Omit<SourceFile, 'language'> | 'folder' | undefined {
  const absolute = join(root, path);
  try {
    const entry = lstatSync(absolute);
    if (entry.isDirectory()) return 'folder';
    if (entry.isFile()) return { path, absolute, size: entry.size };
    if (!entry.isSymbolicLink()) return undefined;
    const target = realpathSync(absolute);
    const status = statSync(target);
    if (!status.isFile() || !isInside(target, root)) return undefined;
    return { path: slashed(relative(root, target)), absolute: target, size: status.size };
  } catch {
    return undefined;
  }
}

const HEAD = Buffer.alloc(256);

function readHead(absolute: string): string {
  try {
    const file = openSync(absolute, 'r');
    try {
      return HEAD.toString('latin1', 0, readSync(file, HEAD, 0, HEAD.length, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
