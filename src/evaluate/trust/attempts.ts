/**
 * Connections that may fail, and what the program then tries instead: a pinned client whose error leads to one with the
 * default roots narrows nothing. A second connection counts only where it goes to the same place: what reports the
 * failure elsewhere is no second try.
 */
import type { Machine } from '../machine.js';
import { sameValue } from '../memory/alternatives.js';
import type { Abstract } from '../memory/values.js';
import type { Site } from '../pin.js';
import { anyOf, type Check } from './check.js';

export interface Attempt {
  /** Where it goes: the URL or host as given, and the host that it is known to be. */
  readonly target: Abstract | null;
  readonly hosts: readonly string[];
  readonly check: Check;
  /** Where the pins stand that decided. */
  readonly sites: readonly Site[];
}

/** Runs some steps and says which connections they try. */
export function collectAttempts<T>(m: Machine, run: () => T): { result: T; attempts: readonly Attempt[] } {
  const outer = m.attempts;
  const attempts: Attempt[] = [];
  m.attempts = attempts;
  try {
    return { result: run(), attempts };
  } finally {
    m.attempts = outer;
    outer.push(...attempts);
  }
}

/** Each of the first connections is asked again, by one of the others to the same place, if it is refused. */
export function tryInstead(m: Machine, first: readonly Attempt[], others: readonly Attempt[]): void {
  for (const attempt of first) {
    const again = others.filter((other) => sameTarget(attempt, other));
    if (again.length === 0) continue;
    const fallback = anyOf(again.map((other) => other.check));
    for (const site of attempt.sites) m.recorder.amend(site, fallback);
  }
}

function sameTarget(one: Attempt, other: Attempt): boolean {
  if (one.hosts.length > 0 || other.hosts.length > 0) return one.hosts.join() === other.hosts.join();
  const [a, b] = [targetOf(one.target), targetOf(other.target)];
  return a !== null && b !== null && sameValue(a, b);
}

/** The URL of a request object. */
function targetOf(value: Abstract | null): Abstract | null {
  if (value?.kind !== 'object') return value;
  for (const key of ['url', 'uri', 'URL']) {
    const cell = value.object.fields.get(key);
    if (cell && typeof cell.value !== 'symbol') return cell.value;
  }
  return value;
}
