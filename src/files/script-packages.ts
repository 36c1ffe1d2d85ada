/**
 * Imports of JavaScript and TypeScript that are no relative path and lead into the repository all the same: packages of a
 * workspace, `paths` of a tsconfig.json, `imports` (`#net/options`) and `exports` of a package.json.
 */
import { builtinModules } from 'node:module';
import { posix } from 'node:path';

type Json = Readonly<Record<string, unknown>>;

/** Manifests read for the names of workspace packages; a repository with more keeps copies of other people's. */
const MOST_MANIFESTS = 2000;
const BUILT_IN: ReadonlySet<string> = new Set(builtinModules);

export class ScriptPackages {
  private readonly parsed = new Map<string, Json | null>();
  private folders: Map<string, string> | null = null;

  constructor(
    private readonly known: ReadonlySet<string>,
    private readonly text: (path: string) => string | undefined,
  ) {}

  /** Files that `specifier`, written in a file of `folder`, may mean: without ending, the likeliest first. */
  candidates(specifier: string, folder: string): readonly string[] {
    if (BUILT_IN.has(specifier)) return [];
    if (specifier.startsWith('#')) return this.internal(specifier, folder);
    return [...this.byTsconfig(specifier, folder), ...this.byAlias(specifier, folder), ...this.byPackage(specifier)];
  }

  /** The name of the package that a folder belongs to. */
  nameAround(folder: string): string | null {
    const name = this.nearest(folder, ['package.json'])?.json.name;
    return typeof name === 'string' ? name : null;
  }

  /** https://nodejs.org/api/packages.html#subpath-imports */
  private internal(specifier: string, folder: string): readonly string[] {
    const at = this.nearest(folder, ['package.json'], (json) => isRecord(json.imports));
    return at === null ? [] : targets(at.json.imports, specifier).map((target) => posix.join(at.folder, target));
  }

  /** https://www.typescriptlang.org/tsconfig/#paths: what a configuration extends counts where it says nothing itself. */
  private byTsconfig(specifier: string, folder: string): readonly string[] {
    const found: string[] = [];
    const first = this.nearest(folder, ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']);
    const queue = first === null ? [] : [first];
    const seen = new Set<string>();
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (seen.has(at.path)) continue;
      seen.add(at.path);
      const options = recordOf(at.json.compilerOptions);
      const baseUrl = typeof options.baseUrl === 'string' ? options.baseUrl : null;
      const base = posix.join(at.folder, baseUrl ?? '.');
      found.push(...targets(options.paths, specifier).map((target) => posix.join(base, target)));
      if (baseUrl !== null) found.push(posix.join(base, specifier));
      for (const other of [at.json.extends].flat()) {
        if (typeof other !== 'string' || !other.startsWith('.')) continue;
        const path = [other, `${other}.json`]
          .map((each) => posix.join(at!.folder, each))
          .find((p) => this.known.has(p));
        const json = path === undefined ? null : this.read(path);
        if (path !== undefined && json) queue.push({ path, folder: posix.dirname(path), json });
      }
    }
    return found;
  }

  /** `@/net/agent`, `~/net/agent`: bundlers are told, in code, that this is the source folder. */
  private byAlias(specifier: string, folder: string): readonly string[] {
    const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
    if (rest === undefined) return [];
    const package_ = this.nearest(folder, ['package.json'])?.folder ?? '.';
    return [posix.join(package_, 'src', rest), posix.join(package_, rest)];
  }

  /** A package of this repository, by the name that its manifest gives it. */
  private byPackage(specifier: string): readonly string[] {
    const parts = specifier.split('/');
    const length = specifier.startsWith('@') ? 2 : 1;
    const folder = this.packageFolders().get(parts.slice(0, length).join('/'));
    if (folder === undefined) return [];
    const json = this.read(posix.join(folder, 'package.json')) ?? {};
    const rest = parts.slice(length).join('/');
    const exported = targets(exportsOf(json.exports), rest === '' ? '.' : `./${rest}`);
    const main = rest === '' ? [json.source, json.main, json.module, json.types] : [`./${rest}`];
    const named = [...exported, ...main].filter((each): each is string => typeof each === 'string');
    // What a build will make is not in the repository: its source is.
    const sources = named.map((each) =>
      each.replace(/^(\.\/)?(?:dist|lib|build|out)\//, 'src/').replace(/(?:\.d)?\.[mc]?[jt]s$/, ''),
    );
    return [...named, ...sources, ...(rest === '' ? ['src/index', 'index'] : [`src/${rest}`])].map((each) =>
      posix.join(folder, each),
    );
  }

  private packageFolders(): ReadonlyMap<string, string> {
    if (this.folders !== null) return this.folders;
    this.folders = new Map();
    const manifests = [...this.known].filter(
      (path) => /(^|\/)package\.json$/.test(path) && !/node_modules\//.test(path),
    );
    for (const path of manifests.sort().slice(0, MOST_MANIFESTS)) {
      const name = this.read(path)?.name;
      if (typeof name === 'string' && !this.folders.has(name)) this.folders.set(name, posix.dirname(path));
    }
    return this.folders;
  }

  /** The first of these files in the folder or one above it. */
  private nearest(folder: string, names: readonly string[], counts: (json: Json) => boolean = () => true) {
    for (let at = folder; ; at = posix.dirname(at)) {
      for (const name of names) {
        const path = posix.join(at, name);
        const json = this.known.has(path) ? this.read(path) : null;
        if (json && counts(json)) return { path, folder: at, json };
      }
      if (at === '.' || at === '/' || at === '') return null;
    }
  }

  private read(path: string): Json | null {
    const before = this.parsed.get(path);
    if (before !== undefined) return before;
    const json = parse(this.text(path) ?? '');
    this.parsed.set(path, json);
    return json;
  }
}

/** JSON as tsconfig.json has it: with comments and trailing commas. */
function parse(text: string): Json | null {
  const plain = text
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted?: string) => quoted ?? '');
  try {
    const json: unknown = JSON.parse(plain.replace(/^\uFEFF/, ''));
    return isRecord(json) ? json : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});

/** `exports` may be one target, or conditions of it, instead of a table of subpaths. */
const exportsOf = (value: unknown): unknown =>
  value === undefined || (isRecord(value) && Object.keys(value).some((key) => key.startsWith('.')))
    ? value
    : { '.': value };

/** What a table of patterns with at most one `*` makes of a specifier; of conditions, each target in its order. */
function targets(table: unknown, specifier: string): readonly string[] {
  for (const [pattern, target] of Object.entries(recordOf(table)).sort(([a], [b]) => b.length - a.length)) {
    const [before = '', after] = pattern.split('*');
    const fits =
      after === undefined
        ? pattern === specifier
        : specifier.startsWith(before) && specifier.endsWith(after) && specifier.length >= pattern.length - 1;
    if (!fits) continue;
    const star = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
    return leaves(target).map((each) => each.replaceAll('*', star));
  }
  return [];
}

function leaves(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(leaves);
  return Object.values(recordOf(target)).flatMap(leaves);
}
