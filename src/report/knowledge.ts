/** What rootlint knows, printed: its rules, its migrations, one rule in full. */
import { dayOf, type MigrationText } from './migration-text.js';
import type { RuleText } from './rule-text.js';
import { wrap } from './width.js';

export function rulesText(rules: readonly RuleText[]): string {
  return table(rules.map((rule) => [rule.id, rule.severity, rule.title]));
}

export function migrationsText(migrations: readonly MigrationText[]): string {
  return table(migrations.map((one) => [one.id, dayOf(one), one.title.en]));
}

export function explanation(rule: RuleText, width: number): string {
  const paragraphs = (text: string) =>
    text
      .trim()
      .split(/\n{2,}/)
      .filter((part) => part !== '')
      .map((part) => wrap(part, Math.min(width, 100)).join('\n'));
  return `${[`${rule.id} (${rule.severity})`, rule.title, ...paragraphs(rule.why), 'What to do', ...paragraphs(rule.remedy)].join('\n\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
