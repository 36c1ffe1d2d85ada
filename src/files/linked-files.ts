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

export function grouped(paths: Iterable<string>, key: (path: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of [...paths].sort()) {
    const group = groups.get(key(path));
    if (group) group.push(path);
    else groups.set(key(path), [path]);
  }
  return groups;
}
