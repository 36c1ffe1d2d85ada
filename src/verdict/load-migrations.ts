/** Reads migrations: the built-in ones of rules/migrations/ and those that a user gives with `--migration`. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.js';
import { ConfigError, type KeyPath, type Positioned, readPositioned } from './config-error.js';
import { type GivenRoot, MigrationFile } from './migration-file.js';
import type { Migration } from './migrations.js';
import type { Catalogue } from './read-pin.js';
import { RootResolver } from './root-resolver.js';

const BUILT_IN = fileURLToPath(new URL('../../rules/migrations/', import.meta.url));

export interface MigrationChoice {
  /** Files given by the user. */
  readonly files: readonly string[];
  /** False for `--only-migration`. */
  readonly builtIn: boolean;
}

/** Throws a `ConfigError` with one sentence for each thing that is wrong. A user's migration replaces a built-in one of its id. */
export function loadMigrations(choice: MigrationChoice, catalogue: Catalogue): readonly Migration[] {
  const builtIn = choice.builtIn ? compiled('migrations', () => readBuiltIn(catalogue)) : [];
  const given = choice.files.map((file) => ({ ...readMigration(file, catalogue), given: true }));
  return [...new Map([...builtIn, ...given].map((migration) => [migration.id, migration])).values()];
}

const readBuiltIn = (catalogue: Catalogue): Migration[] =>
  readdirSync(BUILT_IN)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readMigration(join(BUILT_IN, name), catalogue));

export function readMigration(file: string, catalogue: Catalogue): Migration {
  const positioned = readPositioned(file, read(file));
  const given = positioned.check(MigrationFile);
  const resolver = new RootResolver(positioned, dirname(resolve(file)), catalogue);
  const required = requirementOf(given, resolver);
  const id = given.id ?? basename(file).replace(/\.ya?ml$/, '');
  const migration: Migration = {
    id,
    scope: given.scope ?? (given.hosts.length > 0 ? 'hosts' : 'authority'),
    kind: given.kind,
    title: { en: given.title?.en ?? id, 'zh-CN': given.title?.['zh-CN'] ?? given.title?.en ?? id },
    hosts: given.hosts,
    retiring: given.retiring.map((root, index) => resolver.root(root, ['retiring', index])),
    required,
    policy: given.required !== undefined && 'policy' in given.required ? given.required.policy : null,
    recommended: given.recommended.map((root, index) => resolver.root(root, ['recommended', index])),
    alone: given.alone,
    start: given.start,
    enforced: given.enforced,
    keepOldUntil: given['keep-old-until'],
    oldRoot: given['old-root'],
    replaces: given.replaces,
    private: given.private,
    links: given.links,
    confidence: given.confidence,
    given: false,
  };
  checkWhole(migration, positioned);
  positioned.throwIfWrong();
  return migration;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([{ file, line: 1, sentence: 'the migration file can’t be read' }]);
  }
}

function requirementOf(given: MigrationFile, resolver: RootResolver): Migration['required'] {
  const { required } = given;
  if (required === undefined) return { mode: 'all', roots: [] };
  const rootsOf = (roots: readonly GivenRoot[], path: KeyPath) =>
    roots.map((root, index) => resolver.root(root, [...path, index]));
  if ('all' in required) return { mode: 'all', roots: rootsOf(required.all, ['required', 'all']) };
  if ('any' in required) return { mode: 'any', roots: rootsOf(required.any, ['required', 'any']) };
  if ('policy' in required) return { mode: 'all', roots: [] };
  return { mode: 'all', roots: rootsOf(required, ['required']) };
}

/** What the fields demand of one another. */
function checkWhole(migration: Migration, positioned: Positioned): void {
  if (migration.scope === 'hosts' && migration.hosts.length === 0) {
    positioned.wrong(['scope'], 'a migration of scope hosts names the hosts that move');
  }
  if (migration.alone && migration.scope === 'hosts') {
    positioned.wrong(['alone'], 'alone is for a migration of scope authority: a host is known or it is not');
  }
  if (migration.start !== null && migration.enforced !== null && migration.start > migration.enforced) {
    positioned.wrong(['start'], 'a migration starts before it is enforced');
  }
  if (migration.kind === 'notice') return;
  if (migration.policy !== null) {
    positioned.wrong(['required'], 'a policy names no root to judge by: add kind: notice');
    return;
  }
  if (migration.required.roots.length === 0) {
    positioned.wrong([], 'required is missing: which roots must a client trust? (kind: notice demands none)');
  }
  if (migration.scope === 'authority' && migration.retiring.length === 0) {
    positioned.wrong([], 'retiring is missing: without hosts, a migration applies by the roots that it retires');
  }
}
