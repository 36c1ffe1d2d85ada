/** A module of the project: it runs once, at its first use, and hands out its variables as one object. */
import type { Step, Unit } from '../../ir/step.js';
import { LINKED_FILES, LINKED_FOR_VALUES } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT, type Abstract, referTo, Thing } from '../memory/values.js';
import { runSteps } from './run-steps.js';

/** The file's variables as one object: what `import settings` gives. */
function moduleObject(m: Machine, frame: Frame): Thing {
  const known = m.modules.get(frame.unit.path);
  if (known) return known;
  const thing = new Thing('instance', null, null, m.heap.birth());
  m.modules.set(frame.unit.path, thing);
  m.moduleFrames.set(thing, frame);
  Object.defineProperty(thing, 'fields', { value: frame.variables });
  return thing;
}

/** Runs the file if nobody has yet; null where it can't be read, or too many were. */
export function loadFile(m: Machine, path: string): Frame | null {
  const known = m.frames.get(path);
  if (known) return known;
  if (m.frames.size >= LINKED_FILES + LINKED_FOR_VALUES || (m.calling && m.frames.size >= LINKED_FILES)) return null;
  const unit = m.files.unit(path);
  if (unit === null || (m.frames.size >= LINKED_FILES && !holdsValuesOnly(unit.body))) return null;
  const frame = fileFrameFor(unit, m.heap.birth());
  m.frames.set(path, frame);
  m.reaching.add(unit, m.files.keywordLines(path));
  const { steps, pending, reach, calling } = m;
  m.pending = null;
  m.calling = false;
  const stack = m.stack.splice(0);
  const callSites = m.callSites.splice(0);
  try {
    runSteps(m, unit.body, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
  } finally {
    m.stack.splice(0, m.stack.length, ...stack);
    m.callSites.splice(0, m.callSites.length, ...callSites);
    m.steps = steps;
    m.pending = pending;
    m.reach = reach;
    m.calling = calling;
  }
  return frame;
}

/** Constants, and the conditions around them. */
const holdsValuesOnly = (steps: readonly Step[]): boolean =>
  steps.every(
    (step) =>
      (step.kind === 'bind' && step.value.kind !== 'lambda' && step.value.kind !== 'class') ||
      (step.kind === 'if' && holdsValuesOnly(step.then) && holdsValuesOnly(step.else)),
  );

export const fileFrameFor = (unit: Unit, born: number): Frame => ({
  unit,
  variables: new Map(),
  outer: null,
  isolated: false,
  self: null,
  receiver: null,
  home: null,
  born,
  kind: 'file',
});

export function fileObject(m: Machine, path: string): Abstract | null {
  const frame = loadFile(m, path);
  return frame && referTo(moduleObject(m, frame));
}

/** A module as its importers see it: what it exports as a whole, or its variables. */
export function exported(m: Machine, frame: Frame, whole: boolean): Abstract {
  for (const name of ['default', 'exports']) {
    const value = frame.variables.get(name)?.value;
    if (value && value !== ABSENT && (whole || name === 'exports') && !isBare(value)) return value;
  }
  return referTo(moduleObject(m, frame));
}

/** `exports` to which nothing was written: the module uses the other way to export. */
const isBare = (value: Abstract): boolean =>
  value.kind === 'object' && value.object.shape === 'record' && value.object.fields.size === 0;

/** All files of a Go package share one scope. */
export function packageObject(m: Machine, path: string): Abstract {
  const thing = new Thing('instance', null, null, m.heap.birth());
  for (const each of [path, ...m.files.definers('go', '', path)]) {
    const frame = loadFile(m, each);
    for (const [name, cell] of frame?.variables ?? []) thing.fields.set(name, cell);
  }
  return referTo(thing);
}
