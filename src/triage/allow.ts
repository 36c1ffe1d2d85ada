/**
 * Binds remarks to findings. A remark counts where it stands: above a statement, behind it, or on any of its lines. One
 * that binds to nothing, has lapsed or can't be read is told, so that none outlives its finding.
 */
import type { Finding, PinResult, RuleId, SuppressedFinding } from '../result.js';
import { digestOf } from './certificates.js';
import { type Flaw, type Marker, readMarker } from './marker.js';
import type { Messages } from './messages.js';

/** Comments and statements of a file, as its grammar has them. */
export interface FileLayout {
  readonly comments: ReadonlyMap<number, { readonly text: string; readonly column: number; readonly alone: boolean }>;
  statementAround(line: number, column: number): { readonly first: number; readonly last: number };
}

export interface Allowing {
  /** Files with remarks in them. */
  readonly layouts: ReadonlyMap<string, FileLayout>;
  readonly pins: ReadonlyMap<string, PinResult>;
  readonly isRule: (id: string) => id is RuleId;
  readonly asOf: string;
  readonly say: Messages;
}

export interface Allowed {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

interface Flawed {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly flaw: Flaw;
}

export function allow(findings: readonly Finding[], given: Allowing): Allowed {
  const { markers, flawed } = markersIn(given);
  const { say } = given;
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  /** Rules of a marker that met a finding, whether it counts or not. */
  const met = new Map<Marker, Set<RuleId>>();
  const remarks: Finding[] = flawed.map((one) => remarkAt(one, 'unused-suppression', say.flawed(one.flaw)));

  for (const finding of findings) {
    const marker = markers.find((one) => isAbout(one, finding, given.layouts));
    if (marker === undefined) {
      kept.push(finding);
      continue;
    }
    met.set(marker, (met.get(marker) ?? new Set()).add(finding.rule));
    const lapse = lapseOf(marker, finding, given);
    if (lapse === null) {
      suppressed.push({ finding, by: 'comment', reason: marker.reason, until: marker.until });
    } else {
      kept.push(finding);
      remarks.push(remarkAt(marker, 'lapsed-suppression', lapse));
    }
  }
  for (const marker of markers) {
    for (const rule of marker.rules) {
      if (met.get(marker)?.has(rule) === true) continue;
      remarks.push(remarkAt(marker, 'unused-suppression', say.unused(rule)));
    }
  }
  return { findings: [...kept, ...remarks], suppressed };
}

function lapseOf(marker: Marker, finding: Finding, { asOf, pins, say }: Allowing): string | null {
  if (marker.until !== null && asOf > marker.until) return say.lapsed(finding.rule, marker.until, marker.reason);
  const pin = finding.pin === null ? undefined : pins.get(finding.pin);
  if (marker.certificates === null || pin === undefined) return null;
  const digest = digestOf(pin);
  return digest.startsWith(marker.certificates) ? null : say.changed(finding.rule, digest, marker.reason);
}

function isAbout(marker: Marker, finding: Finding, layouts: Allowing['layouts']): boolean {
  if (marker.path !== finding.path || !marker.rules.includes(finding.rule)) return false;
  const statement = layouts.get(finding.path)?.statementAround(finding.line, finding.column);
  const first = Math.min(statement?.first ?? finding.line, finding.line);
  const last = Math.max(statement?.last ?? finding.endLine, finding.endLine);
  return marker.about >= first && marker.about <= last;
}

function markersIn({ layouts, isRule }: Allowing): { markers: readonly Marker[]; flawed: readonly Flawed[] } {
  const markers: Marker[] = [];
  const flawed: Flawed[] = [];
  for (const [path, { comments }] of layouts) {
    for (const [line, { text, column, alone }] of comments) {
      const read = readMarker(text, isRule);
      if (read === null) continue;
      const at = { path, line, column: column + text.indexOf('rootlint:'), endColumn: column + text.length };
      if ('kind' in read) flawed.push({ ...at, flaw: read });
      else markers.push({ ...at, ...read, about: alone ? below(line, comments) : line });
    }
  }
  return { markers, flawed };
}

/** The first line below that is no comment. */
function below(line: number, comments: FileLayout['comments']): number {
  let at = line + 1;
  while (comments.get(at)?.alone === true) at++;
  return at;
}

const remarkAt = (
  { path, line, column, endColumn }: Pick<Marker, 'path' | 'line' | 'column' | 'endColumn'>,
  rule: RuleId,
  message: string,
): Finding => ({
  rule,
  severity: 'warning',
  confidence: 'high',
  path,
  line,
  column,
  endLine: line,
  endColumn,
  message,
  pin: null,
  fixes: [],
});
