/** How a run of steps ended. A branch with an unknown condition leaves a tree: verifiers are judged by it. */
import type { Site } from '../pin.js';
import { oneOf } from './alternatives.js';
import { type Abstract, NULL, type Option } from './values.js';

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
      readonly ends: number;
    };

export type EitherOutcome = Extract<Outcome, { readonly end: 'either' }>;

export const FALLS: Outcome = { end: 'falls' };
export const THROWS: Outcome = { end: 'throws' };

/** In which ways the paths of a fork end, a bit for each: asked of trees that would take for ever to walk. */
const BIT = { falls: 1, returns: 2, throws: 4, loop: 8, turn: 16 } as const;
const GOES_ON = BIT.falls | BIT.loop | BIT.turn;

const endsOf = (outcome: Outcome): number => (outcome.end === 'either' ? outcome.ends : BIT[outcome.end]);

export const either = (condition: Abstract, at: Site, then: Outcome, otherwise: Outcome): Outcome =>
  then.end === 'falls' && otherwise.end === 'falls'
    ? FALLS
    : { end: 'either', condition, at, then, else: otherwise, ends: endsOf(then) | endsOf(otherwise) };

/** Whether some path goes on after these steps, or after the loop around them. */
export const continues = (outcome: Outcome): boolean => (endsOf(outcome) & GOES_ON) !== 0;

export const has = (outcome: Outcome, end: keyof typeof BIT): boolean => (endsOf(outcome) & BIT[end]) !== 0;

/**
 * Puts `rest` where `outcome` ends in one of `ends`. Paths that share what follows go on sharing it: the tree of a function
 * with thirty early returns is a graph of thirty nodes, not of a billion.
 */
export function replaceEnds(outcome: Outcome, ends: readonly (keyof typeof BIT)[], rest: Outcome): Outcome {
  const wanted = ends.reduce((bits, end) => bits | BIT[end], 0);
  const replaced = new Map<Outcome, Outcome>();
  const replace = (at: Outcome): Outcome => {
    if ((endsOf(at) & wanted) === 0) return at;
    if (at.end !== 'either') return rest;
    const known = replaced.get(at);
    if (known) return known;
    const made = either(at.condition, at.at, replace(at.then), replace(at.else));
    replaced.set(at, made);
    return made;
  };
  return replace(outcome);
}

/** What a call of the function gives: paths that throw give nothing. */
export function resultOf(outcome: Outcome, when: (at: Site, holds: boolean) => string): Abstract | null {
  const options: Option[] = [];
  const seen = new Set<Outcome>();
  const visit = (at: Outcome, label: string): void => {
    if (seen.has(at)) return;
    seen.add(at);
    if (at.end === 'returns') options.push({ when: label, value: at.value });
    else if (at.end === 'either') {
      visit(at.then, label || when(at.at, true));
      visit(at.else, label || when(at.at, false));
    } else if (at.end !== 'throws') options.push({ when: label, value: NULL });
  };
  visit(outcome, '');
  return options.length === 0 ? null : oneOf(options);
}
