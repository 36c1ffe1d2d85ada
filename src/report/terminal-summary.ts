/** The end of the report: how much was seen, what came of it, and what was not looked at. */
import picocolors from 'picocolors';
import type { Result } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { summaryText } from './summary.js';
import type { Colors, Screen } from './terminal.js';
import { wrap } from './width.js';

/** Longer lines are hard to read, shorter ones hold no path. */
const NARROWEST = 40;
const WIDEST = 120;

export const roomOn = ({ width }: Screen): number => Math.max(NARROWEST, Math.min(WIDEST, width));

/** The whole report where nothing was found: a commit waits for it. */
export function summaryReport({ result, language }: Reported, screen: Screen): string {
  const colors = picocolors.createColors(screen.color);
  return `${summaryLines(result, messagesIn(language), roomOn(screen), colors).join('\n')}\n`;
}

export function summaryLines(result: Result, say: Messages, width: number, colors: Colors): readonly string[] {
  const { notRead, unread, pins, findings } = summaryText(result, say);
  const lines = [...notRead, ...unread, pins, ...(findings === undefined ? [] : [findings])];
  const wrapped = lines.flatMap((line) => wrap(line, width).map((part, index) => (index === 0 ? part : `  ${part}`)));
  const last = findings === undefined ? 0 : 1;
  return wrapped.map((line, index) => (index >= wrapped.length - last ? colors.bold(line) : line));
}
