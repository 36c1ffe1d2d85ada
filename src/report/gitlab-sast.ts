/**
 * GitLab's security report of a static analyser, with the remedies as patches that GitLab applies in a merge request.
 * https://docs.gitlab.com/development/integrations/secure/#report
 *
 * Its times are those of the day that the verdict is for: the same input gives the same bytes.
 */
import type { Fix, Result } from '../result.js';
import { fingerprinting } from './gitlab-code-quality.js';
import { vulnerabilityOf } from './gitlab-vulnerability.js';
import { messagesIn } from './messages/messages.js';
import { compareFindings } from './order.js';
import type { Reported } from './reported.js';
import { unifiedDiff } from './unified-diff.js';
import { uuidOf } from './uuid.js';
import { remedyOf } from './words.js';

/** GitLab refuses a report of a version that it does not know yet; this one it has known since 15.0, and still does. */
const SCHEMA_VERSION = '15.0.7';
const MOST_MESSAGES = 100;

export function gitlabSastReport(reported: Reported): string {
  const { result } = reported;
  const pins = new Map(result.pins.map((pin) => [pin.id, pin]));
  const fingerprint = fingerprinting();
  const findings = [...result.findings].sort(compareFindings).map((finding) => {
    const print = fingerprint(finding);
    return { finding, print, id: uuidOf(print) };
  });
  const report = {
    version: SCHEMA_VERSION,
    scan: scanOf(result),
    vulnerabilities: findings.map(({ finding, print, id }) => ({
      id,
      ...vulnerabilityOf(finding, finding.pin === null ? undefined : pins.get(finding.pin), reported),
      tracking: {
        type: 'source',
        items: [
          {
            file: finding.path,
            start_line: finding.line,
            end_line: finding.endLine,
            signatures: [{ algorithm: 'hash', value: print }],
          },
        ],
      },
    })),
    remediations: remediationsOf(findings, reported),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function scanOf({ tool, asOf, diagnostics }: Result) {
  const itself = { id: tool.name, name: tool.name, version: tool.version, vendor: { name: tool.name } };
  const left = diagnostics.length - MOST_MESSAGES;
  const messages = [
    ...diagnostics.slice(0, MOST_MESSAGES).map(({ path, reason }) => (path === '' ? reason : `${path}: ${reason}`)),
    ...(left > 0 ? [`${left} more files were not read`] : []),
  ];
  return {
    type: 'sast',
    status: 'success',
    analyzer: itself,
    scanner: itself,
    start_time: `${asOf}T00:00:00`,
    end_time: `${asOf}T00:00:00`,
    ...(messages.length > 0 && { messages: messages.map((value) => ({ level: 'warn', value })) }),
  };
}

type Identified = { readonly id: string; readonly finding: Result['findings'][number] };

/** Findings that share a store share its remedy. The one that keeps the pin stands first: GitLab offers the first. */
function remediationsOf(findings: readonly Identified[], reported: Reported) {
  const say = messagesIn(reported.language);
  const remediations = new Map<string, { fixes: { id: string }[]; summary: string; diff: string }>();
  const order: readonly Fix['remedy'][] = ['append', 'remove'];
  for (const remedy of order) {
    for (const { id, finding } of findings) {
      for (const fix of finding.fixes.filter((one) => one.remedy === remedy)) {
        const diff = patchOf(fix, reported);
        if (diff === '') continue;
        const known = remediations.get(diff);
        if (known !== undefined) known.fixes.push({ id });
        else remediations.set(diff, { fixes: [{ id }], summary: say.sentence(remedyOf(fix, finding.rule, say)), diff });
      }
    }
  }
  return [...remediations.values()];
}

/** In base64; empty where there is none. It quotes lines of the files, and with a blanked password it would not apply. */
function patchOf(fix: Fix, { afterFix, withoutSecrets }: Reported): string {
  const { patch, binary } = unifiedDiff(afterFix?.(fix) ?? []);
  const text = patch.toString('utf8');
  const tells = text.split('\n').some((line) => withoutSecrets(line) !== line);
  return binary.length > 0 || tells ? '' : patch.toString('base64');
}
