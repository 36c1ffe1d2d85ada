/** Which remedies are meant: by the remedy, the rule, the place, and how grave a finding is. */
import type { Finding, Fix, Severity } from '../result.js';
import type { StoreImport } from './import-command.js';
import type { Planned } from './mend.js';

export interface Wish {
  readonly remedy: Fix['remedy'];
  /** Of these rules alone; any where there are none. */
  readonly rules: readonly string[];
  /** At these places alone, by path from the root. */
  readonly only: readonly { readonly path: string; readonly line: number }[];
  /** What is too mild to be touched unasked. A rule or place that is named is asked for. */
  readonly severities: readonly Severity[];
  /** Safe remedies alone. */
  readonly safeOnly: boolean;
}

export function isMeant(finding: Finding, { rules, only, severities }: Wish): boolean {
  if (rules.length > 0 && !rules.includes(finding.rule)) return false;
  if (only.length > 0) return only.some(({ path, line }) => path === finding.path && isWithin(line, finding));
  return rules.length > 0 || severities.includes(finding.severity);
}

const isWithin = (line: number, finding: Finding): boolean => line >= finding.line && line <= finding.endLine;

/** What can be done by edits. */
export function chosen(
  findings: readonly Finding[],
  wish: Wish,
  obstacle: (path: string) => string | null,
  importsOf: (finding: Finding) => readonly StoreImport[],
): readonly Planned[] {
  return findings
    .filter((finding) => isMeant(finding, wish))
    .flatMap((finding) => {
      const fix = remedyOf(finding, wish);
      if (fix === undefined) return [];
      const imports = fix.command === null ? [] : importsOf(finding);
      const isWhole = fix.command === null ? fix.edits.length > 0 : imports.length > 0;
      return isWhole ? [{ finding, fix, imports }] : [];
    })
    .filter(({ fix, imports }) => [...fix.edits, ...imports].every(({ path }) => obstacle(path) === null));
}

export const remedyOf = (finding: Finding, { remedy, safeOnly }: Wish): Fix | undefined =>
  finding.fixes.find((fix) => fix.remedy === remedy && fix.withheld === null && (fix.safe || !safeOnly));

/** Why a finding is left to a person. */
export function reasonLeft(finding: Finding, wish: Wish, obstacle: (path: string) => string | null): string {
  const fix = finding.fixes.find((one) => one.remedy === wish.remedy);
  if (fix === undefined) return 'there is no such remedy for it';
  if (fix.withheld !== null) return fix.withheld;
  const blocked = fix.edits.map((edit) => obstacle(edit.path)).find((why) => why !== null);
  if (blocked) return blocked;
  if (fix.command !== null)
    return `a key store is changed by keytool; run this, or repeat with --keytool:\n${fix.command}`;
  return wish.safeOnly && !fix.safe
    ? `it is not safe to do unasked: rootlint fix --with ${wish.remedy}`
    : 'it was not tried';
}
