/**
 * Dependencies whose own list of roots lacks one that an authority's migration requires. No pin stands there: the version is
 * the pin, and whoever uses the library trusts its list.
 */
import type { Finding } from '../result.js';
import { type Bundle, isBefore, knownBundles, type Presence, presenceOf } from './bundles.js';
import type { Knowledge } from './judge.js';
import { type Held, isRoot, type Migration, missingRoots, type Root } from './migrations.js';
import { brokenWhen } from './words.js';

/** A version that a lock file or a manifest names. */
export interface PinnedDependency {
  readonly registry: string;
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** A copy of a dependency's list that stands in the repository. */
export interface CopiedBundle {
  readonly path: string;
  readonly bundle: Bundle;
  readonly held: readonly Held[];
}

interface Lack {
  readonly migration: Migration;
  readonly root: Root;
  readonly since: string | null;
}

export function bundleOf(registry: string, name: string): Bundle | undefined {
  return knownBundles().find((one) => one.registry === registry && one.package === name);
}

export function outdatedDependencies(dependencies: readonly PinnedDependency[], known: Knowledge): readonly Finding[] {
  return dependencies.flatMap((dependency): readonly Finding[] => {
    const bundle = bundleOf(dependency.registry, dependency.name);
    if (bundle === undefined) return [];
    const lacks = lacksOf(known, (root) => presenceOf(bundle, dependency.version, root.id));
    if (lacks.length === 0) return [];
    const { say } = known;
    const parts = [
      say.bundle.lacks(`${dependency.name} ${dependency.version}`, rootsIn(lacks, known)),
      ...consequenceOf(bundle, lacks, known),
      ...wayOut(bundle, lacks, known),
    ];
    return [findingAt(bundle, dependency, say.sentences([say.clauses(parts)], dependency.name))];
  });
}

export function outdatedCopies(copies: readonly CopiedBundle[], known: Knowledge): readonly Finding[] {
  return copies.flatMap(({ path, bundle, held }): readonly Finding[] => {
    const lacks = lacksOf(known, (root): Presence => {
      if (held.some((one) => isRoot(one, root))) return { kind: 'held' };
      const { since } = bundle.roots[root.id] ?? {};
      if (since === undefined) return { kind: 'unknown' };
      return { kind: 'lacking', since: since === 'never' ? null : since };
    });
    if (lacks.length === 0) return [];
    const { say } = known;
    const parts = [
      say.bundle.copyLacks(path, bundle.package, rootsIn(lacks, known)),
      ...consequenceOf(bundle, lacks, known),
      ...wayOut(bundle, lacks, known),
    ];
    return [findingAt(bundle, { path, line: 1, column: 1, endColumn: 1 }, say.sentences([say.clauses(parts)], path))];
  });
}

/** Whoever is called is not known here: so the authorities are asked, and what the user demands. */
function lacksOf(known: Knowledge, presence: (root: Root) => Presence): readonly Lack[] {
  const replaced = new Set(known.migrations.flatMap((migration) => migration.replaces));
  const authorities = known.migrations.filter(
    ({ id, kind, scope, private: own }) => kind === 'migration' && scope === 'authority' && !own && !replaced.has(id),
  );
  return authorities.flatMap((migration): readonly Lack[] => {
    const { required } = migration;
    const lacking = required.roots.flatMap((root): readonly Lack[] => {
      const found = presence(root);
      return found.kind === 'lacking' ? [{ migration, root, since: found.since }] : [];
    });
    if (required.mode === 'all') return lacking;
    // Of several roots the one that came first is the shortest way out.
    return lacking.length < required.roots.length ? [] : [...lacking].sort(bySince).slice(0, 1);
  });
}

const bySince = (a: Lack, b: Lack): number =>
  a.since === null || (b.since !== null && isBefore(b.since, a.since)) ? 1 : -1;

const rootsIn = (lacks: readonly Lack[], { say }: Knowledge): string => say.listed(lacks.map(({ root }) => root.name));

function consequenceOf(bundle: Bundle, lacks: readonly Lack[], { say, asOf }: Knowledge): readonly string[] {
  if (bundle.used === 'fallback') return [say.bundle.fallback];
  const enforced = lacks
    .flatMap(({ migration }) => (migration.enforced === null ? [] : [migration.enforced]))
    .sort()[0];
  if (enforced === undefined) return [];
  return [say.breaking.refused(null, enforced <= asOf, brokenWhen(enforced, asOf, say))];
}

function wayOut(bundle: Bundle, lacks: readonly Lack[], { say }: Knowledge): readonly string[] {
  const never = lacks.some(({ since }) => since === null);
  if (never) return [bundle.ends === undefined ? say.bundle.never : say.bundle.raise(bundle.ends)];
  const latest = lacks.reduce((most, { since }) => (since !== null && isBefore(most, since) ? since : most), '0');
  return [say.bundle.raise(latest)];
}

const findingAt = (
  bundle: Bundle,
  at: Pick<PinnedDependency, 'path' | 'line' | 'column' | 'endColumn'>,
  message: string,
): Finding => ({
  rule: 'outdated-bundle',
  severity: bundle.used === 'always' ? 'warning' : 'note',
  // Whether clients rely on the list is not seen here.
  confidence: bundle.used === 'always' ? 'medium' : 'low',
  path: at.path,
  line: at.line,
  column: at.column,
  endLine: at.line,
  endColumn: at.endColumn,
  message,
  pin: null,
  fixes: [],
});

/** The roots of a migration that the pinned version of a bundle is known to lack. */
export const missingIn = (bundle: Bundle, version: string, { required }: Migration): readonly Root[] => {
  const held = required.roots.filter((root) => presenceOf(bundle, version, root.id).kind !== 'lacking');
  return missingRoots(required, held);
};
