/**
 * Functions that judge certificates themselves: callbacks, trust managers. Their body is run with an unknown peer; how it
 * ends says what it checks. Always true is off, a comparison with a known fingerprint is a hash pin, the library's own
 * verdict is the default roots.
 */
import { listOf as many } from '../../models/load-models.js';
import type { VerifierModel } from '../../models/place-schema.js';
import { whenOf } from '../code/branches.js';
import { callFunction } from '../code/calls.js';
import { type Machine, Thrown } from '../machine.js';
import { methodOf } from '../memory/methods.js';
import { has, type Outcome, resultOf } from '../memory/outcome.js';
import { type Abstract, type CheckValue, NO_TRAIL, referTo, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { ALWAYS, allOf, anyOf, type Check, defaultRoots, NEVER } from './check.js';

type Answers = VerifierModel['answers'];

/** How the current verifier is asked and answers, so that inner functions read the same, and the calls around it. */
const answering: { readonly model: VerifierModel; readonly depth: number }[] = [];

export function verifierCheck(m: Machine, verifier: Abstract, model: VerifierModel, site: Site): Check {
  const method = verifier.kind === 'object' && verifier.object.of ? findMethod(verifier, model) : verifier;
  if (method?.kind !== 'function') return { check: 'unknown', why: 'the code that decides is not in this file' };
  const peers = method.lambda.parameters.map((parameter, i): Abstract => {
    if (model.verdict === i)
      return {
        kind: 'check',
        check: defaultRoots('system'),
        ...(model['verdict-is'] === 'error' && { negated: true }),
        trail: NO_TRAIL,
      };
    const type = model.gives?.[i];
    if (type) return referTo(m.thing('instance', type));
    return unknownOf(`${parameter.name} comes from the server`, NO_TRAIL, { peer: true });
  });
  const before = m.pending;
  m.pending = [];
  m.looksUp = false;
  const asksEach = m.asksEach;
  m.asksEach = model['each-certificate'] === true;
  answering.push({ model, depth: m.stack.length });
  try {
    const answer = callFunction(m, method, peers, site);
    const check = allOf([checkOf(answer, model.answers), ...m.pending.map(positive)]);
    const sited = withSite(m.looksUp ? aboveTheLeaf(check) : check, site);
    return model.after === 'default' ? allOf([defaultRoots('system'), sited]) : sited;
  } catch (error) {
    if (error instanceof Thrown) return NEVER;
    throw error;
  } finally {
    answering.pop();
    m.asksEach = asksEach;
    m.pending = before;
  }
}

/** One that goes through the chain compares the server's own certificate first: what it asks of that, any may answer. */
function aboveTheLeaf(check: Check): Check {
  if (check.check === 'any' || check.check === 'all') return { ...check, of: check.of.map(aboveTheLeaf) };
  return check.check === 'hash' && check.source.kind === 'hash'
    ? { ...check, source: { ...check.source, matches: 'chain' } }
    : check;
}

const withSite = (check: Check, site: Site): Check => (check.check === 'always' ? { check: 'always', site } : check);

function findMethod(verifier: Abstract, model: VerifierModel): Abstract | null {
  if (verifier.kind !== 'object' || !verifier.object.of) return null;
  for (const name of many(model.method)) {
    const found = methodOf(verifier.object.of, name);
    if (found?.kind === 'function') return { ...found, self: verifier };
  }
  return null;
}

const positive = (value: { readonly check: Check; readonly negated?: true }): Check =>
  value.negated ? { check: 'unknown', why: 'a check that must fail' } : value.check;

/** An answer as a check: what it says of the server. */
function checkOf(value: Abstract, answers: Answers): Check {
  switch (value.kind) {
    case 'check':
      if (answers === 'error')
        return value.negated ? value.check : { check: 'unknown', why: 'an answer that is not an error' };
      return value.negated ? { check: 'unknown', why: 'it accepts what a check refuses' } : value.check;
    case 'constant':
      if (answers === 'throws') return ALWAYS;
      if (answers === 'error') return value.value === null ? ALWAYS : NEVER;
      return value.value === true || (typeof value.value === 'number' && value.value !== 0) ? ALWAYS : NEVER;
    case 'oneOf':
      return anyOf(value.options.map((option) => checkOf(option.value, answers)));
    case 'unknown':
      return answers === 'throws' ? ALWAYS : { check: 'unknown', why: value.why };
    case 'text':
      return answers === 'error' ? NEVER : ALWAYS;
    default:
      return answers === 'error'
        ? NEVER
        : answers === 'throws'
          ? ALWAYS
          : { check: 'unknown', why: 'its answer is not followed' };
  }
}

/** How a function ended, as a value: null where no check took part, so that the ordinary value serves. */
export function outcomeCheck(outcome: Outcome): Abstract | null {
  const answers = answering.at(-1)?.model.answers ?? 'boolean';
  if (!mentionsCheck(outcome)) {
    // A helper that throws on some path and returns on others decides by something else than a known check.
    if (answers === 'throws' && has(outcome, 'throws') && outcome.end === 'either') {
      const value = resultOf(outcome, whenOf);
      return value && undecided(outcome)
        ? {
            kind: 'check',
            check: { check: 'unknown', why: 'it refuses for a reason that is not followed' },
            trail: NO_TRAIL,
          }
        : value;
    }
    return null;
  }
  const check = fold(outcome, answers);
  return answers === 'error'
    ? { kind: 'check', check, negated: true, trail: NO_TRAIL }
    : { kind: 'check', check, trail: NO_TRAIL };
}

/**
 * A helper of the verifier that throws where a check fails: its caller goes on only where the check passes. Null for one
 * that says by its result how the check went.
 */
export function refusalOf(m: Machine, outcome: Outcome): CheckValue | null {
  const verifier = answering.at(-1);
  if (verifier?.model.answers !== 'throws' || m.stack.length <= verifier.depth + 1) return null;
  if (!throwsByCheck(outcome) || answersWithCheck(outcome)) return null;
  return { kind: 'check', check: fold(outcome, 'throws'), trail: NO_TRAIL };
}

const throwsByCheck = (outcome: Outcome): boolean =>
  outcome.end === 'either' &&
  ((outcome.condition.kind === 'check' && has(outcome, 'throws')) ||
    throwsByCheck(outcome.then) ||
    throwsByCheck(outcome.else));

const answersWithCheck = (outcome: Outcome): boolean =>
  outcome.end === 'returns'
    ? outcome.value.kind === 'check'
    : outcome.end === 'either' && (answersWithCheck(outcome.then) || answersWithCheck(outcome.else));

/** A guard (`chain == null`) refuses nonsense; only a refusal on a condition about the peer says something. */
function undecided(outcome: Outcome): boolean {
  if (outcome.end !== 'either') return false;
  const { condition } = outcome;
  return (
    (condition.kind === 'unknown' && condition.peer === true && !/length|null|empty/.test(condition.why)) ||
    undecided(outcome.then) ||
    undecided(outcome.else)
  );
}

function mentionsCheck(outcome: Outcome): boolean {
  if (outcome.end === 'returns') return outcome.value.kind === 'check';
  return (
    outcome.end === 'either' &&
    (outcome.condition.kind === 'check' || mentionsCheck(outcome.then) || mentionsCheck(outcome.else))
  );
}

function fold(outcome: Outcome, answers: Answers): Check {
  switch (outcome.end) {
    case 'throws':
      return NEVER;
    case 'returns':
      return checkOf(outcome.value, answers);
    case 'either':
      return choose(outcome.condition, fold(outcome.then, answers), fold(outcome.else, answers));
    default:
      return answers === 'boolean' ? NEVER : ALWAYS;
  }
}

/** `condition ? yes : no` over checks. */
function choose(condition: Abstract, yes: Check, no: Check): Check {
  if (condition.kind !== 'check') {
    if (yes.check === 'never' || no.check === 'never') return yes.check === 'never' ? no : yes;
    // Asked for one certificate after the other, it takes both branches in one handshake, and each has to pass.
    return answering.at(-1)?.model['each-certificate'] ? allOf([yes, no]) : anyOf([yes, no]);
  }
  const [holds, fails] = condition.negated ? [no, yes] : [yes, no];
  const held =
    holds.check === 'always' ? condition.check : holds.check === 'never' ? NEVER : allOf([condition.check, holds]);
  if (fails.check === 'never') return held;
  if (held.check === 'never') return fails;
  return fails.check === 'always' ? ALWAYS : anyOf([held, fails]);
}

/** A choice of values inside a verifier; null where no check takes part. */
export function chooseCheck(condition: Abstract, then: Abstract, otherwise: Abstract): Abstract | null {
  if (condition.kind !== 'check' && then.kind !== 'check' && otherwise.kind !== 'check') return null;
  const answers = answering.at(-1)?.model.answers ?? 'boolean';
  // `same ? undefined : new Error()` is an answer; `a && b` within such a function is still a truth.
  const isError = answers === 'error' && [then, otherwise].some(meansNoError);
  const side = (value: Abstract): Check =>
    isError
      ? checkOf(value, 'error')
      : value.kind === 'check'
        ? value.negated
          ? ALWAYS
          : value.check
        : checkOf(value, answers === 'throws' || answers === 'error' ? 'boolean' : answers);
  if (!isError && condition.kind === 'check' && condition.negated) {
    // `!ok || error` refuses unless both pass, `!ok && error` unless either does.
    if (then === condition) return refusal(allOf([condition.check, checkAgainst(otherwise)]));
    if (otherwise === condition) return refusal(anyOf([condition.check, checkAgainst(then)]));
  }
  // In `a || b` and `a && b` one arm is the condition itself, of which it is known there how it went.
  const yes = !isError && then === condition ? ALWAYS : side(then);
  const no = !isError && otherwise === condition ? NEVER : side(otherwise);
  const check = choose(condition, yes, no);
  return { kind: 'check', check, trail: NO_TRAIL, ...(isError && { negated: true }) };
}

const refusal = (check: Check): Abstract => ({ kind: 'check', check, negated: true, trail: NO_TRAIL });

/** What holds of the server where this value is false. */
function checkAgainst(value: Abstract): Check {
  if (value.kind === 'check') return value.negated ? value.check : { check: 'unknown', why: 'a negated check' };
  if (value.kind === 'constant') return value.value === true ? NEVER : ALWAYS;
  return { check: 'unknown', why: value.kind === 'unknown' ? value.why : 'a condition that is not followed' };
}

const meansNoError = (value: Abstract): boolean =>
  value.kind === 'constant' ? value.value === null : value.kind === 'check' && value.negated === true;
