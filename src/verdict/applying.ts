/** Which migrations apply to a client. */
import { matchesHost, specificity } from './hosts.js';
import { type Migration, namedRoots, type Root } from './migrations.js';

export interface Applying {
  /** These decide. */
  readonly deciding: readonly Migration[];
  /** Replaced by one that decides, and not met either: the store is behind by these as well. */
  readonly behind: readonly Migration[];
  /** Shown, never a verdict. */
  readonly notices: readonly Migration[];
}

type Judging = Omit<Applying, 'notices'>;

export interface ClientFacts {
  /** Hosts that the client is seen to call. */
  readonly called: readonly string[];
  /** Hosts that its file mentions: asked only where no called host is known. */
  readonly mentioned: readonly string[];
  readonly holds: (root: Root) => boolean;
  /** Nothing but these, or what they issued. */
  readonly holdsOnly: (roots: readonly Root[]) => boolean;
}

/**
 * A host migration applies by the host called, else by one named in the same file; one of an authority by a retiring
 * root in the store, and only when no host migration applied: whoever knows the server knows better than its CA.
 */
export function applyingMigrations(migrations: readonly Migration[], client: ClientFacts): Applying {
  const judging = migrations.filter((migration) => migration.kind === 'migration');
  const byHost = judgingByHost(judging, client);
  const decided = byHost.deciding.length > 0 ? byHost : judgingByRoot(judging, client);
  return { ...decided, notices: noticesFor(migrations, client) };
}

function judgingByHost(migrations: readonly Migration[], client: ClientFacts): Judging {
  const called = client.called.length > 0;
  const hosts = called ? client.called : client.mentioned;
  const judged = hosts.map((host): Judging => {
    const about = migrations.filter((migration) => pattern(migration, host, called) !== null);
    // Amazon's proxies stand under the names of its databases and show a public chain: a private PKI is the server's
    // only where the store knows that PKI.
    const possible = about.filter((migration) => !migration.private || isTouched(migration, client));
    // A store that has nothing to do with what a host showed before, or shows now, never served a client of that host:
    // a file mentions it for another reason. What the user asked for counts all the same.
    const counted =
      called || possible.some((migration) => isTouched(migration, client))
        ? possible
        : possible.filter((migration) => migration.given);
    const nearest = [
      ...mostTelling(counted, host, called, false),
      // A built-in pattern that says more must not silence what the user asked for.
      ...mostTelling(counted, host, called, true),
    ];
    return newestOf(nearest, nearest, counted, client);
  });
  return joined(judged);
}

function mostTelling(
  possible: readonly Migration[],
  host: string,
  called: boolean,
  given: boolean,
): readonly Migration[] {
  const asked = possible
    .filter((migration) => migration.given === given)
    .map((migration) => [migration, specificity(pattern(migration, host, called) ?? '')] as const);
  const most = Math.max(...asked.map(([, says]) => says));
  return asked.filter(([, says]) => says === most).map(([migration]) => migration);
}

const joined = (judged: readonly Judging[]): Judging => {
  const deciding = new Set(judged.flatMap((one) => one.deciding));
  const behind = new Set(judged.flatMap((one) => one.behind));
  return { deciding: [...deciding], behind: [...behind].filter((migration) => !deciding.has(migration)) };
};

/** The pattern that says most; null where none meets the host. */
function pattern(migration: Migration, host: string, called: boolean): string | null {
  if (migration.scope !== 'hosts') return null;
  const met = migration.hosts
    // `*` says "any host": a file that mentions none in particular must not meet it.
    .filter((one) => (called || one !== '*') && matchesHost(one, host))
    .sort((a, b) => specificity(b) - specificity(a));
  return met[0] ?? null;
}

const isTouched = (migration: Migration, client: ClientFacts): boolean => namedRoots([migration]).some(client.holds);

function judgingByRoot(migrations: readonly Migration[], client: ClientFacts): Judging {
  const authorities = migrations.filter((migration) => migration.scope === 'authority');
  const met = authorities.filter((migration) => retiresIn(migration, authorities, client));
  return newestOf(met, authorities, authorities, client);
}

function retiresIn(migration: Migration, authorities: readonly Migration[], client: ClientFacts): boolean {
  if (!migration.retiring.some(client.holds)) return false;
  if (!migration.alone) return true;
  return client.holdsOnly([...authorities.flatMap((one) => one.retiring), ...migration.required.roots]);
}

/**
 * Follows `replaces` to the newest. A store with nothing but the root of two migrations ago is judged by the latest of
 * them, although it holds none of that one's retiring roots: the root between was never there to be recognised.
 */
function newestOf(
  met: readonly Migration[],
  candidates: readonly Migration[],
  older: readonly Migration[],
  client: ClientFacts,
): Judging {
  const seen = new Set<Migration>();
  const deciding = new Set<Migration>();
  const follow = (migration: Migration): void => {
    if (seen.has(migration)) return;
    seen.add(migration);
    const later = candidates.filter((other) => other !== migration && other.replaces.includes(migration.id));
    if (later.length === 0) deciding.add(migration);
    later.forEach(follow);
  };
  met.forEach(follow);
  const replaced = replacedBy(deciding, older);
  return {
    deciding: [...deciding],
    behind: replaced.filter((migration) => !isMet(migration, client) && migration.retiring.some(client.holds)),
  };
}

function replacedBy(deciding: ReadonlySet<Migration>, older: readonly Migration[]): readonly Migration[] {
  const replaced = new Set<Migration>();
  const follow = (migration: Migration): void => {
    const before = older.filter((one) => migration.replaces.includes(one.id));
    for (const one of before) {
      if (replaced.has(one) || deciding.has(one)) continue;
      replaced.add(one);
      follow(one);
    }
  };
  deciding.forEach(follow);
  return [...replaced];
}

const isMet = ({ required }: Migration, { holds }: ClientFacts): boolean =>
  required.mode === 'any' ? required.roots.some(holds) : required.roots.every(holds);

function noticesFor(migrations: readonly Migration[], client: ClientFacts): readonly Migration[] {
  const called = client.called.length > 0;
  const hosts = called ? client.called : client.mentioned;
  const authorities = migrations.filter((migration) => migration.scope === 'authority');
  return migrations.filter(
    (migration) =>
      migration.kind === 'notice' &&
      (hosts.some((host) => pattern(migration, host, called) !== null) ||
        (migration.scope === 'authority' && retiresIn(migration, authorities, client))),
  );
}
