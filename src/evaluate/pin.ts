/**
 * What the evaluator says: each place where trust enters a client, and what it found there. Nothing is read or judged
 * yet; `stores/` turns sources into anchors and `verdict/` compares them with what migrations require.
 */
import type { Span } from '../ir/value.js';

export type Effect = 'exclusive' | 'additive' | 'disabled' | 'hash' | 'unknown';

/** `none`: certainly never executed. `conditional`: in a branch that the sources decide against, or another platform. */
export type Reach = 'live' | 'conditional' | 'none';

export interface Site {
  readonly path: string;
  readonly span: Span;
}

/** From the pinning argument back to the source, nearest first. */
export type Trail = readonly Site[];

/** What a place takes. The first that fits the value is how it is read. */
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

/** Whose rules of reading apply: what one library skips, another rejects. */
export type Reader = 'openssl' | 'curl' | 'java' | 'node' | 'go' | 'dotnet' | 'gnutls' | 'mbedtls' | 'lenient';

/** How the bytes of a source are read by the library that gets them. */
export interface Reading {
  readonly accepts: readonly Accepts[];
  /** `first`: one certificate only, whatever else the file holds. */
  readonly reads: 'first' | 'all';
  readonly reader: Reader;
  /** Found in the code beside a key store. Never printed. */
  readonly password?: string;
}

/** Where a path leads. Paths are relative to the root, with `/`. */
export type Located =
  | {
      readonly kind: 'file' | 'directory';
      readonly path: string /** Which reading of a relative path, when not the first: "beside Dockerfile". */;
      readonly found?: string;
      readonly differsInCase?: true;
    }
  | { readonly kind: 'missing'; readonly tried: readonly string[] }
  | { readonly kind: 'outside' }
  /** A well-known place of the system's own roots. */
  | { readonly kind: 'system' };

/** An expression in the code from which certificates are read, and what it is: how it is written to read them once more. */
export interface Spelling {
  readonly form: SourceForm;
  readonly site: Site;
}

/** `opening`: the call that opens a stream; `stream`: what a parser is given, from which it takes what it needs. */
export type SourceForm = 'path' | 'text' | 'bytes' | 'stream' | 'opening';

/** The call that puts certificates into a holder, and the statements of the model that put in more of them. */
export interface Filling {
  readonly call: Site;
  readonly append: readonly Further[];
}

/** A statement; the names of which a file has to mention one for it, and what it may throw. */
export type Further =
  | string
  | {
      readonly write: string;
      readonly 'where-mentioned'?: readonly string[] | undefined;
      readonly throws?: readonly string[] | undefined;
    };

interface Origin {
  readonly spelt?: readonly Spelling[];
  readonly filling?: Filling;
}

export type TrustSource = { readonly trail: Trail } & (
  | (Origin & {
      readonly kind: 'file' | 'directory';
      readonly given: string;
      readonly located: Located;
      readonly reading: Reading /** What code cut out of the file, where it does not use the whole. */;
      readonly content?: string;
    })
  /** Certificate text or bytes (latin-1) in the code; `site` is where it begins. */
  | (Origin & { readonly kind: 'inline'; readonly site: Site; readonly content: string; readonly reading: Reading })
  | { readonly kind: 'url'; readonly url: string }
  /** `chain`: any certificate of the chain may match; `leaf`: only the server's own. */
  | {
      readonly kind: 'hash';
      readonly algorithm: string;
      readonly value: string;
      readonly matches: 'chain' | 'leaf';
      /** Where it is written, if that is known. */
      readonly site?: Site;
    }
  | { readonly kind: 'environment'; readonly name: string }
  /** Roots that come with a dependency (certifi). */
  | { readonly kind: 'bundle'; readonly name: string }
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'disabled' }
  /** The API takes the value and does not use it. `then`: which roots count instead. */
  | { readonly kind: 'ignored'; readonly given: string; readonly why: string; readonly then: 'default' | 'nothing' }
  /** A holder that nothing was put into: it trusts nobody. */
  | { readonly kind: 'nothing' }
  /** `guessed`: a parameter of a function that was run for itself. */
  | { readonly kind: 'unknown'; readonly why: string; readonly guessed?: true }
);

/** One way in which the client may come to its trust. Several sources are a union. */
export interface Alternative {
  /** What makes it this one; empty where there is only one. */
  readonly when: string;
  readonly effect: Effect;
  readonly sources: readonly TrustSource[];
  /** Hosts that this client is seen to call; empty when none is known. */
  readonly hosts: readonly string[];
}

/** One occurrence of a sink: the place where trust enters one client. */
export interface Pin {
  readonly site: Site;
  readonly language: string;
  /** For people: `requests.post(verify)`. */
  readonly api: string;
  /** `python/requests`: the file in rules/ that knows the API. */
  readonly model: string;
  readonly reach: Reach;
  /** At least one. */
  readonly alternatives: readonly Alternative[];
  readonly trail: Trail;
  /** Files whose code gets here when it is run. */
  readonly metFrom?: readonly string[];
  /** The pin that decides in place of this one: another option of the same client. */
  readonly shadowedBy?: Pin;
  /** What goes with the place when it goes, as the models say. */
  readonly removal: Removal;
}

/** What the models say about doing without a place. What they don't say, the shape of the code tells. */
export interface Removal {
  /** The call that puts the argument into a holder: it goes as a whole. */
  readonly call?: Site;
  /** Stands in the place of the argument: `null`. */
  readonly argument?: string;
  /**
   * Takes the place of the call: `{receiver}.load_default_certs()`, `{0}` for the text of its first argument. Empty where the
   * call goes.
   */
  readonly instead?: string;
  /** What the call gives where it is no statement of its own: `CURLE_OK`. */
  readonly result?: string;
  /** The word in front that goes too: `-d` of `php -d curl.cainfo=…`. */
  readonly after?: string;
  /** Why there is no doing without. */
  readonly withheld?: string;
  /** The default roots that count without it: `certifi`. */
  readonly leaves?: string;
  /** The flag takes no value. */
  readonly isSwitch?: true;
  /** The position of the argument that says which option is set. */
  readonly key?: number;
  /** Flags and variables by which the place goes, for code that keeps them in a text. */
  readonly names?: readonly string[];
}
