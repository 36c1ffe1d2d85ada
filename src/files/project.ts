/** The files of the project as the evaluator and the verdict see them: by a path in the code, or by a path from the root. */
import { extname, posix } from 'node:path';
import type { Located } from '../evaluate/pin.js';
import { definedSymbols, isNeverDefined } from './defined-symbols.js';
import { DefinitionIndex, definersOf } from './definitions.js';
import { ImagePaths } from './image-paths.js';
import { type Link, linkImport, publishedName } from './linked-files.js';
import { locate } from './locate.js';
import { definingMember } from './members.js';
import { compareText } from './order.js';
import { Places } from './places.js';
import { distributionNames, type Heir, heirsIn, isExample, isLoaded, isPackaged, isTest } from './roles.js';
import { ScriptPackages } from './script-packages.js';
import { decodeText } from './text.js';
import type { Tree } from './tree.js';

/** Certificates, settings and sources are small; a database dump named like one is not read. */
const LARGEST_FILE = 64 * 1024 * 1024;
const CACHED_FILE = 1024 * 1024;
const CACHED_FILES = 256;

export interface Project {
  readonly root: string;
  /** Every file that git, or the walk, knows: relative to the root. */
  readonly known: ReadonlySet<string>;
  /** The bytes of a file; undefined where there is none, it can't be read, or it leads out of the root. */
  read(path: string): Uint8Array | undefined;
  /** The same as text, in whatever encoding it is. */
  text(path: string): string | undefined;
  /** Where a path that `from` names leads: the first of its honest readings that hits. */
  locate(given: string, from: string): Located;
  /** All readings that hit different files: more than one means that the code alone can't tell which is meant. */
  readings(given: string, from: string): readonly Located[];
  /** Whether the word stands in this file more than once (so besides its definition), or in another of its language. */
  mentions(word: string, path: string): boolean;
  /** Whether a symbol of the preprocessor is the project's own, and nobody in the repository defines it. */
  isNeverDefined(symbol: string): boolean;
  /** Whether the file is part of something that others install, so that it has callers who are not seen. */
  isPackaged(path: string): boolean;
  isTest(path: string): boolean;
  isExample(path: string): boolean;
  /** Whether the project is the library of this name itself. */
  isLibraryItself(language: string, name: string): boolean;
  /** The library that a script is, as others import it; null where it is not the entry of a package. */
  publishedName(path: string): string | null;
  /** Whether another file loads this one. */
  isLoaded(path: string): boolean;
  /** Whether a class of this name is extended in a file of the same language. */
  heirs(name: string, path: string): readonly Heir[];
  definingMember(name: string, path: string): readonly string[];
  linkImport(language: string, qualified: string, from: string): Link | null;
  definers(language: string, name: string, from: string): readonly string[];
  /** The files of a folder, not of its sub folders; sorted. */
  list(path: string): readonly string[];
  /** The files that a pattern from the root matches; sorted. */
  glob(pattern: string): readonly string[];
}

const NOTHING: ReadonlyMap<string, Uint8Array> = new Map();

/** `changed`: what some files would hold if they were written, so that a change can be judged before it is made. */
export function openProject(
  tree: Tree,
  known: ReadonlySet<string>,
  changed: ReadonlyMap<string, Uint8Array> = NOTHING,
): Project {
  const { root } = tree;
  const places = new Places(tree, known, new Set(changed.keys()));
  const cache = new Map<string, Uint8Array>();

  function read(path: string): Uint8Array | undefined {
    const cached = cache.get(path);
    if (cached !== undefined) return cached;
    const place = places.at(path);
    if (place.kind !== 'file') return undefined;
    const instead = changed.get(place.path);
    if (instead !== undefined) return instead;
    try {
      const bytes = tree.read(place.path, LARGEST_FILE);
      if (bytes === undefined) return undefined;
      if (bytes.length <= CACHED_FILE) {
        // A Map keeps its insertion order, so its first key is the oldest.
        if (cache.size >= CACHED_FILES) cache.delete(cache.keys().next().value ?? '');
        cache.set(path, bytes);
      }
      return bytes;
    } catch {
      return undefined;
    }
  }

  function text(path: string): string | undefined {
    const bytes = read(path);
    return bytes === undefined ? undefined : decodeText(bytes);
  }

  let names: ReadonlySet<string> | null = null;
  function named(): ReadonlySet<string> {
    names ??= distributionNames(known, text);
    return names;
  }

  const members = new Map<string, readonly string[]>();
  const heirs = new Map<string, ReturnType<typeof heirsIn>>();
  function heirsOf(ending: string): ReturnType<typeof heirsIn> {
    const found = heirs.get(ending) ?? heirsIn(known, ending, text);
    heirs.set(ending, found);
    return found;
  }

  let symbols: ReadonlySet<string> | null | undefined;
  function neverDefined(symbol: string): boolean {
    if (symbols === undefined) symbols = definedSymbols(known, text);
    return isNeverDefined(symbol, symbols);
  }

  const images = new ImagePaths(known, text);
  const links = new Map<string, Link | null>();
  const published = new Map<string, string | null>();
  const linking = { known, text, packages: new ScriptPackages(known, text) };
  const definitions = new DefinitionIndex(linking);
  return {
    root,
    known,
    read,
    text,
    locate: (given, from) => locate(given, from, places, images)[0]!,
    readings: (given, from) => locate(given, from, places, images),
    list: (path) => places.list(path),
    mentions: (word, path) => mentions(word, path, known, text),
    isNeverDefined: neverDefined,
    isPackaged: (path) => isPackaged(path, known),
    isTest,
    isExample,
    isLoaded: (path) => isLoaded(path, known, text),
    definingMember(name, path) {
      const key = `${extname(path)}\n${name}`;
      const found = members.get(key) ?? definingMember(name, path, known, text);
      members.set(key, found);
      return found;
    },
    heirs: (name, path) => heirsOf(extname(path)).get(name) ?? [],
    isLibraryItself: (language, name) => language === 'python' && named().has(name.toLowerCase().replaceAll('_', '-')),
    linkImport(language, qualified, from) {
      const key = `${language}\n${qualified}\n${posix.dirname(from)}`;
      const cached = links.get(key);
      if (cached !== undefined) return cached;
      const link = linkImport(language, qualified, from, linking);
      links.set(key, link);
      return link;
    },
    publishedName(path) {
      const before = published.get(path);
      const name = before === undefined ? publishedName(path, linking) : before;
      published.set(path, name);
      return name;
    },
    definers: (language, name, from) => definersOf(language, name, from, linking, definitions),
    glob(pattern) {
      const relative = pattern.replace(/^root:\//, '').replace(/^\.\//, '');
      if (relative.startsWith('/') || relative.split('/').includes('..')) return [];
      return tree
        .glob(relative)
        .filter((path) => places.at(path).kind === 'file')
        .sort(compareText);
    },
  };
}

/** Files looked at for one word; past that, somebody is taken to name it. */
const MOST_LOOKED_AT = 3000;

function mentions(
  word: string,
  path: string,
  known: ReadonlySet<string>,
  text: (path: string) => string | undefined,
): boolean {
  const whole = new RegExp(`(?<![\\w$])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w$])`, 'g');
  if ((text(path)?.match(whole)?.length ?? 0) > 1) return true;
  const ending = extname(path);
  const others = [...known].filter((other) => other !== path && extname(other) === ending);
  return others.length > MOST_LOOKED_AT || others.some((other) => (text(other) ?? '').search(whole) >= 0);
}
