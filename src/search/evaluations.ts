/** Has files run by the evaluator, one after the other, and keeps what they share: lowered files, the record of pins. */
import { type Circumstances, evaluateUnit } from '../evaluate/evaluate.js';
import type { ProjectFiles } from '../evaluate/machine.js';
import { textOf } from '../evaluate/memory/values.js';
import { Recorder } from '../evaluate/recorder.js';
import type { SourceFile } from '../files/discover.js';
import { LARGEST_SOURCE, linesWithKeyword } from '../files/prefilter.js';
import type { Project } from '../files/project.js';
import { placedAt } from '../ir/place.js';
import type { Unit } from '../ir/step.js';
import type { Diagnostic } from '../result.js';
import { type FrontEnd, frontEnd } from '../syntax/lower.js';
import { ParseTimeout } from '../syntax/tree-sitter.js';
import type { ModelsByLanguage } from './models-by-language.js';

/** An error of rootlint itself: the other files are judged all the same, and the run ends with 70 and the stack. */
export interface Bug {
  readonly path: string;
  readonly error: unknown;
}

/** What the user says that variables hold where a file runs. */
export type EnvironmentOf = (path: string) => ReadonlyMap<string, string>;

export class Evaluations {
  readonly recorder = new Recorder();
  readonly diagnostics: Diagnostic[] = [];
  readonly bugs: Bug[] = [];
  readonly parsed = new Set<string>();
  /** Settings and stores that were read while a file was run. */
  readonly readBy = new Map<string, Set<string>>();
  private readonly units = new Map<string, Unit | null>();
  /** Lines that hold a word of the models of the file's language. */
  private readonly linesOf = new Map<string, readonly number[]>();

  constructor(
    private readonly project: Project,
    private readonly models: ModelsByLanguage,
    private readonly environmentOf: EnvironmentOf,
  ) {}

  unitOf(path: string): Unit | null {
    return this.units.get(path) ?? null;
  }

  async evaluate(file: SourceFile, circumstances: Circumstances): Promise<void> {
    const { project } = this;
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
      const { index } = this.models.of(file.language);
      const limits = evaluateUnit(unit, index, files, this.recorder, this.settled(file.path, circumstances));
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
    const lines = linesWithKeyword(this.project.text(path) ?? '', this.models.of(language).words);
    this.linesOf.set(path, lines);
    return lines;
  }

  private readFor(file: string, path: string): Uint8Array | undefined {
    const read = this.readBy.get(file) ?? new Set();
    this.readBy.set(file, read.add(path));
    return this.project.read(path);
  }

  /** Lowers command lines that stand in texts of the program; the shell's grammar is loaded where there may be one. */
  private async commandsIn(text: string): Promise<ProjectFiles['command']> {
    if (!COMMAND.test(text)) return () => null;
    const front = await frontEnd('shell');
    const { index } = this.models.of('shell');
    return (command, { path, span }) => ({ unit: placedAt(front(path, command), span), index });
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

/** One sentence a file: a large one runs into the limit in a hundred functions. */
function summedUp(limits: readonly string[]): readonly string[] {
  const [first, ...more] = limits;
  return first === undefined
    ? []
    : [more.length === 0 ? first : `${first}, and so it is ${more.length} more times here`];
}

/** A program that the shell is asked to run, and that some model knows. */
const COMMAND = /["'`(]\s*(?:[^"'`\n]{0,80}[|;&]\s*)?(?:curl|wget|openssl|php|java)["'`\s]/;
