/** Runs steps in execution order. A condition that can be decided takes one branch; otherwise both, joined. */
import type { Bind, If, Loop, Step, Try, Write } from '../ir/step.js';
import { lineage } from '../models/index-models.js';
import { listOf } from '../models/load-models.js';
import { callFunction, unknownArgument } from './calls.js';
import { allOf, defaultRoots, reduce } from './check.js';
import { judgeEscaped } from './connect.js';
import { evaluate } from './expressions.js';
import { type Frame, fileFrame, frameOf } from './frame.js';
import { FORK_DEPTH, LOOP_TURNS, WHILE_TURNS } from './limits.js';
import { type Machine, Thrown } from './machine.js';
import { typeName } from './names.js';
import { addToList, elementsOf, escape, keyText, writeMember } from './objects.js';
import { opened } from './opened.js';
import { continues, type EitherOutcome, FALLS, has, type Outcome, replaceEnds, THROWS } from './outcome.js';
import type { Reach, Site } from './pin.js';
import { absentVariable, assumeSet } from './required.js';
import { truth } from './truth.js';
import {
  ABSENT,
  type Abstract,
  type CheckValue,
  NULL,
  oneOf,
  type Thing,
  textOf,
  through,
  unknownOf,
} from './values.js';

export function runSteps(m: Machine, steps: readonly Step[], frame: Frame): Outcome {
  hoist(m, steps, frame);
  return runFrom(m, steps, 0, frame);
}

/** Functions and classes of the block exist before its first step. */
function hoist(m: Machine, steps: readonly Step[], frame: Frame): void {
  for (const step of steps) if (step.kind === 'bind' && step.hoisted) runBind(m, step, frame);
  for (const step of steps) if (step.kind === 'write' && step.hoisted) runWrite(m, step, frame);
}

function runFrom(m: Machine, steps: readonly Step[], start: number, frame: Frame): Outcome {
  for (let i = start; i < steps.length; i++) {
    const step = steps[i]!;
    if ((step.kind === 'bind' || step.kind === 'write') && step.hoisted) continue;
    const outcome = runStep(m, step, frame);
    if (outcome.end === 'falls') continue;
    if (!has(outcome, 'falls')) return outcome;
    return replaceEnds(outcome, ['falls'], runFrom(m, steps, i + 1, frame));
  }
  return FALLS;
}

function runStep(m: Machine, step: Step, frame: Frame): Outcome {
  m.spend();
  const outer = m.pending;
  if (outer) m.pending = [];
  let outcome: Outcome;
  try {
    outcome = runOne(m, step, frame);
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    outcome = THROWS;
  }
  if (outer) {
    for (const check of m.pending ?? []) {
      outcome = { end: 'either', condition: check, at: m.site(step.span, frame), then: outcome, else: THROWS };
    }
    m.pending = outer;
  }
  return outcome;
}

function runOne(m: Machine, step: Step, frame: Frame): Outcome {
  switch (step.kind) {
    case 'bind':
      runBind(m, step, frame);
      return FALLS;
    case 'write':
      runWrite(m, step, frame);
      return FALLS;
    case 'use':
      evaluate(m, step.value, frame);
      return FALLS;
    case 'return': {
      if (step.leaves !== 'function') return { end: step.leaves };
      return { end: 'returns', value: step.value ? evaluate(m, step.value, frame) : NULL };
    }
    case 'throw':
      if (step.value) evaluate(m, step.value, frame);
      return THROWS;
    case 'if':
      return runIf(m, step, frame);
    case 'loop':
      return runLoop(m, step, frame);
    case 'try':
      return runTry(m, step, frame);
  }
}

function runBind(m: Machine, step: Bind, frame: Frame): void {
  const site = m.site(step.span, frame);
  let value = evaluate(m, step.value, frame, { name: step.name, ...(step.type && { type: step.type }) });
  if (step.value.kind === 'lambda' && step.hoisted && value.kind === 'function') {
    const before = frame.variables.get(step.name)?.value;
    if (
      before &&
      before !== ABSENT &&
      before.kind === 'function' &&
      before.frame === frame &&
      before.lambda !== value.lambda
    ) {
      value = { ...value, overloads: [...(before.overloads ?? []), before] };
    }
  } else if (step.value.kind !== 'lambda' && step.value.kind !== 'class')
    value = through(ofDeclaredType(m, value, step, frame), site);
  bindName(m, frame, step.name, value, step.scope, site);
}

/** `SSLOptions options = SSLOptions_initializer`: an object of the declared type, whatever the name stands for. */
function ofDeclaredType(m: Machine, value: Abstract, step: Bind, frame: Frame): Abstract {
  if (!step.type || step.value.kind !== 'name' || value.kind !== 'unknown' || value.peer) return value;
  return m.index.holders.has(typeName(m, step.type, frame)) ? unknownArgument(m, step.name, step.type, frame) : value;
}

export function bindName(
  m: Machine,
  frame: Frame,
  name: string,
  value: Abstract,
  scope: Bind['scope'],
  site: Site,
): void {
  const owner = scope === 'nearest' ? frameOf(frame, name) : null;
  const isField =
    scope === 'nearest' &&
    frame.self !== null &&
    (owner
      ? owner.kind === 'class' && declaresField(owner, name)
      : hasField(frame, name) || inheritsField(m, frame.self, name));
  if (isField && frame.self) writeMember(m, frame.self, name, value, site);
  else m.setVariable(owner ?? ownFrame(frame, scope), name, value, site);
}

/** Where a variable that nobody has yet comes to be. */
function ownFrame(frame: Frame, scope: Bind['scope']): Frame {
  if (scope === 'module') return fileFrame(frame);
  let at = frame;
  while (at.kind === 'block' && scope === 'nearest' && at.outer) at = at.outer;
  return at;
}

/** A field that the class has from a class of a library: `ServerCertificateCustomValidationCallback` in a handler of ours. */
function inheritsField(m: Machine, self: Abstract, name: string): boolean {
  if (self.kind !== 'object' || self.object.type === null) return false;
  return lineage(m.index, self.object.type).some((type) => {
    const row = m.index.holders.get(type)?.row;
    return row?.parts?.[name] !== undefined || (row?.trust ?? []).some((place) => listOf(place.field).includes(name));
  });
}

const declaresField = (frame: Frame, name: string): boolean =>
  frame.home?.definition.fields.some((field) => field.name === name) ?? false;

/** A bare name in a method may be a field of the class around, or of one that it extends. */
export function hasField(frame: Frame, name: string): boolean {
  const queue = frame.home ? [frame.home] : [];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (at.definition.fields.some((field) => field.name === name)) return true;
    for (const base of at.bases) if (base.kind === 'class') queue.push(base.of);
  }
  return false;
}

function runWrite(m: Machine, step: Write, frame: Frame): void {
  const site = m.site(step.span, frame);
  const found = evaluate(m, step.object, frame);
  const value = step.value === 'absent' ? ABSENT : evaluate(m, step.value, frame);
  const object = (value !== ABSENT && step.key !== null && opened(m, step.object, found, frame)) || found;
  // Whoever handed the object in keeps it.
  if (object !== found && value !== ABSENT && found.kind === 'unknown') escape(m, value);
  if (step.key === null) {
    addToList(m, object, value === ABSENT ? NULL : value, site);
    return;
  }
  const key = typeof step.key === 'string' ? textOf(step.key) : evaluate(m, step.key, frame);
  const known = keyText(key);
  if (known !== null) writeMember(m, object, known, value, site);
}

/** Nothing but `break` or `continue`. */
function isLeaving(steps: readonly Step[]): boolean {
  const [only, ...more] = steps;
  return only?.kind === 'return' && only.leaves !== 'function' && more.length === 0;
}

function runIf(m: Machine, step: If, frame: Frame): Outcome {
  const condition = evaluate(m, step.condition, frame);
  const decided = truth(condition);
  const at = m.site(step.condition.span, frame);
  if (decided !== null) {
    const [taken, left] = decided ? [step.then, step.else] : [step.else, step.then];
    const missing = absentVariable(condition);
    if (missing !== undefined && m.guarded === 0) return runUnlessStopped(m, missing, taken, left, frame);
    if (left.length > 0) runAside(m, left, frame, 'conditional');
    return runSteps(m, taken, frame);
  }
  if (condition.kind === 'unknown' && m.pending === null) {
    // A loop over something unknown is followed through: that it may end at once says nothing of what it does.
    if (isLeaving(step.then)) return runSteps(m, step.else, frame);
    if (isLeaving(step.else)) return runSteps(m, step.then, frame);
  }
  if (m.forks >= FORK_DEPTH) return FALLS;
  const outcome = fork(
    m,
    condition,
    at,
    () => runSteps(m, step.then, frame),
    () => runSteps(m, step.else, frame),
  );
  if (outcome.end === 'either' && condition.kind === 'check' && m.pending === null)
    judgeComparison(m, condition, outcome, at);
  return outcome;
}

/** Outside verifiers too: after the handshake the program looks at a certificate, and gives up if it is another one. */
function judgeComparison(m: Machine, { check, negated }: CheckValue, outcome: EitherOutcome, at: Site): void {
  const refused = negated ? outcome.then : outcome.else;
  const accepted = negated ? outcome.else : outcome.then;
  if (refused.end !== 'throws' || !continues(accepted) || reduce(check).effect !== 'hash') return;
  const model = `${m.unit.language}/stdlib`;
  const both = allOf([defaultRoots('system'), check]);
  const state = { when: '', check: both, site: at, api: 'comparison of fingerprints', shadowed: [] };
  m.recorder.record(m, { state, site: at, hosts: [], model, connection: at });
}

/** A branch taken because a variable is not set; where it stops the program, the variable must be set. */
function runUnlessStopped(
  m: Machine,
  missing: string,
  taken: readonly Step[],
  left: readonly Step[],
  frame: Frame,
): Outcome {
  const mark = m.heap.begin();
  const outcome = runSteps(m, taken, frame);
  const changes = m.heap.undo(mark);
  if (outcome.end === 'throws') {
    assumeSet(m, missing, frame);
    return runSteps(m, left, frame);
  }
  if (left.length > 0) runAside(m, left, frame, 'conditional');
  m.heap.redo(changes);
  return outcome;
}

/** Runs both, on a journal; what they leave different becomes one of two. */
export function fork(m: Machine, condition: Abstract, at: Site, left: () => Outcome, right: () => Outcome): Outcome {
  m.forks++;
  try {
    const mark = m.heap.begin();
    const then = left();
    const thenChanges = m.heap.undo(mark);
    const again = m.heap.begin();
    const otherwise = right();
    const elseChanges = m.heap.undo(again);
    if (continues(then) && continues(otherwise))
      m.heap.join(thenChanges, whenOf(at, true), elseChanges, whenOf(at, false));
    else {
      const [goesOn, leaves] = continues(then) ? [thenChanges, elseChanges] : [elseChanges, thenChanges];
      m.heap.redo(goesOn);
      // What a branch changes before it returns stays changed for the caller: joined where the function ends.
      if (has(continues(then) ? otherwise : then, 'returns'))
        m.returned.push({
          changes: leaves,
          when: whenOf(at, !continues(then)),
          otherwise: whenOf(at, continues(then)),
        });
    }
    if (then.end === 'falls' && otherwise.end === 'falls') return FALLS;
    return { end: 'either', condition, at, then, else: otherwise };
  } finally {
    m.forks--;
  }
}

export const whenOf = (at: Site, holds: boolean): string =>
  holds
    ? `the condition at ${at.path}:${at.span.line} holds`
    : `the condition at ${at.path}:${at.span.line} does not hold`;

/** Code that the sources decide against: its pins are recorded as such, and nothing else of it stays. */
export function runAside(m: Machine, steps: readonly Step[], frame: Frame, reach: Reach): void {
  const before = m.reach;
  if (before === 'live') m.reach = reach;
  const pending = m.pending;
  m.pending = null;
  const outer = m.aside;
  const aside = { things: new Set<Thing>(), sites: new Set<Site>() };
  m.aside = aside;
  const returned = m.returned;
  m.returned = [];
  const mark = m.heap.begin();
  try {
    runSteps(m, steps, frame);
    m.aside = outer;
    // What follows the branch connects without it: a client that it would have changed is judged here.
    for (const thing of aside.things) judgeEscaped(m, thing, (site) => aside.sites.has(site));
  } finally {
    m.returned = returned;
    m.aside = outer;
    m.heap.undo(mark);
    m.pending = pending;
    m.reach = before;
  }
}

function runLoop(m: Machine, step: Loop, frame: Frame): Outcome {
  if (!step.over) return runWhile(m, step, frame);
  const over = evaluate(m, step.over, frame);
  const elements = elementsOf(m, over);
  const site = m.site(step.span, frame);
  // Certificates read from one file are one element that stands for all of them.
  const isCollection = over.kind === 'material' || (over.kind === 'text' && over.file !== undefined);
  if (elements === null && isCollection) return once(m, step, frame, NULL, over, site);
  if (elements === null) {
    if (over.kind === 'unknown' && over.peer) m.looksUp = true;
    const element = unknownOf(
      'an element of something unknown',
      over.trail,
      over.kind === 'unknown' && over.peer ? { peer: true } : {},
    );
    return once(m, step, frame, NULL, element, site);
  }
  for (const { key, value } of elements.slice(0, LOOP_TURNS)) {
    const outcome = once(m, step, frame, key, value, site);
    if (outcome.end === 'loop') return FALLS;
    if (!continues(outcome)) return outcome;
  }
  return FALLS;
}

/** One turn with its item bound. `continue` ends here; `break` is told. */
function once(m: Machine, step: Loop, frame: Frame, key: Abstract, value: Abstract, site: Site): Outcome {
  if (step.item) m.setVariable(frame, step.item, value, site);
  if (step.index) m.setVariable(frame, step.index, key, site);
  const members = step.members ?? [];
  if (members.length > 0) {
    const parts = value.kind === 'object' && value.object.shape === 'list' ? elementsOf(m, value) : null;
    for (const { name, key: at } of members)
      m.setVariable(frame, name, parts?.[Number(at)]?.value ?? (at === '0' ? key : value), site);
  }
  const outcome = replaceEnds(runSteps(m, step.body, frame), ['turn'], FALLS);
  return outcome.end === 'loop' ? outcome : replaceEnds(outcome, ['loop'], FALLS);
}

function runWhile(m: Machine, step: Loop, frame: Frame): Outcome {
  for (let turn = 0; turn < WHILE_TURNS; turn++) {
    const before = knownTexts(frame);
    const decided = step.condition ? truth(evaluate(m, step.condition, frame)) : null;
    if (decided === false) return FALLS;
    const outcome = replaceEnds(runSteps(m, step.body, frame), ['turn'], FALLS);
    if (outcome.end === 'loop') return FALLS;
    if (!continues(outcome)) return outcome;
    // A condition or an end that can't be decided, or a loop that never ends by it: one turn shows what the body does,
    // unless it works its way through a text.
    const endless = !step.condition || step.condition.kind === 'constant';
    const decides = endless ? knownTexts(frame) !== before : decided !== null;
    const goesOn = decides && outcome.end === 'falls';
    if (!goesOn) return replaceEnds(outcome, ['loop'], FALLS);
  }
  return FALLS;
}

/** What the variables of a function hold in texts, so far as a change can be seen. */
function knownTexts(frame: Frame): string {
  let seen = '';
  for (const [name, { value }] of frame.variables)
    if (value !== ABSENT && value.kind === 'text') seen += `${name}:${value.text.length};`;
  return seen;
}

function runTry(m: Machine, step: Try, frame: Frame): Outcome {
  const guarded = m.guarded;
  if (step.handlers.length > 0) m.guarded++;
  let outcome = runSteps(m, step.body, frame);
  m.guarded = guarded;
  if (has(outcome, 'throws')) {
    const [first] = step.handlers;
    if (first) outcome = replaceEnds(outcome, ['throws'], runSteps(m, first, frame));
  } else if (m.pending === null) for (const handler of step.handlers) runAside(m, handler, frame, 'conditional');
  if (step.finally.length > 0) {
    const last = runSteps(m, step.finally, frame);
    if (!continues(last)) return last;
  }
  return outcome;
}

/** For `each` over alternatives that must be run one after the other. */
export function invokeEach(m: Machine, callee: Abstract, args: readonly Abstract[], site: Site): Abstract {
  if (callee.kind === 'oneOf')
    return oneOf(callee.options.map((o) => ({ when: o.when, value: invokeEach(m, o.value, args, site) })));
  return callFunction(m, callee, args, site);
}
