/** Finds the rows that speak of a call, a type or a constant of one language. Built once per language. */
import { languagesOf, listOf, type Model } from './load-models.js';
import type { Literal, Place, VerifierModel } from './place-schema.js';
import type { Connection, DefaultRoots, FilledBy, Flow, Holder, Lifecycle, MadeBy, Sets, Setting } from './schema.js';

/** A row and the file that it stands in. */
export interface Row<T> {
  readonly row: T;
  readonly model: Model;
}

export interface HolderRow<T> extends Row<T> {
  readonly holder: Holder;
}

export interface ModelIndex {
  /** Rows by qualified name of the call, or `Type.method`. */
  readonly connections: ReadonlyMap<string, readonly Row<Connection>[]>;
  readonly process: readonly Row<Place>[];
  readonly settings: readonly Row<Setting>[];
  readonly lifecycles: readonly Lifecycle[];
  readonly defaults: ReadonlyMap<string, readonly Row<DefaultRoots>[]>;
  readonly flows: ReadonlyMap<string, Row<Flow>>;
  readonly properties: ReadonlyMap<string, Row<Flow>>;
  readonly makers: ReadonlyMap<string, readonly HolderRow<MadeBy>[]>;
  readonly fills: ReadonlyMap<string, readonly HolderRow<FilledBy>[]>;
  readonly setters: ReadonlyMap<string, readonly HolderRow<Sets>[]>;
  readonly builders: ReadonlyMap<string, HolderRow<{ type: string; of?: unknown }>>;
  readonly identities: ReadonlySet<string>;
  readonly holders: ReadonlyMap<string, Row<Holder>>;
  readonly delegates: ReadonlyMap<string, Row<VerifierModel>>;
  readonly constants: ReadonlyMap<string, Literal>;
  readonly aliases: ReadonlyMap<string, string>;
  /** Names of all calls and methods that some row describes, and what stands behind their last dot. */
  readonly calls: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** What stands behind the last dot of a property that some row describes. */
  readonly propertyNames: ReadonlySet<string>;
  /** Every qualified name above and its prefixes: what an open import may mean. */
  readonly known: ReadonlySet<string>;
  /** Last names of the options and fields at which trust is looked for. */
  readonly options: ReadonlySet<string>;
  /** Last segments of the calls and types above: by these a function is known to have to do with trust. */
  readonly bareNames: ReadonlySet<string>;
}

/** `get` and `open` stand everywhere; who calls such a thing with trust in it names an option too. */
const SHORTEST_BARE = 5;

/** `a.{b,c}.d` -> `a.b.d`, `a.c.d`. */
export function expandBraces(name: string): string[] {
  const open = name.indexOf('{');
  const close = name.indexOf('}', open);
  if (open < 0 || close < 0) return [name];
  const head = name.slice(0, open);
  const tails = expandBraces(name.slice(close + 1));
  return name
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => tails.map((tail) => head + choice.trim() + tail));
}

const expand = (names: string | readonly string[] | undefined): string[] => listOf(names).flatMap(expandBraces);

export function indexModels(models: readonly Model[], language: string): ModelIndex {
  const connections = new Map<string, Row<Connection>[]>();
  const process: Row<Place>[] = [];
  const settings: Row<Setting>[] = [];
  const lifecycles: Lifecycle[] = [];
  const defaults = new Map<string, Row<DefaultRoots>[]>();
  const flows = new Map<string, Row<Flow>>();
  const properties = new Map<string, Row<Flow>>();
  const makers = new Map<string, HolderRow<MadeBy>[]>();
  const fills = new Map<string, HolderRow<FilledBy>[]>();
  const setters = new Map<string, HolderRow<Sets>[]>();
  const builders = new Map<string, HolderRow<{ type: string; of?: unknown }>>();
  const identities = new Set<string>();
  const holders = new Map<string, Row<Holder>>();
  const delegates = new Map<string, Row<VerifierModel>>();
  const constants = new Map<string, Literal>();
  const aliases = new Map<string, string>();
  const add = <T>(map: Map<string, T[]>, keys: readonly string[], row: T) => {
    for (const key of keys) map.set(key, [...(map.get(key) ?? []), row]);
  };

  for (const model of models) {
    if (!languagesOf(model).includes(language)) continue;
    for (const row of model.connections ?? []) {
      const methods = expand(row.method).map((method) => `${row.type}.${method}`);
      add(connections, [...expand(row.call), ...methods], { row, model });
    }
    for (const row of model.process ?? []) process.push({ row, model });
    for (const row of model.settings ?? []) settings.push({ row, model });
    lifecycles.push(...(model.lifecycles ?? []));
    for (const row of model.defaults ?? []) add(defaults, [row.name], { row, model });
    for (const holder of model.holders ?? []) {
      const { type } = holder;
      holders.set(type, { row: holder, model });
      const own = (names: string | readonly string[] | undefined) => expand(names).map((name) => `${type}.${name}`);
      for (const row of holder['made-by'] ?? []) add(makers, expand(row.call), { row, model, holder });
      for (const row of holder['filled-by'] ?? [])
        add(fills, [...own(row.method), ...expand(row.call)], { row, model, holder });
      for (const row of holder.sets ?? [])
        add(setters, [...own(row.method), ...expand(row.call)], { row, model, holder });
      for (const row of holder.builds ?? [])
        for (const key of [...own(row.method), ...expand(row.call)]) builders.set(key, { row, model, holder });
      for (const key of own(holder['gives-itself'])) identities.add(key);
    }
    for (const row of model.flows ?? []) {
      for (const call of expand(row.call)) flows.set(call, { row, model });
      for (const type of row.method ? listOf(row.of ?? 'any') : [])
        for (const method of expand(row.method)) flows.set(`${type}.${method}`, { row, model });
      for (const type of row.property ? listOf(row.of ?? 'any') : [])
        for (const property of expand(row.property)) properties.set(`${type}.${property}`, { row, model });
    }
    for (const { type, verifier } of model.delegates ?? []) delegates.set(type, { row: verifier, model });
    for (const [name, value] of Object.entries(model.constants ?? {}))
      for (const each of expandBraces(name)) constants.set(each, value);
    for (const [name, value] of Object.entries(model.aliases ?? {})) aliases.set(name, value);
  }
  const known = new Set<string>();
  for (const map of [
    connections,
    flows,
    properties,
    makers,
    fills,
    setters,
    builders,
    holders,
    delegates,
    constants,
    aliases,
  ]) {
    for (const name of map.keys()) addPrefixes(known, name);
  }
  for (const { row } of process) for (const slot of listOf(row.slot)) addPrefixes(known, slot);
  const bareNames = new Set<string>();
  for (const map of [connections, makers, fills, setters, builders, holders, delegates])
    for (const name of map.keys()) {
      const bare = name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'), name.lastIndexOf('\\')) + 1);
      if (bare.length >= SHORTEST_BARE) bareNames.add(bare);
    }
  const options = new Set<string>();
  const rows = models.filter((model) => languagesOf(model).includes(language));
  for (const { trust, 'off-when': switches } of rows.flatMap((m) => [...(m.connections ?? []), ...(m.holders ?? [])]))
    for (const place of [...(trust ?? []), ...listOf(switches)])
      for (const path of [...listOf(place.option), ...listOf(place.field)]) options.add(behindLastDot(path));
  const calls = new Set<string>(identities);
  for (const map of [connections, flows, makers, fills, setters, builders])
    for (const name of map.keys()) calls.add(name);
  return {
    connections,
    process,
    settings,
    lifecycles,
    defaults,
    flows,
    properties,
    makers,
    fills,
    setters,
    builders,
    identities,
    holders,
    delegates,
    constants,
    aliases,
    calls,
    options,
    methods: new Set([...calls].map(behindLastDot)),
    propertyNames: new Set([...properties.keys()].map(behindLastDot)),
    known,
    bareNames,
  };
}

const behindLastDot = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function addPrefixes(known: Set<string>, name: string): void {
  for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) known.add(name.slice(0, end));
}

const lineages = new WeakMap<ModelIndex, Map<string, readonly string[]>>();

/** A holder type and what it extends, nearest first. */
export function lineage(index: ModelIndex, type: string): readonly string[] {
  const known = lineages.get(index) ?? new Map<string, readonly string[]>();
  lineages.set(index, known);
  const before = known.get(type);
  if (before) return before;
  const found: string[] = [];
  const queue = [type];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (found.includes(at)) continue;
    found.push(at);
    queue.push(...listOf(index.holders.get(at)?.row.extends));
  }
  known.set(type, found);
  return found;
}
