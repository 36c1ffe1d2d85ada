/** Where the files of a project stand: on the disk, or in the index of git. Paths are relative to the root, with `/`. */

/** What a path leads to in the end, links followed. Nothing outside the root is ever looked at. */
export type Place =
  | { readonly kind: 'file' | 'directory'; readonly path: string }
  | { readonly kind: 'missing' | 'outside' | 'system' };

/** A listed path: a file (where a link stands, the one it leads to), a submodule, a link that is not followed, or nothing. */
export type Entry =
  | { readonly path: string; readonly size: number }
  | 'submodule'
  | 'broken-link'
  | 'link-outside'
  | undefined;

export interface Tree {
  readonly root: string;
  entry(path: string): Entry;
  /** `path` is normalised; empty for the root itself. */
  at(path: string): Place;
  /** What stands in a folder, in no order. */
  children(folder: string): readonly string[];
  /** The bytes of a file; undefined where there are more than `most`. @throws where they can't be read. */
  read(path: string, most: number): Uint8Array | undefined;
  /** Its first bytes, as text; empty where they can't be read. */
  head(path: string): string;
  /** The files that a pattern from the root matches. */
  glob(pattern: string): readonly string[];
  /** What the disk would tell otherwise: bytes of the index, where the file on the disk differs from them. */
  instead(path: string): Uint8Array | undefined;
}

/** How much of a file tells what it is. */
export const HEAD = 256;
