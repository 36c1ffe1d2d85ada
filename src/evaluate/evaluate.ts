/**
 * `evaluate/` runs the steps of a suspect forward and asks, at each connection, what the client trusts. It knows the
 * neutral form and the models; it reads files only through the project that it is given, and judges nothing.
 *
 * Entries: the top level of the file first, then `main`, then every function that nobody in the file called, with unknown
 * parameters. A method runs on an object that its constructor made.
 */
import type { Unit } from '../ir/step.js';
import type { ModelIndex } from '../models/index-models.js';
import { whenOf } from './code/branches.js';
import { escape } from './code/escape.js';
import { fileFrameFor } from './code/modules.js';
import { runSteps } from './code/run-steps.js';
import { calledNames } from './entries/called-names.js';
import { functionsOf, uncalledFirst } from './entries/candidates.js';
import { judgeSettings } from './entries/framework-settings.js';
import { handOnEnvironment, handOnVariables } from './entries/hand-on.js';
import { type Enter, runMain } from './entries/main-function.js';
import { namersOf } from './entries/namers.js';
import { offersTrust } from './entries/offers.js';
import { runPackageStarts } from './entries/package-starts.js';
import { exports, isNamed, isOfMainPackage, isOwnModule, runsByItself } from './entries/program.js';
import { hasDefaults, namesForCallers, runAlone } from './entries/run-alone.js';
import { ENTRIES_PER_FILE, STEPS_PER_FILE } from './limits.js';
import { Machine, OutOfSteps, type ProjectFiles, Thrown } from './machine.js';
import { resultOf } from './memory/outcome.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  type FunctionValue,
  PROPERTY,
  type Thing,
  unknownOf,
} from './memory/values.js';
import type { Reach } from './pin.js';
import type { Recorder } from './recorder.js';
import { judgeEscaped, judgeProcess } from './trust/connect.js';
import { holderRowOf } from './trust/holders.js';

export interface Circumstances {
  /**
   * Only what leads to these functions of other files, by name, with the file that defines each, as their callers know
   * better; null for all that leads to a place that some model knows.
   */
  readonly asked?: ReadonlyMap<string, string> | null;
  /** Variables that a script sets before it starts the program. */
  readonly environment?: ReadonlyMap<string, Cell>;
  /** Variables and properties taken to be set, to what nobody knows. */
  readonly assumed?: ReadonlySet<string>;
  /** Branches that a default closed, and the functions that met them: only these run, and follow both. */
  readonly closed?: Machine['closed'];
}

/**
 * Runs the entries of one file. Pins go to `recorder`, which one run shares: another file may call what this one defines.
 * Returns why not everything was run; empty as a rule.
 */
export function evaluateUnit(
  unit: Unit,
  index: ModelIndex,
  files: ProjectFiles,
  recorder: Recorder,
  circumstances: Circumstances = {},
): readonly string[] {
  const { asked = null, environment, assumed = new Set(), closed = null } = circumstances;
  const machine = new Machine(unit, index, files, recorder, asked);
  machine.opens = closed?.branches ?? null;
  const isAgain = assumed.size > 0 || closed !== null;
  for (const name of assumed) setOutside(machine, name);
  for (const [name, cell] of environment ?? []) {
    const isProperty = name.startsWith(PROPERTY);
    const table = isProperty ? machine.properties : machine.environment;
    table.fields.set(isProperty ? name.slice(PROPERTY.length) : name, cell);
  }
  const limits: string[] = [];
  const file = fileFrameFor(unit, 0);
  machine.frames.set(unit.path, file);
  const lines = files.keywordLines(unit.path);
  machine.reaching.add(unit, lines);

  const entry: Enter = (what, run, reach = isAgain ? 'conditional' : 'live') => {
    machine.reach = reach;
    machine.steps = 0;
    machine.attempts = [];
    machine.stack.length = 0;
    machine.callSites.length = 0;
    machine.alone = [];
    machine.injects = false;
    machine.aloneIn = null;
    machine.contained.clear();
    machine.calledBack.clear();
    machine.made.clear();
    machine.openedFor.clear();
    try {
      run();
    } catch (error) {
      if (error instanceof OutOfSteps) {
        limits.push(`${what} takes more steps than are followed`);
        // What it made is judged as it is by now; that takes steps too.
        for (const thing of machine.made) if (!machine.connected.has(thing)) machine.escaped.add(thing);
        machine.steps = 0;
      } else if (!(error instanceof Thrown)) throw error;
    }
    machine.pending = null;
    machine.reach = reach;
    for (const thing of machine.escaped) judgeInSteps(machine, thing);
    machine.escaped.clear();
    return judgeProcess(machine);
  };

  machine.byItself = files.isTest(unit.path);
  const isOpen = entry('the file itself', () => {
    // `return new Client([…])` at the end of a PHP file: others include it.
    const given = resultOf(runSteps(machine, unit.body, file), whenOf);
    if (given) escape(machine, given);
    runPackageStarts(machine, unit);
    judgeSettings(machine, file, given);
    if (given && offersTrust(machine, given)) recorder.ask(unit, [basename(unit.path)]);
    handOnVariables(machine, file);
  });
  if (isOpen && asked === null) recorder.ask(unit, namesOf('exports', unit.path));
  if (unit.language === 'shell' && !isAgain) handOnEnvironment(machine);
  // A module that calls what it defines, or connects, is a program; one that defines and no more is for others.
  // Who calls a class that was asked for may call an heir of it.
  for (const of of machine.classes.values())
    if (asked && of.bases.some((base) => base.kind === 'class' && asked.has(base.of.definition.name)))
      recorder.ask(unit, [of.definition.name]);
  const called = machine.ran.size > 0 && runsByItself(unit);
  const connects = machine.opened > 0 && runsByItself(unit);
  const hasMain = runMain(machine, file, entry);
  const program = hasMain || ((called || connects) && !exports(file));
  machine.onlySwitches = program && !hasMain && !called;
  // What other files may see of this one: the variables of its top level, as each of its functions leaves them.
  const included = unit.variablesByInclude ? lazy(() => files.mentions(basename(unit.path), unit.path)) : () => true;
  // Asked only where it matters: the answer costs a look into the other files.
  const isSeen = (value: Abstract | typeof ABSENT) =>
    value !== ABSENT && (value.kind !== 'object' || holderRowOf(machine, value.object) === null || included());
  // What only the package sees (Go) is handed on by its functions, if at all: asked when all of them have run.
  const isOfPackage = (name: string) => unit.language === 'go' && /^[a-z_]/.test(name);
  const handOut = (last = false) => {
    if (program && !machine.onlySwitches) return;
    for (const [name, { value }] of file.variables)
      if (
        isOfPackage(name) === last &&
        isSeen(value) &&
        !(unit.ownVariables && /^[a-z_]/.test(name)) &&
        value !== ABSENT &&
        !(
          value.kind === 'object' &&
          (machine.connected.has(value.object) || (last && machine.copiedFrom.has(value.object)))
        )
      )
        escape(machine, value);
  };
  handOut();
  // Options that others will hand to a client: those know more, and may name no API themselves.
  if (asked === null)
    for (const [name, { value }] of file.variables)
      if (value !== ABSENT && offersTrust(machine, value)) recorder.ask(unit, namesOf(name, unit.path));
  entry('what the file defines', () => undefined);
  machine.onlySwitches = false;

  machine.byItself = true;
  let entries = 0;
  for (const { of, name, self } of uncalledFirst(functionsOf(machine, file), calledNames(unit))) {
    if (closed && !closed.entries.has(of.lambda)) continue;
    if (machine.ran.has(of.lambda) || !machine.reaching.has(of.lambda)) continue;
    // Late, what only leads to a place gives way to what holds one.
    if (machine.spent > STEPS_PER_FILE && !machine.reaching.holdsWord(of.lambda)) continue;
    if (++entries > ENTRIES_PER_FILE) {
      limits.push(`more than ${ENTRIES_PER_FILE} functions that nobody in the file calls`);
      break;
    }
    const before = recorder.live();
    // Of an object's function, the object: `module.exports = { create() { … } }` is called by who requires the module.
    const knownAs = namesOf(name.split('.')[0]!, unit.path);
    const alone = () => {
      machine.alone = namesForCallers(of, knownAs, self);
      machine.aloneIn = of.lambda;
      if (machine.reaching.holdsWord(of.lambda) && hasDefaults(of, self)) recorder.ask(unit, machine.alone);
      // An heir may decide otherwise than the class that does the work.
      if (self && machine.reaching.holdsWord(of.lambda) && files.heirs(self.definition.name, unit.path).length > 0)
        recorder.ask(unit, [self.definition.name]);
      runAlone(machine, of, self);
      handOut();
    };
    const isDecidedByCallers = entry(name, alone, of.lambda.private ? reachOfPrivate(machine, of, program) : undefined);
    if (isDecidedByCallers && !isOpen) recorder.ask(unit, self ? [self.definition.name] : knownAs);
    // In a program, what neither this file nor another one names is never called. Asked only where something was found.
    const isClosed = program || isOwnModule(unit, files) || isOfMainPackage(unit, of, self);
    if (recorder.live() > before && isClosed && !isNamed(of, name, self, files, unit)) recorder.neverCalled(before);
  }
  // Functions that only stand in a field, or were handed to nobody who calls them: `DialTLS: func(…) { … }`.
  for (const of of closed ? [] : machine.functions.values()) {
    if (machine.ran.has(of.lambda) || of.home || !machine.reaching.has(of.lambda) || ++entries > ENTRIES_PER_FILE)
      continue;
    entry(of.lambda.name ?? 'a function without a name', () => {
      machine.aloneIn = of.lambda;
      runAlone(machine, of, null);
    });
  }
  entry('what the package keeps', () => handOut(true));
  // What the program does where they are set is a condition away: `if (process.env.CA) options.ca = …`.
  if (!isAgain && machine.decidedByAbsence.size > 0)
    evaluateUnit(unit, index, files, recorder, { ...circumstances, assumed: machine.decidedByAbsence });
  if (!isAgain && machine.closed.branches.size > 0)
    evaluateUnit(unit, index, files, recorder, { ...circumstances, closed: machine.closed });
  return limits;
}

/** Nobody called it: in a program nobody will, elsewhere whoever was kept from it by what nobody sets. */
function reachOfPrivate(m: Machine, of: FunctionValue, isProgram: boolean): Reach | undefined {
  if (isProgram) return 'none';
  return isDecidedAgainst(m, of) ? 'conditional' : undefined;
}

/** Only this file can call it, all in it that names it has run, and what nobody sets has led elsewhere. */
function isDecidedAgainst(m: Machine, of: FunctionValue): boolean {
  if (m.decidedByAbsence.size === 0) return false;
  const naming = namersOf(m.unit, m.files.keywordLines(m.unit.path), of.lambda);
  return naming.length > 0 && naming.every((lambda) => m.ran.has(lambda));
}

function setOutside(m: Machine, name: string): void {
  const value = unknownOf(`${name} is not set in the sources`, [], { environment: name });
  for (const table of [m.environment, m.properties]) table.fields.set(name, { value, at: null });
}

/** A check that is longer than can be followed says nothing. */
function judgeInSteps(m: Machine, thing: Thing): void {
  try {
    judgeEscaped(m, thing);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    m.steps = 0;
  }
}

/** By what others know it: a module exports as a whole under the name of its file, of its folder for an `index`. */
function namesOf(name: string, path: string): readonly string[] {
  if (name !== 'exports' && name !== 'default') return [name];
  const stem = basename(path).replace(/\.\w+$/, '');
  return [stem === 'index' ? basename(path.slice(0, path.lastIndexOf('/'))) : stem];
}

const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
