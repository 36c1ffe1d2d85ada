/** What a file is for, by where it stands: test code, somebody else's code, part of a package that others install. */
import { posix } from 'node:path';

/** Code that tests other code. */
export const isTest = (path: string): boolean =>
  /(^|\/)(tests?|specs?|__tests__|testing|testdata|src\/test)\//i.test(path) ||
  /([._-](test|spec)|_test|Tests?|_spec)\.[a-z]+$|(^|\/)test_[^/]+$/.test(path);

/** Shows one of the ways in which the code beside it is used. */
export const isExample = (path: string): boolean => /(^|\/)(examples?|samples?|demos?)\//i.test(path);

/** Somebody else's code that is kept in the repository. */
export const isVendored = (path: string): boolean =>
  /(^|\/)(vendor|node_modules|third_party|thirdparty|bower_components)\//.test(path);

/** Files that make a folder something that others install, so that its functions have callers who are not seen. */
const MANIFESTS: Readonly<Record<string, RegExp>> = {
  '.py': /^(setup\.py|setup\.cfg|pyproject\.toml|MANIFEST\.in|meta\.yaml)$/,
  '.rb': /\.gemspec$/,
};

/** Packaged, or in a language of which nothing here says how it is packaged. */
export function isPackaged(path: string, known: ReadonlySet<string>): boolean {
  const manifest = MANIFESTS[posix.extname(path)];
  if (manifest === undefined) return true;
  const folders = new Set<string>();
  for (let at = posix.dirname(path); !folders.has(at); at = posix.dirname(at)) folders.add(at);
  for (const file of known) if (manifest.test(posix.basename(file)) && folders.has(posix.dirname(file))) return true;
  return false;
}

const MOST_LOOKED_AT = 1000;

const NAME = /^\s*name\s*=\s*["']?([\w.-]+)["']?\s*,?\s*$/gm;

/** Under which names the project at the root is published. */
export function distributionNames(
  known: ReadonlySet<string>,
  text: (path: string) => string | undefined,
): ReadonlySet<string> {
  const manifests = ['pyproject.toml', 'setup.cfg', 'setup.py'].filter((path) => known.has(path));
  return new Set(
    manifests.flatMap((path) =>
      [...(text(path) ?? '').matchAll(NAME)].map((match) => match[1]!.toLowerCase().replaceAll('_', '-')),
    ),
  );
}

const HEIR =
  /^\s*(?:export\s+|default\s+|abstract\s+|final\s+|sealed\s+|public\s+|internal\s+|partial\s+|readonly\s+)*class\s+([\w:.]+)(?:<[^\n{:]*>)?\s*(?:\(|<(?!=)|:|extends\b|implements\b)([^\n{]*)/gm;

/** A class, by its file and its name. */
export interface Heir {
  readonly path: string;
  readonly name: string;
}

/** The classes that extend or implement another, by the name of that; of many files the first thousands tell. */
export function heirsIn(
  known: ReadonlySet<string>,
  ending: string,
  text: (path: string) => string | undefined,
): ReadonlyMap<string, readonly Heir[]> {
  const heirs = new Map<string, Heir[]>();
  for (const path of [...known].filter((each) => posix.extname(each) === ending).slice(0, MOST_LOOKED_AT))
    for (const [, name = '', bases = ''] of (text(path) ?? '').matchAll(HEIR))
      for (const base of new Set(bases.match(/\b(?!(?:extends|implements|public)\b)\w+/g)))
        heirs.set(base, [...(heirs.get(base) ?? []), { path, name }]);
  return heirs;
}

/** How a file is named where others load it. */
const LOADS: Readonly<Record<string, (name: string) => RegExp>> = {
  '.py': (name) => new RegExp(`^[ \\t]*(?:from|import)[ \\t][^\\n]*(?<!\\w)${name}(?!\\w)`, 'm'),
  '.rb': (name) => new RegExp(`\\b(?:require|require_relative|load|autoload)\\b[^\\n]*[/'"]${name}(?:\\.rb)?['"]`),
};

/** Whether another file loads this one; false in languages of which nothing here says how they do. */
export function isLoaded(
  path: string,
  known: ReadonlySet<string>,
  text: (path: string) => string | undefined,
): boolean {
  const ending = posix.extname(path);
  const loads = LOADS[ending]?.(posix.basename(path, ending).replace(/[^\w]/g, '\\$&'));
  return (
    loads !== undefined &&
    [...known].some((other) => other !== path && posix.extname(other) === ending && loads.test(text(other) ?? ''))
  );
}
