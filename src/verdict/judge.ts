/** The verdict on one alternative, and on a pin of several. */
import type { VerdictWord } from '../result.js';
import { type Applying, applyingMigrations } from './applying.js';
import { type Holdings, heldBy, holdingsOf, holdsOnly, holdsOrDescends, isPrivate } from './holdings.js';
import type { Messages } from './messages/messages.js';
import {
  isRoot,
  type Migration,
  missingRoots,
  namedRoots,
  type Requirement,
  type Root,
  requiredBy,
} from './migrations.js';
import { missingIn } from './outdated.js';
import type { Catalogue, ReadAlternative, ReadPin } from './read-pin.js';

/** A root that `--require` demands of every exclusive pin, of private ones too. */
export interface Demand {
  readonly id: string;
  readonly required: Requirement;
}

export interface Knowledge {
  readonly migrations: readonly Migration[];
  /** Every root that a migration or a demand names. */
  readonly described: readonly Root[];
  /** Those of them that no private PKI owns: a store with none of these is nobody's business but its owner's. */
  readonly publicRoots: readonly Root[];
  readonly demands: readonly Demand[];
  readonly catalogue: Catalogue;
  readonly say: Messages;
  /** A day: it chooses words and says what has expired, never which requirement counts. */
  readonly asOf: string;
  /** The day up to which ends of roots are worth a word. */
  readonly horizon: string;
}

export interface JudgedMigration {
  readonly id: string;
  /** null for a demand. */
  readonly migration: Migration | null;
  readonly required: Requirement;
  readonly verdict: VerdictWord;
  readonly missing: readonly Root[];
}

export interface JudgedAlternative {
  readonly alternative: ReadAlternative;
  /** Those that it calls, else those that its file mentions. */
  readonly hosts: readonly string[];
  readonly verdict: VerdictWord;
  readonly migrations: readonly JudgedMigration[];
  readonly applying: Applying;
  readonly holdings: Holdings;
}

export interface JudgedPin {
  readonly read: ReadPin;
  readonly alternatives: readonly JudgedAlternative[];
  readonly deciding: JudgedAlternative;
}

/**
 * What is known to fail comes first; then what is known to be unsafe; then the question that is still open. A pin with
 * one private and one public way survives by the public one, which is the one that a migration may touch next.
 */
const GRAVITY: readonly VerdictWord[] = ['breaks', 'unprotected', 'unresolved', 'survives', 'unrelated'];

export const graver = (a: VerdictWord, b: VerdictWord): number => GRAVITY.indexOf(a) - GRAVITY.indexOf(b);

/** `mentioned` are the hosts that the pin's file names. */
export function judgePin(read: ReadPin, mentioned: readonly string[], known: Knowledge): JudgedPin {
  const alternatives = read.alternatives.map((alternative) => judgeAlternative(alternative, mentioned, known));
  const deciding = [...alternatives].sort((a, b) => graver(a.verdict, b.verdict))[0];
  if (deciding === undefined) throw new Error(`a pin without alternatives in ${read.pin.site.path}`);
  return { read, alternatives, deciding };
}

export function judgeAlternative(
  alternative: ReadAlternative,
  mentioned: readonly string[],
  known: Knowledge,
): JudgedAlternative {
  const holdings = holdingsOf(alternative, known);
  const applying = applyingMigrations(known.migrations, {
    called: alternative.hosts,
    mentioned,
    holds: (root) => holdsOrDescends(holdings, root),
    holdsOnly: (roots) => holdsOnly(holdings, roots),
  });
  const hosts = alternative.hosts.length > 0 ? alternative.hosts : mentioned;
  return { alternative, hosts, holdings, applying, ...verdictOf(alternative, holdings, applying, known) };
}

type Verdict = Pick<JudgedAlternative, 'verdict' | 'migrations'>;

function verdictOf(alternative: ReadAlternative, holdings: Holdings, applying: Applying, known: Knowledge): Verdict {
  if (holdings.off || alternative.effect === 'disabled') return { verdict: 'unprotected', migrations: [] };
  switch (alternative.effect) {
    case 'unknown':
      return { verdict: 'unresolved', migrations: [] };
    case 'additive':
      return { verdict: 'survives', migrations: applying.deciding.map(met) };
    case 'exclusive':
    case 'hash':
      return exclusiveVerdict(holdings, alternative.hosts, applying, known);
  }
}

function exclusiveVerdict(
  holdings: Holdings,
  called: readonly string[],
  applying: Applying,
  known: Knowledge,
): Verdict {
  // Default roots in the union do for this pin what an additive one does.
  if (holdings.defaults) return byDefaults(holdings, applying);
  const held = heldBy(holdings);
  const open = holdings.gaps.some((gap) => gap.kind !== 'hash');
  if (held.length === 0) return { verdict: holdings.gaps.length > 0 ? 'unresolved' : 'breaks', migrations: [] };

  const unrelated = isPrivate(holdings, known.publicRoots);
  const migrations = [
    // A private CA in a file that also names a migrating host serves another connection of that file, or a gateway;
    // unless it is the one that migrates.
    ...applying.deciding
      .filter((one) => !unrelated || ownsSome(one, holdings))
      .map((migration) => ({
        id: migration.id,
        migration,
        required: requiredBy(migration.required, called),
      })),
    ...known.demands.map((demand) => ({ ...demand, migration: null })),
  ].map((one): JudgedMigration => {
    const missing = missingRoots(one.required, held);
    // A source that could not be read may hold what is missing. An unknown hash beside a root's is a backup pin of a
    // leaf or an intermediate as a rule: it doesn't stand in for the successor.
    const verdict = missing.length === 0 ? 'survives' : open ? 'unresolved' : 'breaks';
    return { ...one, verdict, missing };
  });
  const worst = migrations.map((one) => one.verdict).sort(graver)[0];
  if (worst !== undefined) return { verdict: worst, migrations };
  if (!unrelated) return { verdict: 'survives', migrations };
  return { verdict: open ? 'unresolved' : 'unrelated', migrations };
}

/** A bundle is as old as the version that the project is held to. */
function byDefaults(holdings: Holdings, { deciding }: Applying): Verdict {
  const held = heldBy(holdings);
  const migrations = deciding.map((migration): JudgedMigration => {
    const lists = holdings.bundles.map(({ bundle, dependency }) => missingIn(bundle, dependency.version, migration));
    // What one list lacks another may hold.
    const missing = (lists[0] ?? []).filter(
      (root) => lists.every((list) => list.includes(root)) && !held.some((one) => isRoot(one, root)),
    );
    return missing.length === 0 ? met(migration) : { ...met(migration), verdict: 'breaks', missing };
  });
  return { verdict: migrations.some((one) => one.verdict === 'breaks') ? 'breaks' : 'survives', migrations };
}

const ownsSome = (migration: Migration, holdings: Holdings): boolean =>
  migration.private && namedRoots([migration]).some((root) => holdsOrDescends(holdings, root));

const met = (migration: Migration): JudgedMigration => ({
  id: migration.id,
  migration,
  required: migration.required,
  verdict: 'survives',
  missing: [],
});
