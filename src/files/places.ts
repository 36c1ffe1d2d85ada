/** What stands at a path below the root, looked up once: nothing outside the root is ever followed. */
import { posix } from 'node:path';
import { compareText } from './order.js';
import type { Place, Tree } from './tree.js';

const PACKAGE_FILES = [
  'package.json',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
  'setup.py',
  'pyproject.toml',
  'go.mod',
  'Gemfile',
  'composer.json',
  'Cargo.toml',
  'Makefile',
  'CMakeLists.txt',
];

export class Places {
  readonly #seen = new Map<string, Place>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #packages = new Map<string, boolean>();
  #foldedNames: Map<string, string> | undefined;

  readonly root: string;

  constructor(
    readonly tree: Tree,
    readonly known: ReadonlySet<string>,
    /** Files that are not there yet. */
    readonly added: ReadonlySet<string> = new Set(),
  ) {
    this.root = tree.root;
  }

  /** `path` is relative to the root and normalised; empty for the root itself. */
  at(path: string): Place {
    const seen = this.#seen.get(path);
    if (seen !== undefined) return seen;
    const told = this.tree.at(path);
    const place: Place = told.kind === 'missing' && this.added.has(path) ? { kind: 'file', path } : told;
    this.#seen.set(path, place);
    return place;
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
    const listed = this.#lists.get(path) ?? this.#list(path);
    this.#lists.set(path, listed);
    return listed;
  }

  #list(path: string): readonly string[] {
    if (this.at(path).kind !== 'directory') return [];
    const added = [...this.added].filter((file) => (posix.dirname(file) === '.' ? '' : posix.dirname(file)) === path);
    return [...new Set([...this.tree.children(path), ...added])]
      .filter((child) => this.at(child).kind === 'file')
      .sort(compareText);
  }

  /** Whether a build file stands in a folder. */
  isPackage(folder: string): boolean {
    const told = this.#packages.get(folder) ?? this.#isPackage(folder);
    this.#packages.set(folder, told);
    return told;
  }

  #isPackage(folder: string): boolean {
    const named = PACKAGE_FILES.some((name) => this.known.has(`${folder}/${name}`));
    return named || this.list(folder).some((file) => /\.(cs|fs|vb)proj$/.test(file));
  }
}
