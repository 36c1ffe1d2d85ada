/**
 * Annotations of a GitHub workflow, as commands in its log.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 *
 * GitHub shows ten of each kind in a step, so the gravest come first, and the others are plain lines of the log.
 */
import type { Finding, Severity } from '../result.js';
import { conciseLine } from './concise.js';
import { withoutCommands } from './log-commands.js';
import { messagesIn } from './messages/messages.js';
import { compareGravity } from './order.js';
import type { Reported } from './reported.js';
import { printable } from './width.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };
const MOST_OF_A_KIND = 10;
/** A log is read by people. */
const MOST_LINES = 500;

export function githubReport({ result, language }: Reported): string {
  const shown = new Map<Severity, number>();
  const [commands, rest]: [string[], Finding[]] = [[], []];
  for (const finding of [...result.findings].sort(compareGravity)) {
    const count = (shown.get(finding.severity) ?? 0) + 1;
    shown.set(finding.severity, count);
    if (count <= MOST_OF_A_KIND) commands.push(command(finding));
    else rest.push(finding);
  }
  const left = rest.length - MOST_LINES;
  const lines = [
    ...rest.slice(0, MOST_LINES).map((finding) => withoutCommands(conciseLine(finding))),
    ...(left > 0 ? [messagesIn(language).andMore(left)] : []),
  ];
  return [...commands, ...lines].map((line) => `${line}\n`).join('');
}

function command(finding: Finding): string {
  const { path, line, column, endLine, endColumn, rule, severity, message } = finding;
  const properties = {
    title: `rootlint: ${rule}`,
    file: path,
    line,
    endLine,
    // Columns of a span of several lines are refused. The end column is that of the last character.
    ...(line === endLine && { col: column, endColumn: Math.max(column, endColumn - 1) }),
  };
  const told = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${COMMANDS[severity]} ${told.join(',')}::${data(message)}`;
}

function data(text: string): string {
  const lines = text
    .replace(/%/g, '%25')
    .split('\n')
    .map((line) => line.split('\r').map(printable).join('%0D'));
  return lines.join('%0A').replace(/##(?=\w*\[)/g, '# #');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
