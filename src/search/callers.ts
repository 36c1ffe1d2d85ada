/** The files that call what a function run for itself has left open. */
import type { SourceFile } from '../files/discover.js';
import { keywordMatcher } from '../files/keywords.js';
import { sharesCode } from '../files/languages.js';
import { findSuspects } from '../files/prefilter.js';
import type { Project } from '../files/project.js';

/** In how many files callers are looked for: for one name, for one that still more files hold, for all. */
const CALLING_FILES = 16;
const OF_A_COMMON_NAME = 4;
const ALL_CALLING_FILES = 32;

/**
 * A name that few files hold is its function's own and comes first; one that is everywhere (`get`) must not take the place
 * of the others.
 */
export function callersOf(
  names: readonly string[],
  language: string,
  files: readonly SourceFile[],
  project: Project,
): SourceFile[] {
  const { suspects } = findSuspects(
    files.filter((file) => sharesCode(file.language, language)),
    () => keywordMatcher(names),
  );
  const word = new RegExp(`(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`, 'g');
  const byName = new Map<string, SourceFile[]>(names.map((name) => [name, []]));
  for (const file of suspects)
    for (const name of new Set((project.text(file.path) ?? '').match(word))) byName.get(name)?.push(file);
  const rarestFirst = [...byName.values()].sort((a, b) => a.length - b.length);
  const chosen = rarestFirst.flatMap((those) =>
    those.length > CALLING_FILES ? those.slice(0, OF_A_COMMON_NAME) : those,
  );
  return [...new Set(chosen)].slice(0, ALL_CALLING_FILES);
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
