/** A call that opens a connection, or makes a client that will: here trust is asked for, and a pin recorded. */
import type { Row } from '../../models/index-models.js';
import { listOf as many } from '../../models/load-models.js';
import type { ArgumentAt, Place } from '../../models/place-schema.js';
import type { Connection } from '../../models/schema.js';
import { callFunction } from '../code/calls.js';
import type { Machine } from '../machine.js';
import { type Arguments, NO_ARGUMENTS, nameArguments } from '../memory/arguments.js';
import { bound, calledMethodOf } from '../memory/methods.js';
import { type Abstract, type Cell, referTo, type Thing, unknownOf } from '../memory/values.js';
import type { Site } from '../pin.js';
import { shortName, shortType } from './api-names.js';
import { anyOf, type Check, defaultRoots, reduce } from './check.js';
import { decide, NO_SWITCHES } from './decide.js';
import { holderRowOf, trustOfHolder } from './holders.js';
import { argumentAt, cellAt, type Scope } from './places.js';
import { settingWords } from './settings-files.js';
import { verifierCheck } from './verifier.js';

export function connect(
  m: Machine,
  { row, model }: Row<Connection>,
  name: string,
  receiver: Abstract | null,
  args: Arguments,
  site: Site,
): Abstract | null {
  m.opened++;
  const named: Arguments = row.parameters
    ? { positional: args.positional, named: nameArguments(args, row.parameters) }
    : args;
  const settings = settingWords(m, row.settings, { args: named, receiver, holder: null, model }, site);
  const given = settings.length > 0 ? { ...named, positional: [...settings, ...named.positional] } : named;
  const target = row.of === undefined ? receiver : known(m, argumentAt(row.of, given)?.value as Abstract | undefined);
  const scope: Scope = { args: given, receiver: target, holder: null, model };
  if (target?.kind === 'object') m.connected.add(target.object);
  const api = shortName(name);
  const host = row.host === undefined ? undefined : (hostCell(m, row.host, scope)?.value as Abstract | undefined);
  const hosts = row.host === undefined ? [] : hostsIn(host ?? unknownOf('no host'));
  const handed = handOver(m, row, scope, args, site);
  if (handed) return handed;
  m.asking = hosts;
  const states = decide(
    m,
    row.trust,
    { off: many(row['off-when']), unless: many(row['off-unless']) },
    scope,
    site,
    api,
  );
  m.asking = [];
  m.attempts.push({
    target: host ?? null,
    hosts,
    check: anyOf(states.map((state) => state.check ?? defaultRoots('system'))),
    sites: states.flatMap((state) => (state.check === null ? [] : [state.site ?? site])),
  });
  const asksItsFields = row.trust.some((place) => place.field !== undefined);
  if (target?.kind === 'object' && asksItsFields && states.every(({ check }) => isDefault(check)))
    m.recorder.overrules(target.object);
  for (const state of states) {
    if (state.check === null || isGuess(state.check, state.site, site)) continue;
    m.recorder.record(m, { state, site: state.site ?? site, hosts, model: model.id, connection: site });
  }
  return row.returns === undefined ? null : referTo(m.thing('instance', row.returns));
}

const isDefault = (check: Check | null): boolean => check === null || reduce(check).effect === 'default';

/** `http.Client{Transport: logging{next}}`: what the client trusts is for that object's own method to say. */
function handOver(m: Machine, row: Connection, scope: Scope, args: Arguments, site: Site): Abstract | null {
  for (const { calls, ...position } of row['hands-to'] ?? []) {
    const value = cellAt(m, position, scope)?.value;
    if (!value || typeof value === 'symbol' || value.kind !== 'object' || !value.object.of) continue;
    const method = calledMethodOf(value.object.of, calls);
    if (method?.kind === 'function')
      return callFunction(
        m,
        bound(method, value),
        args.positional.map((cell) => cell.value as Abstract),
        site,
      );
  }
  return null;
}

const hostCell = (m: Machine, host: NonNullable<Connection['host']>, scope: Scope): Cell | null =>
  typeof host === 'object' && !Array.isArray(host)
    ? cellAt(m, host as Omit<Place, 'accepts'>, scope)
    : argumentAt(host as ArgumentAt, scope.args);

/** A receiver that callers hand in, into which this code puts nothing: what it trusts is said where it is made. */
const isGuess = (check: Check, at: Site | null, site: Site): boolean =>
  check.check === 'unknown' && check.source === undefined && (at === null || at === site);

/** What earlier calls showed the argument to be. */
function known(m: Machine, value: Abstract | undefined): Abstract | null {
  const thing = value && m.assumed.get(value);
  return thing ? referTo(thing) : (value ?? null);
}

/** A trust object that left for code that can't be seen is judged as if it connected. */
export function judgeEscaped(m: Machine, thing: Thing, counts: (site: Site) => boolean = () => true): void {
  const known = holderRowOf(m, thing);
  if (!known?.holder.escapes) return;
  const api = shortType(known.holder.type);
  for (const trust of trustOfHolder(m, thing) ?? []) {
    if (trust.check === null) continue;
    const { effect } = reduce(trust.check);
    if (effect === 'default' || (m.onlySwitches && effect !== 'disabled')) continue;
    const site = trust.site ?? siteOf(thing);
    if (!site || !counts(site)) continue;
    // An object that callers hand in says nothing by itself: only what this code put into it does.
    if (trust.check.check === 'unknown' && !trust.site) continue;
    m.recorder.record(m, {
      state: { when: trust.when, check: trust.check, site, api: trust.api ?? api, shadowed: trust.shadowed ?? [] },
      site,
      hosts: [],
      model: known.model.id,
      connection: null,
    });
  }
}

/** A function that decides about servers, handed out by one whose callers are elsewhere: judged as if it were installed. */
export function judgeHandedOut(m: Machine, value: Abstract, type: string): void {
  const known = m.index.delegates.get(type);
  if (!known) return;
  if (value.kind === 'oneOf') for (const option of value.options) judgeHandedOut(m, option.value, type);
  if (value.kind !== 'function') return;
  const site: Site = { path: value.frame.unit.path, span: value.lambda.span };
  const check = verifierCheck(m, value, known.row, site);
  const state = { when: '', check, site, api: shortType(type), shadowed: [] };
  m.recorder.record(m, { state, site, hosts: [], model: known.model.id, connection: null });
}

/**
 * What code wrote where the whole process looks: judged although no connection may be in sight. Says whether a connection
 * would know better.
 */
export function judgeProcess(m: Machine): boolean {
  let isOpen = false;
  for (const { row, model } of m.index.process) {
    const scope: Scope = { args: NO_ARGUMENTS, receiver: null, holder: null, model };
    const cell = cellAt(m, row, scope);
    if (!cell) continue;
    // What the library itself put there says something only by what was written into it since.
    const at = cell.at ?? NOWHERE;
    // Whether a variable adds or replaces is for the library to say that reads it.
    const isForReaders = row.environment !== undefined && row.adds === true;
    const assumed = isForReaders || m.unit.language === 'shell' ? { assumed: true as const } : {};
    for (const state of decide(m, [row], NO_SWITCHES, scope, at, processName(row))) {
      if (state.check === null || (state.site ?? at) === NOWHERE) continue;
      m.recorder.record(m, { state, site: state.site ?? at, hosts: [], model: model.id, connection: null, ...assumed });
      isOpen ||= isForReaders && m.unit.language !== 'shell';
    }
  }
  return isOpen;
}

const NOWHERE: Site = { path: '', span: { line: 0, column: 0, endLine: 0, endColumn: 0 } };

const processName = (row: Place): string => many(row.environment ?? row.slot ?? row.property)[0] ?? 'the whole process';

function siteOf(thing: Thing): Site | null {
  for (const cell of thing.fields.values()) if (cell.at) return cell.at;
  return null;
}

const URL_HOST = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([a-z0-9.-]+)/i;
const BARE_HOST = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?$/i;

/** The host of a URL or `host:port`, also where only the beginning of the text is known. */
function hostsIn(value: Abstract): string[] {
  if (value.kind === 'oneOf') return [...new Set(value.options.flatMap((option) => hostsIn(option.value)))];
  if (value.kind === 'object') {
    for (const key of ['hostname', 'host', 'url', 'uri', 'baseURL']) {
      const cell = value.object.fields.get(key);
      if (cell && typeof cell.value !== 'symbol') return hostsIn(cell.value);
    }
    return [];
  }
  const text = value.kind === 'text' ? value.text : value.kind === 'unknown' ? (value.prefix ?? '') : '';
  const found = URL_HOST.exec(text) ?? (value.kind === 'text' ? BARE_HOST.exec(text) : null);
  if (!found?.[1]) return [];
  // Of an unfinished text the host is known only when something follows it.
  if (value.kind === 'unknown' && found[0].length === text.length) return [];
  return [found[1].toLowerCase()];
}
