/** What was put into a holder. */
import type { Machine } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import { fieldOf } from '../memory/fields.js';
import { type Abstract, FILLS, type Fill, START, type Thing } from '../memory/values.js';
import type { Site } from '../pin.js';
import { type Check, NEVER } from './check.js';

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
