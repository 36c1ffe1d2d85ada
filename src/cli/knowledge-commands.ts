/** `rootlint rules`, `migrations` and `explain`: what is known, without a scan. */
import { resolve } from 'node:path';
import { type Language, languageOf } from '../language/language.js';
import { UsageError } from '../usage-error.js';
import { checkFiles, type JudgingFlags } from './judging-options.js';
import type { Terminal } from './terminal.js';

export type Spoken = Pick<JudgingFlags, 'lang'>;

const spokenIn = (flags: Spoken, { env }: Terminal): Language => flags.lang ?? languageOf(env);

export async function migrationsTold(
  id: string | undefined,
  flags: Partial<Pick<JudgingFlags, 'migration'>> & Spoken,
  terminal: Terminal,
): Promise<string> {
  const files = flags.migration ?? [];
  const language = spokenIn(flags, terminal);
  checkFiles({ migration: files, onlyMigration: [] }, [], terminal.cwd);
  const { migrationTexts } = await import('../knowledge.js');
  const known = migrationTexts(files.map((file) => resolve(terminal.cwd, file)));
  if (id === undefined) {
    const { migrationsText } = await import('../report/knowledge.js');
    return migrationsText(known, language);
  }
  const asked = known.find((one) => one.id === id);
  if (asked === undefined) throw new UsageError(`there is no migration ${id}; 'rootlint migrations' lists them`);
  const { migrationPage } = await import('../report/migration-text.js');
  return migrationPage(asked, terminal.stdout.columns ?? 80, language);
}

export async function rulesTold(flags: Spoken, terminal: Terminal): Promise<string> {
  const { ruleTexts } = await import('../knowledge.js');
  const { rulesText } = await import('../report/knowledge.js');
  return rulesText(ruleTexts(spokenIn(flags, terminal)));
}

export async function ruleExplained(id: string, flags: Spoken, terminal: Terminal): Promise<string> {
  const { ruleTexts } = await import('../knowledge.js');
  const { explanation } = await import('../report/knowledge.js');
  const language = spokenIn(flags, terminal);
  const rule = ruleTexts(language).find((one) => one.id === id);
  if (rule === undefined) throw new UsageError(`there is no rule ${id}; 'rootlint rules' lists them`);
  return explanation(rule, terminal.stdout.columns ?? 80, language);
}
