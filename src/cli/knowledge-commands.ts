/** `rootlint rules`, `migrations` and `explain`: what is known, without a scan. */
import { resolve } from 'node:path';
import { UsageError } from '../usage-error.js';
import { checkFiles } from './judging-options.js';
import type { Terminal } from './terminal.js';

export async function migrationsTold(
  id: string | undefined,
  files: readonly string[],
  terminal: Terminal,
): Promise<string> {
  checkFiles({ migration: files, onlyMigration: [] }, [], terminal.cwd);
  const { migrationTexts } = await import('../run.js');
  const known = migrationTexts(files.map((file) => resolve(terminal.cwd, file)));
  if (id === undefined) {
    const { migrationsText } = await import('../report/knowledge.js');
    return migrationsText(known);
  }
  const asked = known.find((one) => one.id === id);
  if (asked === undefined) throw new UsageError(`there is no migration ${id}; 'rootlint migrations' lists them`);
  const { migrationPage } = await import('../report/migration-text.js');
  return migrationPage(asked, terminal.stdout.columns ?? 80);
}

export async function rulesTold(): Promise<string> {
  const { ruleTexts } = await import('../run.js');
  const { rulesText } = await import('../report/knowledge.js');
  return rulesText(ruleTexts());
}

export async function ruleExplained(id: string, terminal: Terminal): Promise<string> {
  const { ruleTexts } = await import('../run.js');
  const { explanation } = await import('../report/knowledge.js');
  const rule = ruleTexts().find((one) => one.id === id);
  if (rule === undefined) throw new UsageError(`there is no rule ${id}; 'rootlint rules' lists them`);
  return explanation(rule, terminal.stdout.columns ?? 80);
}
