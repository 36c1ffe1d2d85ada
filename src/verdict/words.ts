/** How things are called in messages. */
import { en } from './messages/en.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { ReadSource } from './read-pin.js';

/** A list in English, for sentences that are not in a catalogue. */
export const listed = (...given: Parameters<Messages['listed']>): string => en.listed(...given);

/** `requests.post` of `requests.post(verify)`. */
export const callOf = (api: string): string => api.replace(/\([^()]*\)$/, '') || api;

/** Where a source stands, in a sentence. Never the contents, never a password. */
export function placeOf(source: ReadSource, say: Messages = messagesIn()): string {
  switch (source.kind) {
    case 'file':
    case 'directory':
      return 'path' in source.located ? source.located.path : brief(source.given, say);
    case 'inline':
      return say.place.inTheCode(`${source.site.path}:${source.site.span.line}`);
    case 'url':
      return withoutCredentials(source.url);
    case 'hash':
      return say.place.hash;
    case 'environment':
      return say.place.environment(source.name);
    case 'bundle':
      return say.place.bundle(source.name);
    case 'system':
      return say.place.system;
    case 'disabled':
      return say.place.nobody;
    case 'ignored':
      return brief(source.given, say);
    case 'nothing':
      return say.place.emptyStore;
    case 'unknown':
      return say.place.unknown;
  }
}

/** A value from the code, made fit for one line. */
export function brief(given: string, say: Messages): string {
  const line = given.includes('PRIVATE KEY') ? '****' : (given.split('\n', 1)[0] ?? '').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line || say.place.emptyText;
}

export const withoutCredentials = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');

/** "broken since 2026-04-15" or "will break on 2027-12-01"; null where no day is known. */
export function brokenWhen(enforced: string | null, asOf: string, say: Messages): string | null {
  if (enforced === null) return null;
  return enforced <= asOf ? say.breaking.brokenSince(enforced) : say.breaking.willBreak(enforced);
}

/** How long before its end a root is worth a word. Half a year is what a release train with a freeze needs. */
export const NOTICE_DAYS = 180;

export function daysFrom(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}
