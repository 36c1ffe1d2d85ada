/** A rule in full, as Markdown: what `rootlint explain` prints and docs/rules/ holds. */
import type { RuleId, Tool } from '../result.js';
import type { Messages } from './messages/messages.js';
import type { RuleText } from './rule-text.js';

export interface ExampleText {
  readonly path: string;
  readonly code: string;
  /** What the files beside it hold, in words. */
  readonly beside: readonly (readonly [path: string, what: string])[];
  /** Given with `--migration`. */
  readonly migration: string | null;
}

export interface RulePage extends RuleText {
  readonly seen: string;
  readonly ignore: string;
  readonly bad: ExampleText | null;
  readonly good: ExampleText | null;
}

/** Where its page stands on the web; undefined where the tool has no address. */
export function addressOf(rule: RuleId, { rulePages }: Tool, { language }: Messages): string | undefined {
  return rulePages === undefined ? undefined : `${rulePages}/${rule}${language === 'en' ? '' : `.${language}`}.md`;
}

export function rulePage(rule: RulePage, say: Messages): string {
  const { page } = say;
  const parts = [
    `# ${rule.id}`,
    `**${rule.title}**${page.colon}${page.severity(rule.severity)}`,
    rule.why.trim(),
    `## ${page.seen}`,
    rule.seen.trim(),
    ...(rule.bad === null ? [] : [`## ${page.bad}`, ...example(rule.bad, say)]),
    ...(rule.good === null ? [] : [`## ${page.good}`, ...example(rule.good, say)]),
    `## ${say.whatToDo}`,
    rule.remedy.trim(),
    `## ${page.ignore}`,
    rule.ignore.trim(),
  ];
  return `${parts.join('\n\n')}\n`;
}

const LANGUAGES: Readonly<Record<string, string>> = { py: 'python', js: 'javascript', txt: 'text' };

function example({ path, code, beside, migration }: ExampleText, say: Messages): readonly string[] {
  const ending = path.replace(/^.*\./, '');
  const files = beside.map(([name, what]) => `- \`${name}\`${say.page.colon}${what}`);
  return [
    `\`${path}\``,
    fenced(LANGUAGES[ending] ?? ending, code),
    ...(files.length > 0 ? [files.join('\n')] : []),
    ...(migration === null ? [] : [say.page.withMigration, fenced('yaml', migration)]),
  ];
}

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;
