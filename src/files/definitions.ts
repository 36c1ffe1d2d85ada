/** Which files define a name that no import explains: by the package around, by file names, or by an index of definitions. */
import { posix } from 'node:path';
import { grouped, type Linking } from './linked-files.js';

/**
 * Files that may define `name` for `from` without an import: the same package (Java, Go), the same program (C, C#, PHP
 * classes, Ruby constants). The nearest first.
 */
export function definersOf(
  language: string,
  name: string,
  from: string,
  project: Linking,
  index: DefinitionIndex,
): readonly string[] {
  const folder = posix.dirname(from);
  const near = (a: string, b: string) => distance(folder, a) - distance(folder, b) || (a < b ? -1 : 1);
  const bare = name.split(/::|\\/).at(-1) ?? name;
  const called = (file: string) =>
    index
      .named(file)
      .filter((path) => path !== from)
      .sort(near);
  switch (language) {
    case 'java':
      return [posix.join(folder, `${bare}.java`)].filter((path) => project.known.has(path) && path !== from);
    case 'csharp':
      return [
        ...called(`${bare}.cs`),
        ...index
          .defining('csharp', bare)
          .filter((path) => path !== from)
          .sort(near),
      ];
    case 'php':
      return [
        ...inNamespace(name, called(`${bare}.php`)),
        ...index
          .defining('php', bare)
          .filter((path) => path !== from)
          .sort(near)
          .slice(0, MOST_DEFINERS),
      ];
    case 'go':
      // Only tests see what tests define.
      return index
        .beside(folder)
        .filter((path) => path !== from && (from.endsWith('_test.go') ? /\.go$/ : /(?<!_test)\.go$/).test(path));
    case 'ruby':
      // A constant (`Shop::ROOT`) may stand in the file of the module around it.
      return name
        .split('::')
        .reverse()
        .flatMap((each) => called(`${each.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()}.rb`));
    case 'c':
    case 'cpp':
      return index
        .defining('c', bare)
        .filter((path) => path !== from)
        .sort(near);
    default:
      return [];
  }
}

/** `Exception\Configuration` is the one in a folder of that name, and not the `Configuration` beside it (PSR-4). */
function inNamespace(name: string, paths: readonly string[]): readonly string[] {
  const written = `/${name.replace(/^\\/, '').replaceAll('\\', '/')}.php`;
  const there = paths.filter((path) => `/${path}`.endsWith(written));
  return there.length > 0 ? there : paths;
}

/** What counts as a definition that other files see, where the file name does not tell. */
const DEFINITIONS: Readonly<Record<string, { readonly files: RegExp; readonly names: RegExp }>> = {
  c: {
    files: /\.(c|cc|cpp|cxx|h|hh|hpp|ino)$/,
    // `const char ca[] = …` with its type in front, `#define CA …`, a function with its body, and a class with a method.
    names:
      /[\w*&>][ \t*&]+(?:\w+::)*([A-Za-z_]\w*)\s*(?:\[[^\]\n]*\]\s*(?:PROGMEM\s*)?)*=(?!=)|#\s*define\s+([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\s*\([^;{}()]*\)\s*\{|\b([A-Za-z_]\w*)(?=::~?\w+\s*\([^;{}()]*\)\s*(?:const\s*)?[:{])/g,
  },
  csharp: {
    files: /\.cs$/,
    // Types, and extension methods.
    names: /\b(?:class|struct|record|enum)\s+([A-Za-z_]\w*)|\b([A-Za-z_]\w*)\s*(?:<[^<>()]*>\s*)?\(\s*this\s/g,
  },
  // Classes stand in files of their own name; what is left are constants and functions of the whole program.
  php: {
    files: /\.(?:php|inc)$/i,
    names: /\bdefine\s*\(\s*['"](\w+)['"]|^[ \t]*const\s+([A-Z_]\w*)\s*=|^[ \t]*function\s+&?([a-z_]\w*)\s*\(/gm,
  },
};

/** Files looked into for one name of a PHP program: methods look like functions in the index. */
const MOST_DEFINERS = 3;

/** Files read for the index of one language: beyond, a name of another file is unknown. */
const MOST_INDEXED = 4000;

/** Which files define a name, made once per language and only when a suspect asks. */
export class DefinitionIndex {
  private readonly byName = new Map<string, Map<string, string[]>>();
  private byFileName: Map<string, string[]> | null = null;
  private byFolder: Map<string, string[]> | null = null;

  constructor(private readonly project: Linking) {}

  defining(kind: 'c' | 'csharp' | 'php', name: string): readonly string[] {
    let index = this.byName.get(kind);
    if (index === undefined) {
      index = this.read(DEFINITIONS[kind]!);
      this.byName.set(kind, index);
    }
    return index.get(name) ?? [];
  }

  named(file: string): string[] {
    this.byFileName ??= grouped(this.project.known, (path) => posix.basename(path));
    return [...(this.byFileName.get(file) ?? [])];
  }

  beside(folder: string): readonly string[] {
    this.byFolder ??= grouped(this.project.known, (path) => posix.dirname(path));
    return this.byFolder.get(folder) ?? [];
  }

  private read({ files, names }: { readonly files: RegExp; readonly names: RegExp }): Map<string, string[]> {
    const index = new Map<string, string[]>();
    for (const path of [...this.project.known].filter((each) => files.test(each)).slice(0, MOST_INDEXED)) {
      const defined = new Set<string>();
      for (const match of (this.project.text(path) ?? '').matchAll(names))
        defined.add(match.slice(1).find((name) => name !== undefined) ?? '');
      for (const name of defined) {
        const paths = index.get(name);
        if (paths) paths.push(path);
        else index.set(name, [path]);
      }
    }
    return index;
  }
}

/** Steps from one folder to another. */
function distance(folder: string, path: string): number {
  return posix.relative(folder, posix.dirname(path)).split('/').filter(Boolean).length;
}
