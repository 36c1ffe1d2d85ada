/** One line for each finding, for grep, editors and problem matchers (`ci/github-problem-matcher.json`). */
import type { Finding, Result } from '../result.js';
import { compareFindings } from './order.js';
import { headlineOf } from './sentences.js';
import { printable } from './width.js';

export function conciseReport({ findings }: Result): string {
  return [...findings]
    .sort(compareFindings)
    .map((finding) => `${conciseLine(finding)}\n`)
    .join('');
}

/** `[*]` marks what `rootlint --fix` mends. */
export function conciseLine(finding: Finding): string {
  const { path, line, column, severity, rule, message, fixes } = finding;
  const mark = fixes.some(({ safe, withheld }) => safe && withheld === null) ? ' [*]' : '';
  return printable(`${path}:${line}:${column}: ${severity} ${rule}${mark} ${headlineOf(message)}`);
}
