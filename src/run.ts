/** Introduces the rooms to one another: what a run is, on one screen. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Discovery, discover } from './files/discover.js';
import { openProject } from './files/project.js';
import { type Bug, type FoundPins, findPins } from './find-pins.js';
import { type FixContext, proposeFixes } from './fixes/propose.js';
import type { Language } from './language/language.js';
import { shippedModels } from './models/shipped-models.js';
import { readPins } from './read-pins.js';
import type { MigrationText } from './report/migration-text.js';
import type { Reported } from './report/reported.js';
import type { RuleText } from './report/rule-text.js';
import type { Result, VerdictWord } from './result.js';
import { catalogue } from './stores/catalogue.js';
import { findingRules } from './verdict/finding-rules.js';
import type { JudgedPin } from './verdict/judge.js';
import { judgePins } from './verdict/judge-pins.js';
import { loadMigrations, type MigrationChoice } from './verdict/load-migrations.js';
import type { Migration } from './verdict/migrations.js';
import { passwordsOf } from './verdict/pin-results.js';
import { withoutSecrets } from './verdict/secrets.js';

export interface RunOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly asOf: string;
  readonly migrations: readonly string[];
  readonly onlyMigrations: readonly string[];
  readonly require: readonly string[];
  /** English where it is absent. */
  readonly language?: Language;
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

export interface Outcome extends Reported {
  readonly bugs: readonly Bug[];
}

/** What a run needs before it looks at files; files that would be changed can be looked at again with the same. */
export interface Prepared {
  readonly options: RunOptions;
  readonly migrations: readonly Migration[];
  readonly found: Discovery;
}

/** What was seen, with what `fixes/` needs beyond the report. */
export interface Examined extends Outcome {
  readonly judged: ReadonlyMap<string, JudgedPin>;
  readonly fixing: FixContext;
  readonly unitOf: FoundPins['unitOf'];
}

export const run = (options: RunOptions): Promise<Outcome> => examine(prepare(options));

export const prepare = (options: RunOptions): Prepared => ({
  options,
  migrations: loadMigrations(migrationChoice(options), catalogue),
  found: discover(options.paths, { cwd: options.cwd }),
});

/** `changed`: what some files would hold if they were written. */
export async function examine(
  { options, migrations, found }: Prepared,
  changed?: ReadonlyMap<string, Uint8Array>,
): Promise<Examined> {
  const models = shippedModels();
  const project = openProject(found.root, found.known, changed);
  const progress = options.onProgress ?? (() => undefined);

  const { pins, parsed, diagnostics, bugs, unitOf } = await findPins(found.files, project, models, progress);

  const textOf = (path: string) => project.text(path) ?? null;
  const judgement = judgePins(readPins(pins, project), {
    migrations,
    catalogue,
    asOf: options.asOf,
    require: options.require,
    textOf,
  });
  const fixing: FixContext = { textOf, catalogue, judgesClients: () => false };
  const findings = proposeFixes(judgement, fixing);
  const count = (word: VerdictWord) =>
    judgement.pins.filter((pin) => pin.shadowedBy === null && pin.verdict === word).length;
  const result: Result = {
    schema: 'rootlint/json/v1',
    tool: { name: 'rootlint', version: toolVersion() },
    asOf: options.asOf,
    pins: judgement.pins,
    findings,
    diagnostics: [
      ...found.diagnostics,
      ...diagnostics,
      ...bugs.map(({ path }) => ({ path, reason: 'an error of rootlint itself; the file was not judged' })),
    ].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    summary: {
      filesSeen: found.files.length,
      filesParsed: parsed,
      pins: judgement.pins.length,
      breaks: count('breaks'),
      survives: count('survives'),
      unprotected: count('unprotected'),
      unrelated: count('unrelated'),
      unresolved: count('unresolved'),
      unreadLanguages: found.unread,
    },
  };
  const passwords = [...judgement.judged.values()].flatMap((judged) => judged.read.alternatives.flatMap(passwordsOf));
  return {
    result,
    textOf: (path) => project.text(path) ?? '',
    bytesOf: (path) => project.read(path),
    withoutSecrets: (line) => withoutSecrets(line, passwords),
    ruleTexts: ruleTexts(options.language),
    language: options.language ?? 'en',
    bugs,
    judged: judgement.judged,
    fixing,
    unitOf,
  };
}

function migrationChoice(options: RunOptions): MigrationChoice {
  const only = options.onlyMigrations.length > 0;
  const files = [...options.migrations, ...options.onlyMigrations].map((file) => resolve(options.cwd, file));
  return { files, builtIn: !only };
}

/** Those that are built in, and those of the user's files, for the command that prints them. */
export function migrationTexts(files: readonly string[]): readonly MigrationText[] {
  const namesOf = (roots: readonly { readonly name: string }[]) => roots.map(({ name }) => name);
  return loadMigrations({ files, builtIn: true }, catalogue).map((migration) => ({
    ...migration,
    retiring: namesOf(migration.retiring),
    required: { mode: migration.required.mode, roots: namesOf(migration.required.roots) },
    recommended: namesOf(migration.recommended),
  }));
}

export function ruleTexts(language: Language = 'en'): readonly RuleText[] {
  return [...findingRules().values()].map(({ id, severity, title, why, remedy }) => {
    return { id, severity, title: title[language], why: why[language], remedy: remedy[language] };
  });
}

export function toolVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
