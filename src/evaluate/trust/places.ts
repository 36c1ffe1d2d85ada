/** Looks for trust at the places that a model names, and turns what stands there into a check. */
import { type Model, listOf as many } from '../../models/load-models.js';
import type { ArgumentAt, Meaning, Place } from '../../models/place-schema.js';
import type { Holder } from '../../models/schema.js';
import { callFunction } from '../code/calls.js';
import type { Machine } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import type { Arguments } from '../memory/arguments.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  type OneOf,
  type ProjectClass,
  type Thing,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { type Check, defaultRoots, NEVER } from './check.js';
import { flagCell, split, wordsOf } from './flags.js';

/** What surrounds a place: the arguments of the call, the receiver or holder, and the model that names it. */
export interface Scope {
  readonly args: Arguments;
  readonly receiver: Abstract | null;
  readonly holder: Holder | null;
  readonly model: Model;
}

/** A place that holds something without effect. */
export interface Shadowed {
  readonly check: Check;
  readonly site: Site;
  readonly api: string;
}

/** One reading of a place. No check: nothing there, look at the next place. */
export interface Accepted {
  readonly when: string;
  readonly check: Check | null;
  /** Where the pin stands, when a holder knows better than the place. */
  readonly site: Site | null;
  readonly api?: string;
  /** What the holder holds besides, without effect. */
  readonly shadowed?: readonly Shadowed[];
  /** The pin stands there if the holder was filled after it was given to the client. */
  readonly late?: { readonly filled: Cell; readonly site: Site; readonly api: string };
}

export function argumentAt(at: ArgumentAt, args: Arguments): Cell | null {
  for (const key of many(at)) {
    const cell = typeof key === 'number' ? args.positional[key] : args.named.get(key);
    if (cell && cell.value !== ABSENT) return cell;
  }
  return null;
}

/** The cell at a position; null where nothing stands there. */
export function cellAt(m: Machine, place: Omit<Place, 'accepts'>, scope: Scope): Cell | null {
  if (place.flag !== undefined) return flagAt(m, place, scope);
  if (place.url) return scope.args.positional.find((cell) => isUrl(cell)) ?? null;
  const cell = wholeCellAt(m, place, scope);
  return cell && place.within !== undefined ? partOf(cell, place.within) : cell;
}

/** `sslrootcert` in `host=db sslrootcert=ca.pem` or `postgresql://db/shop?sslrootcert=ca.pem`. */
function partOf(cell: Cell, name: string): Cell | null {
  if (cell.value === ABSENT || cell.value.kind !== 'text') return null;
  const found = new RegExp(`(?:^|[?&;\\s])${name}\\s*=\\s*(?:'([^']*)'|([^&;\\s]+))`).exec(cell.value.text);
  const written = found?.[1] ?? found?.[2];
  if (written === undefined) return null;
  return { value: { ...cell.value, text: unescaped(written) }, at: cell.at };
}

function unescaped(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function wholeCellAt(m: Machine, place: Omit<Place, 'accepts'>, scope: Scope): Cell | null {
  if (place.option !== undefined) {
    const records =
      place.argument === undefined
        ? [...scope.args.positional, namedRecord(scope.args)]
        : [given(m, place, argumentAt(place.argument, scope.args))];
    for (const path of many(place.option)) {
      for (const record of records) {
        const cell = record && record.value !== ABSENT ? fieldPath(m, record.value, path) : null;
        if (cell) return cell;
      }
    }
    // With a field beside it: what the call does not say, its receiver may.
    if (place.field === undefined) return null;
  } else if (place.argument !== undefined) {
    const cell = argumentAt(place.argument, scope.args);
    // A place with `makes` asks later, where its library calls it.
    return 'accepts' in place ? cell : given(m, place, cell);
  }
  if (place.field !== undefined)
    return first(many(place.field), (path) => (scope.receiver ? fieldPath(m, scope.receiver, path) : null));
  if (place.slot !== undefined) return first(many(place.slot), (name) => slotCell(m, name));
  if (place.environment !== undefined) return first(many(place.environment), (name) => setByCode(m, name));
  if (place.property !== undefined) return first(many(place.property), (name) => cellOf(m.properties, name));
  if (place.receiver) return scope.receiver ? { value: scope.receiver, at: null } : null;
  return null;
}

/** What a function gives that stands where options are expected: `add_filter('http_request_args', fn ($args) => …)`. */
function given(m: Machine, place: Omit<Place, 'accepts'>, cell: Cell | null): Cell | null {
  if (!place.makes || !cell || cell.value === ABSENT || cell.value.kind !== 'function') return cell;
  const { lambda, frame } = cell.value;
  const unknown = lambda.parameters.map(() => unknownOf('given by the library'));
  return { value: callFunction(m, cell.value, unknown, { path: frame.unit.path, span: lambda.span }), at: cell.at };
}

const isUrl = ({ value }: Cell): boolean =>
  typeof value !== 'symbol' &&
  /^https?:/.test(value.kind === 'text' ? value.text : value.kind === 'unknown' ? (value.prefix ?? '') : '');

/** `ENV['SSL_CERT_FILE'] ||= …` where it is set already leaves the variable as it is: no decision of this code. */
function setByCode(m: Machine, name: string): Cell | null {
  const cell = cellOf(m.environment, name);
  if (!cell || cell.value === ABSENT) return cell;
  const ways = cell.value.kind === 'oneOf' ? cell.value.options.map(({ value }) => value) : [cell.value];
  return ways.some((way) => way.kind === 'unknown' && way.environment === name) ? null : cell;
}

/** A flag of the command, or one among the words of an environment variable (`JAVA_OPTS`). */
function flagAt(m: Machine, place: Omit<Place, 'accepts'>, scope: Scope): Cell | null {
  const takesValue = !('when-true' in place);
  if (place.environment === undefined) return flagCell(many(place.flag), wordsOf(scope.args), takesValue);
  return first(many(place.environment), (name) => {
    const cell = cellOf(m.environment, name);
    return cell && cell.value !== ABSENT ? flagCell(many(place.flag), split(cell.value, cell.at), takesValue) : null;
  });
}

export function first<T>(candidates: readonly T[], find: (candidate: T) => Cell | null): Cell | null {
  for (const candidate of candidates) {
    const cell = find(candidate);
    if (cell) return cell;
  }
  return null;
}

/** A slot may be a path into an object: `https.globalAgent.options.ca`. */
function slotCell(m: Machine, name: string): Cell | null {
  const whole = cellOf(m.slots, name);
  if (whole) return whole;
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const head = cellOf(m.slots, name.slice(0, end));
    if (head && head.value !== ABSENT) return fieldPath(m, head.value, name.slice(end + 1));
  }
  return null;
}

function namedRecord(args: Arguments): Cell | null {
  return args.named.size === 0
    ? null
    : {
        value: {
          kind: 'object',
          object: { fields: args.named, shape: 'record', type: null, of: null, born: 0 } as unknown as Thing,
          trail: [],
        },
        at: null,
      };
}

/** `Transport.TLSClientConfig.RootCAs` from an object on; alternatives on the way are kept. */
export function fieldPath(m: Machine, from: Abstract, path: string): Cell | null {
  if (from.kind === 'oneOf') return pathOfEach(m, from, path);
  if (from.kind !== 'object' && from.kind !== 'class') return null;
  const at = (key: string): Cell | null =>
    from.kind === 'class' ? cellOfClass(from.of, key) : (cellOf(from.object, key) ?? itemOf(m, from, key));
  const whole = at(path);
  if (whole) return whole;
  const dot = path.indexOf('.');
  if (dot < 0) return null;
  const head = at(path.slice(0, dot));
  if (!head || head.value === ABSENT) return null;
  const inner = fieldPath(m, head.value, path.slice(dot + 1));
  // An element of a struct without names of its fields stands where the struct was given.
  return inner && inner.at === null && !inner.branches ? { ...inner, at: head.at } : inner;
}

/** A struct written without the names of its fields, where the struct is not seen: `{ pem, length, 0 }`. */
function itemOf(m: Machine, from: Abstract, key: string): Cell | null {
  const item = /^\d+$/.test(key) ? elementsOf(m, from)?.[Number(key)] : undefined;
  return item && from.kind === 'object' && from.object.shape === 'list' ? { value: item.value, at: null } : null;
}

/** What a class was given for all its requests, or one that it extends. */
function cellOfClass(of: ProjectClass, key: string): Cell | null {
  const own = cellOf(of.statics, key);
  if (own && own.value !== ABSENT && own.value.kind !== 'function') return own;
  return first(
    of.bases.flatMap((base) => (base.kind === 'class' ? [base.of] : [])),
    (base) => cellOfClass(base, key),
  );
}

function pathOfEach(m: Machine, from: OneOf, path: string): Cell | null {
  const cells = from.options.map((option) => ({ when: option.when, cell: fieldPath(m, option.value, path) }));
  const found = cells.find(({ cell }) => cell !== null)?.cell;
  if (!found) return null;
  const options = cells.map(({ when, cell }) => ({
    when,
    value: cell && cell.value !== ABSENT ? cell.value : ({ kind: 'constant', value: null, trail: [] } as const),
  }));
  const branches = cells.flatMap(({ when, cell }) => (cell ? [{ when, cell }] : []));
  return { value: oneOf(options), at: found.at, ...(branches.length === cells.length && { branches }) };
}

/** What a constant at a place means; null: look further. */
export function meaningOf(meaning: Meaning, defaults: string, site: Site): Check | null {
  switch (meaning) {
    case 'further':
      return null;
    case 'default':
      return defaultRoots(defaults);
    case 'nothing':
      return NEVER;
    case 'off':
      return { check: 'always', site };
  }
}
