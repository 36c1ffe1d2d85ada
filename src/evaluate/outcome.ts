/** How a run of steps ended. A branch with an unknown condition leaves a tree: verifiers are judged by it. */
import type { Site } from './pin.js';
import type { Abstract, Option } from './values.js';
import { NULL, oneOf } from './values.js';

export type Outcome =
  | { readonly end: 'falls' }
  | { readonly end: 'returns'; readonly value: Abstract }
  | { readonly end: 'throws' }
  | { readonly end: 'loop' | 'turn' }
  | {
      readonly end: 'either';
      readonly condition: Abstract;
      readonly at: Site;
      readonly then: Outcome;
      readonly else: Outcome;
    };

export type EitherOutcome = Extract<Outcome, { readonly end: 'either' }>;

export const FALLS: Outcome = { end: 'falls' };
export const THROWS: Outcome = { end: 'throws' };

/** Whether some path goes on after these steps, or after the loop around them. */
export function continues(outcome: Outcome): boolean {
  switch (outcome.end) {
    case 'falls':
    case 'loop':
    case 'turn':
      return true;
    case 'either':
      return continues(outcome.then) || continues(outcome.else);
    default:
      return false;
  }
}

export function has(outcome: Outcome, end: Outcome['end']): boolean {
  return outcome.end === end || (outcome.end === 'either' && (has(outcome.then, end) || has(outcome.else, end)));
}

/** Puts `rest` where `outcome` ends in one of `ends`. */
export function replaceEnds(outcome: Outcome, ends: readonly Outcome['end'][], rest: Outcome): Outcome {
  if (ends.includes(outcome.end)) return rest;
  if (outcome.end !== 'either') return outcome;
  const then = replaceEnds(outcome.then, ends, rest);
  const otherwise = replaceEnds(outcome.else, ends, rest);
  if (then.end === 'falls' && otherwise.end === 'falls') return FALLS;
  return { ...outcome, then, else: otherwise };
}

/** What a call of the function gives: paths that throw give nothing. */
export function resultOf(outcome: Outcome, when: (at: Site, holds: boolean) => string): Abstract | null {
  const options: Option[] = [];
  const visit = (at: Outcome, label: string): void => {
    if (at.end === 'returns') options.push({ when: label, value: at.value });
    else if (at.end === 'either') {
      visit(at.then, label || when(at.at, true));
      visit(at.else, label || when(at.at, false));
    } else if (at.end !== 'throws') options.push({ when: label, value: NULL });
  };
  visit(outcome, '');
  return options.length === 0 ? null : oneOf(options);
}
