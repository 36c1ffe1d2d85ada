/** What a holder trusts: its switches first, then its own fields in order, then what it began with and was filled with. */
import { lineage } from '../../models/index-models.js';
import { type Model, listOf as many } from '../../models/load-models.js';
import type { Condition, Holder, Place } from '../../models/schema.js';
import { libraryBases } from '../code/instances.js';
import { cellOf, fieldOf } from '../code/objects.js';
import { isMet } from '../library/makers.js';
import type { Machine } from '../machine.js';
import {
  type Abstract,
  ALTERNATIVES_LIMIT,
  FILLS,
  type Fill,
  oneOf,
  referTo,
  START,
  type Thing,
  writingsOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { accept } from './accept.js';
import { anyOf, type Check, NEVER, reduce } from './check.js';
import { namedRoots } from './named-roots.js';
import { type Accepted, cellAt, holds, meaningOf, type Scope, type Shadowed } from './places.js';
import { setUp } from './set-up.js';

const NO_ARGUMENTS = { positional: [], named: new Map() } as const;

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

const bothWhen = (a: string, b: string): string => [...new Set([...partsOf(a), ...partsOf(b)])].join(', ');

const partsOf = (when: string): string[] => (when === '' ? [] : when.split(', '));

/** A condition can't hold for one place of a client and not for another. */
function contradicts(a: string, b: string): boolean {
  const opposite = (part: string) =>
    part.endsWith(' does not hold')
      ? part.replace(/ does not hold$/, ' holds')
      : part.replace(/ holds$/, ' does not hold');
  const known = partsOf(a);
  return partsOf(b).some((part) => known.includes(opposite(part)) && opposite(part) !== part);
}

/** The words of a place or switch: its option, field or argument. */
export function nameOf(place: Condition | Place): string {
  const [name] = many(
    place.flag ?? place.option ?? place.field ?? place.slot ?? place.environment ?? place.property ?? place.argument,
  );
  return name === undefined || typeof name === 'number' ? '' : (String(name).split('.').at(-1) ?? '');
}

export function holderRowOf(m: Machine, thing: Thing): { holder: Holder; model: Model } | null {
  const types = [
    ...(thing.type === null ? [] : lineage(m.index, thing.type)),
    ...(thing.of ? libraryBases(thing.of) : []),
  ];
  for (const type of types) {
    const row = m.index.holders.get(type);
    if (row) return { holder: row.row, model: row.model };
  }
  return null;
}

/** Each way in which the holder may decide; null where no model knows the type. */
export function trustOfHolder(m: Machine, thing: Thing): Accepted[] | null {
  const known = holderRowOf(m, thing);
  if (!known) return null;
  const { holder, model } = known;
  const self = referTo(thing);
  const scope: Scope = { args: NO_ARGUMENTS, receiver: self, holder, model };
  const atFill = holder['pin-at'] === 'fill';
  const filled = holder['pin-at'] === 'late' ? cellOf(thing, FILLS) : null;
  const places = holder.trust ?? [];
  if (many(holder['serves-when']).some((served) => isMet(m, served, scope))) {
    m.recorder.serves(thing);
    return [{ when: '', check: { check: 'default', name: 'server' }, site: null }];
  }
  const here: Site = { path: m.unit.path, span: { line: 1, column: 1, endLine: 1, endColumn: 1 } };
  const states = decide(
    m,
    places,
    { off: many(holder['off-when']), unless: many(holder['off-unless']) },
    scope,
    here,
    shortType(holder.type),
  );
  return states.flatMap((state): Accepted[] => {
    if (state.check !== null && state.check.check !== 'default') {
      const shadowed = [...state.shadowed, ...(atFill ? filledInto(thing, state.when) : [])];
      const site = state.site === here ? null : state.site;
      return [{ when: state.when, check: state.check, site, api: state.api, shadowed }];
    }
    // Where the switch stands as it does here, the branch that put nothing in was not taken.
    const ways = ownTrust(thing);
    // Beside ways that fill it, one that leaves it empty is that of an error: nobody means to trust nobody.
    const isFilled = ways.some(({ check }) => check !== null && check.check !== 'never');
    const possible = ways.filter(
      ({ check, when }) => check?.check !== 'never' || !(isFilled || contradicts(state.when, when)),
    );
    return possible.map((own) => {
      if (own.check === null) return { when: state.when, check: state.check, site: null };
      return {
        when: state.when || own.when,
        check: own.check,
        site: atFill ? own.site : null,
        ...(atFill && own.api ? { api: own.api } : {}),
        ...(filled && own.site && { late: { filled, site: own.site, api: own.api ?? shortType(holder.type) } }),
      };
    });
  });
}

/** `crypto/tls.Config` -> `tls.Config`, as Go writes it; `javax.net.ssl.SSLContext` -> `SSLContext`; `ssl.SSLContext` stays. */
export function shortType(type: string): string {
  const [last = type] = type.split(/[/\\]/).slice(-1);
  const parts = last.split('.');
  return type.includes('/') || parts.length <= 2 ? last : (parts.at(-1) ?? last);
}

/** What was put in, where something else decides. */
const filledInto = (thing: Thing, decided: string): Shadowed[] =>
  ownTrust(thing).flatMap(({ when, check, site, api }) =>
    check === null || site === null || contradicts(decided, when) || reduce(check).effect === 'default'
      ? []
      : [{ check, site, api: api ?? '' }],
  );

function beginning(start: Abstract): Check {
  if (start.kind === 'check') return start.check;
  const why = start.kind === 'unknown' ? start.why : 'what it began with is unknown';
  const guessed = start.kind === 'unknown' && start.guessed;
  return { check: 'unknown', why, source: { kind: 'unknown', why, trail: start.trail, ...(guessed && { guessed }) } };
}

/** What it began with, and what was put in: the OR of them. No check where it neither began nor was filled. */
function ownTrust(thing: Thing): Accepted[] {
  const start = fieldOf(thing, START);
  const fills = fillsOf(thing);
  const begins = start === null ? null : beginning(start);
  return fills.map(({ when, list }) => {
    // What stands in for the default roots counts where it was set.
    if (list.length === 0)
      return { when, check: begins, site: begins?.check === 'anchors' ? (cellOf(thing, START)?.at ?? null) : null };
    const parts = [...(begins && begins.check !== 'never' ? [begins] : []), ...list.map((fill) => fill.check)];
    const narrow = list.findLast((fill) => reduce(fill.check).effect !== 'default') ?? list.at(-1)!;
    return { when, check: anyOf(parts), site: narrow.site, api: narrow.api };
  });
}

export function fillsOf(thing: Thing): { when: string; list: readonly Fill[] }[] {
  const value = fieldOf(thing, FILLS);
  const options = value?.kind === 'oneOf' ? value.options : [{ when: '', value }];
  return options.map(({ when, value: option }) => ({ when, list: option?.kind === 'fills' ? option.fills : [] }));
}

/** Puts something in: each reading of it becomes an alternative of the holder. */
export function addFill(
  m: Machine,
  thing: Thing,
  readings: readonly { when: string; check: Check; site: Site }[],
  api: string,
  alias: string | null,
  resets: boolean,
): void {
  const before = fillsOf(thing);
  const options = before.flatMap(({ when, list }) =>
    readings.map((reading) => {
      const kept = resets ? [] : alias === null ? list : list.filter((fill) => fill.alias !== alias);
      const fill: Fill = { check: reading.check, site: reading.site, api, alias };
      return { when: when || reading.when, value: { kind: 'fills', fills: [...kept, fill], trail: [] } as Abstract };
    }),
  );
  if (resets) startEmpty(m, thing);
  m.write(thing, FILLS, { value: oneOf(options), at: readings[0]?.site ?? null });
}

/** Empties the holder, also of what it was made with. */
export function takeAllOut(m: Machine, thing: Thing): void {
  startEmpty(m, thing);
  m.write(thing, FILLS, { value: { kind: 'fills', fills: [], trail: [] }, at: null });
}

function startEmpty(m: Machine, thing: Thing): void {
  if (fieldOf(thing, START)) m.write(thing, START, { value: { kind: 'check', check: NEVER, trail: [] }, at: null });
}
