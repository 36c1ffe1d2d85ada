/** The end of the report: how much was seen, what came of it, and what was not looked at. */
import type { Result } from '../result.js';
import type { Messages } from './messages/messages.js';
import { summaryText } from './summary.js';
import type { Colors } from './terminal.js';
import { wrap } from './width.js';

export function summaryLines(result: Result, say: Messages, width: number, colors: Colors): readonly string[] {
  const { notRead, unread, pins, findings } = summaryText(result, say);
  const lines = [...notRead, ...unread, pins, ...(findings === undefined ? [] : [findings])];
  const wrapped = lines.flatMap((line) => wrap(line, width).map((part, index) => (index === 0 ? part : `  ${part}`)));
  const last = findings === undefined ? 0 : 1;
  return wrapped.map((line, index) => (index >= wrapped.length - last ? colors.bold(line) : line));
}
