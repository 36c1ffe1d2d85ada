/** Dependencies that bring a list of roots, from rules/bundles.yaml: which roots a version of them lacks. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { readPositioned } from './config-error.js';

const FILE = fileURLToPath(new URL('../../rules/bundles.yaml', import.meta.url));

/** Digits and dots; YAML reads `1.0` as a number, which would lose its zero. */
const Version = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d[\w.-]*$/, 'a version is written as 2.10.0'),
);
const Presence = v.strictObject({
  since: v.optional(v.union([v.literal('never'), Version])),
  until: v.optional(v.array(Version)),
});
const Bundles = v.array(
  v.strictObject({
    package: v.string(),
    registry: v.picklist(['pypi', 'packagist', 'rubygems', 'npm', 'go', 'maven', 'crates', 'hex']),
    used: v.picklist(['always', 'fallback']),
    /** The first version that brings no list any more. */
    ends: v.optional(Version),
    copies: v.optional(v.array(v.string()), []),
    docs: v.string(),
    roots: v.record(v.string(), Presence),
  }),
);

export type Bundle = v.InferOutput<typeof Bundles>[number];

let loaded: readonly Bundle[] | undefined;

export function knownBundles(): readonly Bundle[] {
  loaded ??= readPositioned(FILE, readFileSync(FILE, 'utf8')).check(Bundles);
  return loaded;
}

/** Whose versions are worth looking for. */
export const bundledPackages = () => knownBundles().map(({ registry, package: name }) => ({ registry, name }));

export type Presence =
  | { readonly kind: 'held' }
  /** Nothing is noted of this root. */
  | { readonly kind: 'unknown' }
  /** `since`: the first version that holds it; null where none does. */
  | { readonly kind: 'lacking'; readonly since: string | null }
  | { readonly kind: 'gone'; readonly until: string };

export function presenceOf(bundle: Bundle, version: string, root: string): Presence {
  const known = bundle.roots[root];
  if (known === undefined || (bundle.ends !== undefined && isBefore(bundle.ends, version, 'or-same'))) {
    return { kind: 'unknown' };
  }
  const { since, until = [] } = known;
  if (since === 'never') return { kind: 'lacking', since: null };
  if (since !== undefined && isBefore(version, since)) return { kind: 'lacking', since };
  // An older release line that is kept up loses a root in a version of its own.
  const last = until.at(-1);
  const gone = until.find(
    (one) => isBefore(one, version, 'or-same') && (one === last || releaseLine(one) === releaseLine(version)),
  );
  return gone === undefined ? { kind: 'held' } : { kind: 'gone', until: gone };
}

const releaseLine = (version: string): string => numbersOf(version).slice(0, 2).join('.');

/** `2015.04.28` and `2015.4.28` are one version; what follows a dash or a letter is not compared. */
export function isBefore(one: string, other: string, same: 'or-same' | 'strictly' = 'strictly'): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return same === 'or-same';
}

/** Go's versions of no tag tell their day behind the first dash: `v0.0.0-20260413183259-…`. */
const numbersOf = (version: string): readonly number[] => {
  const [, numbers = '', day] = /^v?(\d+(?:\.\d+)*)(?:-(\d{8}))?/.exec(version) ?? [];
  return [...numbers.split('.').map(Number), ...(day === undefined ? [] : [Number(day)])];
};
