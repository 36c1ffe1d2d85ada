/** Loops: over known lists turn by turn, by a decided condition as long as it holds, else once. */
import type { Loop } from '../../ir/step.js';
import type { Lambda } from '../../ir/value.js';
import { LOOP_TURNS, RETURNING_TURNS, WHILE_TURNS } from '../limits.js';
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { elementsOf } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import { continues, FALLS, has, type Outcome, replaceEnds } from '../memory/outcome.js';
import { truth } from '../memory/truth.js';
import { ABSENT, type Abstract, NULL, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { PEM } from '../trust/accept.js';
import { callFunction } from './calls.js';
import { evaluate } from './expressions.js';
import { iterated } from './iterated.js';
import { runSteps } from './run-steps.js';

export function runLoop(m: Machine, step: Loop, frame: Frame): Outcome {
  if (!step.over) {
    m.turns.push({ frame, names: [] });
    try {
      return runWhile(m, step, frame);
    } finally {
      m.turns.pop();
    }
  }
  const site = m.site(step.span, frame);
  const over = iterated(m, evaluate(m, step.over, frame), site);
  if (frame.unit.language === 'ruby' && handOver(m, step, frame, over, site)) return FALLS;
  const elements = elementsOf(m, over);
  // Certificates read from one file or one constant are one element that stands for all of them.
  const isCollection =
    over.kind === 'material' || (over.kind === 'text' && (over.file !== undefined || PEM.test(over.text)));
  if (elements === null && isCollection) return once(m, step, frame, NULL, over, site);
  if (elements === null) {
    if (over.kind === 'unknown' && over.peer) m.looksUp = true;
    const element = unknownOf(
      'an element of something unknown',
      over.trail,
      over.kind === 'unknown' && over.peer ? { peer: true } : {},
    );
    return once(m, step, frame, unknownOf('a key of something unknown', over.trail), element, site);
  }
  return replaceEnds(turnsFrom(m, step, frame, elements.slice(0, LOOP_TURNS), 0, site), ['loop'], FALLS);
}

/** `Roots.each { |root| … }`, where the project says what `each` hands out: the body is the block that it is given (Ruby). */
function handOver(m: Machine, step: Loop, frame: Frame, over: Abstract, site: Site): boolean {
  const of = over.kind === 'class' ? over.of : over.kind === 'object' ? over.object.of : null;
  const each = of && methodOf(of, 'each');
  if (each?.kind !== 'function') return false;
  const names = [step.item, ...(step.members ?? []).map((member) => member.name)];
  const parameters = names.flatMap((name) => (name === undefined ? [] : [{ name, span: step.span }]));
  const lambda: Lambda = { kind: 'lambda', parameters, body: step.body, block: true, span: step.span };
  callFunction(m, bound(each, over), [{ kind: 'function', lambda, frame, trail: [] }], site);
  return true;
}

/** The turns from one on. Where a turn leaves on one path only (`if (pin == hash) return`), the next is run on the other. */
function turnsFrom(
  m: Machine,
  step: Loop,
  frame: Frame,
  elements: readonly { readonly key: Abstract; readonly value: Abstract }[],
  start: number,
  site: Site,
): Outcome {
  for (let i = start; i < elements.length; i++) {
    const outcome = turn(m, step, frame, elements[i]!.key, elements[i]!.value, site);
    if (outcome.end === 'falls') continue;
    if (!has(outcome, 'falls')) return outcome;
    return replaceEnds(outcome, ['falls'], turnsFrom(m, step, frame, elements, i + 1, site));
  }
  return FALLS;
}

/** Turns that may have returned, one after the other: the first file that exists. */
const inTurn = (turns: readonly Outcome[], last: Outcome): Outcome =>
  turns.reduceRight((rest, turn) => (turn.end === 'falls' ? rest : replaceEnds(turn, ['falls'], rest)), last);

/** One turn with its item bound. `continue` ends here; `break` is told. */
export function once(m: Machine, step: Loop, frame: Frame, key: Abstract, value: Abstract, site: Site): Outcome {
  const outcome = turn(m, step, frame, key, value, site);
  return outcome.end === 'loop' ? outcome : replaceEnds(outcome, ['loop'], FALLS);
}

function turn(m: Machine, step: Loop, frame: Frame, key: Abstract, value: Abstract, site: Site): Outcome {
  if (step.item) m.setVariable(frame, step.item, value, site);
  if (step.index) m.setVariable(frame, step.index, key, site);
  const members = step.members ?? [];
  if (members.length > 0) {
    const parts = value.kind === 'object' && value.object.shape === 'list' ? elementsOf(m, value) : null;
    for (const { name, key: at } of members)
      m.setVariable(frame, name, parts?.[Number(at)]?.value ?? (at === '0' ? key : value), site);
  }
  m.turns.push({ frame, names: [step.item, step.index, ...members.map(({ name }) => name)] });
  try {
    return replaceEnds(runSteps(m, step.body, frame), ['turn'], FALLS);
  } finally {
    m.turns.pop();
  }
}

/**
 * A function made in a turn keeps the items of that turn: each turn has variables of its own, or the function takes a copy
 * (PHP's `use`). Python's functions read what the variables hold when they are called.
 */
export function frameOfTurn(m: Machine, frame: Frame): Frame {
  if (m.turns.length === 0 || frame.unit.language === 'python') return frame;
  const items = m.turns
    .filter((turn) => turn.frame === frame)
    .flatMap(({ names }) => names.flatMap((name) => (name === undefined ? [] : [name])))
    .flatMap((name) => {
      const cell = frame.variables.get(name);
      return cell === undefined ? [] : [[name, cell] as const];
    });
  return items.length === 0
    ? frame
    : { ...frame, variables: new Map(items), outer: frame, isolated: false, kind: 'block' };
}

function runWhile(m: Machine, step: Loop, frame: Frame): Outcome {
  const turns: Outcome[] = [];
  for (let turn = 0; turn < WHILE_TURNS; turn++) {
    const before = knownTexts(frame);
    const decided = step.condition ? truth(evaluate(m, step.condition, frame)) : null;
    if (decided === false) break;
    const outcome = replaceEnds(runSteps(m, step.body, frame), ['turn'], FALLS);
    if (outcome.end === 'loop') break;
    if (!continues(outcome)) return inTurn(turns, outcome);
    // A condition or an end that can't be decided, or a loop that never ends by it: one turn shows what the body does,
    // unless it works its way through a text.
    const endless = !step.condition || step.condition.kind === 'constant';
    const decides = endless ? knownTexts(frame) !== before : decided !== null;
    const mayReturn = turn < RETURNING_TURNS && decided !== null && has(outcome, 'falls') && !has(outcome, 'loop');
    const goesOn = (decides && outcome.end === 'falls') || mayReturn;
    if (!goesOn) return inTurn(turns, replaceEnds(outcome, ['loop'], FALLS));
    turns.push(outcome);
  }
  return inTurn(turns, FALLS);
}

/** What the variables of a function hold in texts, so far as a change can be seen. */
function knownTexts(frame: Frame): string {
  let seen = '';
  for (const [name, { value }] of frame.variables)
    if (value !== ABSENT && value.kind === 'text') seen += `${name}:${value.text.length};`;
  return seen;
}
