/**
 * The state of one evaluation: the heap, what is set for the whole process, how much has been run, and who is asked for
 * files. `code/` runs steps, computes values and calls, `library/` does what rows say, `trust/` is asked whom clients trust.
 */
import type { If, Import, Unit } from '../ir/step.js';
import type { Lambda, Span } from '../ir/value.js';
import type { ModelIndex } from '../models/index-models.js';
import type { Imported } from './code/imported-names.js';
import { Reaching } from './entries/reaching.js';
import { STEPS_PER_ENTRY, STEPS_PER_FILE, STEPS_WHEN_LATE } from './limits.js';
import type { Frame } from './memory/frame.js';
import { type Changes, Heap } from './memory/heap.js';
import {
  type Abstract,
  type Cell,
  type CheckValue,
  type FunctionValue,
  type ProjectClass,
  Thing,
} from './memory/values.js';
import type { Located, Reach, Site } from './pin.js';
import type { Recorder } from './recorder.js';
import type { Attempt } from './trust/attempts.js';

/** What the evaluator may ask of the files of the project. Paths are relative to the root. */
export interface ProjectFiles {
  locate(given: string, from: string): Located;
  read(path: string): Uint8Array | undefined;
  list(path: string): readonly string[];
  glob(pattern: string): readonly string[];
  /** Whether this word stands in `path` more than once, or in another file of its language. */
  mentions(word: string, path: string): boolean;
  /** Whether a symbol of the preprocessor is the project's own, and nobody in the repository defines it. */
  isNeverDefined(symbol: string): boolean;
  /** Whether others install what the file is part of, so that it has callers who are not seen. */
  isPackaged(path: string): boolean;
  isTest(path: string): boolean;
  /** Shows one of the ways in which the code beside it is used. */
  isExample(path: string): boolean;
  /** Whether another file loads this one. */
  isLoaded(path: string): boolean;
  /** Files of the language of `path` in which a class has a member of this name. */
  definingMember(name: string, path: string): readonly string[];
  /** Classes of the same language that extend or implement the one of this name. */
  heirs(name: string, path: string): readonly { readonly path: string; readonly name: string }[];
  /** Whether the project is the library of this name itself. */
  isLibraryItself(language: string, name: string): boolean;
  /** The library that a script is, as others import it; null where it is not the entry of a package. */
  publishedName(path: string): string | null;
  /** A file of the project in the neutral form; null where it can't be read. */
  unit(path: string): Unit | null;
  /** Its lines that hold a word of the models, in ascending order. */
  keywordLines(path: string): readonly number[];
  /** A command line in the neutral form, standing at `site`, and the models that know it; null where there is none. */
  command(text: string, site: Site): { readonly unit: Unit; readonly index: ModelIndex } | null;
  /** Where an import leads, and which names of that file it means; null for a library. */
  linkImport(
    language: string,
    qualified: string,
    from: string,
  ): { readonly path: string; readonly rest: readonly string[] } | null;
  /** Files that may define the name without being imported, the likeliest first. */
  definers(language: string, name: string, from: string): readonly string[];
}

/** Raised where code throws for certain; caught by `try` steps and at the entry. */
export class Thrown extends Error {
  override name = 'Thrown';
}

/** Raised at the limit of steps: the entry ends, what was found stays. */
export class OutOfSteps extends Error {
  override name = 'OutOfSteps';
}

export class Machine {
  readonly heap = new Heap();
  readonly environment: Thing;
  readonly properties: Thing;
  /** Process-wide variables of libraries, by qualified name. */
  readonly slots: Thing;
  /** What the program wrote into files, by path: often a bundle put together just before it is used. */
  readonly written: Thing;
  /** Things that left for code that can't be seen. */
  readonly escaped = new Set<Thing>();
  /** Holders that the current entry made: where it runs out of steps, they are judged as they are. */
  readonly made = new Set<Thing>();
  /** What a library call showed an unknown value to be. */
  readonly assumed = new Map<Abstract, Thing>();
  /** Things whose connections were seen: these say what they trust. */
  readonly connected = new Set<Thing>();
  /** Things of which others were made: these say what became of it. */
  readonly copiedFrom = new Set<Thing>();
  /** Functions that were run, and calls that were reached. */
  readonly ran = new Set<Lambda>();
  /** Functions of this file that were met as values, as they were met first. */
  readonly functions = new Map<Lambda, FunctionValue>();
  /** Which functions of the files run so far may lead to a place. */
  readonly reaching: Reaching;
  /** Where the functions on the stack were called. */
  readonly callSites: Site[] = [];
  /** By which names others call the function that is being run for itself; empty where nothing hangs on its callers. */
  alone: readonly string[] = [];
  /** The function that this entry runs for itself. */
  aloneIn: Lambda | null = null;
  /** The hosts that the connection in question asks; empty where they are not known. */
  asking: readonly string[] = [];
  readonly stack: Lambda[] = [];
  /** How often code that is not seen called a function, in this entry. */
  readonly calledBack = new Map<Lambda, number>();
  readonly classes = new Map<unknown, ProjectClass>();
  /** Classes that constructor functions stand for, by the frame and the function. */
  readonly constructors = new WeakMap<Frame, Map<unknown, ProjectClass>>();
  /** Files that were run, by path; and as the objects that importers see. */
  readonly frames = new Map<string, Frame>();
  readonly modules = new Map<string, Thing>();
  /** What the imports of each file make of a name. */
  readonly imports = new Map<Unit, Map<string, Imported>>();
  /** The file of the project that an import leads to; null for a library. */
  readonly links = new Map<Import, ReturnType<ProjectFiles['linkImport']>>();
  /** The file behind such an object. */
  readonly moduleFrames = new Map<Thing, Frame>();
  /** Imports that are being looked up. */
  readonly importing = new Set<Import>();
  /** Files whose code is running in the place of an `include`. */
  readonly including = new Set<string>();
  /** What other files say of a name, by file and name; null for nothing. */
  readonly elsewhere = new Map<string, Abstract | null>();
  /** Checks that throw when they fail, met while the current step was evaluated. Null outside verifiers. */
  pending: CheckValue[] | null = null;
  /** Inside a verifier: it looks above the server's own certificate, so that a hash may be that of an issuer. */
  looksUp = false;
  /** Inside a verifier that is asked for each certificate of the chain: a depth tells for which. */
  asksEach = false;
  /** Of what the module keeps, only switched-off clients are judged: it connects itself, with what it wants. */
  onlySwitches = false;
  /** A parameter got an object of its declared type: callers that are seen know better. */
  injects = false;
  /** How many objects of declared types are being made for one another. */
  injecting = 0;
  /** What a container has made in this entry: it makes one of each. */
  readonly contained = new Map<ProjectClass, Abstract>();
  reach: Reach = 'live';
  /** A function runs for itself, or a test runs it: what a program that calls it gives it counts more. */
  byItself = false;
  /** Calls that connected, or made a client that will. */
  opened = 0;
  /** The object in whose method an object of an inner class is being made. */
  around: Abstract | null = null;
  /** Connections that were tried since somebody began to collect them. */
  attempts: Attempt[] = [];
  /** The name at hand is looked up to be called. */
  calling = false;
  /** What branches changed that returned from the function that is running. */
  returned: { readonly changes: Changes; readonly when: string; readonly otherwise: string }[] = [];
  /** Where a branch that is not taken writes to, and the places where it does. Null outside such branches. */
  aside: { readonly things: Set<Thing>; readonly sites: Set<Site> } | null = null;
  forks = 0;
  /** How many `try` blocks with a handler are open: what throws in them ends in the handler. */
  guarded = 0;
  /** What reading a file does that is not in the repository: within `try`, the read fails. */
  absentThrows = false;
  /** Where it did. */
  absentThrew = false;
  /** A file was read of which the sources don't tell whether it is there: the handler of the `try` around may run. */
  mayFail = false;
  steps = 0;
  /** Variables and properties that are not set in the sources, and so decided a condition. */
  readonly decidedByAbsence = new Set<string>();
  /** Branches that a default closed, and the functions run for themselves that met them. */
  readonly closed = { branches: new Set<If>(), entries: new Set<Lambda>() };
  /** Such branches of an earlier run, which this one follows too; null in the first. */
  opens: ReadonlySet<If> | null = null;
  /** The functions for whose parameters this entry supposed what callers may give. */
  readonly openedFor = new Set<Lambda>();
  /** The turns of loops that are running, with the variables that each turn has for itself. */
  readonly turns: { readonly frame: Frame; readonly names: readonly (string | undefined)[] }[] = [];
  /** Steps of all entries so far. */
  spent = 0;

  constructor(
    readonly unit: Unit,
    /** The models of the language that runs: another one's while a command of the shell does. */
    public index: ModelIndex,
    readonly files: ProjectFiles,
    readonly recorder: Recorder,
    readonly asked: ReadonlyMap<string, string> | null,
  ) {
    this.reaching = asked ? new Reaching([...asked.keys()], false) : new Reaching([...index.bareNames], true);
    this.environment = new Thing('record', null, null, 0);
    this.properties = new Thing('record', null, null, 0);
    this.slots = new Thing('record', null, null, 0);
    this.written = new Thing('record', null, null, 0);
  }

  /**
   * A condition in the file `path` went as it did because nobody sets the variable. A file that is run for itself looks at
   * the other way when it is; a caller is asked for its own conditions alone.
   */
  decideByAbsence(name: string, path: string): void {
    if (this.decidedByAbsence.has(name)) return;
    const isAskedHere = path === this.unit.path || (this.asked === null && this.files.keywordLines(path).length === 0);
    if (isAskedHere) this.decidedByAbsence.add(name);
  }

  /** The program itself runs, and nothing in it hangs on a condition that nobody can decide; an example is one of many. */
  isLastWord(): boolean {
    const isOpen = this.byItself || this.alone.length > 0 || this.reach !== 'live';
    return !isOpen && !this.files.isExample(this.unit.path);
  }

  spend(): void {
    this.spent++;
    if (++this.steps > (this.spent > STEPS_PER_FILE ? STEPS_WHEN_LATE : STEPS_PER_ENTRY)) throw new OutOfSteps();
  }

  site(span: Span, frame: Frame): Site {
    return frame.at ?? { path: frame.unit.path, span };
  }

  thing(shape: Thing['shape'], type: string | null, of: ProjectClass | null = null): Thing {
    return new Thing(shape, type, of, this.heap.birth());
  }

  write(thing: Thing, key: string, cell: Cell): void {
    if (this.aside && cell.at) {
      this.aside.things.add(thing);
      this.aside.sites.add(cell.at);
    }
    this.heap.write(thing.fields, key, cell, thing.born);
  }

  setVariable(frame: Frame, name: string, value: Abstract, at: Site | null): void {
    this.heap.write(frame.variables, name, { value, at }, frame.born);
  }
}
