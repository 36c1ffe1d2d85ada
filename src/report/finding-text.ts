/** A finding as plain text, for consumers that show text and nothing else. */
import type { Finding, Fix, PinResult, RuleId } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { wayTo } from './way.js';
import { printable } from './width.js';
import { describeSource, remedyOf } from './words.js';

export function findingText(finding: Finding, pin: PinResult | undefined, { language }: Reported): string {
  const say = messagesIn(language);
  const steps = wayTo(finding, pin);
  const lines = [
    `${finding.path}:${finding.line}:${finding.column}`,
    finding.message,
    ...steps.map(({ path, line, what }) => `  ${path}:${line}  ${what}`),
    ...(pin?.sources ?? []).map((source) => `  => ${describeSource(source, say)}`),
    ...finding.fixes.flatMap((fix) => remedyLines(fix, finding.rule, say)),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** What a remedy does and leaves behind, or why it is not offered. */
export function remedyLines(fix: Fix, rule: RuleId, say: Messages): readonly string[] {
  const letter = fix.remedy === 'remove' ? 'A' : 'B';
  if (fix.withheld !== null) return [say.fixWithheld(letter, fix.withheld)];
  const note = fix.note === undefined ? [] : [`  ${say.formats.note(fix.note)}`];
  return [say.fixTitle(letter, fix.safe, remedyOf(fix, rule, say)), ...note];
}
