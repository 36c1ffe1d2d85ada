/** Introduces the rooms to one another: from the files that were found to what is reported, on one screen. */
import { resolve } from 'node:path';
import { foreignFiles } from './files/attributes.js';
import type { Discovery, SourceFile } from './files/discover.js';
import { REMARK } from './files/prefilter.js';
import { openProject, type Project } from './files/project.js';
import { sitesOf, touchesAny } from './files/touched.js';
import { type FoundPins, findPins } from './find-pins.js';
import { changedFiles } from './fixes/changed-files.js';
import { type FixContext, proposeFixes } from './fixes/propose.js';
import { ruleTexts } from './knowledge.js';
import { translated } from './language/phrasebook.js';
import { shippedModels } from './models/shipped-models.js';
import { readPins } from './read-pins.js';
import type { Result, VerdictWord } from './result.js';
import type { Outcome, RunOptions } from './run.js';
import { catalogue } from './stores/catalogue.js';
import { freeHashedName } from './stores/parse-directory.js';
import { layoutOf } from './syntax/layout.js';
import { toolVersion } from './tool-version.js';
import type { FileLayout } from './triage/allow.js';
import { digestOf } from './triage/certificates.js';
import { messagesIn } from './triage/messages.js';
import { triage } from './triage/triage.js';
import { isRule } from './verdict/finding-rules.js';
import type { JudgedPin } from './verdict/judge.js';
import { judgePins } from './verdict/judge-pins.js';
import { loadMigrations, type MigrationChoice } from './verdict/load-migrations.js';
import type { Migration } from './verdict/migrations.js';
import { passwordsOf } from './verdict/pin-results.js';
import { withoutSecrets } from './verdict/secrets.js';

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

export const prepare = (options: RunOptions, found: Discovery): Prepared => ({
  options,
  migrations: loadMigrations(migrationChoice(options), catalogue),
  found,
});

/** `written`: what some files would hold if they were written. */
export async function examine(
  { options, migrations, found }: Prepared,
  written?: ReadonlyMap<string, Uint8Array>,
): Promise<Examined> {
  const models = shippedModels();
  const project = openProject(found.tree, found.known, written);
  const progress = options.onProgress ?? (() => undefined);

  const { pins, parsed, diagnostics, bugs, readBy, unitOf, suspects } = await findPins(
    found.files,
    project,
    models,
    progress,
  );
  const { changed } = found;
  const judged = changed === undefined ? pins : pins.filter((pin) => touchesAny(pin, changed.paths, readBy));

  const isVendored = foreignFiles(
    judged.flatMap(sitesOf).map(({ path }) => path),
    found.tree,
  );
  const textOf = (path: string) => project.text(path) ?? null;
  const judgement = judgePins(readPins(judged, project, isVendored, options.language), {
    migrations,
    catalogue,
    asOf: options.asOf,
    require: options.require,
    textOf,
    ...(options.language !== undefined && { language: options.language }),
    ...(options.horizonDays !== undefined && { horizonDays: options.horizonDays }),
  });
  const fixing: FixContext = {
    textOf,
    unitOf,
    catalogue,
    hashedName: (pem, folder) => freeHashedName(pem, project.list(folder)),
    judgesClients: () => false,
  };
  const proposed = proposeFixes(judgement, fixing);
  const { findings, suppressed } = triage(proposed, {
    layouts: await layoutsOf(suspects, changed?.paths, project),
    pins: new Map(judgement.pins.map((pin) => [pin.id, pin])),
    isRule,
    asOf: options.asOf,
    say: messagesIn(options.language),
    isVendored,
    metFrom: ({ id }) => judgement.judged.get(id)?.read.pin.metFrom ?? [],
  });
  const count = (word: VerdictWord) =>
    judgement.pins.filter((pin) => pin.shadowedBy === null && pin.verdict === word).length;
  const result: Result = {
    schema: 'rootlint/json/v1',
    tool: { name: 'rootlint', version: toolVersion() },
    asOf: options.asOf,
    pins: judgement.pins.map((pin) => ({ ...pin, certificates: digestOf(pin) })),
    findings,
    suppressed,
    diagnostics: [
      ...found.diagnostics,
      ...diagnostics.filter(({ path }) => changed === undefined || changed.paths.has(path)),
      ...bugs.map(({ path }) => ({ path, reason: 'an error of rootlint itself; the file was not judged' })),
    ]
      .map(({ path, reason }) => ({ path, reason: translated(reason, options.language) }))
      .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    summary: {
      filesSeen: found.files.length,
      filesParsed: parsed,
      ...(changed !== undefined && { changedFiles: changed.all }),
      pins: judgement.pins.length,
      breaks: count('breaks'),
      survives: count('survives'),
      unprotected: count('unprotected'),
      unrelated: count('unrelated'),
      unresolved: count('unresolved'),
      suppressed: suppressed.length,
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
    afterFix: (fix) => changedFiles(fix.edits, (path) => project.read(path)),
    ...(changed !== undefined && { changed: { has: (path) => changed.paths.has(path), get: changed.firstLine } }),
    bugs,
    judged: judgement.judged,
    fixing,
    unitOf,
  };
}

/** Of files with remarks. Of a run over changes, remarks in other files are nobody's business. */
async function layoutsOf(
  suspects: readonly SourceFile[],
  changed: ReadonlySet<string> | undefined,
  project: Project,
): Promise<Map<string, FileLayout>> {
  const layouts = new Map<string, FileLayout>();
  for (const { path, language } of suspects) {
    if (changed !== undefined && !changed.has(path)) continue;
    const text = project.text(path) ?? '';
    if (text.includes(REMARK)) layouts.set(path, await layoutOf(language, path, text));
  }
  return layouts;
}

function migrationChoice(options: RunOptions): MigrationChoice {
  const only = options.onlyMigrations.length > 0;
  const files = [...options.migrations, ...options.onlyMigrations].map((file) => resolve(options.cwd, file));
  return { files, builtIn: !only };
}
