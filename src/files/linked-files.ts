/**
 * Which file of the project an import, or a name that another file defines, leads to. Layout alone: what the file then
 * says is for others to read.
 */
import { posix } from 'node:path';
import type { ScriptPackages } from './script-packages.js';

/** A file, and what of it is meant: the names behind the module (`settings.CA` of `shop.settings.CA`). */
export interface Link {
  readonly path: string;
  readonly rest: readonly string[];
}

export interface Linking {
  readonly known: ReadonlySet<string>;
  text(path: string): string | undefined;
  readonly packages: ScriptPackages;
}

const SCRIPTS = ['', '.js', '.ts', '.mjs', '.cjs', '.tsx', '.jsx', '.mts', '.cts', '.json'];

/** Where an import of `qualified`, written in `from`, leads; null for a library. */
export function linkImport(language: string, qualified: string, from: string, project: Linking): Link | null {
  const folder = posix.dirname(from);
  switch (language) {
    case 'python':
      return python(qualified, folder, project);
    case 'javascript':
    case 'typescript':
      return script(qualified, folder, project);
    case 'java':
      return javaClass(qualified, project);
    case 'go':
      return goPackage(qualified, from, project);
    case 'ruby':
      return firstOf(
        [qualified, `${qualified}.rb`].flatMap((name) => [
          posix.join(folder, name),
          posix.join('lib', name),
          posix.join(folder, 'lib', name),
        ]),
        project,
      );
    case 'c':
    case 'cpp':
      return firstOf(
        [folder, ...above(folder)].flatMap((base) => [
          posix.join(base, qualified),
          posix.join(base, 'include', qualified),
        ]),
        project,
      );
    case 'php':
      return firstOf([qualified], project) ?? phpClass(qualified, project);
    default:
      return null;
  }
}

function firstOf(paths: readonly string[], { known }: Linking): Link | null {
  const path = paths.map((each) => posix.normalize(each)).find((each) => known.has(each));
  return path === undefined ? null : { path, rest: [] };
}

function above(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; at !== '.' && at !== '/' && at !== ''; at = posix.dirname(at)) found.push(posix.dirname(at));
  return found;
}

/** `shop.settings.CA`: the longest part that is a file or a package, from the folders above; dots in front count upwards. */
function python(qualified: string, folder: string, { known }: Linking): Link | null {
  const dots = /^\.*/.exec(qualified)?.[0].length ?? 0;
  const parts = qualified.slice(dots).split('.').filter(Boolean);
  const climbed = above(folder);
  const bases = dots === 0 ? [folder, ...climbed, 'src'] : [dots === 1 ? folder : (climbed[dots - 2] ?? '.')];
  for (const base of bases) {
    for (let length = parts.length; length >= (dots === 0 ? 1 : 0); length--) {
      const module = posix.join(base, ...parts.slice(0, length));
      const path = [`${module}.py`, posix.join(module, '__init__.py')].find((each) => known.has(each));
      if (path !== undefined) return { path, rest: parts.slice(length) };
    }
  }
  return null;
}

/** The name under which others import the file: that of its package, where the file is the package's entry. */
export function publishedName(path: string, project: Linking): string | null {
  const folder = posix.dirname(path);
  const name = project.packages.nameAround(folder);
  return name !== null && script(name, folder, project)?.path === path ? name : null;
}

/** `./roots.CA`: a dot may belong to the file name or stand before the name that is imported. */
function script(qualified: string, folder: string, project: Linking): Link | null {
  const names: string[] = [];
  for (let module = qualified; ; ) {
    const bases = module.startsWith('.') ? [posix.join(folder, module)] : project.packages.candidates(module, folder);
    const path = bases.flatMap((base) => scriptFiles(base)).find((each) => project.known.has(each));
    if (path !== undefined) return { path, rest: names };
    const dot = module.lastIndexOf('.');
    if (dot <= 0 || module.slice(dot).includes('/')) return null;
    names.unshift(module.slice(dot + 1));
    module = module.slice(0, dot);
  }
}

/** The files that a module may be, by what Node and bundlers try. */
const scriptFiles = (base: string): readonly string[] => [
  ...SCRIPTS.map((ending) => base + ending),
  // TypeScript names the file that the compiler will make: `./roots.js` is `roots.ts`.
  base.replace(/\.([mc]?)js$/, '.$1ts'),
  ...SCRIPTS.slice(1).map((ending) => posix.join(base, `index${ending}`)),
];

function javaClass(qualified: string, { known }: Linking): Link | null {
  const parts = qualified.split('.');
  for (let length = parts.length; length > 1; length--) {
    const ending = `${parts.slice(0, length).join('/')}.java`;
    const path = [...known].find((each) => each === ending || each.endsWith(`/${ending}`));
    if (path !== undefined) return { path, rest: parts.slice(length - 1) };
  }
  return null;
}

/** `use Tests\TestCase;`: the file of that name that says it is in this name space, wherever an autoloader looks for it. */
function phpClass(qualified: string, project: Linking): Link | null {
  const parts = qualified.split('\\').filter(Boolean);
  const name = parts.pop();
  if (name === undefined || parts.length === 0) return null;
  const space = new RegExp(`^\\s*(?:<\\?php\\s+)?namespace\\s+${parts.join('\\\\')}\\s*[;{]`, 'm');
  const path = filesNamed(`${name}.php`, project.known).find((each) => space.test(project.text(each) ?? ''));
  return path === undefined ? null : { path, rest: [name] };
}

const byFileName = new WeakMap<ReadonlySet<string>, Map<string, string[]>>();

function filesNamed(name: string, known: ReadonlySet<string>): readonly string[] {
  const files = byFileName.get(known) ?? grouped(known, (path) => posix.basename(path));
  byFileName.set(known, files);
  return files.get(name) ?? [];
}

/** The folder of a package of this module, as the nearest go.mod names it. */
function goPackage(qualified: string, from: string, project: Linking): Link | null {
  const { known } = project;
  for (const folder of [posix.dirname(from), ...above(posix.dirname(from))]) {
    const manifest = posix.join(folder, 'go.mod');
    if (!known.has(manifest)) continue;
    const module = /^module\s+(\S+)/m.exec(project.text(manifest) ?? '')?.[1];
    if (module === undefined || !(qualified === module || qualified.startsWith(`${module}/`))) return null;
    const inside = posix.join(folder, qualified.slice(module.length));
    const path = [...known].find((each) => posix.dirname(each) === inside && /(?<!_test)\.go$/.test(each));
    return path === undefined ? null : { path, rest: [] };
  }
  return null;
}

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

/** `Exception\\Configuration` is the one in a folder of that name, and not the `Configuration` beside it (PSR-4). */
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

function grouped(paths: Iterable<string>, key: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const group = groups.get(key(path));
    if (group) group.push(path);
    else groups.set(key(path), [path]);
  }
  return groups;
}

/** Steps from one folder to another. */
function distance(folder: string, path: string): number {
  return posix.relative(folder, posix.dirname(path)).split('/').filter(Boolean).length;
}
