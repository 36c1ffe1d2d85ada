/**
 * The result of a run: what `verdict/` and `fixes/` make, and all that `report/` ever sees. It is the output contract
 * `rootlint/json/v1` as types; docs/json.md describes it for consumers. Fields are added, never renamed.
 */

/** Lines and columns start at 1, columns count UTF-16 code units, the end column is exclusive. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Effect = 'exclusive' | 'additive' | 'disabled' | 'hash' | 'unknown';
export type VerdictWord = 'breaks' | 'survives' | 'unprotected' | 'unrelated' | 'unresolved';
export type Reach = 'live' | 'conditional' | 'none';
export type Severity = 'error' | 'warning' | 'note';
export type Confidence = 'high' | 'medium' | 'low';

export type RuleId =
  | 'lacks-successor'
  | 'unreadable-trust-store'
  | 'disabled-verification'
  | 'lacks-current-root'
  | 'hash-pin'
  | 'intermediate-pin'
  | 'first-certificate-only'
  | 'dead-pin'
  | 'missing-trust-store'
  | 'expired-anchor'
  | 'outdated-bundle'
  | 'leftover-host-binding'
  | 'retiring-anchor'
  | 'pinned-root'
  | 'unresolved-trust-source'
  | 'unused-suppression'
  | 'lapsed-suppression';

/** A certificate that a trust store holds as an anchor. Dates are days, `2031-11-10`. */
export interface AnchorResult {
  /** Id in the root catalogue; null for a private CA. */
  readonly id: string | null;
  readonly name: string;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly notAfter: string;
  /** When Mozilla's policy takes the trust away; null outside the catalogue. */
  readonly distrust: string | null;
  /** When it really went, or goes, where that differs from the policy date. */
  readonly distrustActual?: string;
}

export interface TrailStep {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The source line, trimmed, secrets blanked. */
  readonly what: string;
}

export type SourceResult =
  | {
      readonly kind: 'file' | 'directory';
      readonly path: string;
      readonly format: string | null;
      readonly line: 0;
      readonly trail: readonly TrailStep[];
      readonly anchors: readonly AnchorResult[];
      /** Why nothing, or not everything, could be read. */
      readonly problem?: string;
      /** Which reading of a relative path led there, when it was not the first. */
      readonly found?: string;
    }
  | {
      readonly kind: 'inline';
      readonly path: string;
      readonly line: number;
      readonly trail: readonly TrailStep[];
      readonly anchors: readonly AnchorResult[];
      readonly problem?: string;
    }
  | {
      readonly kind: 'url';
      readonly url: string;
      readonly trail: readonly TrailStep[];
      readonly anchors: readonly AnchorResult[];
    }
  | {
      readonly kind: 'hash';
      readonly algorithm: string;
      readonly value: string;
      readonly matches: 'chain' | 'leaf';
      readonly names: string | null;
      readonly trail: readonly TrailStep[];
    }
  | { readonly kind: 'environment'; readonly name: string; readonly trail: readonly TrailStep[] }
  | { readonly kind: 'bundle'; readonly name: string; readonly trail: readonly TrailStep[] }
  | { readonly kind: 'system'; readonly name: string; readonly trail: readonly TrailStep[] }
  | { readonly kind: 'disabled'; readonly trail: readonly TrailStep[] }
  | { readonly kind: 'unknown'; readonly why: string; readonly trail: readonly TrailStep[] };

export interface AlternativeResult {
  /** What makes it this one: "called from src/shop.py:31", "CA_FILE is not set". */
  readonly when: string;
  readonly sources: readonly SourceResult[];
  readonly verdict: VerdictWord;
}

export interface MissingRoot {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

export interface MigrationResult {
  readonly id: string;
  readonly verdict: VerdictWord;
  readonly missing: readonly MissingRoot[];
}

export interface PinResult extends Region {
  readonly id: string;
  readonly path: string;
  readonly language: string;
  readonly api: string;
  readonly model: string;
  readonly effect: Effect;
  readonly reach: Reach;
  readonly sources: readonly SourceResult[];
  readonly alternatives: readonly AlternativeResult[];
  readonly trail: readonly TrailStep[];
  readonly verdict: VerdictWord;
  /** Id of the pin that decides in place of this one. */
  readonly shadowedBy: string | null;
  readonly test: boolean;
  readonly vendored: boolean;
  /** A digest of all certificates that it leads to. */
  readonly certificates?: string;
  readonly migrations: readonly MigrationResult[];
}

export interface Edit {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface Fix {
  readonly remedy: 'remove' | 'append';
  /** Only `append` of a catalogued root to a PEM that already holds the retiring one is safe. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
  /** A command that does it, for key stores. */
  readonly command: string | null;
  /** Why the remedy is not offered; edits and command are then empty. */
  readonly withheld: string | null;
  /** What it leaves behind or should be known before: an import, a variable or a file that nothing uses any more. */
  readonly note?: string;
}

export interface Finding extends Region {
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly path: string;
  readonly message: string;
  readonly pin: string | null;
  readonly fixes: readonly Fix[];
  /** The folder of the package that it belongs to, where that is not the repository itself. */
  readonly package?: string;
  /** The folder of a dependency that no code of the project leads to: such a finding fails no run. */
  readonly vendored?: string;
}

/** A finding that the user allows, and so is none. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: 'comment' | 'configuration' | 'baseline';
  readonly reason: string | null;
  /** The last day on which it is allowed. */
  readonly until: string | null;
}

/** Something that could not be read, and why; the run went on. */
export interface Diagnostic {
  readonly path: string;
  readonly reason: string;
}

export interface Summary {
  readonly filesSeen: number;
  readonly filesParsed: number;
  /** How many files changed, where only those and what depends on them were judged. */
  readonly changedFiles?: number;
  readonly pins: number;
  readonly breaks: number;
  readonly survives: number;
  readonly unprotected: number;
  readonly unrelated: number;
  readonly unresolved: number;
  /** Findings that are allowed, in a comment, a configuration or a baseline. */
  readonly suppressed?: number;
  /** Entries of the baseline that nothing matches any more. */
  readonly staleBaseline?: number;
  /** File extension -> number of files in languages that rootlint does not read yet. */
  readonly unreadLanguages: Readonly<Record<string, number>>;
}

export interface Tool {
  readonly name: 'rootlint';
  readonly version: string;
  /** Its home page, where it has one. */
  readonly home?: string;
  /** Where a page for each rule stands, `RULE.md` below it. */
  readonly rulePages?: string;
}

export interface Result {
  readonly schema: 'rootlint/json/v1';
  readonly tool: Tool;
  /** A day: `2026-11-23`. */
  readonly asOf: string;
  readonly pins: readonly PinResult[];
  readonly findings: readonly Finding[];
  readonly suppressed?: readonly SuppressedFinding[];
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: Summary;
}

/** What is found in a store that is judged for its own sake, by `rootlint store`. */
export interface StoreAnchorResult extends AnchorResult {
  readonly subject: string;
  readonly issuer: string;
  readonly notBefore: string;
  /** `cross-certificate`: a root's name and key, signed by another root. */
  readonly kind: 'root' | 'cross-certificate' | 'intermediate' | 'leaf';
  /** Id of the public root that a known intermediate hangs under; null for all others. */
  readonly root: string | null;
  /** Until it expires or loses its trust, whatever comes first; negative when that lies behind. */
  readonly daysLeft: number;
  /** The entry's name in a key store; null elsewhere. */
  readonly alias: string | null;
}

export interface StoreProblem {
  readonly kind: string;
  readonly message: string;
  /** Somebody gets less out of the store because of it. */
  readonly rejects: boolean;
  /** Who, by the names of libraries; empty where nobody does, or everybody. */
  readonly readers: readonly string[];
}

/** A library that takes less from the store than is in it. */
export interface StoreReader {
  readonly reader: string;
  /** How many certificates it takes. */
  readonly reads: number;
}

export interface StoreResult {
  readonly path: string;
  /** What of this machine it is; null for a store that was named. */
  readonly origin: string | null;
  readonly format: string;
  readonly verdict: VerdictWord;
  readonly anchors: readonly StoreAnchorResult[];
  readonly privateKeys: number;
  readonly problems: readonly StoreProblem[];
  readonly readers: readonly StoreReader[];
  readonly migrations: readonly MigrationResult[];
}

export interface StoresResult {
  readonly schema: 'rootlint/store/v1';
  readonly tool: Tool;
  readonly asOf: string;
  readonly stores: readonly StoreResult[];
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
}
