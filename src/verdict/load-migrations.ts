/** Reads migrations: the built-in ones of rules/migrations/ and those that a user gives with `--migration`. */
import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { ConfigError, type KeyPath, type Positioned, readPositioned } from './config-error.js';
import { catalogueRoot, type Migration, type Root } from './migrations.js';
import type { Catalogue } from './read-pin.js';

const BUILT_IN = fileURLToPath(new URL('../../rules/migrations/', import.meta.url));

type GivenRoot = string | v.InferOutput<typeof DescribedRoot>;
type GivenRequirement =
  | readonly GivenRoot[]
  | { readonly all: readonly GivenRoot[] }
  | { readonly any: readonly GivenRoot[] };

const Day = v.pipe(v.string('a date is written as 2031-11-10'), v.isoDate('a date is written as 2031-11-10'));
const Text = v.pipe(v.string('expected a text'), v.minLength(1, 'the text is empty'));
const DescribedRoot = v.strictObject({
  id: v.optional(Text),
  name: Text,
  sha256: v.optional(
    v.pipe(
      Text,
      v.transform((text) => text.replace(/[:\s]/g, '').toLowerCase()),
      v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 fingerprint has 64 hexadecimal digits'),
    ),
  ),
  pem: v.optional(Text),
});
// Which form is meant is decided here, not by trying one after the other: mistakes are then told of the form meant.
const GivenRoot = v.lazy((given) => (typeof given === 'string' ? Text : DescribedRoot));
const Roots = v.array(GivenRoot as v.GenericSchema<GivenRoot>, 'expected a list of roots');
const OneOrMore = v.pipe(Roots, v.minLength(1, 'the list is empty'));

const All = v.strictObject({ all: OneOrMore });
const Any = v.strictObject({ any: OneOrMore });
const Required = v.lazy((given) => {
  if (Array.isArray(given)) return OneOrMore;
  return typeof given === 'object' && given !== null && 'any' in given ? Any : All;
});

const MigrationFile = v.strictObject({
  id: v.optional(
    v.pipe(Text, v.regex(/^[a-z0-9][a-z0-9.-]*$/, 'an id has lower-case letters, digits, dots and dashes')),
  ),
  kind: v.optional(v.picklist(['migration', 'notice'], 'kind is migration or notice'), 'migration'),
  scope: v.optional(v.picklist(['hosts', 'authority'], 'scope is hosts or authority')),
  title: v.optional(v.strictObject({ en: Text, 'zh-CN': v.optional(Text) })),
  hosts: v.optional(v.array(Text, 'expected a list of host names'), []),
  retiring: v.optional(Roots, []),
  required: v.optional(Required as v.GenericSchema<GivenRequirement>),
  replaces: v.optional(v.array(Text, 'expected a list of migration ids'), []),
  private: v.optional(v.boolean('private is true or false'), false),
  enforced: v.optional(v.nullable(Day), null),
  'keep-old-until': v.optional(v.nullable(Day), null),
  links: v.optional(v.array(Text, 'expected a list of links'), []),
});

type MigrationFile = v.InferOutput<typeof MigrationFile>;

export interface MigrationChoice {
  /** Files given by the user. */
  readonly files: readonly string[];
  /** False for `--only-migration`. */
  readonly builtIn: boolean;
}

/** Throws a `ConfigError` with one sentence for each thing that is wrong. A user's migration replaces a built-in one of its id. */
export function loadMigrations(choice: MigrationChoice, catalogue: Catalogue): readonly Migration[] {
  const builtIn = choice.builtIn
    ? readdirSync(BUILT_IN)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => readMigration(join(BUILT_IN, name), catalogue))
    : [];
  const given = choice.files.map((file) => readMigration(file, catalogue));
  return [...new Map([...builtIn, ...given].map((migration) => [migration.id, migration])).values()];
}

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
    enforced: given.enforced,
    keepOldUntil: given['keep-old-until'],
    replaces: given.replaces,
    private: given.private,
    links: given.links,
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
  return { mode: 'all', roots: rootsOf(required, ['required']) };
}

/** What the fields demand of one another. */
function checkWhole(migration: Migration, positioned: Positioned): void {
  if (migration.scope === 'hosts' && migration.hosts.length === 0) {
    positioned.wrong(['scope'], 'a migration of scope hosts names the hosts that move');
  }
  if (migration.kind === 'notice') return;
  if (migration.required.roots.length === 0) {
    positioned.wrong([], 'required is missing: which roots must a client trust? (kind: notice demands none)');
  }
  if (migration.scope === 'authority' && migration.retiring.length === 0) {
    positioned.wrong([], 'retiring is missing: without hosts, a migration applies by the roots that it retires');
  }
}

class RootResolver {
  constructor(
    private readonly positioned: Positioned,
    private readonly folder: string,
    private readonly catalogue: Catalogue,
  ) {}

  root(given: GivenRoot, path: KeyPath): Root {
    return typeof given === 'string' ? this.named(given, path) : this.described(given, path);
  }

  private named(id: string, path: KeyPath): Root {
    const entry = this.catalogue.byId(id);
    if (entry) return catalogueRoot(entry, this.catalogue);
    this.positioned.wrong(
      path,
      `no root of the catalogue has the id ${id}; describe it with name, sha256 and pem instead`,
    );
    return { id, name: id, sha256: '', spkiSha256: null, pem: null, catalogued: false };
  }

  private described(given: Exclude<GivenRoot, string>, path: KeyPath): Root {
    const pem = given.pem === undefined ? null : this.pem(given.pem, [...path, 'pem']);
    const sha256 = given.sha256 ?? pem?.sha256 ?? '';
    if (given.sha256 === undefined && given.pem === undefined) {
      this.positioned.wrong(
        path,
        `${given.name} needs its sha256 fingerprint, or pem with the path of the certificate`,
      );
    } else if (pem !== null && pem.sha256 !== sha256) {
      this.positioned.wrong([...path, 'sha256'], `${given.pem} has another fingerprint: ${pem.sha256}`);
    }
    const entry = this.catalogue.bySha256(sha256);
    if (entry) return catalogueRoot(entry, this.catalogue);
    const id =
      given.id ??
      given.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
    return {
      id: id || sha256.slice(0, 16),
      name: given.name,
      sha256,
      spkiSha256: pem?.spkiSha256 ?? null,
      pem: pem?.text ?? null,
      catalogued: false,
    };
  }

  private pem(given: string, path: KeyPath) {
    try {
      const certificate = new X509Certificate(readFileSync(resolve(this.folder, given)));
      const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
      return {
        text: certificate.toString(),
        sha256: createHash('sha256').update(certificate.raw).digest('hex'),
        spkiSha256: createHash('sha256').update(key).digest('base64'),
      };
    } catch {
      this.positioned.wrong(path, `${given} can’t be read as a certificate`);
      return null;
    }
  }
}
