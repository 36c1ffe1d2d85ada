/** The one order of findings in every report, so that two runs can be compared line by line. */
import type { Finding, Severity } from '../result.js';

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

export function compareFindings(left: Finding, right: Finding): number {
  return (
    compareText(left.path, right.path) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.rule, right.rule) ||
    compareText(left.pin ?? '', right.pin ?? '')
  );
}

export function compareGravity(left: Finding, right: Finding): number {
  return GRAVITY[left.severity] - GRAVITY[right.severity] || compareFindings(left, right);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** So many of the gravest; for consumers that take no more. */
export function worstOf(findings: readonly Finding[], most: number): Finding[] {
  return [...findings].sort(compareGravity).slice(0, most);
}

/** What stands in a dependency that no code of the project leads to is told in one line, and in JSON. */
export const isOfOwnCode = ({ vendored }: Finding): boolean => vendored === undefined;
