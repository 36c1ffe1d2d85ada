/** The entry of this room: what was found, weighed and sifted. */
import type { Finding, PinResult, Severity, SuppressedFinding } from '../result.js';
import { type Allowed, type Allowing, allow } from './allow.js';
import { asDependency, type Foreign } from './dependencies.js';

export interface Triage extends Allowing, Foreign {}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byPlaceAndRule = (a: Finding, b: Finding): number =>
  compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.rule, b.rule);

const MILDER: Readonly<Record<Severity, Severity>> = { error: 'warning', warning: 'note', note: 'note' };

export function triage(findings: readonly Finding[], given: Triage): Allowed {
  const suppressed: SuppressedFinding[] = [];
  const weighed = findings
    .map((finding) => asTest(finding, pinOf(finding, given.pins)))
    .map((finding) => asDependency(finding, pinOf(finding, given.pins), given));
  const allowed = allow(weighed, given);
  return { findings: [...allowed.findings].sort(byPlaceAndRule), suppressed: [...suppressed, ...allowed.suppressed] };
}

const pinOf = ({ pin }: Finding, pins: Triage['pins']): PinResult | undefined =>
  pin === null ? undefined : pins.get(pin);

/** A test that will fail one day costs less than a service that does. */
const asTest = (finding: Finding, pin: PinResult | undefined): Finding =>
  pin?.test === true ? { ...finding, severity: MILDER[finding.severity] } : finding;
