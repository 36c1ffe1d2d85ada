/** The ways in which a program may go, and in each of them the place that has decided so far. */
import { ALTERNATIVES_LIMIT } from '../memory/alternatives.js';
import type { Site } from '../pin.js';
import { anyOf, type Check, reduce } from './check.js';
import { bothWhen, contradicts } from './conditions.js';
import type { Shadowed } from './places.js';

/** One way in which ordered places decide. */
export interface Decided {
  readonly when: string;
  readonly check: Check;
  readonly site: Site | null;
  /** What the place is called in the report. */
  readonly api: string;
  /** Places behind the deciding one that hold something: without effect. */
  readonly shadowed: readonly Shadowed[];
}

/** A way in which no place has decided. */
export interface Open {
  readonly when: string;
  readonly check: null;
  readonly shadowed: Decided['shadowed'];
}

/** What a place or switch says, in one of the ways in which the program may go; no check where it says nothing. */
export interface Way {
  readonly when: string;
  readonly check: Check | null;
  readonly site: Site | null;
  readonly api: string;
  readonly shadowed?: readonly Shadowed[];
}

/** A way with all that holds in it, also behind the place that has decided. */
interface Branch {
  readonly when: string;
  readonly decided: Decided | null;
}

export class Decisions {
  private branches: readonly Branch[] = [{ when: '', decided: null }];

  get all(): readonly (Decided | Open)[] {
    return this.branches.map(({ when, decided }) => decided ?? { when, check: null, shadowed: [] });
  }

  /** Takes in what the next place says. `joins`: it adds to what the places before it decided. */
  settle(next: readonly Way[], joins = false): void {
    this.branches = this.branches
      .flatMap(({ when, decided }) =>
        next
          .filter((way) => !contradicts(when, way.when))
          .map((way) => {
            const both = bothWhen(when, way.when);
            return { when: both, decided: after(decided, { ...way, when: both }, joins) };
          }),
      )
      .slice(0, ALTERNATIVES_LIMIT);
  }
}

function after(decided: Decided | null, way: Way, joins: boolean): Decided | null {
  const { when, check, site, api, shadowed = [] } = way;
  if (check === null) return decided;
  if (decided === null) return { when, check, site, api, shadowed };
  const isOff = reduce(decided.check).effect === 'disabled';
  if (joins && !isOff) return { ...decided, check: anyOf([decided.check, check]) };
  const { effect } = reduce(check);
  // That verification is off is told once.
  if (effect === 'default' || !site || (effect === 'disabled' && isOff)) return decided;
  return { ...decided, shadowed: [...decided.shadowed, { check, site, api }] };
}
