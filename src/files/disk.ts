/** The files as they stand on the disk. */
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { realPlace } from './folder-names.js';
import { loadFastGlob } from './lazily.js';
import { isSystemStore } from './system-stores.js';
import { type Entry, HEAD, type Place, type Tree } from './tree.js';

const MISSING: Place = { kind: 'missing' };
const START = Buffer.alloc(HEAD);

export class Disk implements Tree {
  constructor(readonly root: string) {}

  entry(path: string): Entry {
    const absolute = join(this.root, path);
    try {
      const entry = lstatSync(absolute);
      if (entry.isDirectory()) return 'submodule';
      if (entry.isFile()) return { path, size: entry.size };
      if (!entry.isSymbolicLink()) return undefined;
      const target = realPlace(absolute);
      if (target === null) return 'broken-link';
      if (!isInside(target, this.root)) return 'link-outside';
      const status = statSync(target);
      if (!status.isFile()) return undefined;
      return { path: slashed(relative(this.root, target)), size: status.size };
    } catch {
      return undefined;
    }
  }

  at(path: string): Place {
    const absolute = join(this.root, path);
    try {
      const target = realpathSync(absolute);
      if (!isInside(target, this.root)) return { kind: isSystemStore(target) ? 'system' : 'outside' };
      const status = statSync(target);
      const real = slashed(relative(this.root, target));
      if (status.isDirectory()) return { kind: 'directory', path: real };
      return status.isFile() ? { kind: 'file', path: real } : MISSING;
    } catch {
      return brokenLink(absolute);
    }
  }

  children(folder: string): readonly string[] {
    return readdirSync(join(this.root, folder)).map((name) => (folder === '' ? name : `${folder}/${name}`));
  }

  read(path: string, most: number): Uint8Array | undefined {
    const absolute = join(this.root, path);
    return statSync(absolute).size > most ? undefined : readFileSync(absolute);
  }

  head(path: string): string {
    try {
      const file = openSync(join(this.root, path), 'r');
      try {
        return START.toString('latin1', 0, readSync(file, START, 0, HEAD, 0));
      } finally {
        closeSync(file);
      }
    } catch {
      return '';
    }
  }

  glob(pattern: string): readonly string[] {
    return loadFastGlob().sync(pattern, {
      cwd: this.root,
      dot: true,
      followSymbolicLinks: false,
      suppressErrors: true,
    });
  }

  instead(): undefined {
    return undefined;
  }
}

/** A link that leads nowhere here may still name the system's store, which an image or a server has. */
function brokenLink(absolute: string): Place {
  try {
    return isSystemStore(resolve(dirname(absolute), readlinkSync(absolute))) ? { kind: 'system' } : MISSING;
  } catch {
    return MISSING;
  }
}

/** Whether a path is the folder or lies in it; both absolute. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

export function slashed(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** How a program in a folder calls what is relative to a root. */
export function wayFrom(folder: string, root: string): (path: string) => string {
  const here = realpathSync(folder);
  return (path) => slashed(relative(here, join(root, path)));
}
