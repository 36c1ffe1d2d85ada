/**
 * Branches that a default closes and a caller may open: `if ca is not None`, `if (options.insecure)`, `case "skip-verify"`.
 * Where one holds a word of the models, what leads there is run once more, and both branches are followed. In the one
 * that was closed, the variable or field that its condition asks holds what the condition says of it.
 */
import { holdsLine } from '../../ir/holds-line.js';
import type { If, Step } from '../../ir/step.js';
import type { Call, Choice, Member, Name, Value } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { calledMethodOf, methodOf } from '../memory/methods.js';
import { truth } from '../memory/truth.js';
import { type Abstract, constantOf, type FunctionValue, unknownOf } from '../memory/values.js';
import { assignTo } from './bindings.js';
import { besides } from './branches.js';
import { evaluate } from './expressions.js';
import { selfOf } from './names.js';
import { runSteps } from './run-steps.js';

/** Notes the branch that is not taken, where a caller of the function that runs for itself may have it taken; says so. */
export function noteClosed(m: Machine, step: If, decided: boolean, frame: Frame): boolean {
  if (m.aloneIn === null || m.opens !== null || m.pending !== null || m.aside || m.reach !== 'live') return false;
  if (m.files.isTest(m.unit.path)) return false;
  const lines = m.files.keywordLines(frame.unit.path);
  if (!(decided ? step.else : step.then).some((left) => holdsWord(lines, left))) return false;
  if (suppositions(m, step.condition, !decided, frame).length === 0) return false;
  m.closed.branches.add(step);
  m.closed.entries.add(m.aloneIn);
  return true;
}

/** The span of `case "a":` ends before the next case, which stands inside it. */
const holdsWord = (lines: readonly number[], step: Step): boolean =>
  holdsLine(lines, step.span) || (step.kind === 'if' && step.else.some((other) => holdsWord(lines, other)));

/** Whether this run follows the branch too. */
export const isOpened = (m: Machine, step: If): boolean =>
  m.opens?.has(step) === true && m.aloneIn !== null && m.aside === null && m.pending === null;

/** Runs the branch that the sources decide against: what it tests, it does not find as it is here. */
export function runClosed(m: Machine, step: If, holds: boolean, frame: Frame): void {
  const before = [...m.openedFor];
  besides(m, 'conditional', () => {
    try {
      if (m.aloneIn) assume(m, step.condition, holds, frame);
      runSteps(m, holds ? step.then : step.else, frame);
    } finally {
      m.openedFor.clear();
      for (const each of before) m.openedFor.add(each);
    }
  });
}

/** The variables and fields that the condition asks hold what it says of them. */
export function assume(m: Machine, condition: Value, holds: boolean, frame: Frame): void {
  for (const { of: settable, value } of suppositions(m, condition, holds, frame)) {
    const { at } = settable;
    const of = at.kind === 'name' && m.stack.findLast((lambda) => hasParameter(lambda, at.name));
    if (of) m.openedFor.add(of);
    assignTo(m, at, settable.frame, value, m.site(at.span, settable.frame));
  }
}

/** A variable or field that callers may set, in the frame where its name means it. */
interface Settable {
  readonly at: Name | Member;
  readonly frame: Frame;
}

interface Supposition {
  readonly of: Settable;
  readonly value: Abstract;
}

/** What callers would have given, so that the condition came out as it did not. */
function suppositions(m: Machine, condition: Value, holds: boolean, frame: Frame): readonly Supposition[] {
  const settable = settableOf(m, condition, frame);
  if (settable) return another(m, settable, holds);
  if (condition.kind === 'choice') return ofBoth(m, condition, holds, frame);
  return condition.kind === 'call' ? ofCall(m, condition, holds, frame) : [];
}

/** `a && b` holds where both do, `a || b` fails where both do; elsewhere one of the two is enough. */
function ofBoth(m: Machine, choice: Choice, holds: boolean, frame: Frame): readonly Supposition[] {
  const second = choice.then ?? choice.else;
  if (choice.test || !second || (choice.then && choice.else)) return [];
  return [choice.condition, second].flatMap((each) => suppositions(m, each, holds, frame));
}

function ofCall(m: Machine, call: Call, holds: boolean, frame: Frame): readonly Supposition[] {
  const [first, second] = call.arguments.map((argument) => argument.value);
  const name = call.callee.kind === 'name' ? call.callee.name : '';
  if (name === 'op:!' && first) return suppositions(m, first, !holds, frame);
  if ((name === 'op:==' || name === 'op:!=') && first && second)
    return ofComparison(m, first, second, (name === 'op:==') === holds, frame);
  if (name.startsWith('op:')) return [];
  // A test of one value: `is_string($ca)`, `ca.present?`, `ca.isEmpty()`.
  const tested = call.callee.kind === 'member' && !first ? call.callee.object : second ? undefined : first;
  const settable = tested && settableOf(m, tested, frame);
  return settable ? another(m, settable, true) : [];
}

function ofComparison(m: Machine, a: Value, b: Value, isSame: boolean, frame: Frame): readonly Supposition[] {
  const left = settableOf(m, a, frame);
  const settable = left ?? settableOf(m, b, frame);
  if (!settable) return [];
  const compared = evaluate(m, left ? b : a, frame);
  if (!isSame) return another(m, settable, true);
  const says =
    compared.kind === 'text' ? compared.text !== '' : compared.kind === 'constant' && compared.value !== null;
  return says ? [{ of: settable, value: compared }] : [];
}

/** Of one that holds nothing: something that the sources do not tell. What is on may be off. */
function another(m: Machine, settable: Settable, holds: boolean): readonly Supposition[] {
  const { at, frame } = settable;
  const held = evaluate(m, at, frame);
  if (!holds)
    return held.kind === 'constant' && held.value === true ? [{ of: settable, value: constantOf(false) }] : [];
  if (truth(held) !== false) return [];
  const name = at.kind === 'name' ? at.name : typeof at.key === 'string' ? at.key : 'it';
  return [{ of: settable, value: unknownOf(`${name} is given by callers that are not known`, [], { guessed: true }) }];
}

const hasParameter = ({ parameters }: FunctionValue['lambda'], name: string): boolean =>
  parameters.some((parameter) => parameter.name === name);

/** A parameter, or a field of a class of the project; what only this function computes, nobody else gives. */
function settableOf(m: Machine, value: Value, frame: Frame): Settable | null {
  if (value.kind === 'name') {
    const owner = frameOf(frame, value.name);
    const isGiven = owner
      ? owner.kind !== 'file' && m.stack.some((lambda) => hasParameter(lambda, value.name))
      : selfOf(frame) !== null;
    return isGiven ? { at: value, frame } : null;
  }
  const asks = value.kind === 'call' && value.arguments.length === 0;
  const member = asks ? value.callee : value;
  if (member.kind !== 'member' || typeof member.key !== 'string') return null;
  const object = asPath(member.object);
  if (object === null) return null;
  const held = evaluate(m, object, frame);
  const of = held.kind === 'class' ? held.of : held.kind === 'object' ? held.object.of : null;
  if (of === null) return null;
  const fields = held.kind === 'object' ? held.object.fields : of.statics.fields;
  const method = calledMethodOf(of, member.key);
  if (asks && method?.kind === 'function') return behindGetter(m, method, held);
  const isField = fields.has(member.key) || (!asks && methodOf(of, member.key) === null);
  return isField ? { at: { ...member, object }, frame } : null;
}

/** `Settings::getVerify()`, `options.isInsecure()`: the field that the method gives back and no more. */
function behindGetter(m: Machine, { lambda, frame: outer, home }: FunctionValue, self: Abstract): Settable | null {
  const [only, ...more] = lambda.body;
  const given = only?.kind === 'return' && more.length === 0 ? only.value : undefined;
  if (given?.kind !== 'member' && given?.kind !== 'name') return null;
  const { unit } = outer;
  const variables: Frame['variables'] = new Map();
  if (lambda.receiver) variables.set(lambda.receiver, { value: self, at: null });
  const isolated = lambda.isolated === true;
  const receiver = lambda.receiver ?? null;
  const born = m.heap.birth();
  const frame: Frame = { unit, variables, outer, isolated, self, receiver, home: home ?? null, born, kind: 'function' };
  return settableOf(m, given, frame);
}

/** A variable or field that can be read again: an attribute may be written as a call (Ruby). */
function asPath(value: Value): Name | Member | null {
  if (value.kind === 'name') return value;
  const member = value.kind === 'call' && value.arguments.length === 0 ? value.callee : value;
  if (member.kind !== 'member' || typeof member.key !== 'string') return null;
  const object = asPath(member.object);
  return object === null ? null : { ...member, object };
}
