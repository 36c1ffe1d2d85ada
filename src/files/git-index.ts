/**
 * The files as they stand in the index of git: what the next commit will hold, whatever lies in the work tree. Where git
 * says that the file on the disk is the same, it is read from there: that is quicker, and a file kept in LFS is whole.
 * Untracked and ignored files are not part of the commit, and so they are not there.
 */
import { posix } from 'node:path';
import type fastGlob from 'fast-glob';
import { Disk } from './disk.js';
import { type GitOptions, git, gitBytes, indexOf, withoutFilters } from './git.js';
import { loadFastGlob } from './lazily.js';
import { isSystemStore } from './system-stores.js';
import { type Entry, HEAD, type Place, type Tree } from './tree.js';

interface IndexEntry {
  readonly mode: 'file' | 'link' | 'submodule';
  readonly object: string;
}

const MISSING: Place = { kind: 'missing' };
/** More links than that in a row are a circle. */
const MOST_LINKS = 40;
/** Blobs above this size are read one by one, when somebody asks. */
const SMALL = 1024 * 1024;

interface Listing {
  readonly entries: ReadonlyMap<string, IndexEntry>;
  /** Folder -> what stands in it. */
  readonly folders: ReadonlyMap<string, ReadonlySet<string>>;
  /** Files whose bytes on the disk are others, or of which git does not say. */
  readonly differing: ReadonlySet<string>;
}

export class GitIndex implements Tree {
  private readonly disk: Disk;
  private listed: Listing | undefined;
  private blobs: { readonly sizes: Map<string, number>; readonly bytes: Map<string, Uint8Array> } | undefined;

  constructor(readonly root: string) {
    this.disk = new Disk(root);
  }

  get paths(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** Asked of git when somebody wants to know: most commits are done with before. */
  private get listing(): Listing {
    this.listed ??= listIndex(this.root);
    return this.listed;
  }

  private get entries() {
    return this.listing.entries;
  }

  private get folders() {
    return this.listing.folders;
  }

  private get differing() {
    return this.listing.differing;
  }

  entry(path: string): Entry {
    const entry = this.entries.get(path);
    if (entry === undefined) return undefined;
    if (entry.mode === 'submodule') return 'submodule';
    const place = entry.mode === 'link' ? this.at(path) : ({ kind: 'file', path } as const);
    if (place.kind === 'outside') return 'link-outside';
    if (place.kind === 'missing') return 'broken-link';
    if (place.kind !== 'file') return undefined;
    if (!this.differing.has(place.path)) return this.disk.entry(place.path);
    return { path: place.path, size: this.sizeOf(place.path) };
  }

  at(path: string): Place {
    return this.follow(path, MOST_LINKS);
  }

  children(folder: string): readonly string[] {
    return [...(this.folders.get(folder) ?? [])];
  }

  read(path: string, most: number): Uint8Array | undefined {
    if (!this.differing.has(path)) return this.disk.read(path, most);
    return this.sizeOf(path) > most ? undefined : this.instead(path);
  }

  head(path: string): string {
    if (!this.differing.has(path)) return this.disk.head(path);
    return Buffer.from(this.instead(path) ?? []).toString('latin1', 0, HEAD);
  }

  glob(pattern: string): readonly string[] {
    return loadFastGlob().sync(pattern, { cwd: '/', dot: true, followSymbolicLinks: false, fs: this.asFileSystem() });
  }

  instead(path: string): Uint8Array | undefined {
    const entry = this.differing.has(path) ? this.entries.get(path) : undefined;
    if (entry === undefined) return undefined;
    const known = this.loaded().bytes.get(entry.object);
    if (known !== undefined) return known;
    const bytes = gitBytes(this.root, ['cat-file', 'blob', entry.object], {});
    if (bytes === undefined) throw new Error('git could not read it from the index');
    return bytes;
  }

  /** Links of the index are texts; each may stand in the middle of a path. */
  private follow(path: string, links: number): Place {
    if (links === 0) return MISSING;
    const parts = path === '' ? [] : path.split('/');
    for (let length = 1; length <= parts.length; length++) {
      const at = parts.slice(0, length).join('/');
      const entry = this.entries.get(at);
      if (entry === undefined) continue;
      if (entry.mode === 'file') return length === parts.length ? { kind: 'file', path: at } : MISSING;
      // A submodule has a folder, and nothing in it that this index tells.
      if (entry.mode === 'submodule') return length === parts.length ? { kind: 'directory', path: at } : MISSING;
      const target = this.linkTarget(at);
      if (target === undefined) return MISSING;
      if (posix.isAbsolute(target)) return { kind: isSystemStore(posix.normalize(target)) ? 'system' : 'outside' };
      const next = posix.join(posix.dirname(at), target, ...parts.slice(length));
      if (next === '..' || next.startsWith('../')) return { kind: 'outside' };
      return this.follow(next === '.' ? '' : next.replace(/\/$/, ''), links - 1);
    }
    return this.folders.has(path) ? { kind: 'directory', path } : MISSING;
  }

  private linkTarget(path: string): string | undefined {
    const object = this.entries.get(path)?.object ?? '';
    const target = git(this.root, ['cat-file', 'blob', object])?.replaceAll('\\', '/');
    return target === '' ? undefined : target;
  }

  private sizeOf(path: string): number {
    return this.loaded().sizes.get(this.entries.get(path)?.object ?? '') ?? 0;
  }

  /** All blobs whose files differ, in two calls of git: one by one they cost some milliseconds each. */
  private loaded() {
    if (this.blobs !== undefined) return this.blobs;
    const objects = [...this.differing].map((path) => this.entries.get(path)!.object);
    const told = git(this.root, ['cat-file', '--batch-check'], { input: objects.join('\n') }) ?? '';
    const sizes = new Map(
      told.split('\n').flatMap((line) => {
        const [object = '', kind, size] = line.split(' ');
        return kind === 'blob' ? [[object, Number(size)] as const] : [];
      }),
    );
    const small = objects.filter((object) => (sizes.get(object) ?? Number.POSITIVE_INFINITY) <= SMALL);
    this.blobs = { sizes, bytes: this.readBatch(small) };
    return this.blobs;
  }

  /** `<object> blob <size>`, a line end, the bytes, a line end: https://git-scm.com/docs/git-cat-file#_batch_output */
  private readBatch(objects: readonly string[]): Map<string, Uint8Array> {
    const found = new Map<string, Uint8Array>();
    const output = gitBytes(this.root, ['cat-file', '--batch'], { input: objects.join('\n') }) ?? Buffer.alloc(0);
    for (let at = 0; at < output.length; ) {
      const end = output.indexOf(0x0a, at);
      const [object = '', kind, size = '0'] = output.toString('latin1', at, end).split(' ');
      if (kind !== 'blob') {
        at = end + 1;
        continue;
      }
      found.set(object, output.subarray(end + 1, end + 1 + Number(size)));
      at = end + 2 + Number(size);
    }
    return found;
  }

  /** As much of a file system as fast-glob asks for. */
  private asFileSystem(): FileSystem {
    const inside = (path: string) => path.replaceAll('\\', '/').replace(/^(?:[A-Za-z]:)?\//, '');
    const stats = (path: string) => {
      const place = this.folders.has(path) ? 'directory' : this.entries.get(path)?.mode;
      return {
        name: posix.basename(path),
        isFile: () => place === 'file',
        isDirectory: () => place === 'directory',
        isSymbolicLink: () => place === 'link',
      };
    };
    return {
      lstatSync: (path: string) => stats(inside(path)),
      statSync: (path: string) => stats(inside(path)),
      readdirSync: (path: string) => this.children(inside(path)).map(stats),
    } as unknown as FileSystem;
  }
}

function listIndex(root: string): Listing {
  const options: GitOptions = { index: indexOf(root) };
  const entries = new Map<string, IndexEntry>();
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  const differing = new Set<string>();
  for (const line of (git(root, ['ls-files', '-z', '-s', '-v'], options) ?? '').split('\0')) {
    const [, tag, mode = '', object = '', stage, path = ''] = LISTED.exec(line) ?? [];
    // Of a conflict that is not settled nothing can be committed.
    if (path === '' || stage !== '0') continue;
    entries.set(path, { mode: MODES[mode.slice(0, 3)] ?? 'file', object });
    // git does not look at files that it was told to skip or to take for unchanged.
    if (tag !== 'H') differing.add(path);
    enterFolders(path, folders);
  }
  const told = git(root, ['diff-files', '-z', '--name-only', '--no-ext-diff', '--no-textconv'], {
    ...options,
    settings: withoutFilters(root),
  });
  for (const path of (told ?? '').split('\0')) if (entries.has(path)) differing.add(path);
  return { entries, folders, differing };
}

function enterFolders(path: string, folders: Map<string, Set<string>>): void {
  for (let child = path; ; child = posix.dirname(child)) {
    const parent = posix.dirname(child);
    const folder = parent === '.' ? '' : parent;
    const known = folders.get(folder);
    if (known === undefined) folders.set(folder, new Set([child]));
    else known.add(child);
    if (known !== undefined || folder === '') return;
  }
}

type FileSystem = NonNullable<NonNullable<Parameters<typeof fastGlob.sync>[1]>['fs']>;

/** `H 100644 <object> 0<tab>path`: https://git-scm.com/docs/git-ls-files */
const LISTED = /^(\S) (\d{6}) ([0-9a-f]+) (\d)\t([\s\S]+)$/;
const MODES: Readonly<Record<string, IndexEntry['mode']>> = { '100': 'file', '120': 'link', '160': 'submodule' };
