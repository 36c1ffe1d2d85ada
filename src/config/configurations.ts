/**
 * Which configuration counts for a file: the nearest one above it, alone. What describes the world (models, migrations,
 * roots that are demanded) is gathered from all of them.
 */
import { posix } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isConfiguration } from '../files/relevance.js';
import type { Severity } from '../result.js';
import { UsageError } from '../usage-error.js';
import { readPositioned } from '../verdict/config-error.js';
import { type ConfigFile, configFile } from './schema.js';

/** What this room asks of the repository. Paths are relative to its root. */
export interface ConfigFiles {
  readonly known: ReadonlySet<string>;
  text(path: string): string | undefined;
  /** Whether a file or a folder stands there. */
  exists(path: string): boolean;
  isVendored(path: string): boolean;
}

interface PathSettings {
  readonly matches: (path: string) => boolean;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly environment: ReadonlyMap<string, string>;
  readonly hosts: readonly string[];
}

interface Configuration {
  readonly path: string;
  readonly folder: string;
  readonly given: ConfigFile;
  readonly ignored: Ignore;
  /** The settings of all files first, then those of some, in their order. */
  readonly settings: readonly PathSettings[];
}

export class Configurations {
  private readonly byFolder = new Map<string, Configuration>();
  private readonly nearest = new Map<string, Configuration | null>();

  private constructor(
    private readonly all: readonly Configuration[],
    /** Given on the command line: it counts for all files. */
    private readonly only: Configuration | null,
  ) {
    for (const one of all) this.byFolder.set(one.folder, one);
  }

  static readonly none = new Configurations([], null);

  /** @throws UsageError with file and line for everything that is wrong. */
  static find(files: ConfigFiles, isRule: (id: string) => boolean): Configurations {
    const paths = [...files.known].filter((path) => isConfiguration(path) && !files.isVendored(path)).sort();
    const read = paths.map((path) => readConfiguration(path, files.text(path) ?? '', files, isRule));
    for (const one of read) {
      const other = read.find(({ folder, path }) => folder === one.folder && path !== one.path);
      if (other !== undefined) throw new UsageError(`${one.path} and ${other.path}: one folder has one configuration`);
    }
    return new Configurations(read, null);
  }

  /** `path` is where the file stands, from the root: patterns count from its folder. */
  static of(path: string, text: string, files: ConfigFiles, isRule: (id: string) => boolean): Configurations {
    const read = readConfiguration(path, text, files, isRule);
    return new Configurations([read], read);
  }

  ignores(path: string): boolean {
    const found = this.for(path);
    return found?.ignored.ignores(within(path, found.folder)) === true;
  }

  /** What the user wants a finding of a rule to weigh in a file. */
  severityOf(rule: string, path: string): Severity | 'off' | undefined {
    return this.settingsFor(path)
      .findLast(({ severities }) => severities.has(rule))
      ?.severities.get(rule);
  }

  environmentOf(path: string): ReadonlyMap<string, string> {
    return new Map(this.settingsFor(path).flatMap(({ environment }) => [...environment]));
  }

  hostsOf(path: string): readonly string[] {
    return this.settingsFor(path).flatMap(({ hosts }) => hosts);
  }

  /** Paths from the root. */
  get models(): readonly string[] {
    return this.all.flatMap(({ given, folder }) => (given.models ?? []).map((model) => posix.join(folder, model)));
  }

  get migrations(): readonly string[] {
    return this.all.flatMap(({ given, folder }) => (given.migrations ?? []).map((one) => posix.join(folder, one)));
  }

  get required(): readonly string[] {
    return [...new Set(this.all.flatMap(({ given }) => given.require ?? []))];
  }

  get baselines(): readonly string[] {
    return this.all.flatMap(({ given, folder }) =>
      given.baseline === undefined ? [] : [posix.join(folder, given.baseline)],
    );
  }

  /** The folder whose configuration counts for a file; null where none does. */
  folderFor(path: string): string | null {
    return this.for(path)?.folder ?? null;
  }

  private settingsFor(path: string): readonly PathSettings[] {
    return (this.for(path)?.settings ?? []).filter(({ matches }) => matches(path));
  }

  private for(path: string): Configuration | null {
    if (this.only !== null) return isWithin(path, this.only.folder) ? this.only : null;
    if (this.all.length === 0) return null;
    const folder = posix.dirname(path);
    const known = this.nearest.get(folder);
    if (known !== undefined) return known;
    const found = this.byFolder.get(folder) ?? (folder === '.' ? null : this.for(folder));
    this.nearest.set(folder, found);
    return found;
  }
}

const isWithin = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

const within = (path: string, folder: string): string => (folder === '.' ? path : path.slice(folder.length + 1));

function readConfiguration(
  path: string,
  text: string,
  files: ConfigFiles,
  isRule: (id: string) => boolean,
): Configuration {
  const positioned = readPositioned(path, text);
  const given = positioned.check(configFile);
  const folder = posix.dirname(path);
  const checkRules = (severities: ConfigFile['severities'], at: readonly (string | number)[]): void => {
    for (const rule of Object.keys(severities ?? {}))
      if (!isRule(rule)) positioned.wrong([...at, rule], `there is no rule ${rule}; 'rootlint rules' lists them`);
  };
  checkRules(given.severities, ['severities']);
  for (const [index, one] of (given.paths ?? []).entries()) checkRules(one.severities, ['paths', index, 'severities']);
  for (const [key, listed] of Object.entries({ models: given.models, migrations: given.migrations })) {
    for (const [index, file] of (listed ?? []).entries())
      if (!files.exists(posix.join(folder, file))) positioned.wrong([key, index], `there is no file ${file} beside it`);
  }
  positioned.throwIfWrong();

  const settings = [{ files: ['*'], ...given }, ...(given.paths ?? [])].map((one): PathSettings => {
    const patterns = ignore().add([...one.files]);
    return {
      matches: (file) => patterns.ignores(within(file, folder)),
      severities: new Map(Object.entries(one.severities ?? {})),
      environment: new Map(Object.entries(one.environment ?? {}).map(([name, value]) => [name, placed(value)])),
      hosts: one.hosts ?? [],
    };
  });
  return { path, folder, given, ignored: ignore().add([...(given.ignore ?? [])]), settings };

  /** A path that leads to something from here is meant from here, wherever the code that reads it stands. */
  function placed(value: string): string {
    if (value === '' || posix.isAbsolute(value) || value.startsWith('..')) return value;
    const inside = posix.join(folder, value);
    return files.exists(inside) ? `root:/${inside}` : value;
  }
}
