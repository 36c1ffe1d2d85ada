/** What rows and places are called in a report. */
import { listOf as many } from '../../models/load-models.js';
import type { Condition, Place } from '../../models/place-schema.js';

/** The words of a place or switch: its option, field or argument. */
export function nameOf(place: Condition | Place): string {
  const [name] = many(
    place.flag ?? place.option ?? place.field ?? place.slot ?? place.environment ?? place.property ?? place.argument,
  );
  return name === undefined || typeof name === 'number' ? '' : (String(name).split('.').at(-1) ?? '');
}

/** `crypto/tls.Config` -> `tls.Config`, as Go writes it; `javax.net.ssl.SSLContext` -> `SSLContext`; `ssl.SSLContext` stays. */
export function shortType(type: string): string {
  const [last = type] = type.split(/[/\\]/).slice(-1);
  const parts = last.split('.');
  return type.includes('/') || parts.length <= 2 ? last : (parts.at(-1) ?? last);
}

/** `javax.net.ssl.SSLContext.init` -> `SSLContext.init`, `crypto/tls.Dial` -> `tls.Dial`. */
export function shortName(qualified: string): string {
  const parts = qualified.split('/').at(-1)!.split('\\').at(-1)!.split('.');
  // A method whose receiver is not known has its own name alone.
  return parts.slice(parts.at(-2) === 'any' ? -1 : -2).join('.');
}
