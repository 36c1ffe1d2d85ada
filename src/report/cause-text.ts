/** What is behind an error message, printed. */
import type { RuleId } from '../result.js';
import type { Messages } from './messages/messages.js';
import { wrap } from './width.js';

export interface CauseText {
  readonly id: string;
  /** Libraries that say it. */
  readonly by: string;
  readonly cause: string;
  readonly do: string;
  readonly commands: readonly string[];
  readonly rules: readonly RuleId[];
}

export function causePage({ by, cause, do: way, commands, rules }: CauseText, width: number, say: Messages): string {
  const room = Math.min(width, 100);
  const paragraph = (text: string) => wrap(text.trim(), room).join('\n');
  const listed = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`${title}\n${items.map((item) => `  ${item}`).join('\n')}`];
  const parts = [
    paragraph(say.cause.saidBy(by)),
    paragraph(cause),
    paragraph(way),
    ...listed(say.cause.commands, commands),
    ...(rules.length > 0 ? listed(say.cause.rules, rules) : [say.cause.unseen]),
  ];
  return `${parts.join('\n\n')}\n`;
}
