/**
 * What this room answers: bytes in, trust anchors out, or the reason why not. It knows formats and how each TLS
 * library reads them, and nothing of the code that named the file (`evaluate/`) or of what the anchors are worth
 * (`verdict/`). Only read-store.ts, catalogue.ts and keytool.ts touch the disk. Nothing here throws because of what a file holds,
 * and no message repeats a password.
 */
import type { Anchor } from './certificate.js';

/** Whose rules of reading apply: what one library skips, another rejects. */
export type Reader = 'openssl' | 'curl' | 'java' | 'node' | 'go' | 'dotnet' | 'gnutls' | 'mbedtls' | 'lenient';

/** What the place in the code takes; `evaluate/pin.ts` has the same words. */
export type Accepts =
  | 'path'
  | 'directory'
  | 'pem'
  | 'der'
  | 'keystore'
  | 'certificate'
  | 'holder'
  | 'spki-pin'
  | 'certificate-pin'
  | 'verifier';

/** How the library that gets the bytes reads them. */
export interface Reading {
  readonly accepts: readonly Accepts[];
  /** `first`: one certificate only, whatever else is there. */
  readonly reads: 'first' | 'all';
  readonly reader: Reader;
  /** Found in the code beside a key store; absent where none is given or known. Never printed. */
  readonly password?: string;
}

export type Format = 'pem' | 'der' | 'pkcs7' | 'jks' | 'jceks' | 'bks' | 'pkcs12' | 'directory' | 'text' | 'unknown';

export type ProblemKind =
  // PEM that one library reads and another does not
  | 'bom'
  | 'indented'
  | 'trusted-block'
  | 'old-label'
  | 'no-newline'
  | 'text-on-line'
  | 'one-line'
  | 'cr-line-ends'
  | 'blank-lines'
  | 'utf-16'
  | 'escaped'
  | 'base64'
  | 'byte-array'
  | 'bad-armour'
  | 'private-key'
  // certificates that are none, or no longer
  | 'truncated'
  | 'altered'
  | 'placeholder'
  | 'not-a-certificate'
  | 'html'
  | 'empty'
  // bytes that this reader has no use for
  | 'wrong-format'
  | 'trailing-bytes'
  | 'unhashed'
  | 'not-trusted-by-java'
  // what cannot be opened here
  | 'wrong-password'
  | 'unknown-password'
  | 'encrypted'
  | 'lfs-pointer'
  | 'git-crypt'
  | 'sops'
  | 'ansible-vault'
  | 'annex-pointer'
  | 'keytool'
  | 'too-large'
  | 'damaged';

export interface Problem {
  readonly kind: ProblemKind;
  /** One plain sentence without a full stop: what is wrong and what the reader makes of it. */
  readonly message: string;
  /** The reading library gets nothing, or less, because of it. */
  readonly rejects: boolean;
}

export interface StoreContents {
  readonly format: Format;
  /** What the reading library ends up trusting, in the order of the file, each certificate once. */
  readonly anchors: readonly Anchor[];
  /** What is there for whoever reads leniently: the difference to `anchors` is what a repair would gain. */
  readonly lenient: readonly Anchor[];
  readonly problems: readonly Problem[];
  /**
   * `unreadable`: there is no certificate in it, for anybody. `locked`: there may be, but not without a key or another
   * download. Null with empty `anchors`: certificates are there and this reader rejects them.
   */
  readonly unusable: null | 'unreadable' | 'locked';
  /** The library takes the first certificate, and there are more. */
  readonly holdsFirstOnly: boolean;
  readonly privateKeys: number;
}

/** What the reader of one format found; parse-store.ts makes the contents of it. */
export interface Found {
  readonly format: Format;
  readonly taken: readonly Anchor[];
  readonly seen: readonly Anchor[];
  readonly problems: readonly Problem[];
  readonly privateKeys: number;
  readonly locked?: true;
}

export const nothing = (format: Format, problem: Problem): Found => ({
  format,
  taken: [],
  seen: [],
  problems: [problem],
  privateKeys: 0,
});

export const locked = (format: Format, problem: Problem): Found => ({ ...nothing(format, problem), locked: true });
