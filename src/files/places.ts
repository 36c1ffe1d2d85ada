/** What stands at a path below the root, read from the disk once: nothing outside the root is ever followed. */
import { readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { isInside } from './discover.js';
import { compareText } from './order.js';
import { isSystemStore } from './system-stores.js';

export type Place =
  | { readonly kind: 'file' | 'directory'; readonly path: string }
  | { readonly kind: 'missing' | 'outside' | 'system' };

const MISSING: Place = { kind: 'missing' };

export class Places {
  readonly #seen = new Map<string, Place>();
  #foldedNames: Map<string, string> | undefined;

  constructor(
    readonly root: string,
    readonly known: ReadonlySet<string>,
    /** Files that are not on the disk yet. */
    readonly added: ReadonlySet<string> = new Set(),
  ) {}

  /** `path` is relative to the root and normalised; empty for the root itself. */
  at(path: string): Place {
    const seen = this.#seen.get(path);
    if (seen !== undefined) return seen;
    const place = this.#look(path);
    this.#seen.set(path, place);
    return place;
  }

  #look(path: string): Place {
    const absolute = join(this.root, path);
    try {
      const target = realpathSync(absolute);
      if (!isInside(target, this.root)) return { kind: isSystemStore(target) ? 'system' : 'outside' };
      const status = statSync(target);
      const real = relative(this.root, target).split(sep).join('/');
      if (status.isDirectory()) return { kind: 'directory', path: real };
      return status.isFile() ? { kind: 'file', path: real } : MISSING;
    } catch {
      return this.added.has(path) ? { kind: 'file', path } : brokenLink(absolute);
    }
  }

  /** The known file or folder of the same name but for case, if there is exactly one spelling of it. */
  inOtherCase(path: string): string | undefined {
    if (this.#foldedNames === undefined) {
      this.#foldedNames = new Map();
      for (const file of this.known) {
        for (let end = file.length; end > 0; end = file.lastIndexOf('/', end - 1)) {
          const name = file.slice(0, end);
          if (!this.#foldedNames.has(name.toLowerCase())) this.#foldedNames.set(name.toLowerCase(), name);
        }
      }
    }
    return this.#foldedNames.get(path.toLowerCase());
  }

  /** The files of a folder, sorted; not those of its sub folders. */
  list(path: string): readonly string[] {
    if (this.at(path).kind !== 'directory') return [];
    const listed = readdirSync(join(this.root, path)).map((name) => (path === '' ? name : `${path}/${name}`));
    const added = [...this.added].filter((file) => (posix.dirname(file) === '.' ? '' : posix.dirname(file)) === path);
    return [...new Set([...listed, ...added])].filter((child) => this.at(child).kind === 'file').sort(compareText);
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
