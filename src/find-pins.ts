/** Finds the pins of a project: suspects first, then the callers of what the suspects leave open. */
import { evaluateUnit } from './evaluate/evaluate.js';
import type { Pin } from './evaluate/pin.js';
import { Recorder } from './evaluate/recorder.js';
import type { SourceFile } from './files/discover.js';
import { type KeywordMatcher, keywordMatcher } from './files/keywords.js';
import { findSuspects, LARGEST_SOURCE, linesWithKeyword } from './files/prefilter.js';
import type { Project } from './files/project.js';
import type { Unit } from './ir/step.js';
import { indexModels, type ModelIndex } from './models/index-models.js';
import { keywordsOf } from './models/keywords.js';
import { languagesOf, type Model } from './models/load-models.js';
import type { Diagnostic } from './result.js';
import { type FrontEnd, frontEnd } from './syntax/lower.js';
import { ParseTimeout } from './syntax/tree-sitter.js';

/** An error of rootlint itself: the other files are judged all the same, and the run ends with 70 and the stack. */
export interface Bug {
  readonly path: string;
  readonly error: unknown;
}

export interface FoundPins {
  readonly pins: readonly Pin[];
  readonly parsed: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly bugs: readonly Bug[];
}

export type Progress = (done: number, total: number, what: string) => void;

/** How many steps up from a function its callers are looked for, and in how many files at each of them. */
const CALLER_LEVELS = 3;
const CALLING_FILES = 16;

export async function findPins(
  files: readonly SourceFile[],
  project: Project,
  models: readonly Model[],
  progress: Progress,
): Promise<FoundPins> {
  const search = new Search(project, models);
  const { suspects, diagnostics } = findSuspects(files, search.matcherOf, (done) =>
    progress(done, files.length, 'files looked at'),
  );
  search.diagnostics.push(...diagnostics);
  for (const [at, file] of suspects.entries()) {
    progress(at, suspects.length, `suspects read, now ${file.path}`);
    await search.evaluate(file, null);
  }
  for (let level = 0; level < CALLER_LEVELS && search.recorder.asked.size > 0; level++)
    await search.followCallers(files, progress);
  return {
    pins: search.recorder.pins(),
    parsed: search.parsed.size,
    diagnostics: search.diagnostics,
    bugs: search.bugs,
  };
}

class Search {
  readonly recorder = new Recorder();
  readonly diagnostics: Diagnostic[] = [];
  readonly bugs: Bug[] = [];
  readonly parsed = new Set<string>();
  private readonly indexes = new Map<string, ModelIndex>();
  private readonly matchers = new Map<string, KeywordMatcher>();
  private readonly units = new Map<string, Unit | null>();
  /** Names whose callers were looked for, by language. */
  private readonly followed = new Set<string>();

  constructor(
    private readonly project: Project,
    private readonly models: readonly Model[],
  ) {}

  /** What finds the words of a language's models. */
  readonly matcherOf = (language: string): KeywordMatcher => {
    const matcher =
      this.matchers.get(language) ??
      keywordMatcher(keywordsOf(this.models.filter((model) => languagesOf(model).includes(language))));
    this.matchers.set(language, matcher);
    return matcher;
  };

  async evaluate(file: SourceFile, asked: readonly string[] | null): Promise<void> {
    const { project } = this;
    const index = this.indexes.get(file.language) ?? indexModels(this.models, file.language);
    this.indexes.set(file.language, index);
    try {
      const front = await frontEnd(file.language);
      const unit = this.units.get(file.path) ?? front(file.path, project.text(file.path) ?? '');
      this.units.set(file.path, unit);
      if (!this.parsed.has(file.path)) {
        this.parsed.add(file.path);
        for (const { line } of unit.errors.slice(0, 1))
          this.diagnostics.push({ path: file.path, reason: `a syntax error at line ${line} was stepped over` });
      }
      const files = {
        ...project,
        unit: (path: string) => this.linkedUnit(path, front),
        keywordLines: (path: string) => linesWithKeyword(project.text(path) ?? '', this.matcherOf(file.language)),
      };
      const limits = evaluateUnit(unit, index, files, this.recorder, asked);
      // Of callers, what was found is of use and what was not says nothing: the function itself was run before.
      if (asked === null) this.diagnostics.push(...limits.map((reason) => ({ path: file.path, reason })));
    } catch (error) {
      if (error instanceof ParseTimeout) this.diagnostics.push({ path: file.path, reason: error.message });
      else this.bugs.push({ path: file.path, error });
    }
  }

  /** Runs what calls the functions that were asked for, and forgets the question. */
  async followCallers(files: readonly SourceFile[], progress: Progress): Promise<void> {
    const questions = [...this.recorder.asked];
    this.recorder.asked.clear();
    for (const [language, all] of questions) {
      const names = [...all].filter((name) => !this.followed.has(`${language} ${name}`));
      for (const name of names) this.followed.add(`${language} ${name}`);
      if (names.length === 0) continue;
      const { suspects } = findSuspects(
        files.filter((file) => sharesCode(file.language, language)),
        () => keywordMatcher(names),
      );
      const word = new RegExp(`(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`);
      const callers = suspects.filter(({ path }) => word.test(this.project.text(path) ?? '')).slice(0, CALLING_FILES);
      for (const [at, file] of callers.entries()) {
        progress(at, callers.length, `callers read, now ${file.path}`);
        await this.evaluate(file, names);
      }
    }
  }

  /** Another file of the language, when the evaluator asks for it; null where it can't be read. */
  private linkedUnit(path: string, front: FrontEnd): Unit | null {
    const known = this.units.get(path);
    if (known !== undefined) return known;
    const text = this.project.text(path);
    let unit: Unit | null = null;
    try {
      unit = text === undefined || text.length > LARGEST_SOURCE ? null : front(path, text);
    } catch (error) {
      if (!(error instanceof ParseTimeout)) throw error;
    }
    this.units.set(path, unit);
    return unit;
  }
}

const FAMILIES = [
  ['javascript', 'typescript'],
  ['c', 'cpp'],
];

const sharesCode = (one: string, other: string): boolean =>
  one === other || FAMILIES.some((family) => family.includes(one) && family.includes(other));

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
