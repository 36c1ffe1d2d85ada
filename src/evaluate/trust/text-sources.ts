import { Buffer } from 'node:buffer';
import type { Place } from '../../models/place-schema.js';
import { ROOT } from '../code/names.js';
import type { Machine } from '../machine.js';
import { ABSENT, type TextValue } from '../memory/values.js';
import type { Reading, Site, TrustSource } from '../pin.js';
import { PEM } from './accept.js';
import { allOf, anchors, anyOf, type Check, defaultRoots } from './check.js';
import { cellAt, meaningOf, type Scope } from './places.js';

/** A known text: certificates, a path to them, or a hash. */
export function textCheck(m: Machine, value: TextValue, place: Place, scope: Scope, site: Site): Check | null {
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

export const isDer = (text: string): boolean =>
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
      ...(value.spelt && { spelt: value.spelt }),
    };
  }
  const { literal, text, trail, spelt } = value;
  return { kind: 'inline', site: literal ?? site, content: text, reading, trail, ...(spelt && { spelt }) };
}

function pathCheck(m: Machine, value: TextValue, reading: Reading, site: Site): Check {
  const { text, trail, spelt } = value;
  if (/^https?:\/\//i.test(text)) return anchors({ kind: 'url', url: text, trail });
  const located = m.files.locate(text, site.path);
  if (located.kind === 'system') return defaultRoots('system');
  const given = text.startsWith(ROOT) ? text.slice(ROOT.length) : text;
  const kind = located.kind === 'directory' ? 'directory' : 'file';
  return anchors({ kind, given, located, reading, trail, ...(spelt && { spelt }) });
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
  const pins = readable(value.text)
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const checks = pins.map((pin): Check => {
    const found = /^(sha\d+|pin-sha256)[/=:]"?(.+?)"?$/i.exec(pin);
    const digest = found?.[2] === undefined ? pin : withoutSlash(found[2]);
    const algorithm = (found?.[1] ?? place.algorithm ?? guessAlgorithm(pin)).toLowerCase().replace('pin-', '');
    return {
      check: 'hash',
      source: {
        kind: 'hash',
        algorithm,
        value: digest,
        matches: place.matches ?? 'chain',
        trail: value.trail,
        ...(value.literal && { site: value.literal }),
      },
    };
  });
  return allOf([defaultRoots('default'), anyOf(checks)]);
}

/** curl writes `sha256//` in front; OkHttp `sha256/`, and what follows may begin with a slash of its own. */
function withoutSlash(digest: string): string {
  const digits = digest.replace(/=+$/, '').length;
  return digest.startsWith('/') && (digits === 44 || digits === 28 || !/^\/[\w+/]{20,}={0,2}$/.test(digest))
    ? digest.slice(1)
    : digest;
}

/** A digest in bytes, as `bytes.fromhex` gives it, is written in hex. */
export function readable(hash: string): string {
  const isDigest = /^(?:.{16}|.{20}|.{32}|.{48}|.{64})$/s.test(hash) && /[^\x20-\x7e]/.test(hash);
  return isDigest ? Buffer.from(hash, 'latin1').toString('hex') : hash;
}

export function guessAlgorithm(hash: string): string {
  const hex = hash.replace(/[:\s-]/g, '');
  if (/^[0-9a-f]+$/i.test(hex)) return hex.length === 40 ? 'sha1' : hex.length === 32 ? 'md5' : 'sha256';
  return hash.length <= 28 ? 'sha1' : 'sha256';
}
