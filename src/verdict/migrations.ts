/** What a migration says, and how its roots are recognised: by key and by fingerprint, never by name. */
import { X509Certificate } from 'node:crypto';
import { matchesHost } from './hosts.js';
import type { Anchor, Catalogue, CatalogueRoot } from './read-pin.js';

/** A root that a migration names: one of the catalogue, or one that the migration describes. */
export interface Root {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  /** null where only a fingerprint was given: a re-issue with the same key is then not recognised. */
  readonly spkiSha256: string | null;
  readonly pem: string | null;
  readonly catalogued: boolean;
  /** Of a service with a root for each of its regions: the hosts that show this one. Absent: any may. */
  readonly hosts?: readonly string[];
}

export interface Requirement {
  readonly mode: 'all' | 'any';
  readonly roots: readonly Root[];
}

/** What a notice asks for instead of a root. */
export type Policy =
  | 'no-pin'
  | 'no-leaf-pin'
  | 'no-intermediate-pin'
  | 'all-listed-roots'
  | 'another-authority'
  | 'sdk-version';

export interface Migration {
  readonly id: string;
  /** `hosts`: a service moves. `authority`: the CA itself does, whoever the client calls. */
  readonly scope: 'hosts' | 'authority';
  /** A notice demands no particular root: it is shown and never decides. */
  readonly kind: 'migration' | 'notice';
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  readonly hosts: readonly string[];
  readonly retiring: readonly Root[];
  readonly required: Requirement;
  /** Of a notice. */
  readonly policy: Policy | null;
  /** Roots that are worth having beside the required ones; no verdict hangs on them. */
  readonly recommended: readonly Root[];
  /**
   * An authority's migration that judges only stores with nothing but retiring roots. Beside GeoTrust, a store with GTS
   * Root R1 has been mended already, for a server that went another way than most.
   */
  readonly alone: boolean;
  readonly start: string | null;
  readonly enforced: string | null;
  readonly keepOldUntil: string | null;
  /** Where the retired root stays: `remove` where its presence does harm, as an expired one does in OpenSSL 1.0.2. */
  readonly oldRoot: 'keep' | 'remove' | null;
  readonly replaces: readonly string[];
  /** The PKI is the service's own: nobody may be told to use the system's roots instead. */
  readonly private: boolean;
  readonly links: readonly string[];
  /** `high`: the vendor's own notice; `medium`: a copy or a report of it; `low`: partly inferred. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** Named by the user, who wants to be judged by it. */
  readonly given: boolean;
}

/** What is compared with a root: an anchor, or the root that a pinned hash names. */
export interface Held {
  readonly id: string | null;
  readonly name: string;
  readonly sha256: string;
  readonly spkiSha256: string | null;
}

/** The key is a root's identity: re-issued roots have another fingerprint and serve as well. */
export const isRoot = (held: Pick<Held, 'sha256' | 'spkiSha256'>, root: Pick<Root, 'sha256' | 'spkiSha256'>): boolean =>
  held.sha256 === root.sha256 || (root.spkiSha256 !== null && held.spkiSha256 === root.spkiSha256);

export function missingRoots(required: Requirement, held: readonly Held[]): readonly Root[] {
  const missing = required.roots.filter((root) => !held.some((one) => isRoot(one, root)));
  return required.mode === 'any' && missing.length < required.roots.length ? [] : missing;
}

/** What these hosts show; where it is said of none of them, whatever any host may. */
export function requiredBy(required: Requirement, hosts: readonly string[]): Requirement {
  const shown = required.roots.filter((root) => isShownBy(root, hosts));
  return shown.length === 0 ? required : { ...required, roots: shown };
}

const isShownBy = ({ hosts }: Root, called: readonly string[]): boolean =>
  hosts === undefined || called.some((host) => hosts.some((pattern) => matchesHost(pattern, host)));

/**
 * The roots whose addition meets the requirement: all that are missing, or the first of those of which one suffices. Of a
 * region's roots its servers show one, and which is not seen from outside: all of them, and none where the region is not known.
 */
export function rootsToAdd(required: Requirement, missing: readonly Root[], hosts: readonly string[]): readonly Root[] {
  if (required.mode === 'all') return missing;
  if (missing.every((root) => root.hosts === undefined)) return missing.slice(0, 1);
  return missing.filter((root) => isShownBy(root, hosts));
}

/** Each once: most migrations name the same few. */
export const namedRoots = (migrations: readonly Migration[]): readonly Root[] => [
  ...new Map(
    migrations
      .flatMap((migration) => [...migration.retiring, ...migration.required.roots])
      .map((root) => [root.sha256, root]),
  ).values(),
];

export function catalogueRoot(entry: CatalogueRoot, catalogue: Catalogue): Root {
  const pem = catalogue.pem(entry.id) ?? null;
  return {
    id: entry.id,
    name: entry.name,
    sha256: entry.sha256,
    spkiSha256: entry.spkiSha256,
    pem,
    catalogued: true,
  };
}

/**
 * Whether a root issued an intermediate or a leaf. "GeoTrust TLS RSA CA G1" hangs under Root G2, so the signature is
 * asked and not the name.
 */
export function isIssuedBy(anchor: Anchor, root: Root): boolean {
  if (anchor.selfIssued || root.pem === null || isRoot(anchor, root)) return false;
  try {
    const issuer = parsed(root, root.pem);
    const certificate = parsed(anchor, anchor.der);
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A certificate whose key this Node can't use has no provable issuer; it is then judged as one nobody knows.
    return false;
  }
}

const certificates = new WeakMap<Anchor | Root, X509Certificate>();

/** Parsed once: every intermediate of a store is compared with every root that a migration names. */
function parsed(owner: Anchor | Root, bytes: string | Uint8Array): X509Certificate {
  const known = certificates.get(owner) ?? new X509Certificate(bytes);
  certificates.set(owner, known);
  return known;
}
