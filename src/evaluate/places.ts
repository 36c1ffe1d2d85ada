/** Looks for trust at the places that a model names, and turns what stands there into a check. */
import { type Model, listOf as many } from '../models/load-models.js';
import type { ArgumentAt, Condition, Holder, Meaning, Place } from '../models/schema.js';
import { type Arguments, callFunction } from './calls.js';
import { allOf, anchors, anyOf, type Check, defaultRoots, NEVER, reduce } from './check.js';
import { flagCell, split, wordsOf } from './flags.js';
import type { Machine } from './machine.js';
import { ROOT } from './names.js';
import { bytesOf, cellOf, elementsOf, keyText } from './objects.js';
import type { Reading, Site, TrustSource } from './pin.js';
import { trustOfHolder } from './trust.js';
import {
  ABSENT,
  type Abstract,
  ALTERNATIVES_LIMIT,
  type Cell,
  type OneOf,
  oneOf,
  type ProjectClass,
  type TextValue,
  type Thing,
  writingsOf,
} from './values.js';
import { verifierCheck } from './verifier.js';

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
        : [argumentAt(place.argument, scope.args)];
    for (const path of many(place.option)) {
      for (const record of records) {
        const cell = record && record.value !== ABSENT ? fieldPath(m, record.value, path) : null;
        if (cell) return cell;
      }
    }
    // With a field beside it: what the call does not say, its receiver may.
    if (place.field === undefined) return null;
  } else if (place.argument !== undefined) return argumentAt(place.argument, scope.args);
  if (place.field !== undefined)
    return first(many(place.field), (path) => (scope.receiver ? fieldPath(m, scope.receiver, path) : null));
  if (place.slot !== undefined) return first(many(place.slot), (name) => slotCell(m, name));
  if (place.environment !== undefined) return first(many(place.environment), (name) => cellOf(m.environment, name));
  if (place.property !== undefined) return first(many(place.property), (name) => cellOf(m.properties, name));
  if (place.receiver) return scope.receiver ? { value: scope.receiver, at: null } : null;
  return null;
}

const isUrl = ({ value }: Cell): boolean =>
  typeof value !== 'symbol' &&
  /^https?:/.test(value.kind === 'text' ? value.text : value.kind === 'unknown' ? (value.prefix ?? '') : '');

/** A flag of the command, or one among the words of an environment variable (`JAVA_OPTS`). */
function flagAt(m: Machine, place: Omit<Place, 'accepts'>, scope: Scope): Cell | null {
  const takesValue = !('when-true' in place);
  if (place.environment === undefined) return flagCell(many(place.flag), wordsOf(scope.args), takesValue);
  return first(many(place.environment), (name) => {
    const cell = cellOf(m.environment, name);
    return cell && cell.value !== ABSENT ? flagCell(many(place.flag), split(cell.value, cell.at), takesValue) : null;
  });
}

function first<T>(candidates: readonly T[], find: (candidate: T) => Cell | null): Cell | null {
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
  return head && head.value !== ABSENT ? fieldPath(m, head.value, path.slice(dot + 1)) : null;
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

/** Whether a condition holds, in each alternative. */
export function holds(
  m: Machine,
  condition: Condition,
  scope: Scope,
): { when: string; holds: boolean; site: Site | null }[] {
  if (condition.and && !holds(m, condition.and, scope).some((each) => each.holds))
    return [{ when: '', holds: false, site: null }];
  const cell = cellAt(m, condition, scope);
  if (!cell) return [{ when: '', holds: condition.missing === true, site: null }];
  const wanted = condition.is === undefined ? null : many(condition.is);
  const unwanted = condition.isnt === undefined ? null : many(condition.isnt);
  const isOneOf = (value: Abstract, literals: readonly unknown[]): boolean => {
    const known = value.kind === 'constant' ? value.value : keyText(value);
    // Flags of a library are kept joined by `|`.
    const flags = typeof known === 'string' && value.kind === 'text' && !value.literal ? known.split('|') : [];
    return (
      (known !== null || value.kind === 'constant') &&
      literals.some(
        (each) =>
          each === known ||
          (typeof each === 'number' && String(each) === known) ||
          (typeof each === 'string' && flags.includes(each)),
      )
    );
  };
  const test = (value: Abstract): boolean => {
    if (unwanted !== null) return !isOneOf(value, unwanted);
    if (wanted === null)
      return condition.missing
        ? value.kind === 'constant' && value.value === null
        : value.kind !== 'constant' || value.value !== null;
    return isOneOf(value, wanted);
  };
  return writingsOf(cell).flatMap(({ when, value, at: site }) =>
    value.kind === 'oneOf'
      ? value.options.map((option) => ({ when: when || option.when, holds: test(option.value), site }))
      : [{ when, holds: test(value), site }],
  );
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

/** Every reading of a value at a place. */
export function accept(m: Machine, value: Abstract, place: Place, scope: Scope, site: Site): Accepted[] {
  const readings = readAs(m, value, place, scope, site);
  const meaning = place['when-unknown'];
  if (meaning === undefined) return readings;
  return readings.map((r) => (isUnknown(r.check) ? { ...r, check: meaningOf(meaning, 'default', site) } : r));
}

const isUnknown = (check: Check | null): boolean =>
  check !== null &&
  (check.check === 'unknown' ||
    (check.check === 'anchors' && check.sources.every((source) => source.kind === 'unknown')));

function readAs(m: Machine, value: Abstract, place: Place, scope: Scope, site: Site): Accepted[] {
  if (value.kind === 'oneOf')
    return value.options.flatMap((option) =>
      accept(m, option.value, place, scope, site).map((a) => ({ ...a, when: a.when || option.when })),
    );
  const one = (check: Check | null): Accepted[] => [{ when: '', check, site: null }];
  if (place.makes && (value.kind === 'native' || value.kind === 'function')) {
    return accept(m, callFunction(m, value, [], site), without(place, 'makes'), scope, site);
  }
  switch (value.kind) {
    case 'constant': {
      if (value.unset && place.accepts?.some((a) => a === 'path' || a === 'pem' || a === 'keystore')) {
        return one({
          check: 'unknown',
          why: `${value.unset} is not set in the sources`,
          source: { kind: 'environment', name: value.unset, trail: value.trail },
        });
      }
      const key =
        value.value === true
          ? 'when-true'
          : value.value === false
            ? 'when-false'
            : value.value === null
              ? 'when-null'
              : null;
      return one(key === null ? null : meaningOf(place[key] ?? 'further', 'default', site));
    }
    case 'text':
      // A password beside a strategy: the other overload of the method.
      if (place.accepts?.every((kind) => kind === 'verifier')) return one(null);
      if (place.accepts?.includes('path')) {
        const written = cellOf(m.written, value.text);
        if (written) return accept(m, written.value as Abstract, { ...place, accepts: ['pem', 'der'] }, scope, site);
      }
      return one(textCheck(m, value, place, scope, site));
    case 'material':
      return one(
        value.source.kind === 'system' || value.source.kind === 'bundle'
          ? defaultRoots(value.source.name)
          : anchors({ ...value.source, trail: [...value.trail, ...value.source.trail] } as TrustSource),
      );
    case 'check':
      return one(value.check);
    case 'object':
      return acceptObject(m, value, place, scope, site);
    case 'function': {
      if (!place.verifier) return one({ check: 'unknown', why: 'a function decides' });
      const check = verifierCheck(m, value, place.verifier, site);
      // It gives the library's own verdict back: what that verdict is, other places say. One that refuses every server
      // is written to see the refusal.
      const defers =
        place.verifier.verdict !== undefined && (reduce(check).effect === 'default' || check.check === 'never');
      return one(defers ? null : check);
    }
    case 'unknown': {
      // A function handed in by callers, which gets the library's own verdict, is taken to heed it.
      if (place.verifier?.verdict !== undefined && place.accepts?.every((kind) => kind === 'verifier'))
        return one(null);
      const source: TrustSource = value.environment
        ? { kind: 'environment', name: value.environment, trail: value.trail }
        : { kind: 'unknown', why: value.why, trail: value.trail, ...(value.guessed && { guessed: true }) };
      // Whatever certificates stand at a place that takes nothing else, they are all that is trusted.
      return one(takesOnlyCertificates(place) ? anchors(source) : { check: 'unknown', why: value.why, source });
    }
    default:
      return one({
        check: 'unknown',
        why: value.kind === 'native' ? `${value.name} is not modelled` : 'a value that is not followed',
        source: {
          kind: 'unknown',
          why: value.kind === 'native' ? `what ${value.name} trusts is not known` : 'a value that is not followed',
          trail: value.trail,
        },
      });
  }
}

function acceptObject(
  m: Machine,
  value: Extract<Abstract, { kind: 'object' }>,
  place: Place,
  scope: Scope,
  site: Site,
): Accepted[] {
  const { object } = value;
  if (place.verifier && object.of && asVerifier(object, place))
    return [{ when: '', check: verifierCheck(m, value, place.verifier, site), site: null }];
  if (object.type !== null || object.of) {
    const trust = trustOfHolder(m, object);
    if (trust) return trust;
    return [
      {
        when: '',
        check: { check: 'unknown', why: `what ${object.type ?? 'this object'} trusts is not known` },
        site: null,
      },
    ];
  }
  // Plain options beside a place for a context: other places read them.
  if (object.shape === 'record' && place.accepts?.every((kind) => kind === 'holder'))
    return [{ when: '', check: null, site: null }];
  const bytes = bytesOf(m, value);
  if (bytes) return accept(m, bytes, place, scope, site);
  const elements = elementsOf(m, value);
  if (elements === null)
    return [{ when: '', check: { check: 'unknown', why: 'a list whose elements are not known' }, site: null }];
  if (elements.length === 0)
    return [
      { when: '', check: place['when-empty'] ? meaningOf(place['when-empty'], 'default', site) : NEVER, site: null },
    ];
  let union: Accepted[] = [{ when: '', check: { check: 'any', of: [] }, site: null }];
  for (const element of elements) {
    const parts = accept(m, element.value, place, scope, site);
    union = union.flatMap((u) =>
      parts.map((p) => ({
        when: u.when || p.when,
        check: alsoAny(u.check, p.check),
        site: p.site ?? u.site,
        ...(p.api && { api: p.api }),
      })),
    );
    union.splice(ALTERNATIVES_LIMIT);
  }
  return union;
}

/** One more element of a list: trusted beside the others. */
const alsoAny = (union: Check | null, part: Check | null): Check => ({
  check: 'any',
  of: [...(union?.check === 'any' ? union.of : []), ...(part ? [part] : [])],
});

/** The place, without one of its keys. */
function without(place: Place, key: keyof Place): Place {
  const copy = { ...place };
  delete copy[key];
  return copy;
}

const MATERIAL: readonly string[] = ['path', 'directory', 'pem', 'der', 'keystore', 'certificate'];

const takesOnlyCertificates = (place: Place): boolean =>
  place['when-true'] === undefined &&
  place['when-false'] === undefined &&
  (place.accepts ?? []).length > 0 &&
  (place.accepts ?? []).every((kind) => MATERIAL.includes(kind));

const asVerifier = (object: Thing, place: Place): boolean =>
  many(place.verifier?.method).some((method) => hasMethod(object, method));

function hasMethod(object: Thing, method: string): boolean {
  const queue = object.of ? [object.of] : [];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (at.statics.fields.has(method)) return true;
    for (const base of at.bases) if (base.kind === 'class') queue.push(base.of);
  }
  return false;
}

const PEM = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----|-----BEGIN PKCS7-----/;

/** A known text: certificates, a path to them, or a hash. */
function textCheck(m: Machine, value: TextValue, place: Place, scope: Scope, site: Site): Check | null {
  const accepts = place.accepts ?? ['path'];
  const reading = readingOf(m, place, scope, value.first === true);
  const takes = (...kinds: readonly string[]) => accepts.some((kind) => kinds.includes(kind));
  if (value.text === '' && value.file === undefined)
    return meaningOf(place['when-empty'] ?? 'further', 'default', site);
  if (takes('spki-pin', 'certificate-pin')) return hashCheck(value, place);
  // A text is no holder.
  if (accepts.every((kind) => kind === 'holder')) return null;
  const content = value.file !== undefined || PEM.test(value.text) || isDer(value.text);
  // A call with several forms: where one takes certificates, another takes an address.
  if (/^(?:https?|wss?|mqtts?):\/\//i.test(value.text) && !takes('path', 'directory') && place.otherwise === undefined)
    return null;
  if (content && takes('pem', 'der', 'certificate', 'keystore')) return anchors(contentSource(value, reading, site));
  if (takes('path', 'directory', 'keystore') && !PEM.test(value.text)) return pathCheck(m, value, reading, site);
  const given = value.text.startsWith(ROOT) ? value.text.slice(ROOT.length) : value.text;
  if (place.otherwise === 'default')
    return anyOf([
      defaultRoots('default'),
      anchors({
        kind: 'ignored',
        given,
        why: 'the API takes the value and does not use it',
        then: 'default',
        trail: value.trail,
      }),
    ]);
  if (place.otherwise === 'nothing')
    return anchors({
      kind: 'ignored',
      given,
      why: 'a path stands where certificates are expected',
      then: 'nothing',
      trail: value.trail,
    });
  return {
    check: 'unknown',
    why: 'a text that is neither a path nor a certificate',
    source: { kind: 'unknown', why: 'a text that is neither a path nor a certificate', trail: value.trail },
  };
}

const isDer = (text: string): boolean =>
  text.length > 100 && text.charCodeAt(0) === 0x30 && text.charCodeAt(1) >= 0x81 && text.charCodeAt(1) <= 0x84;

function contentSource(value: TextValue, reading: Reading, site: Site): TrustSource {
  if (value.file) {
    const located = {
      kind: 'file',
      path: value.file.path,
      ...(value.file.found && { found: value.file.found }),
    } as const;
    return {
      kind: 'file',
      given: value.file.given,
      located,
      reading,
      trail: value.trail,
      ...(!value.file.whole && { content: value.text }),
    };
  }
  return { kind: 'inline', site: value.literal ?? site, content: value.text, reading, trail: value.trail };
}

function pathCheck(m: Machine, value: TextValue, reading: Reading, site: Site): Check {
  const { text, trail } = value;
  if (/^https?:\/\//i.test(text)) return anchors({ kind: 'url', url: text, trail });
  const located = m.files.locate(text, site.path);
  if (located.kind === 'system') return defaultRoots('system');
  const given = text.startsWith(ROOT) ? text.slice(ROOT.length) : text;
  return anchors({ kind: located.kind === 'directory' ? 'directory' : 'file', given, located, reading, trail });
}

export function readingOf(m: Machine, place: Place, scope: Scope, first: boolean): Reading {
  const reader = place.reader ?? scope.holder?.reader ?? scope.model.reader ?? 'lenient';
  const cell = place.password ? cellAt(m, place.password, scope) : null;
  const password = cell && cell.value !== ABSENT && cell.value.kind === 'text' ? cell.value.text : undefined;
  return {
    accepts: place.accepts ?? ['path'],
    reads: first ? 'first' : (place.reads ?? 'all'),
    reader,
    ...(password !== undefined && { password }),
  };
}

/** `sha256/AAAA=`, `sha256//AAAA=;sha256//BBBB=`, `AB:CD:…`, or bare hex. The chain must also verify. */
function hashCheck(value: TextValue, place: Place): Check {
  const pins = value.text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const checks = pins.map((pin): Check => {
    const found = /^(sha\d+|pin-sha256)(?:\/\/?|=|:)"?(.+?)"?$/i.exec(pin);
    const algorithm = (found?.[1] ?? place.algorithm ?? guessAlgorithm(pin)).toLowerCase().replace('pin-', '');
    return {
      check: 'hash',
      source: {
        kind: 'hash',
        algorithm,
        value: found?.[2] ?? pin,
        matches: place.matches ?? 'chain',
        trail: value.trail,
      },
    };
  });
  return allOf([defaultRoots('default'), anyOf(checks)]);
}

export function guessAlgorithm(hash: string): string {
  const hex = hash.replace(/[:\s-]/g, '');
  if (/^[0-9a-f]+$/i.test(hex)) return hex.length === 40 ? 'sha1' : hex.length === 32 ? 'md5' : 'sha256';
  return hash.length <= 28 ? 'sha1' : 'sha256';
}
