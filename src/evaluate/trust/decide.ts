/** Goes through the places of a row in order: the first that holds something decides, the others are shadowed. */
import { listOf as many } from '../../models/load-models.js';
import type { Condition, Place } from '../../models/schema.js';
import type { Machine } from '../machine.js';
import { ALTERNATIVES_LIMIT, writingsOf } from '../memory/alternatives.js';
import type { Site } from '../pin.js';
import { accept } from './accept.js';
import { nameOf } from './api-names.js';
import { anyOf, type Check, reduce } from './check.js';
import { bothWhen, contradicts, holds } from './conditions.js';
import { namedRoots } from './named-roots.js';
import { cellAt, meaningOf, type Scope, type Shadowed } from './places.js';
import { setUp } from './set-up.js';

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

/** What a place or switch says, in one of the ways in which the program may go. */
interface Way {
  readonly when: string;
  readonly check: Check | null;
  readonly site: Site | null;
  readonly api: string;
  readonly shadowed?: readonly Shadowed[];
}

interface Undecided {
  readonly when: string;
  readonly decided: Decided | null;
}

/** Goes through switches and places in order. What no place decides stays undecided (null). */
export function decide(
  m: Machine,
  places: readonly Place[],
  switches: { off: readonly Condition[]; unless: readonly Condition[] },
  scope: Scope,
  at: Site,
  api: string,
): (Decided | { readonly when: string; readonly check: null; readonly shadowed: Decided['shadowed'] })[] {
  let states: Undecided[] = [{ when: '', decided: null }];
  const settle = (next: readonly Way[], joins = false) => {
    states = states
      .flatMap((state) =>
        next
          .filter(({ when }) => !contradicts(state.when, when))
          .map(({ when, check, site, api: name, shadowed = [] }): Undecided => {
            const label = bothWhen(state.when, when);
            if (check === null) return { when: label, decided: state.decided };
            if (state.decided === null)
              return { when: label, decided: { when: label, check, site, api: name, shadowed } };
            if (joins && reduce(state.decided.check).effect !== 'disabled')
              return { when: label, decided: { ...state.decided, check: anyOf([state.decided.check, check]) } };
            const { effect } = reduce(check);
            // That verification is off is told once.
            const isToldAlready = effect === 'disabled' && reduce(state.decided.check).effect === 'disabled';
            if (effect === 'default' || !site || isToldAlready) return { when: label, decided: state.decided };
            return {
              when: label,
              decided: { ...state.decided, shadowed: [...state.decided.shadowed, { check, site, api: name }] },
            };
          }),
      )
      .slice(0, ALTERNATIVES_LIMIT);
  };
  const off = (site: Site | null, name: string, when: string) => ({
    when,
    check: { check: 'always', site: site ?? at } as Check,
    site: site ?? at,
    api: name,
  });
  for (const condition of switches.off) {
    settle(
      holds(m, condition, scope).map((h) =>
        h.holds ? off(h.site, `${api}(${nameOf(condition)})`, h.when) : { when: h.when, check: null, site: null, api },
      ),
    );
  }
  for (const condition of switches.unless) {
    settle(
      holds(m, condition, scope).map((h) =>
        h.holds ? { when: h.when, check: null, site: null, api } : off(h.site, api, h.when),
      ),
    );
  }
  const leaves = places.find((place) => place.default !== undefined && place.accepts === undefined)?.default;
  for (const [position, place] of places.entries()) {
    const set = place['sets-up'] ? setUp(m, place, places.slice(position + 1), scope, at, api) : null;
    if (set) {
      settle(set);
      break;
    }
    if (place['sets-up']) continue;
    const holding = place['only-if'] ? holds(m, place['only-if'], scope) : [];
    if (place['only-if'] && !holding.some((h) => h.holds)) continue;
    // Where it holds in some ways only, in the others the place says nothing.
    const elsewhere = holding.filter((h) => !h.holds).map(({ when }) => ({ when, check: null, site: null, api }));
    const here = elsewhere.length > 0 ? (holding.find((h) => h.holds)?.when ?? '') : '';
    const label = place.label ?? nameOf(place);
    const name = label === '' ? api : `${api}(${label})`;
    if (place.default !== undefined && place.accepts === undefined) {
      const roots = namedRoots(m, place.default, at);
      settle([{ when: here, check: roots.check, site: roots.site, api: roots.api ?? api }, ...elsewhere]);
      continue;
    }
    const switches = many(place['off-when']);
    for (const condition of switches)
      settle(
        holds(m, condition, scope).map((h) =>
          h.holds ? off(h.site, name, h.when) : { when: h.when, check: null, site: null, api },
        ),
      );
    // A place that only switches off (`NODE_TLS_REJECT_UNAUTHORIZED`) holds nothing else.
    if (switches.length > 0 && !place.accepts) continue;
    const cell = cellAt(m, place, scope);
    if (!cell) continue;
    for (const { at: written } of writingsOf(cell)) m.recorder.removals.place(written ?? at, place, at, leaves);
    const readings = writingsOf(cell).flatMap(({ when, value, at: written }) =>
      accept(m, value, place, scope, written ?? at).map((a) => {
        const late = a.late && m.heap.isLater(a.late.filled, cell) ? a.late : null;
        return {
          when: a.when || when || here,
          check: a.check && place.adds ? anyOf([meaningOf('default', 'system', at)!, a.check]) : a.check,
          site: a.check ? (a.site ?? late?.site ?? written ?? at) : null,
          api: a.api ?? late?.api ?? name,
          ...(a.shadowed && { shadowed: a.shadowed }),
        };
      }),
    );
    settle([...readings, ...elsewhere], place.joins);
  }
  return states.map(({ when, decided }) => decided ?? { when, check: null, shadowed: [] });
}
