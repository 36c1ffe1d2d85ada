/**
 * SARIF 2.1.0 for GitHub code scanning, GitLab converters and editors.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * Several choices are GitHub's: one run, URIs relative to the root without `./`, `results` and `executionSuccessful:
 * true` always there, related locations only where the message links to them, severities as strings, no more results
 * than it shows, and no category of our own, which would beat the one that a workflow gives to the upload.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import type { Log, Notification } from 'sarif';
import type { Diagnostic } from '../result.js';
import { fingerprintsOf } from './fingerprints.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { compareFindings, worstOf } from './order.js';
import type { Reported } from './reported.js';
import { MOST_RESULTS } from './sarif-limits.js';
import { locationOf } from './sarif-place.js';
import { anchorOf, resultOf } from './sarif-result.js';
import { descriptorsOf } from './sarif-rules.js';

const MOST_NOTIFICATIONS = 1_000;

export function sarifReport(reported: Reported): string {
  const { result, ruleTexts } = reported;
  const say = messagesIn(reported.language);
  const pins = new Map(result.pins.map((pin) => [pin.id, pin]));
  const told = worstOf(result.findings, MOST_RESULTS)
    .sort(compareFindings)
    .map((finding) => {
      const pin = finding.pin === null ? undefined : pins.get(finding.pin);
      return { finding, pin, anchor: anchorOf(finding, pin, reported) };
    });
  const rules = descriptorsOf(ruleTexts, result.findings, say);
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const fingerprints = fingerprintsOf(
    reported,
    told.map(({ anchor }) => anchor),
  );
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: result.tool.name,
            fullName: `${result.tool.name} ${result.tool.version}`,
            semanticVersion: result.tool.version,
            version: result.tool.version,
            rules,
          },
        },
        ...(say.language !== 'en' && { language: say.language }),
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(reported, say) }],
        results: told.map(({ finding, pin, anchor }) => ({
          ...resultOf(finding, pin, anchor, reported),
          ruleIndex: indexOf.get(finding.rule) ?? -1,
          partialFingerprints: fingerprints(finding, anchor),
        })),
        properties: { asOf: result.asOf },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function notifications({ result }: Reported, say: Messages): Notification[] {
  const { diagnostics, findings } = result;
  return [
    ...(findings.length > MOST_RESULTS ? [say.formats.leftOut(findings.length - MOST_RESULTS)] : []),
    ...(diagnostics.length > MOST_NOTIFICATIONS
      ? [say.formats.unreadLeftOut(diagnostics.length - MOST_NOTIFICATIONS)]
      : []),
  ]
    .map((text): Notification => ({ level: 'warning', message: { text } }))
    .concat(diagnostics.slice(0, MOST_NOTIFICATIONS).map(notification));
}

function notification(diagnostic: Diagnostic): Notification {
  return {
    level: 'warning',
    message: { text: diagnostic.path === '' ? diagnostic.reason : `${diagnostic.path}: ${diagnostic.reason}` },
    ...(diagnostic.path !== '' && { locations: [locationOf(diagnostic.path)] }),
  };
}
