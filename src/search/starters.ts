/** Scripts and settings that start programs, and the environments in which they do. */
import { extname, posix } from 'node:path';
import type { Launch } from '../evaluate/recorder.js';
import type { SourceFile } from '../files/discover.js';
import { modelsFor } from '../files/languages.js';
import type { Project } from '../files/project.js';

export const isStarter = ({ language }: SourceFile): boolean => modelsFor(language) === 'shell';

/** `CA_FILE=…` of a script, `CA_FILE: …` of a Compose file, `-Dshop.ca=…` of a command. */
const SETS = /\b([A-Z][A-Z0-9_]{2,})\s*[=:]|\s-D([\w.-]+)=/g;
const STARTERS_READ = 40;

/** Those that set a variable which one of the programs names. */
export function startersFor(
  programs: readonly SourceFile[],
  starters: readonly SourceFile[],
  project: Project,
): readonly SourceFile[] {
  const variables = variablesNamedIn(programs, project);
  const setting = starters.filter(({ path }) =>
    [...(project.text(path) ?? '').matchAll(SETS)].some(([, name, property]) => variables.has(name ?? property ?? '')),
  );
  return setting.slice(0, STARTERS_READ);
}

/** Words that may be variables of the environment, and properties of Java that are asked for. */
function variablesNamedIn(files: readonly SourceFile[], project: Project): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path } of files) {
    const text = project.text(path) ?? '';
    for (const [name] of text.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)) names.add(name);
    for (const [, name = ''] of text.matchAll(/\bget(?:Property|Boolean)\(\s*"([\w.-]+)"/g)) names.add(name);
  }
  return names;
}

/** One program is started in a handful of ways at the most; of more, the first are followed. */
const ENVIRONMENTS = 3;

/** The environments in which scripts start the file, or else programs of its language beside and below them. */
export function environmentsOf(file: SourceFile, launches: readonly Launch[]): Launch['environment'][] {
  if (isStarter(file)) return [];
  const own = launches.filter(({ target }) => target === file.path);
  const near = launches.filter(
    ({ from, target }) =>
      isBelow(file.path, posix.dirname(from)) && (target === null || extname(target) === extname(file.path)),
  );
  const distinct = new Map(
    (own.length > 0 ? own : near).map(({ environment }) => [describe(environment), environment]),
  );
  return [...distinct.values()].slice(0, ENVIRONMENTS);
}

const isBelow = (path: string, folder: string): boolean => folder === '.' || path.startsWith(`${folder}/`);

const describe = (environment: Launch['environment']): string =>
  JSON.stringify(
    [...environment].map(([name, { value }]) => [
      name,
      typeof value === 'symbol' || value.kind !== 'text' ? null : value.text,
    ]),
  );
