/** What is known without a scan, in the form in which reports and commands show it. */
import type { Language } from './language/language.js';
import type { CauseText } from './report/cause-text.js';
import type { MigrationText } from './report/migration-text.js';
import type { ExampleText, RulePage } from './report/rule-page.js';
import type { RuleText } from './report/rule-text.js';
import { catalogue } from './stores/catalogue.js';
import { causesOf } from './verdict/error-causes.js';
import { type Beside, findingRules, type RuleExample } from './verdict/finding-rules.js';
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

export function rulePages(language: Language): readonly RulePage[] {
  const texts = new Map(ruleTexts(language).map((text) => [text.id, text]));
  return [...findingRules().values()].flatMap(({ id, seen, ignore, bad, good }): readonly RulePage[] => {
    const text = texts.get(id);
    if (text === undefined) return [];
    const example = (one: RuleExample | undefined) => (one === undefined ? null : exampleText(one, language));
    return [{ ...text, seen: seen[language], ignore: ignore[language], bad: example(bad), good: example(good) }];
  });
}

const INTERMEDIATE = { en: 'an intermediate', 'zh-CN': '一张中间证书' } as const;

function exampleText({ path, code, with: beside = {}, migration }: RuleExample, language: Language): ExampleText {
  const whatIs = (held: Beside): string => {
    if ('text' in held) return `\`${held.text}\``;
    return 'intermediate' in held
      ? INTERMEDIATE[language]
      : held.map((id) => catalogue.byId(id)?.name ?? id).join(language === 'en' ? ', ' : '、');
  };
  const files = Object.entries(beside).map(([name, held]) => [name, whatIs(held)] as const);
  return { path, code, beside: files, migration: migration ?? null };
}

/** What is behind a message of a TLS library, the most telling first. */
export function causeTexts(message: string, language: Language): readonly CauseText[] {
  return causesOf(message).map(({ id, by, cause, do: way, commands, rules }) => {
    return { id, by, cause: cause[language], do: way[language], commands, rules };
  });
}

export function ruleTexts(language: Language = 'en'): readonly RuleText[] {
  return [...findingRules().values()].map(({ id, severity, title, why, remedy }) => {
    return { id, severity, title: title[language], why: why[language], remedy: remedy[language] };
  });
}
