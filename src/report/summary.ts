/** What a run saw and what came of it, in sentences, for whoever reports to people. */
import type { Result, Severity, VerdictWord } from '../result.js';
import type { Messages } from './messages/messages.js';
import { isOfOwnCode } from './order.js';
import { printable } from './width.js';

export interface SummaryText {
  readonly notRead: readonly string[];
  /** What was not looked at. */
  readonly unread: readonly string[];
  readonly pins: string;
  /** Absent where there are none. */
  readonly findings?: string;
}

export function summaryText(result: Result, say: Messages): SummaryText {
  return {
    notRead: diagnosticLines(result, say),
    unread: [
      ...unreadLines(result.summary.unreadLanguages, say),
      ...dependencyLines(result, say),
      ...((result.summary.suppressed ?? 0) > 0 ? [say.suppressed(result.summary.suppressed ?? 0)] : []),
      ...(result.summary.staleBaseline === undefined ? [] : [say.staleBaseline(result.summary.staleBaseline)]),
    ],
    pins: pinLine(result, say),
    ...(result.findings.some(isOfOwnCode) && { findings: findingLine(result, say) }),
  };
}

const CONFIGURATION = new Set([
  'yaml',
  'yml',
  'properties',
  'xml',
  'tf',
  'conf',
  'cnf',
  'toml',
  'ini',
  'env',
  'gradle',
  'Dockerfile',
]);

const TOLD_FIRST: readonly VerdictWord[] = ['breaks', 'unprotected', 'unresolved', 'survives', 'unrelated'];

function pinLine({ summary, asOf }: Result, say: Messages): string {
  const { changedFiles } = summary;
  if (summary.filesSeen === 0) {
    return changedFiles === undefined ? say.nothingScanned : say.nothingChanged(changedFiles);
  }
  const changed = changedFiles === undefined ? '' : say.forChanges(changedFiles);
  const seen = `${say.seen(summary.filesSeen, summary.filesParsed)}${changed}`;
  if (summary.pins === 0) return say.noPins(seen, asOf);
  const told = TOLD_FIRST.filter((verdict) => summary[verdict] > 0).map((one) => say.judged(summary[one], one));
  return say.pins(summary.pins, told, seen, asOf);
}

function findingLine(result: Result, say: Messages): string {
  const of = (severity: Severity) =>
    result.findings.filter((one) => one.severity === severity && isOfOwnCode(one)).length;
  const counts = (['error', 'warning', 'note'] as const).map((severity) => [of(severity), severity] as const);
  return say.joined(counts.filter(([count]) => count > 0).map(([count, severity]) => say.severities(count, severity)));
}

function diagnosticLines({ diagnostics }: Result, say: Messages): readonly string[] {
  return diagnostics.map(({ path, reason }) => printable(say.notRead(path, reason)));
}

/** One line for each dependency that holds something and that no code of the project leads to. */
function dependencyLines({ findings }: Result, say: Messages): readonly string[] {
  const folders = new Map<string, Map<string, number>>();
  for (const { vendored, rule } of findings) {
    if (vendored === undefined) continue;
    const rules = folders.get(vendored) ?? new Map<string, number>();
    folders.set(vendored, rules.set(rule, (rules.get(rule) ?? 0) + 1));
  }
  return [...folders].map(([folder, rules]) =>
    printable(say.dependency(folder, say.enumerated([...rules].map(([rule, count]) => `${count} ${rule}`)))),
  );
}

function unreadLines(unread: Readonly<Record<string, number>>, say: Messages): readonly string[] {
  const entries = Object.entries(unread).sort(([, a], [, b]) => b - a);
  const filesOf = (of: readonly (readonly [string, number])[]) =>
    say.listed(of.map(([name, count]) => say.unreadFiles(count, name)));
  const totalOf = (of: readonly (readonly [string, number])[]) => of.reduce((sum, [, count]) => sum + count, 0);
  const code = entries.filter(([name]) => !CONFIGURATION.has(name));
  const configuration = entries.filter(([name]) => CONFIGURATION.has(name));
  return [
    ...(code.length > 0 ? [say.unreadCode(filesOf(code), totalOf(code), code.length)] : []),
    ...(configuration.length > 0 ? [say.unreadConfiguration(filesOf(configuration), totalOf(configuration))] : []),
  ];
}
