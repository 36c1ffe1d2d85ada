/** Turns what stands at a place into a check: every reading of the value, by what the place accepts. */
import { listOf as many } from '../../models/load-models.js';
import type { Place } from '../../models/place-schema.js';
import { callFunction } from '../code/calls.js';
import type { Machine } from '../machine.js';
import { ALTERNATIVES_LIMIT } from '../memory/alternatives.js';
import { cellOf } from '../memory/fields.js';
import { bytesOf, elementsOf } from '../memory/lists.js';
import { certificatesIn } from '../memory/open-files.js';
import { type Abstract, type Thing, unknownOf } from '../memory/values.js';
import type { Site, TrustSource } from '../pin.js';
import { anchors, anyOf, type Check, defaultRoots, NEVER, reduce } from './check.js';
import { trustOfHolder } from './holders.js';
import { type Accepted, meaningOf, type Scope } from './places.js';
import { textCheck } from './text-sources.js';
import { verifierCheck } from './verifier.js';

/** Every reading of a value at a place. */
export function accept(m: Machine, value: Abstract, place: Place, scope: Scope, site: Site): Accepted[] {
  const readings = readAs(m, value, place, scope, site);
  const meaning = place['when-unknown'];
  // A function of the project decides, whether or not it can be told how. Of several values each was asked already.
  if (meaning === undefined || value.kind === 'oneOf' || (value.kind === 'function' && place.verifier)) return readings;
  // A holder that was seen being filled, with what nobody knows, is not one that was made elsewhere.
  return readings.map((r) =>
    isUnknown(r.check) && r.site === null ? { ...r, check: meaningOf(meaning, 'default', site) } : r,
  );
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
  if (place.accepts?.length === 0 && value.kind === 'object' && value.object.type !== null)
    return one(ignored(value.object.type, value.trail));
  if (place.makes && (value.kind === 'native' || value.kind === 'function')) {
    const given = value.kind === 'function' ? value.lambda.parameters.map(() => unknownOf('given by the library')) : [];
    return accept(m, callFunction(m, value, given, site), without(place, 'makes'), scope, site);
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
        if (written)
          return accept(
            m,
            certificatesIn(m, written.value as Abstract),
            { ...place, accepts: ['pem', 'der'] },
            scope,
            site,
          );
      }
      return one(textCheck(m, value, place, scope, site));
    case 'material':
      return one(
        value.source.kind === 'system'
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
      if (value.byLibrary) return one(null);
      // In a branch that a default closes, settings that a caller may hand in: what they trust is said where they are made.
      const isMadeElsewhere = value.guessed && place.accepts?.every((kind) => kind === 'holder');
      if (isMadeElsewhere && m.reach === 'conditional') return one(null);
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
      // The library's own function, which looks at the name alone: `checkServerIdentity: tls.checkServerIdentity`.
      if (value.kind === 'native' && place.verifier?.after === 'default' && answersNothing(m, value.name))
        return one(null);
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

/** An agent for a client that asks for something else: nobody looks at it, and the default roots count. */
const ignored = (given: string, trail: Abstract['trail']): Check =>
  anyOf([
    defaultRoots('default'),
    anchors({ kind: 'ignored', given, why: 'the API does not look at this option', then: 'default', trail }),
  ]);

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
    const bare = place['when-bare'];
    if (trust && bare !== undefined)
      return trust.map((t) => (t.check === null ? { ...t, check: meaningOf(bare, 'default', site) } : t));
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
  let union: Accepted[] = [{ when: '', check: null, site: null }];
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

/** One more element of a list: trusted beside the others. Where none says anything, neither does the list. */
const alsoAny = (union: Check | null, part: Check | null): Check | null =>
  part === null ? union : { check: 'any', of: [...(union?.check === 'any' ? union.of : []), part] };

/** The place, without one of its keys. */
export function without(place: Place, key: keyof Place): Place {
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

export const PEM = /-----BEGIN [A-Z0-9 ]*CERTIFICATE-----|-----BEGIN PKCS7-----/;

const answersNothing = (m: Machine, name: string): boolean => m.index.flows.get(name)?.row.does === 'null';
