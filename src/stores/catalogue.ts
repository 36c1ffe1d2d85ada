/**
 * The public roots that rootlint knows, from rules/roots/: what they are called, when their trust ends, what follows
 * them. `verdict/` looks anchors up here; `fixes/` takes a successor's certificate from here. Private CAs are absent by
 * definition, and which root a service demands is said in rules/migrations/, not here.
 *
 * scripts/build-roots.mjs writes the files. JSON, not YAML: a run should not wait 60 ms for 400 roots.
 */
import { readFileSync } from 'node:fs';

/** Days are `2031-11-10`. */
export interface CatalogueRoot {
  readonly id: string;
  readonly name: string;
  /** Lower-case hex, of the DER certificate. */
  readonly sha256: string;
  /** Base64, as in `pin-sha256`. */
  readonly spkiSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** When Mozilla's policy takes the TLS trust away. */
  readonly distrust: string;
  /** When it really went, where that differs: the day of removal, or from which newly issued certificates fail. */
  readonly distrustActual?: string;
  /** Id of the root to move to. */
  readonly successor?: string;
  /** Stood in Mozilla's list and is no root: an intermediate, or what was put there to be distrusted. */
  readonly kind?: 'intermediate' | 'distrusted';
}

/** A public intermediate, by its key; `root` is the id of the root that it hangs under, by signatures. */
export interface Intermediate {
  readonly name: string;
  readonly notAfter: string;
  readonly root: string;
}

interface Loaded {
  readonly roots: readonly CatalogueRoot[];
  readonly byId: ReadonlyMap<string, CatalogueRoot>;
  readonly bySha256: ReadonlyMap<string, CatalogueRoot>;
  readonly bySpki: ReadonlyMap<string, CatalogueRoot>;
}

/** 150 kB that only a store with an intermediate, or a hash that no root has, asks for. */
let intermediates: ReadonlyMap<string, Intermediate> | undefined;
let digests: Readonly<Record<string, string>> | undefined;

/** dist/stores/ and src/stores/ lie equally deep, so this leads to rules/ from both. */
const FOLDER = new URL('../../rules/roots/', import.meta.url);

let loaded: Loaded | undefined;
const pems = new Map<string, string | undefined>();

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));

function load(): Loaded {
  if (loaded !== undefined) return loaded;
  const { roots } = json('catalogue.json') as { roots: CatalogueRoot[] };
  // Roots are re-issued with the same key (GTS Root R1, GlobalSign R4); the first in the file stands for its key.
  const bySpki = new Map<string, CatalogueRoot>();
  for (const root of roots) if (!bySpki.has(root.spkiSha256)) bySpki.set(root.spkiSha256, root);
  loaded = {
    roots,
    byId: new Map(roots.map((root) => [root.id, root])),
    bySha256: new Map(roots.map((root) => [root.sha256, root])),
    bySpki,
  };
  return loaded;
}

function loadIntermediates(): ReadonlyMap<string, Intermediate> {
  const byRoot = json('intermediates.json') as Record<string, (readonly [name: string, spki: string, until: string])[]>;
  return new Map(
    Object.entries(byRoot).flatMap(([root, rows]) =>
      rows.map(([name, spki, notAfter]) => [spki, { name, notAfter, root }] as const),
    ),
  );
}

export const catalogue = {
  all: (): readonly CatalogueRoot[] => load().roots,
  byId: (id: string): CatalogueRoot | undefined => load().byId.get(id),
  /** The exact certificate. */
  bySha256: (sha256: string): CatalogueRoot | undefined => load().bySha256.get(sha256.toLowerCase()),
  /** The key, whatever certificate carries it: also a cross-signed one. */
  bySpki: (spkiSha256: string): CatalogueRoot | undefined => load().bySpki.get(spkiSha256),
  /** The certificate if it is known exactly, else its key. */
  of: (anchor: { readonly sha256: string; readonly spkiSha256: string }): CatalogueRoot | undefined =>
    catalogue.bySha256(anchor.sha256) ?? catalogue.bySpki(anchor.spkiSha256),
  /** The key of a public intermediate. */
  intermediate: (spkiSha256: string): Intermediate | undefined => {
    intermediates ??= loadIntermediates();
    return intermediates.get(spkiSha256);
  },
  /** SHA-1 or MD5 of the certificate, or SHA-1 of its key, in hex: what old pins are made of. */
  byDigest: (hex: string): CatalogueRoot | undefined => {
    digests ??= json('digests.json') as Record<string, string>;
    const id = Object.hasOwn(digests, hex) ? digests[hex] : undefined;
    return id === undefined ? undefined : catalogue.byId(id);
  },
  /** The certificate as PEM, for roots that a migration can name. */
  pem: (id: string): string | undefined => {
    if (!pems.has(id)) pems.set(id, load().byId.has(id) ? readPem(id) : undefined);
    return pems.get(id);
  },
};

function readPem(id: string): string | undefined {
  try {
    return readFileSync(new URL(`pem/${id}.pem`, FOLDER), 'utf8');
  } catch {
    return undefined; // Known by its history alone: no migration names it, and its certificate is not shipped.
  }
}
