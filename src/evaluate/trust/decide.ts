/** Goes through the places of a row in order: the first that holds something decides, the others are shadowed. */
import { listOf as many } from '../../models/load-models.js';
import type { Condition, Place } from '../../models/place-schema.js';
import type { Machine } from '../machine.js';
import { writingsOf } from '../memory/alternatives.js';
import type { Cell } from '../memory/values.js';
import type { Site } from '../pin.js';
import { accept } from './accept.js';
import { nameOf } from './api-names.js';
import { anyOf } from './check.js';
import { holds } from './conditions.js';
import { type Decided, Decisions, type Open, type Way } from './decisions.js';
import { namedRoots } from './named-roots.js';
import { cellAt, meaningOf, type Scope } from './places.js';
import { setUp } from './set-up.js';

export interface Switches {
  readonly off: readonly Condition[];
  readonly unless: readonly Condition[];
}

export const NO_SWITCHES: Switches = { off: [], unless: [] };

/** Goes through switches and places in order. What no place decides stays open (null). */
export function decide(
  m: Machine,
  places: readonly Place[],
  switches: Switches,
  scope: Scope,
  at: Site,
  api: string,
): readonly (Decided | Open)[] {
  const decisions = new Decisions();
  for (const condition of switches.off)
    decisions.settle(switchedOff(m, condition, scope, { at, api: `${api}(${nameOf(condition)})` }));
  for (const condition of switches.unless) decisions.settle(switchedOff(m, condition, scope, { at, api }, false));
  const leaves = places.find((place) => place.default !== undefined && place.accepts === undefined)?.default;
  for (const [position, place] of places.entries()) {
    if (place['sets-up']) {
      const set = setUp(m, place, places.slice(position + 1), scope, at, api);
      if (set === null) continue;
      // What the function does comes after all other places, and has taken them in.
      decisions.settle(set);
      break;
    }
    const holding = place['only-if'] ? holds(m, place['only-if'], scope) : [];
    if (place['only-if'] && !holding.some((each) => each.holds)) {
      if (place.slot !== undefined || place.environment !== undefined) passOver(m, place, scope, at);
      continue;
    }
    // Where it holds in some ways only, in the others the place says nothing.
    const elsewhere = holding.filter((each) => !each.holds).map(({ when }) => silent(when, api));
    const here = elsewhere.length > 0 ? (holding.find((each) => each.holds)?.when ?? '') : '';
    if (place.default !== undefined && place.accepts === undefined) {
      const roots = namedRoots(m, place.default, at);
      decisions.settle([{ when: here, check: roots.check, site: roots.site, api: roots.api ?? api }, ...elsewhere]);
      continue;
    }
    const label = place.label ?? nameOf(place);
    const name = label === '' ? api : `${api}(${label})`;
    const offs = many(place['off-when']);
    for (const condition of offs) decisions.settle(switchedOff(m, condition, scope, { at, api: name }));
    // A place that only switches off (`NODE_TLS_REJECT_UNAUTHORIZED`) holds nothing else.
    if (offs.length > 0 && !place.accepts) continue;
    const cell = cellAt(m, place, scope);
    if (!cell) continue;
    for (const { at: written } of writingsOf(cell)) m.recorder.removals.place(written ?? at, place, at, leaves);
    const readings = readingsOf(m, cell, place, scope, { at, api: name }).map((way) => ({
      ...way,
      when: way.when || here,
    }));
    decisions.settle([...readings, ...elsewhere], place.joins);
  }
  return decisions.all;
}

/** What the whole process is told, where this client has a setting of its own. */
function passOver(m: Machine, place: Place, scope: Scope, at: Site): void {
  const cell = cellAt(m, place, scope);
  for (const { site } of cell ? readingsOf(m, cell, place, scope, { at, api: '' }) : [])
    if (site) m.recorder.passedOver(site);
}

/** Where a place is told, and by which name, if it has nothing more precise. */
interface Told {
  readonly at: Site;
  readonly api: string;
}

const silent = (when: string, api: string): Way => ({ when, check: null, site: null, api });

/** Verification is off where the condition holds, or where it does not. */
const switchedOff = (m: Machine, condition: Condition, scope: Scope, { at, api }: Told, whenItHolds = true): Way[] =>
  holds(m, condition, scope).map(({ when, site, holds: isSo }) =>
    isSo === whenItHolds
      ? { when, check: { check: 'always', site: site ?? at }, site: site ?? at, api }
      : silent(when, api),
  );

/** What stands at the place, as it was written in each branch. */
const readingsOf = (m: Machine, cell: Cell, place: Place, scope: Scope, { at, api }: Told): Way[] =>
  writingsOf(cell).flatMap(({ when, value, at: written }) =>
    accept(m, value, place, scope, written ?? at).map((reading) => {
      // A holder is named by what was put into it only where that came after it was handed over.
      const late = reading.late && m.heap.isLater(reading.late.filled, cell) ? reading.late : null;
      const { check } = reading;
      return {
        when: reading.when || when,
        check: check && place.adds ? anyOf([meaningOf('default', 'system', at)!, check]) : check,
        site: check ? (reading.site ?? late?.site ?? written ?? at) : null,
        api: reading.api ?? late?.api ?? api,
        ...(reading.shadowed && { shadowed: reading.shadowed }),
      };
    }),
  );
