/** Introduces the rooms to one another: what a run is, on one screen. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { evaluateUnit } from './evaluate/evaluate.js';
import { Recorder } from './evaluate/recorder.js';
import { discover } from './files/discover.js';
import { type KeywordMatcher, keywordMatcher } from './files/keywords.js';
import { findSuspects, LARGEST_SOURCE, linesWithKeyword } from './files/prefilter.js';
import { openProject, type Project } from './files/project.js';
import { proposeFixes } from './fixes/propose.js';
import type { Unit } from './ir/step.js';
import { indexModels, type ModelIndex } from './models/index-models.js';
import { keywordsOf } from './models/keywords.js';
import { languagesOf, type Model } from './models/load-models.js';
import { shippedModels } from './models/shipped-models.js';
import { readPins } from './read-pins.js';
import type { MigrationText } from './report/knowledge.js';
import type { Reported } from './report/reported.js';
import type { RuleText } from './report/rule-text.js';
import type { Diagnostic, Result, VerdictWord } from './result.js';
import { catalogue } from './stores/catalogue.js';
import { frontEnd, lower } from './syntax/lower.js';
import { ParseTimeout } from './syntax/tree-sitter.js';
import { findingRules } from './verdict/finding-rules.js';
import { judgePins } from './verdict/judge-pins.js';
import { loadMigrations, type MigrationChoice } from './verdict/load-migrations.js';
import { passwordsOf } from './verdict/pin-results.js';
import { withoutSecrets } from './verdict/secrets.js';

export interface RunOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly asOf: string;
  readonly migrations: readonly string[];
  readonly onlyMigrations: readonly string[];
  readonly require: readonly string[];
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

/** An error of rootlint itself: the other files are judged all the same, and the run ends with 70 and the stack. */
export interface Bug {
  readonly path: string;
  readonly error: unknown;
}

export interface Outcome extends Reported {
  readonly bugs: readonly Bug[];
}

export async function run(options: RunOptions): Promise<Outcome> {
  const migrations = loadMigrations(migrationChoice(options), catalogue);
  const models = shippedModels();
  const found = discover(options.paths, { cwd: options.cwd });
  const project = openProject(found.root, found.known);
  const progress = options.onProgress ?? (() => undefined);

  const matcherOf = matchers(models);
  const looked = findSuspects(found.files, matcherOf, (done) => progress(done, found.files.length, 'files looked at'));
  const recorder = new Recorder();
  const diagnostics: Diagnostic[] = [...found.diagnostics, ...looked.diagnostics];
  const indexes = new Map<string, ModelIndex>();
  const units = new Map<string, Unit | null>();
  const bugs: Bug[] = [];
  let parsed = 0;
  for (const [at, file] of looked.suspects.entries()) {
    progress(at, looked.suspects.length, `suspects read, now ${file.path}`);
    const index = indexes.get(file.language) ?? indexModels(models, file.language);
    indexes.set(file.language, index);
    try {
      const unit = units.get(file.path) ?? (await lower(file.language, file.path, project.text(file.path) ?? ''));
      units.set(file.path, unit);
      parsed++;
      diagnostics.push(
        ...unit.errors
          .slice(0, 1)
          .map((at_) => ({ path: file.path, reason: `a syntax error at line ${at_.line} was stepped over` })),
      );
      const files = {
        ...project,
        unit: await linkedUnits(file.language, project, units),
        keywordLines: (path: string) => linesWithKeyword(project.text(path) ?? '', matcherOf(file.language)),
      };
      const limits = evaluateUnit(unit, index, files, recorder);
      diagnostics.push(...limits.map((limit) => ({ path: file.path, reason: limit })));
    } catch (error) {
      if (error instanceof ParseTimeout) diagnostics.push({ path: file.path, reason: error.message });
      else bugs.push({ path: file.path, error });
    }
  }

  const textOf = (path: string) => project.text(path) ?? null;
  const judgement = judgePins(readPins(recorder.pins(), project), {
    migrations,
    catalogue,
    asOf: options.asOf,
    require: options.require,
    textOf,
  });
  const findings = proposeFixes(judgement, { textOf, catalogue, judgesClients: () => false });
  const count = (word: VerdictWord) =>
    judgement.pins.filter((pin) => pin.shadowedBy === null && pin.verdict === word).length;
  const result: Result = {
    schema: 'rootlint/json/v1',
    tool: { name: 'rootlint', version: toolVersion() },
    asOf: options.asOf,
    pins: judgement.pins,
    findings,
    diagnostics: [
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
    ruleTexts: ruleTexts(),
    bugs,
  };
}

/** What finds the words of each language's models; made when a file of that language is met. */
function matchers(models: readonly Model[]): (language: string) => KeywordMatcher {
  const known = new Map<string, KeywordMatcher>();
  return (language) => {
    const matcher =
      known.get(language) ??
      keywordMatcher(keywordsOf(models.filter((model) => languagesOf(model).includes(language))));
    known.set(language, matcher);
    return matcher;
  };
}

/** Lowers another file of the language when the evaluator asks for it; null where it can't be read. */
async function linkedUnits(
  language: string,
  project: Project,
  units: Map<string, Unit | null>,
): Promise<(path: string) => Unit | null> {
  const front = await frontEnd(language);
  return (path) => {
    const known = units.get(path);
    if (known !== undefined) return known;
    const text = project.text(path);
    let unit: Unit | null = null;
    try {
      unit = text === undefined || text.length > LARGEST_SOURCE ? null : front(path, text);
    } catch (error) {
      if (!(error instanceof ParseTimeout)) throw error;
    }
    units.set(path, unit);
    return unit;
  };
}

function migrationChoice(options: RunOptions): MigrationChoice {
  const only = options.onlyMigrations.length > 0;
  const files = [...options.migrations, ...options.onlyMigrations].map((file) => resolve(options.cwd, file));
  return { files, builtIn: !only };
}

/** What is built in, for the commands that print it. */
export async function knowledge(): Promise<{
  readonly rules: readonly RuleText[];
  readonly migrations: readonly MigrationText[];
}> {
  const migrations = loadMigrations({ files: [], builtIn: true }, catalogue);
  return {
    rules: ruleTexts(),
    migrations: migrations.map(({ id, title, kind, enforced }) => ({ id, title: title.en, kind, enforced })),
  };
}

function ruleTexts(): readonly RuleText[] {
  return [...findingRules().values()].map(({ id, severity, title, why, remedy }) => {
    return { id, severity, title: title.en, why: why.en, remedy: remedy.en };
  });
}

function toolVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
