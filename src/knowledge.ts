/** What is known without a scan, in the form in which reports and commands show it. */
import type { Language } from './language/language.js';
import type { MigrationText } from './report/migration-text.js';
import type { RuleText } from './report/rule-text.js';
import { catalogue } from './stores/catalogue.js';
import { findingRules } from './verdict/finding-rules.js';
import { loadMigrations } from './verdict/load-migrations.js';

/** Those that are built in, and those of the user's files, for the command that prints them. */
export function migrationTexts(files: readonly string[]): readonly MigrationText[] {
  const namesOf = (roots: readonly { readonly name: string }[]) => roots.map(({ name }) => name);
  return loadMigrations({ files, builtIn: true }, catalogue).map((migration) => ({
    ...migration,
    retiring: namesOf(migration.retiring),
    required: { mode: migration.required.mode, roots: namesOf(migration.required.roots) },
    recommended: namesOf(migration.recommended),
  }));
}

export function ruleTexts(language: Language = 'en'): readonly RuleText[] {
  return [...findingRules().values()].map(({ id, severity, title, why, remedy }) => {
    return { id, severity, title: title[language], why: why[language], remedy: remedy[language] };
  });
}
