/** Finds the pins of a project: suspects first, then the callers of what the suspects leave open. */
import { extname, posix } from 'node:path';
import { type Circumstances, evaluateUnit } from './evaluate/evaluate.js';
import type { ProjectFiles } from './evaluate/machine.js';
import { textOf } from './evaluate/memory/values.js';
import type { Pin } from './evaluate/pin.js';
import { type Launch, Recorder } from './evaluate/recorder.js';
import type { SourceFile } from './files/discover.js';
import { type KeywordMatcher, keywordMatcher } from './files/keywords.js';
import { modelsFor, sharesCode } from './files/languages.js';
import { findSuspects, LARGEST_SOURCE, linesWithKeyword, REMARK } from './files/prefilter.js';
import type { Project } from './files/project.js';
import { placedAt } from './ir/place.js';
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
  /** Files in which a word of the models stands, or a remark for rootlint. */
  readonly suspects: readonly SourceFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly bugs: readonly Bug[];
  /** The neutral form of a file that was read; null for any other. */
  readonly unitOf: (path: string) => Unit | null;
  /** Settings and stores that were read while a file was run. */
  readonly readBy: (path: string) => ReadonlySet<string> | undefined;
}

/** What the user says that variables hold where a file runs. */
export type EnvironmentOf = (path: string) => ReadonlyMap<string, string>;

export type Progress = (done: number, total: number, what: string) => void;

/** How many steps up from a function its callers are looked for. */
const CALLER_LEVELS = 3;
/** In how many files at each of them: for one name, for one that still more files hold, for all. */
const CALLING_FILES = 16;
const OF_A_COMMON_NAME = 4;
const ALL_CALLING_FILES = 32;

export async function findPins(
  files: readonly SourceFile[],
  project: Project,
  models: readonly Model[],
  progress: Progress,
  environmentOf: EnvironmentOf = () => new Map(),
  /** Sources that alone may be of interest, beside what starts programs. */
  only?: ReadonlySet<string>,
): Promise<FoundPins> {
  const search = new Search(project, models, environmentOf);
  const inQuestion = only === undefined ? files : files.filter((file) => isStarter(file) || only.has(file.path));
  const { suspects, diagnostics } = findSuspects(inQuestion, search.suspectedBy, (done) =>
    progress(done, inQuestion.length, 'files looked at'),
  );
  search.diagnostics.push(...diagnostics);
  // What starts programs comes first: it says in which environment they run.
  const starters = suspects.filter(isStarter);
  const programs = suspects.filter((file) => !isStarter(file));
  const others = search.startersThatSet(variablesNamedIn(programs, project), files.filter(isStarter));
  const ordered = [...new Set([...starters, ...others]), ...programs];
  for (const [at, file] of ordered.entries()) {
    progress(at, ordered.length, `suspects read, now ${file.path}`);
    await search.evaluateInItsEnvironments(file);
  }
  for (let level = 0; level < CALLER_LEVELS && search.recorder.asked.size > 0; level++)
    await search.followCallers(files, progress);
  return {
    pins: search.recorder.pins(),
    parsed: search.parsed.size,
    suspects,
    diagnostics: search.diagnostics,
    bugs: search.bugs,
    unitOf: (path) => search.unitOf(path),
    readBy: (path) => search.readBy.get(path),
  };
}

class Search {
  readonly recorder = new Recorder();
  readonly diagnostics: Diagnostic[] = [];
  readonly bugs: Bug[] = [];
  readonly parsed = new Set<string>();
  readonly readBy = new Map<string, Set<string>>();
  private readonly indexes = new Map<string, ModelIndex>();
  private readonly matchers = new Map<string, KeywordMatcher>();
  private readonly suspecting = new Map<string, KeywordMatcher>();
  private readonly units = new Map<string, Unit | null>();
  /** Lines that hold a word of the models of the file's language. */
  private readonly linesOf = new Map<string, readonly number[]>();
  /** Names whose callers were looked for, by language. */
  private readonly followed = new Set<string>();

  constructor(
    private readonly project: Project,
    private readonly models: readonly Model[],
    private readonly environmentOf: EnvironmentOf,
  ) {}

  unitOf(path: string): Unit | null {
    return this.units.get(path) ?? null;
  }

  /** The same, and remarks. */
  readonly suspectedBy = (spoken: string): KeywordMatcher => {
    const language = modelsFor(spoken);
    const matcher = this.suspecting.get(language) ?? keywordMatcher([...this.wordsOf(language), REMARK]);
    this.suspecting.set(language, matcher);
    return matcher;
  };

  private wordsOf(language: string): readonly string[] {
    return keywordsOf(this.models.filter((model) => languagesOf(model).includes(language)));
  }

  /** What finds the words of a language's models. */
  readonly matcherOf = (spoken: string): KeywordMatcher => {
    const language = modelsFor(spoken);
    const matcher = this.matchers.get(language) ?? keywordMatcher(this.wordsOf(language));
    this.matchers.set(language, matcher);
    return matcher;
  };

  /** Scripts and settings that set one of the variables. */
  startersThatSet(variables: ReadonlySet<string>, starters: readonly SourceFile[]): readonly SourceFile[] {
    const setting = starters.filter(({ path }) =>
      [...(this.project.text(path) ?? '').matchAll(SETS)].some(([, name, property]) =>
        variables.has(name ?? property ?? ''),
      ),
    );
    return setting.slice(0, STARTERS_READ);
  }

  async evaluateInItsEnvironments(file: SourceFile, circumstances: Circumstances = {}): Promise<void> {
    const environments = isStarter(file) ? [] : environmentsOf(file, this.recorder.launches);
    if (environments.length === 0) await this.evaluate(file, circumstances);
    for (const environment of environments) await this.evaluate(file, { ...circumstances, environment });
  }

  private async evaluate(file: SourceFile, circumstances: Circumstances): Promise<void> {
    const { project } = this;
    const spoken = modelsFor(file.language);
    const index = this.indexes.get(spoken) ?? indexModels(this.models, spoken);
    this.indexes.set(spoken, index);
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
        read: (path: string) => this.readFor(file.path, path),
        unit: (path: string) => this.linkedUnit(path, front),
        command: await this.commandsIn(project.text(file.path) ?? ''),
        keywordLines: (path: string) => this.keywordLines(path, file.language),
      };
      const settled = this.settled(file.path, circumstances);
      const limits = evaluateUnit(unit, index, files, this.recorder, settled);
      // Of callers, what was found is of use and what was not says nothing: the function itself was run before.
      if (!circumstances.asked)
        this.diagnostics.push(...summedUp(limits).map((reason) => ({ path: file.path, reason })));
    } catch (error) {
      if (error instanceof ParseTimeout) this.diagnostics.push({ path: file.path, reason: error.message });
      else this.bugs.push({ path: file.path, error });
    }
  }

  /** What the user says of the environment beats what scripts set. */
  private settled(path: string, circumstances: Circumstances): Circumstances {
    const told = this.environmentOf(path);
    if (told.size === 0) return circumstances;
    const environment = new Map(circumstances.environment);
    for (const [name, text] of told) environment.set(name, { value: textOf(text), at: null });
    return { ...circumstances, environment };
  }

  private keywordLines(path: string, language: string): readonly number[] {
    const known = this.linesOf.get(path);
    if (known !== undefined) return known;
    const lines = linesWithKeyword(this.project.text(path) ?? '', this.matcherOf(language));
    this.linesOf.set(path, lines);
    return lines;
  }

  private readFor(file: string, path: string): Uint8Array | undefined {
    const read = this.readBy.get(file) ?? new Set();
    this.readBy.set(file, read.add(path));
    return this.project.read(path);
  }

  /** Runs what calls the functions that were asked for, and forgets the question. */
  async followCallers(files: readonly SourceFile[], progress: Progress): Promise<void> {
    const questions = [...this.recorder.asked];
    this.recorder.asked.clear();
    for (const [language, all] of questions) {
      const asked = new Map([...all].filter(([name]) => !this.followed.has(`${language} ${name}`)));
      const names = [...asked.keys()];
      for (const name of names) this.followed.add(`${language} ${name}`);
      if (names.length === 0) continue;
      const { suspects } = findSuspects(
        files.filter((file) => sharesCode(file.language, language)),
        () => keywordMatcher(names),
      );
      const callers = callersAmong(suspects, names, this.project);
      for (const [at, file] of callers.entries()) {
        progress(at, callers.length, `callers read, now ${file.path}`);
        await this.evaluateInItsEnvironments(file, { asked });
      }
    }
  }

  /** Lowers command lines that stand in texts of the program; the shell's grammar is loaded where there may be one. */
  private async commandsIn(text: string): Promise<ProjectFiles['command']> {
    if (!COMMAND.test(text)) return () => null;
    const front = await frontEnd('shell');
    return (command, { path, span }) => {
      const index = this.indexes.get('shell') ?? indexModels(this.models, 'shell');
      this.indexes.set('shell', index);
      return { unit: placedAt(front(path, command), span), index };
    };
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

/**
 * The files that name one of the functions. A name that few files hold is its function's own and comes first; one that is
 * everywhere (`get`) must not take the place of the others.
 */
function callersAmong(files: readonly SourceFile[], names: readonly string[], project: Project): SourceFile[] {
  const word = new RegExp(`(?<![\\w$])(?:${names.map(escaped).join('|')})(?![\\w$])`, 'g');
  const byName = new Map<string, SourceFile[]>(names.map((name) => [name, []]));
  for (const file of files)
    for (const name of new Set((project.text(file.path) ?? '').match(word))) byName.get(name)?.push(file);
  const rarestFirst = [...byName.values()].sort((a, b) => a.length - b.length);
  const chosen = rarestFirst.flatMap((those) =>
    those.length > CALLING_FILES ? those.slice(0, OF_A_COMMON_NAME) : those,
  );
  return [...new Set(chosen)].slice(0, ALL_CALLING_FILES);
}

/** One sentence a file: a large one runs into the limit in a hundred functions. */
function summedUp(limits: readonly string[]): readonly string[] {
  const [first, ...more] = limits;
  return first === undefined
    ? []
    : [more.length === 0 ? first : `${first}, and so it is ${more.length} more times here`];
}

const isStarter = ({ language }: SourceFile): boolean => modelsFor(language) === 'shell';

/** `CA_FILE=…` of a script, `CA_FILE: …` of a Compose file, `-Dshop.ca=…` of a command. */
const SETS = /\b([A-Z][A-Z0-9_]{2,})\s*[=:]|\s-D([\w.-]+)=/g;
const STARTERS_READ = 40;

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
function environmentsOf(file: SourceFile, launches: readonly Launch[]): Launch['environment'][] {
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
/** A program that the shell is asked to run, and that some model knows. */
const COMMAND = /["'`(]\s*(?:[^"'`\n]{0,80}[|;&]\s*)?(?:curl|wget|openssl|php|java)["'`\s]/;

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
