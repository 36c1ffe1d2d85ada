/**
 * GitLab's Code Quality: a list of issues, by their fingerprints the same from run to run.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 *
 * GitLab shows the description alone, so the rule stands in it.
 */
import { createHash } from 'node:crypto';
import type { Finding, Result, Severity } from '../result.js';
import { compareFindings } from './order.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', note: 'info' };

export function gitlabCodeQualityReport({ findings }: Result): string {
  const fingerprint = fingerprinting();
  const issues = [...findings].sort(compareFindings).map((finding) => ({
    description: `${finding.rule}: ${finding.message}`,
    check_name: finding.rule,
    fingerprint: fingerprint(finding),
    severity: SEVERITIES[finding.severity],
    location: { path: finding.path, lines: { begin: finding.line, end: finding.endLine } },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/** Two issues with one fingerprint are one to GitLab; so the second of a kind is counted. */
export function fingerprinting(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ pin, path, rule }) => {
    const key = JSON.stringify([rule, path, pin]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash('sha256')
      .update(`${key}${count === 1 ? '' : count}`)
      .digest('hex');
  };
}
