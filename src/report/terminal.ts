/**
 * The report for people. It reads from the top: what, where, why, what to do; the summary stands last, where the eye is
 * when the run ends, and says what was not looked at. Plain ASCII, and colour never carries a meaning of its own.
 */
import picocolors from 'picocolors';
import { gather, type Told } from './gather.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { findingLines } from './terminal-finding.js';
import { roomOn, summaryLines } from './terminal-summary.js';
import { printable } from './width.js';

export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

export function terminalReport(reported: Reported, screen: Screen): string {
  const colors = picocolors.createColors(screen.color);
  const width = roomOn(screen);
  const say = messagesIn(reported.language);
  const groups = byPackage(gather(reported.result));
  const blocks = groups.flatMap(({ folder, told }) => [
    ...(groups.length > 1 ? [[colors.bold(packageLine(folder, told, say))]] : []),
    ...told.map((one) => findingLines(one, reported, width, colors)),
  ]);
  const summary = summaryLines(reported.result, say, width, colors);
  return `${[...blocks, summary].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Group {
  /** Of a package; the repository itself is `.`. */
  readonly folder: string;
  readonly told: readonly Told[];
}

/** Packages in the order of the gravest that each holds. */
function byPackage(all: readonly Told[]): readonly Group[] {
  const groups = new Map<string, Told[]>();
  for (const told of all) {
    const folder = told.finding.package ?? '.';
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [told]);
    else group.push(told);
  }
  return [...groups].map(([folder, told]) => ({ folder, told }));
}

function packageLine(folder: string, told: readonly Told[], say: Messages): string {
  const all = told.flatMap(({ finding, also }) => [finding, ...also]);
  const counts = (['error', 'warning', 'note'] as const).flatMap((severity) => {
    const count = all.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [say.severities(count, severity)];
  });
  return printable(`== ${folder} == ${say.joined(counts)}`);
}
