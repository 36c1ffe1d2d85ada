/** The end of the report: how much was seen, what came of it, and what was not looked at. */
import type { Result, Severity } from '../result.js';
import type { Colors } from './terminal.js';
import { printable, wrap } from './width.js';
import { countOf } from './words.js';

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

export function summaryLines(result: Result, width: number, colors: Colors): readonly string[] {
  const lines = [
    ...diagnosticLines(result),
    ...unreadLines(result.summary.unreadLanguages),
    pinLine(result),
    ...(result.findings.length > 0 ? [findingLine(result)] : []),
  ];
  const wrapped = lines.flatMap((line) => wrap(line, width).map((part, index) => (index === 0 ? part : `  ${part}`)));
  const last = result.findings.length > 0 ? 1 : 0;
  return wrapped.map((line, index) => (index >= wrapped.length - last ? colors.bold(line) : line));
}

function pinLine({ summary, asOf }: Result): string {
  if (summary.filesSeen === 0) return 'No file in a language that rootlint reads was found: nothing was scanned.';
  const seen = `${countOf(summary.filesSeen, 'file')} seen, ${summary.filesParsed} of them parsed`;
  if (summary.pins === 0) return `No pinned roots found: ${seen}. As of ${asOf}.`;
  const counts = [
    [summary.breaks, summary.breaks === 1 ? 'breaks' : 'break'],
    [summary.unprotected, 'unprotected'],
    [summary.unresolved, 'unresolved'],
    [summary.survives, summary.survives === 1 ? 'survives' : 'survive'],
    [summary.unrelated, 'unrelated'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return `${countOf(summary.pins, 'pin')}${told.length > 0 ? `: ${told.join(', ')}` : ''}; ${seen}. As of ${asOf}.`;
}

function findingLine(result: Result): string {
  const of = (severity: Severity) => result.findings.filter((finding) => finding.severity === severity).length;
  const counts = (['error', 'warning', 'note'] as const).map((severity) => [of(severity), severity] as const);
  return counts
    .filter(([count]) => count > 0)
    .map(([count, severity]) => countOf(count, severity))
    .join(', ');
}

function diagnosticLines({ diagnostics }: Result): readonly string[] {
  return diagnostics.map(({ path, reason }) =>
    printable(path === '' ? `not read: ${reason}` : `not read: ${path}: ${reason}`),
  );
}

function unreadLines(unread: Readonly<Record<string, number>>): readonly string[] {
  const entries = Object.entries(unread).sort(([, a], [, b]) => b - a);
  const sentence = (of: readonly (readonly [string, number])[], is: string, are: string): readonly string[] => {
    if (of.length === 0) return [];
    const files = of.map(([name, count]) => countOf(count, kindOf(name)));
    const total = of.reduce((sum, [, count]) => sum + count, 0);
    const list = files.length === 1 ? files[0] : `${files.slice(0, -1).join(', ')} and ${files.at(-1)}`;
    return [`${list} ${total === 1 ? is : are}.`];
  };
  const [code, configuration] = [false, true].map((wanted) =>
    entries.filter(([name]) => CONFIGURATION.has(name) === wanted),
  );
  const several = (code ?? []).length > 1;
  return [
    ...sentence(
      code ?? [],
      'is in a language that rootlint does not read yet',
      `are in ${several ? 'languages' : 'a language'} that rootlint does not read yet`,
    ),
    ...sentence(
      configuration ?? [],
      'is configuration that rootlint does not read yet',
      'are configuration that rootlint does not read yet',
    ),
  ];
}

/** `Dockerfile` is a name, `kt` an extension. */
function kindOf(name: string): string {
  return /^[A-Z]/.test(name) ? name : `.${name} file`;
}
