/**
 * The two remedies for a pin, as edits, commands, or a reason why not: A, remove the pin; B, append the successor and
 * keep the old root. Nothing is applied here: whoever applies an edit reads and judges the pin again, since a fix that
 * does not change the verdict is none.
 */
import type { Unit } from '../ir/step.js';
import type { Finding, Fix } from '../result.js';
import type { JudgedPin } from '../verdict/judge.js';
import type { Judgement } from '../verdict/judge-pins.js';
import type { Migration, Root } from '../verdict/migrations.js';
import type { Catalogue } from '../verdict/read-pin.js';
import type { TextOf } from '../verdict/source-results.js';
import { appendRoot } from './append-root.js';
import { removePin } from './remove-pin.js';

export interface FixContext {
  readonly textOf: TextOf;
  /** The neutral form of a source file; null where it was not read. */
  readonly unitOf: (path: string) => Unit | null;
  readonly catalogue: Catalogue;
  /** What a runtime's own list lacks in the version that the file's project pins; null where it lacks nothing, or is not known. */
  readonly lackingWithout: (
    list: string,
    path: string,
    migration: Migration,
  ) => { readonly list: string; readonly missing: readonly Root[] } | null;
  /** The name under which OpenSSL looks for the certificate in the folder, one that is free. */
  readonly hashedName: (pem: string, folder: string) => string;
  /** Whether a server judges its clients by this file: then a root added to it lets more clients in. */
  readonly judgesClients: (path: string) => boolean;
}

export const withheld = (remedy: Fix['remedy'], reason: string): Fix => ({
  remedy,
  safe: false,
  edits: [],
  command: null,
  withheld: reason,
});

/** The findings of a judgement, with their remedies. */
export const proposeFixes = (judgement: Judgement, context: FixContext): readonly Finding[] =>
  judgement.findings.map((finding) => {
    const judged = finding.pin === null ? undefined : judgement.judged.get(finding.pin);
    return judged === undefined ? finding : { ...finding, fixes: fixesFor(judged, context) };
  });

function fixesFor(judged: JudgedPin, context: FixContext): readonly Fix[] {
  switch (judged.deciding.verdict) {
    case 'breaks':
      return [removePin(judged, context), appendRoot(judged, context)];
    case 'unprotected':
    case 'survives':
      return [removePin(judged, context)];
    // What is not known must not be edited; a private CA is not to be touched.
    case 'unresolved':
    case 'unrelated':
      return [];
  }
}
