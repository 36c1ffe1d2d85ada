/** What a holder trusts: its switches first, then its own fields in order, then what it began with and was filled with. */
import { lineage } from '../../models/index-models.js';
import { type Model, listOf as many } from '../../models/load-models.js';
import type { Holder } from '../../models/schema.js';
import { libraryBases } from '../code/instances.js';
import type { Machine } from '../machine.js';
import { NO_ARGUMENTS } from '../memory/arguments.js';
import { cellOf, fieldOf } from '../memory/fields.js';
import { type Abstract, FILLS, referTo, START, type Thing } from '../memory/values.js';
import type { Site } from '../pin.js';
import { shortType } from './api-names.js';
import { anyOf, type Check, reduce } from './check.js';
import { contradicts, isMet } from './conditions.js';
import { decide } from './decide.js';
import { fillsByHost, fillsOf } from './fills.js';
import type { Accepted, Scope, Shadowed } from './places.js';

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
    const ways = ownTrust(thing, m.asking);
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
function ownTrust(thing: Thing, asked: readonly string[] = []): Accepted[] {
  const start = fieldOf(thing, START);
  const fills = fillsOf(thing).flatMap(({ when, list }) => fillsByHost(asked, when, list));
  const begins = start === null ? null : beginning(start);
  return fills.map(({ when, list }) => {
    if (list === null) return { when, check: null, site: null };
    // What stands in for the default roots counts where it was set.
    if (list.length === 0)
      return { when, check: begins, site: begins?.check === 'anchors' ? (cellOf(thing, START)?.at ?? null) : null };
    const parts = [...(begins && begins.check !== 'never' ? [begins] : []), ...list.map((fill) => fill.check)];
    const narrow = list.findLast((fill) => reduce(fill.check).effect !== 'default') ?? list.at(-1)!;
    return { when, check: anyOf(parts), site: narrow.site, api: narrow.api };
  });
}
