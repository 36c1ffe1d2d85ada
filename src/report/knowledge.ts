/** What rootlint knows, printed: its rules, its migrations, one rule in full. */
import type { Language } from '../language/language.js';
import { messagesIn } from './messages/messages.js';
import { dayOf, type MigrationText } from './migration-text.js';
import { type RulePage, rulePage } from './rule-page.js';
import type { RuleText } from './rule-text.js';
import { widthOf, wrap } from './width.js';

export function rulesText(rules: readonly RuleText[]): string {
  return table(rules.map((rule) => [rule.id, rule.severity, rule.title]));
}

export function migrationsText(migrations: readonly MigrationText[], language: Language): string {
  return table(migrations.map((one) => [one.id, dayOf(one, messagesIn(language)), one.title[language]]));
}

/** Prose is fitted to the screen, code and lists stay as they are. */
export function explanation(rule: RulePage, width: number, language: Language): string {
  const page = rulePage(rule, messagesIn(language));
  const pieces = page.split(/(^```.*?^```$)/ms).flatMap((piece) =>
    piece.startsWith('```')
      ? [piece]
      : piece
          .split(/\n{2,}/)
          .map((part) => part.trim())
          .filter((part) => part !== '')
          .map((part) => (/^[#-]/.test(part) ? part : wrap(part, Math.min(width, 100)).join('\n'))),
  );
  return `${pieces.join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
