/** The rules as SARIF describes them; GitHub shows `help.markdown` beside the alert. */
import type { ReportingDescriptor } from 'sarif';
import type { Finding, RuleId, Severity, Tool } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { addressOf, type RulePage, rulePage } from './rule-page.js';
import type { RuleText } from './rule-text.js';
import { LONGEST_DESCRIPTION } from './sarif-limits.js';

/**
 * Above 9.0 is critical, from 7.0 high, from 4.0 medium, below low. A program that stops on a known day is high, one
 * that trusts everybody a little higher.
 */
const SEVERITY_NUMBERS: Readonly<Record<Severity, string>> = { error: '7.5', warning: '5.0', note: '2.0' };
const OWN_NUMBERS: Partial<Record<RuleId, string>> = { 'disabled-verification': '8.1' };
const PROBLEM_WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

/** Rules in the order of their texts; a finding's rule without a text still gets its place. */
export function descriptorsOf(
  texts: readonly (RuleText | RulePage)[],
  findings: readonly Finding[],
  tool: Tool,
  say: Messages = messagesIn(),
): ReportingDescriptor[] {
  const described = new Map<string, ReportingDescriptor>(texts.map((text) => [text.id, descriptorOf(text, tool, say)]));
  for (const { rule, severity } of findings) {
    if (described.has(rule)) continue;
    const title = rule.replaceAll('-', ' ');
    described.set(rule, descriptorOf({ id: rule, title, why: `${title}.`, remedy: '', severity }, tool, say));
  }
  return [...described.values()];
}

function descriptorOf(text: RuleText | RulePage, tool: Tool, say: Messages): ReportingDescriptor {
  const helpUri = addressOf(text.id, tool, say);
  const why = text.why.trim();
  const remedy = text.remedy.trim();
  return {
    id: text.id,
    name: pascalCase(text.id),
    shortDescription: { text: clipped(text.title) },
    fullDescription: { text: clipped(why || text.title) },
    ...(helpUri !== undefined && { helpUri }),
    help: {
      text: [text.title, why, remedy].filter((part) => part !== '').join('\n\n'),
      markdown: 'seen' in text ? rulePage(text, say) : briefPage(text.title, why, remedy, say),
    },
    defaultConfiguration: { level: text.severity },
    properties: {
      tags: ['security', 'tls', 'certificates', 'external/cwe/cwe-295'],
      precision: 'high',
      'problem.severity': PROBLEM_WORDS[text.severity],
      'security-severity': OWN_NUMBERS[text.id] ?? SEVERITY_NUMBERS[text.severity],
    },
  };
}

function briefPage(title: string, why: string, remedy: string, say: Messages): string {
  return [`# ${title}`, why, ...(remedy === '' ? [] : [`## ${say.whatToDo}`, remedy])].join('\n\n');
}

function clipped(text: string): string {
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 3)}...`;
}

function pascalCase(id: string): string {
  return id.replace(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase());
}
