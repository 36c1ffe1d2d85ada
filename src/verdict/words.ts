/** How things are called in messages. */
import type { ReadSource } from './read-pin.js';

/** `a`, `a and b`, `a, b and c`; long lists say how many are left. */
export function listed(names: readonly string[], joint: 'and' | 'or' = 'and', most = 3): string {
  const once = [...new Set(names)];
  const shown = once.length > most + 1 ? [...once.slice(0, most), `${once.length - most} more`] : once;
  if (shown.length <= 1) return shown[0] ?? 'nothing';
  return `${shown.slice(0, -1).join(', ')} ${joint} ${shown.at(-1)}`;
}

/** `requests.post` of `requests.post(verify)`. */
export const callOf = (api: string): string => api.replace(/\([^()]*\)$/, '') || api;

/** Where a source stands, in a sentence. Never the contents, never a password. */
export function placeOf(source: ReadSource): string {
  switch (source.kind) {
    case 'file':
    case 'directory':
      return 'path' in source.located ? source.located.path : brief(source.given);
    case 'inline':
      return `the certificate text in ${source.site.path}:${source.site.span.line}`;
    case 'url':
      return withoutCredentials(source.url);
    case 'hash':
      return 'a pinned hash';
    case 'environment':
      return `the environment variable ${source.name}`;
    case 'bundle':
      return `the bundle of ${source.name}`;
    case 'system':
      return 'the system’s roots';
    case 'disabled':
      return 'nobody in particular';
    case 'ignored':
      return brief(source.given);
    case 'nothing':
      return 'an empty store';
    case 'unknown':
      return 'something unknown';
  }
}

/** A value from the code, made fit for one line. */
export function brief(given: string): string {
  const line = given.includes('PRIVATE KEY') ? '****' : (given.split('\n', 1)[0] ?? '').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line || 'an empty text';
}

export const withoutCredentials = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');

/** "broken since 2026-04-15" or "will break on 2027-12-01"; null where no day is known. */
export function brokenWhen(enforced: string | null, asOf: string): string | null {
  if (enforced === null) return null;
  return enforced <= asOf ? `broken since ${enforced}` : `will break on ${enforced}`;
}

export function daysFrom(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** A sentence that begins with a name from the code (`requests.post`, `certs/rootca.pem`) keeps it as it is. */
export function sentence(text: string, call: string): string {
  const word = text.split(' ', 1)[0] ?? '';
  const begun = word === call || /[^a-z’,]/.test(word) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
