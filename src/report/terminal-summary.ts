/** The end of the report: how much was seen, what came of it, and what was not looked at. */
import type { Result, Severity, VerdictWord } from '../result.js';
import type { Messages } from './messages/messages.js';
import type { Colors } from './terminal.js';
import { printable, wrap } from './width.js';

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

export function summaryLines(result: Result, say: Messages, width: number, colors: Colors): readonly string[] {
  const lines = [
    ...diagnosticLines(result, say),
    ...unreadLines(result.summary.unreadLanguages, say),
    pinLine(result, say),
    ...(result.findings.length > 0 ? [findingLine(result, say)] : []),
  ];
  const wrapped = lines.flatMap((line) => wrap(line, width).map((part, index) => (index === 0 ? part : `  ${part}`)));
  const last = result.findings.length > 0 ? 1 : 0;
  return wrapped.map((line, index) => (index >= wrapped.length - last ? colors.bold(line) : line));
}

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
  const of = (severity: Severity) => result.findings.filter((finding) => finding.severity === severity).length;
  const counts = (['error', 'warning', 'note'] as const).map((severity) => [of(severity), severity] as const);
  return say.joined(counts.filter(([count]) => count > 0).map(([count, severity]) => say.severities(count, severity)));
}

function diagnosticLines({ diagnostics }: Result, say: Messages): readonly string[] {
  return diagnostics.map(({ path, reason }) => printable(say.notRead(path, reason)));
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
