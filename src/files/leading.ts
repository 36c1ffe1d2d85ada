/**
 * Which suspects a changed source can matter to, told without parsing: those that name it, through some files between, and
 * those that it names and so may call. A file is named by its stem, `settings` for `conf/settings.py`, or by its folder
 * where it stands for one. In languages that reach other files by the names of functions this tells nothing.
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { SourceFile } from './discover.js';
import { keywordMatcher } from './keywords.js';
import { sharesCode } from './languages.js';
import { findSuspects } from './prefilter.js';
import { decodeText } from './text.js';

const NAMES_FILES: ReadonlySet<string> = new Set(['python', 'javascript', 'typescript', 'java', 'ruby', 'go']);

/** A value is followed through some files, not through twenty; and callers are asked for three steps up. */
const MOST_STEPS = 5;
const MOST_CALLS = 3;

export const isNamedByStem = (language: string): boolean => NAMES_FILES.has(language);

export function suspectsNear(
  changed: readonly SourceFile[],
  suspects: readonly SourceFile[],
  files: readonly SourceFile[],
): readonly SourceFile[] {
  const near = new Set([...namers(changed, files), ...named(changed, files)]);
  return suspects.filter((file) => near.has(file));
}

/** All that names one of the files, and what names that. */
const namers = (changed: readonly SourceFile[], files: readonly SourceFile[]): ReadonlySet<SourceFile> =>
  spread(changed, files, MOST_STEPS, (latest, others) => {
    const handles = latest.flatMap(handlesOf);
    const word = wholeWord(handles);
    const holding = new Set(findSuspects(others, () => keywordMatcher(handles)).suspects);
    return (file) => holding.has(file) && word.test(textOf(file));
  });

/** All that one of the files names, and what that names. */
const named = (changed: readonly SourceFile[], files: readonly SourceFile[]): ReadonlySet<SourceFile> =>
  spread(changed, files, MOST_CALLS, (latest) => {
    const words = new Set(latest.flatMap((file) => textOf(file).match(/[\w$]+(?:-[\w$]+)*/g) ?? []));
    return (file) => handlesOf(file).some((handle) => words.has(handle));
  });

function spread(
  from: readonly SourceFile[],
  files: readonly SourceFile[],
  steps: number,
  reaches: (latest: readonly SourceFile[], others: readonly SourceFile[]) => (file: SourceFile) => boolean,
): ReadonlySet<SourceFile> {
  const found = new Set(from);
  let latest = from;
  for (let step = 0; step < steps && latest.length > 0; step++) {
    const languages = new Set(latest.map(({ language }) => language));
    const others = files.filter(
      (file) => !found.has(file) && [...languages].some((language) => sharesCode(language, file.language)),
    );
    const isReached = reaches(latest, others);
    // The files of a Go package share their names without naming one another.
    const packages = new Set(latest.filter(({ language }) => language === 'go').map(({ path }) => posix.dirname(path)));
    latest = others.filter(
      (file) => (file.language === 'go' && packages.has(posix.dirname(file.path))) || isReached(file),
    );
    for (const file of latest) found.add(file);
  }
  return found;
}

/** How other files name this one. */
function handlesOf({ path, language }: SourceFile): readonly string[] {
  const stem = posix.basename(path).replace(/\..*$/, '');
  const folder = posix.basename(posix.dirname(path));
  const standsForFolder = language === 'go' || /^(?:__init__|index|main|mod)$/.test(stem);
  const names = standsForFolder && folder !== '.' && folder !== '' ? [folder] : [stem];
  // Rails and its kin load `PaymentClient` from payment_client.rb without naming the file.
  const camel = stem.replace(/(?:^|[_-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return language === 'ruby' ? [...names, camel] : names;
}

const wholeWord = (words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\w$])(?:${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\w$])`);

function textOf({ absolute, instead }: SourceFile): string {
  try {
    return decodeText(instead ?? readFileSync(absolute));
  } catch {
    return '';
  }
}
