/** What was put into a holder. */
import type { Machine } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import { fieldOf } from '../memory/fields.js';
import { type Abstract, FILLS, type Fill, START, type Thing } from '../memory/values.js';
import type { Site } from '../pin.js';
import { type Check, NEVER } from './check.js';
import { bothWhen } from './conditions.js';

export function fillsOf(thing: Thing): { when: string; list: readonly Fill[] }[] {
  const value = fieldOf(thing, FILLS);
  const options = value?.kind === 'oneOf' ? value.options : [{ when: '', value }];
  return options.map(({ when, value: option }) => ({ when, list: option?.kind === 'fills' ? option.fills : [] }));
}

/**
 * A pinner that has pins for several hosts has those of the one that is asked, or none; where nobody knows which is asked,
 * each of them may be.
 */
export function fillsByHost(
  asked: readonly string[],
  when: string,
  list: readonly Fill[],
): { when: string; list: readonly Fill[] | null }[] {
  const patterns = [...new Set(list.flatMap(({ host }) => host ?? []))];
  if (patterns.length === 0 || (patterns.length === 1 && asked.length === 0)) return [{ when, list }];
  const meant = asked.length === 0 ? patterns : patterns.filter((one) => asked.some((host) => isMeant(one, host)));
  const general = list.filter(({ host }) => host === null);
  if (meant.length === 0) return [{ when, list: general.length > 0 ? general : null }];
  return meant.map((one) => ({
    when: bothWhen(when, meant.length > 1 ? `${one} is asked` : ''),
    list: list.filter(({ host }) => host === null || isMeant(host, one.toLowerCase())),
  }));
}

/**
 * `*.pay.example` means one label in front, `**.pay.example` any number, the name itself included:
 * https://square.github.io/okhttp/5.x/okhttp/okhttp3/-certificate-pinner/
 */
function isMeant(pattern: string, host: string): boolean {
  if (pattern.toLowerCase() === host) return true;
  const name = pattern.toLowerCase().replace(/^\*{1,2}\./, '');
  if (pattern.startsWith('**.')) return host === name || host.endsWith(`.${name}`);
  return pattern.startsWith('*.') ? host.slice(host.indexOf('.') + 1) === name : host === name;
}

/** How something is put in: in place of what has the same name, for whom, in place of all that was there. */
interface Manner {
  readonly alias?: string | null;
  readonly host?: string | null;
  readonly resets?: boolean;
}

/** Puts something in: each reading of it becomes an alternative of the holder. */
export function addFill(
  m: Machine,
  thing: Thing,
  readings: readonly { when: string; check: Check; site: Site }[],
  api: string,
  { alias = null, host = null, resets = false }: Manner = {},
): void {
  const before = fillsOf(thing);
  const options = before.flatMap(({ when, list }) =>
    readings.map((reading) => {
      const kept = resets ? [] : alias === null ? list : list.filter((fill) => fill.alias !== alias);
      const fill: Fill = { check: reading.check, site: reading.site, api, alias, host };
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
