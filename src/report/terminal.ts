/**
 * The report for people. It reads from the top: what, where, why, what to do; the summary stands last, where the eye is
 * when the run ends, and says what was not looked at. Plain ASCII, and colour never carries a meaning of its own.
 */
import picocolors from 'picocolors';
import { gather } from './gather.js';
import { messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { findingLines } from './terminal-finding.js';
import { summaryLines } from './terminal-summary.js';

export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Longer lines are hard to read, shorter ones hold no path. */
const NARROWEST = 40;
const WIDEST = 120;

export function terminalReport(reported: Reported, screen: Screen): string {
  const colors = picocolors.createColors(screen.color);
  const width = Math.max(NARROWEST, Math.min(WIDEST, screen.width));
  const blocks = gather(reported.result).map((told) => findingLines(told, reported, width, colors));
  const summary = summaryLines(reported.result, messagesIn(reported.language), width, colors);
  return `${[...blocks, summary].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
