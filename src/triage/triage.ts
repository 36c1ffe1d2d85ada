/** The entry of this room: what was found, weighed and sifted. */
import type { Finding, PinResult, RuleId, Severity, SuppressedFinding } from '../result.js';
import { type Allowing, allow } from './allow.js';
import { type Baseline, withoutKnown } from './baseline.js';
import { asDependency, type Foreign } from './dependencies.js';

export interface Triage extends Allowing, Foreign {
  /** What the user wants a finding of a rule to weigh in a file. */
  readonly severityOf: (rule: RuleId, path: string) => Severity | 'off' | undefined;
  readonly baseline: Baseline;
}

export interface Sifted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Entries of the baseline that nothing matches any more. */
  readonly stale: number;
}

export function triage(found: readonly Finding[], given: Triage): Sifted {
  const { pins, severityOf, baseline } = given;
  const weighed: Finding[] = [];
  const off: SuppressedFinding[] = [];
  for (const finding of found) {
    const wanted = severityOf(finding.rule, finding.path);
    const pin = finding.pin === null ? undefined : pins.get(finding.pin);
    if (wanted === 'off') off.push({ finding, by: 'configuration', reason: null, until: null });
    else {
      const own = wanted === undefined ? asTest(finding, pin) : { ...finding, severity: wanted };
      weighed.push(asDependency(own, pin, given));
    }
  }
  const allowed = allow(weighed, given);
  const told: Finding[] = [];
  for (const finding of allowed.findings) {
    const isRemark = REMARKS.has(finding.rule);
    // What others wrote for their own runs is none of this one's business.
    if (isRemark && given.isVendored(finding.path)) continue;
    const wanted = isRemark ? severityOf(finding.rule, finding.path) : undefined;
    if (wanted === 'off') off.push({ finding, by: 'configuration', reason: null, until: null });
    else told.push(wanted === undefined ? finding : { ...finding, severity: wanted });
  }
  const news = withoutKnown(told, pins, baseline);
  return {
    findings: [...news.findings].sort(byPlaceAndRule),
    suppressed: [...off, ...allowed.suppressed, ...news.suppressed].sort((a, b) =>
      byPlaceAndRule(a.finding, b.finding),
    ),
    stale: news.stale,
  };
}

/** Rules about allowances themselves. */
const REMARKS: ReadonlySet<RuleId> = new Set(['unused-suppression', 'lapsed-suppression']);

const MILDER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'note', note: 'note' };

/** A test that will fail one day costs less than a service that does. */
const asTest = (finding: Finding, pin: PinResult | undefined): Finding =>
  pin?.test === true ? { ...finding, severity: MILDER[finding.severity] } : finding;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlaceAndRule = (a: Finding, b: Finding): number =>
  compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule);
