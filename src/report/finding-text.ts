/** A finding as plain text, for consumers that show text and nothing else. */
import type { Finding, PinResult } from '../result.js';
import { messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { printable } from './width.js';
import { describeSource, remedyOf } from './words.js';

export function findingText(finding: Finding, pin: PinResult | undefined, { language }: Reported): string {
  const say = messagesIn(language);
  const steps = (pin?.trail ?? []).filter(({ path, line }) => path !== finding.path || line !== finding.line);
  const lines = [
    `${finding.path}:${finding.line}:${finding.column}`,
    finding.message,
    ...steps.map(({ path, line, what }) => `  ${path}:${line}  ${what}`),
    ...(pin?.sources ?? []).map((source) => `  => ${describeSource(source, say)}`),
    ...finding.fixes.map((fix) => {
      const letter = fix.remedy === 'remove' ? 'A' : 'B';
      return fix.withheld === null
        ? say.fixTitle(letter, fix.safe, remedyOf(fix, finding.rule, say))
        : say.fixWithheld(letter, fix.withheld);
    }),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
