/**
 * `triage/` decides what becomes of a finding before it is told: test code and dependencies weigh less, and what the user
 * allows in a comment, a configuration or a baseline is counted instead. It knows findings and pins alone.
 *
 * This file reads a remark such as `rootlint: allow lacks-successor until=2027-01-31 -- moves with release 9`.
 */
import type { RuleId } from '../result.js';

export interface Marker {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  readonly rules: readonly RuleId[];
  /** The last day on which it counts. */
  readonly until: string | null;
  /** The digest of the certificates that it is about, or its beginning; others void it. */
  readonly certificates: string | null;
  readonly reason: string;
  /** The line that it is about: its own, or the next one with code. */
  readonly about: number;
}

export type Flaw =
  | { readonly kind: 'no-reason' }
  | { readonly kind: 'no-rule' }
  | { readonly kind: 'unknown-rule'; readonly rule: string }
  | { readonly kind: 'bad-date'; readonly date: string }
  | { readonly kind: 'unknown-word'; readonly word: string };

export type MarkerText = Pick<Marker, 'rules' | 'until' | 'certificates' | 'reason'>;

const MARKER = /(?<![`\w])rootlint:\s*allow\b(.*)$/;
const END_OF_COMMENT = /\s*(?:\*\/|-->|#})?\s*$/;

/** null where the comment holds none. */
export function readMarker(comment: string, isRule: (id: string) => id is RuleId): MarkerText | Flaw | null {
  const said = MARKER.exec(comment)?.[1]?.replace(END_OF_COMMENT, '');
  if (said === undefined) return null;
  const [what = '', ...reasons] = said.split(/\s--(?:\s|$)/);
  const rules: RuleId[] = [];
  let until: string | null = null;
  let certificates: string | null = null;
  for (const word of what.split(/[\s,]+/).filter(Boolean)) {
    const [, key, value = ''] = /^(\w+)=(.*)$/.exec(word) ?? [];
    if (key === 'until') {
      if (!isDay(value)) return { kind: 'bad-date', date: value };
      until = value;
    } else if (key === 'certificates') certificates = value.toLowerCase();
    else if (key !== undefined) return { kind: 'unknown-word', word };
    else if (isRule(word)) rules.push(word);
    else return { kind: 'unknown-rule', rule: word };
  }
  const reason = reasons.join(' -- ').trim();
  if (rules.length === 0) return { kind: 'no-rule' };
  return reason === '' ? { kind: 'no-reason' } : { rules, until, certificates, reason };
}

export function isDay(value: string): boolean {
  const day = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
