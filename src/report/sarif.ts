/**
 * SARIF 2.1.0 for GitHub code scanning, GitLab converters and editors.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * Several choices are GitHub's: one run, URIs relative to the root without `./`, `results` and `executionSuccessful:
 * true` always there, related locations only where the message links to them, severities as strings, no more results
 * than it shows, and no category of our own, which would beat the one that a workflow gives to the upload.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import type { Log, Notification, Suppression } from 'sarif';
import type { Diagnostic, SuppressedFinding } from '../result.js';
import { fingerprintsOf } from './fingerprints.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { compareFindings, worstOf } from './order.js';
import type { Reported } from './reported.js';
import { anchored } from './sarif-anchors.js';
import { LARGEST_UPLOAD, MOST_RESULTS, uploadSize } from './sarif-limits.js';
import { locationOf } from './sarif-place.js';
import { resultOf } from './sarif-result.js';
import { descriptorsOf } from './sarif-rules.js';

const MOST_NOTIFICATIONS = 1_000;

/** What is left out where a report would be too large for GitHub: first what it does not show, then the lesser results. */
interface Room {
  readonly fixes: boolean;
  readonly results: number;
}
const ROOMS: readonly Room[] = [
  { fixes: true, results: MOST_RESULTS },
  { fixes: false, results: MOST_RESULTS },
  { fixes: false, results: 1_000 },
];

export function sarifReport(reported: Reported): string {
  let text = '';
  for (const room of ROOMS) {
    text = logOf(reported, room);
    // A text is packed to a tenth and less, so most need not be packed to know.
    if (text.length * 4 <= LARGEST_UPLOAD * 3 || uploadSize(text) <= LARGEST_UPLOAD) break;
  }
  return text;
}

function logOf(reported: Reported, room: Room): string {
  const { result, ruleTexts } = reported;
  const say = messagesIn(reported.language);
  const allowed = new Map((reported.tellsSuppressed ? (result.suppressed ?? []) : []).map((one) => [one.finding, one]));
  const findings = [...result.findings, ...allowed.keys()];
  const told = anchored(worstOf(findings, room.results).sort(compareFindings), reported);
  const rules = descriptorsOf(ruleTexts, findings, result.tool, say);
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
            ...(result.tool.home !== undefined && { informationUri: result.tool.home }),
            rules,
          },
        },
        ...(say.language !== 'en' && { language: say.language }),
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(reported, room, say) }],
        results: told.map((one) => {
          const { fixes, ...rest } = resultOf(one, reported);
          const ruleIndex = indexOf.get(one.finding.rule) ?? -1;
          const partialFingerprints = fingerprints(one.finding, one.anchor);
          const suppressed = allowed.get(one.finding);
          return {
            ...rest,
            ruleIndex,
            partialFingerprints,
            ...(room.fixes && fixes && { fixes }),
            ...(suppressed !== undefined && { suppressions: [suppressionOf(suppressed)] }),
          };
        }),
        properties: { asOf: result.asOf },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function suppressionOf({ by, reason, until }: SuppressedFinding): Suppression {
  return {
    kind: by === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    ...(reason !== null && reason !== '' && { justification: reason }),
    properties: { by, ...(until !== null && { until }) },
  };
}

function notifications({ result }: Reported, room: Room, say: Messages): Notification[] {
  const { diagnostics, findings } = result;
  return [
    ...(findings.length > room.results ? [say.formats.leftOut(findings.length - room.results)] : []),
    ...(room.fixes ? [] : [say.formats.fixesLeftOut]),
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
