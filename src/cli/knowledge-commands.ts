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

/** A rule by its id, else the causes behind an error message. */
export async function explained(words: readonly string[], flags: Spoken, terminal: Terminal): Promise<string> {
  const { causeTexts, rulePages } = await import('../knowledge.js');
  const asked = words.join(' ');
  const language = spokenIn(flags, terminal);
  const width = terminal.stdout.columns ?? 80;
  const rule = rulePages(language).find(({ id }) => id === asked);
  if (rule !== undefined) {
    const { explanation } = await import('../report/knowledge.js');
    return explanation(rule, width, language);
  }
  const [cause, second] = causeTexts(asked, language);
  if (cause === undefined) {
    throw new UsageError(
      `there is no rule ${asked}, and no error message with these words is known; 'rootlint rules' lists the rules`,
    );
  }
  const { causePage } = await import('../report/cause-text.js');
  const { messagesIn } = await import('../report/messages/messages.js');
  // A message that wraps another has both told, the nearer one first; more would be noise.
  const told = second === undefined ? [cause] : [cause, second];
  return told.map((one) => causePage(one, width, messagesIn(language))).join(`\n${'-'.repeat(20)}\n\n`);
}
