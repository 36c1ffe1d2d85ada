/** Which migrations apply to a client. */
import { matchesHost } from './hosts.js';
import type { Migration, Root } from './migrations.js';

export interface Applying {
  /** These decide. */
  readonly deciding: readonly Migration[];
  /** Replaced by one that decides: the store is behind by these as well. */
  readonly behind: readonly Migration[];
  /** Shown, never a verdict. */
  readonly notices: readonly Migration[];
}

export interface ClientFacts {
  /** Hosts that the client is seen to call. */
  readonly called: readonly string[];
  /** Hosts that its file mentions: asked only where no called host is known. */
  readonly mentioned: readonly string[];
  readonly holds: (root: Root) => boolean;
}

/**
 * A host migration applies by the host called, else by one named in the same file; one of an authority by a retiring
 * root in the store, and only when no host migration applied: whoever knows the server knows better than its CA.
 */
export function applyingMigrations(migrations: readonly Migration[], client: ClientFacts): Applying {
  const byHost = migrations.filter((migration) => migration.scope === 'hosts' && meetsHost(migration, client));
  const byRoot = migrations.filter(
    (migration) => migration.scope === 'authority' && migration.retiring.some(client.holds),
  );
  const notices = [...byHost, ...byRoot].filter((migration) => migration.kind === 'notice');
  const hostMigrations = byHost.filter((migration) => migration.kind === 'migration');
  if (hostMigrations.length > 0) return { ...newestOf(hostMigrations, hostMigrations), notices };
  const authorities = migrations.filter(
    (migration) => migration.scope === 'authority' && migration.kind === 'migration',
  );
  return {
    ...newestOf(
      byRoot.filter((migration) => migration.kind === 'migration'),
      authorities,
    ),
    notices,
  };
}

function meetsHost(migration: Migration, client: ClientFacts): boolean {
  if (client.called.length > 0) return meets(migration.hosts, client.called);
  // `*` says "any host": a file that mentions none in particular must not meet it.
  return meets(
    migration.hosts.filter((pattern) => pattern !== '*'),
    client.mentioned,
  );
}

const meets = (patterns: readonly string[], hosts: readonly string[]): boolean =>
  patterns.some((pattern) => hosts.some((host) => matchesHost(pattern, host)));

/**
 * Follows `replaces` to the newest. A store with nothing but the root of two migrations ago is judged by the latest of
 * them, although it holds none of that one's retiring roots: the root between was never there to be recognised.
 */
function newestOf(met: readonly Migration[], candidates: readonly Migration[]): Omit<Applying, 'notices'> {
  const deciding = new Set<Migration>();
  const behind = new Set<Migration>();
  const follow = (migration: Migration): void => {
    if (deciding.has(migration) || behind.has(migration)) return;
    const later = candidates.filter((other) => other !== migration && other.replaces.includes(migration.id));
    (later.length > 0 ? behind : deciding).add(migration);
    later.forEach(follow);
  };
  met.forEach(follow);
  return { deciding: [...deciding], behind: [...behind] };
}
