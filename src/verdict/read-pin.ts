/**
 * This room compares what a pin trusts with what migrations require, and says so in findings. What a client trusts is
 * found by `evaluate/`, what stands in the files by `stores/`; how to mend it is left to `fixes/`, how to print it to
 * `report/`. The entry is `judgePins` in judge-pins.ts.
 *
 * Here is its input: pins whose sources have been read. The types are structural, so that this room needs nothing of
 * `stores/` but the shape of its answer.
 */
import type { Alternative, Pin, TrustSource } from '../evaluate/pin.js';
import type { PinnedDependency } from './outdated.js';

/** A certificate that a store holds. Dates are days, `2031-11-10`; the hash of the key is base64, the other one hex. */
export interface Anchor {
  readonly name: string;
  readonly subject: string;
  readonly issuer?: string | undefined;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly der: Uint8Array;
  readonly isCa: boolean;
  readonly selfIssued: boolean;
  readonly selfSignatureValid: boolean;
  readonly alias?: string | undefined;
}

export interface Problem {
  readonly kind: string;
  readonly message: string;
  /** The reading library refuses the file for it. */
  readonly rejects: boolean;
}

export type StoreFormat =
  | 'pem'
  | 'der'
  | 'pkcs7'
  | 'jks'
  | 'jceks'
  | 'bks'
  | 'pkcs12'
  | 'directory'
  | 'text'
  | 'unknown';

export interface StoreContents {
  readonly format: StoreFormat;
  /** What the reading library trusts. */
  readonly anchors: readonly Anchor[];
  /** What a patient reader finds there: never fewer. */
  readonly lenient: readonly Anchor[];
  readonly problems: readonly Problem[];
  readonly unusable: null | 'unreadable' | 'locked';
  /** The reader takes the first certificate, whatever else the file holds. */
  readonly holdsFirstOnly: boolean;
  readonly privateKeys: number;
}

/** `contents` is absent where there is nothing to read, or nothing was found. */
export type ReadSource = TrustSource & {
  readonly contents?: StoreContents | undefined;
  /** Of a bundle: the version that the project is held to. */
  readonly dependency?: PinnedDependency | undefined;
};

export type PathSource = Extract<ReadSource, { kind: 'file' | 'directory' }>;
export type InlineSource = Extract<ReadSource, { kind: 'inline' }>;
export type HashSource = Extract<ReadSource, { kind: 'hash' }>;

export interface ReadAlternative extends Omit<Alternative, 'sources'> {
  readonly sources: readonly ReadSource[];
}

export interface ReadPin {
  /** The evaluator's pin itself: `shadowedBy` points at one of these. */
  readonly pin: Pin;
  readonly alternatives: readonly ReadAlternative[];
  readonly test: boolean;
  readonly vendored: boolean;
}

export interface CatalogueRoot {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly distrust: string | null;
  readonly distrustActual?: string | null | undefined;
  readonly successor?: string | null | undefined;
  readonly kind?: 'intermediate' | 'distrusted' | undefined;
}

type Maybe<T> = T | null | undefined;

export interface Catalogue {
  bySpki(spkiSha256: string): Maybe<CatalogueRoot>;
  bySha256(hex: string): Maybe<CatalogueRoot>;
  byId(id: string): Maybe<CatalogueRoot>;
  all(): readonly CatalogueRoot[];
  pem(id: string): Maybe<string>;
  /** By SHA-1 or MD5, in hex. */
  byDigest?(hex: string): Maybe<CatalogueRoot>;
  intermediate?(spkiSha256: string): Maybe<{ readonly name: string; readonly root: string }>;
}
