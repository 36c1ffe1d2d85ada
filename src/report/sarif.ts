/**
 * SARIF 2.1.0 for GitHub code scanning, GitLab converters and editors.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 *
 * Several choices are GitHub's: one run, URIs relative to the root without `./`, `results` and `executionSuccessful:
 * true` always there, related locations only where the message links to them, severities as strings.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import type { Location, Log, Notification, Region as SarifRegion, Result as SarifResult } from 'sarif';
import type { Diagnostic, Edit, Finding, Fix, PinResult, Region, RuleId } from '../result.js';
import { lineHashes } from './line-hash.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { compareFindings } from './order.js';
import type { Reported } from './reported.js';
import { descriptorsOf } from './sarif-rules.js';
import { linkStores } from './sarif-stores.js';
import { uriOf } from './uri.js';
import { remedyOf } from './words.js';

export function sarifReport(reported: Reported): string {
  const { result, ruleTexts } = reported;
  const findings = [...result.findings].sort(compareFindings);
  const say = messagesIn(reported.language);
  const rules = descriptorsOf(ruleTexts, findings, say);
  const pins = new Map(result.pins.map((pin) => [pin.id, pin]));
  const fingerprints = fingerprinter(reported, findings);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: result.tool.name,
            semanticVersion: result.tool.version,
            version: result.tool.version,
            rules,
          },
        },
        automationDetails: { id: 'rootlint/' },
        ...(say.language !== 'en' && { language: say.language }),
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: result.diagnostics.map(notification) }],
        results: findings.map((finding) => {
          const pin = finding.pin === null ? undefined : pins.get(finding.pin);
          const ruleIndex = rules.findIndex((rule) => rule.id === finding.rule);
          return { ...resultOf(finding, pin, ruleIndex, reported), partialFingerprints: fingerprints(finding) };
        }),
        properties: { asOf: result.asOf },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, pin: PinResult | undefined, ruleIndex: number, reported: Reported): SarifResult {
  const say = messagesIn(reported.language);
  const { text, related } = linkStores(finding, pin, (path) => reported.bytesOf(path) !== undefined, say);
  const fixes = finding.fixes.filter((fix) => fix.edits.length > 0).map((fix) => sarifFix(fix, finding.rule, say));
  const flow = pin === undefined ? [] : flowOf(finding, pin, say);
  return {
    ruleId: finding.rule,
    ruleIndex,
    level: finding.severity,
    message: { text },
    locations: [location(finding.path, regionOf(finding))],
    ...(related.length > 0 && { relatedLocations: [...related] }),
    ...(flow.length > 1 && { codeFlows: [{ threadFlows: [{ locations: flow.map((one) => ({ location: one })) }] }] }),
    ...(fixes.length > 0 && { fixes }),
    properties: {
      confidence: finding.confidence,
      ...(pin !== undefined && { verdict: pin.verdict, effect: pin.effect, reach: pin.reach, api: pin.api }),
    },
  };
}

/** From where the value comes to where it is used: the trail read backwards. */
function flowOf(finding: Finding, pin: PinResult, say: Messages): readonly Location[] {
  const steps = pin.trail.filter((step) => step.path !== finding.path || step.line !== finding.line).reverse();
  return [
    ...steps.map((step) => ({
      ...location(step.path, { startLine: step.line, startColumn: step.column }),
      message: { text: step.what || say.stepOnTheWay },
    })),
    { ...location(finding.path, regionOf(finding)), message: { text: say.usedBy(pin.api) } },
  ];
}

function sarifFix(fix: Fix, rule: RuleId, say: Messages): NonNullable<SarifResult['fixes']>[number] {
  const byPath = new Map<string, Edit[]>();
  for (const edit of fix.edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return {
    description: {
      text: say.sentence(remedyOf(fix, rule, say)),
    },
    artifactChanges: [...byPath].map(([path, edits]) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: edits.map((edit) => ({
        deletedRegion: {
          startLine: edit.startLine,
          startColumn: edit.startColumn,
          endLine: edit.endLine,
          endColumn: edit.endColumn,
        },
        insertedContent: { text: edit.text },
      })),
    })),
  };
}

function notification(diagnostic: Diagnostic): Notification {
  return {
    level: 'warning',
    message: { text: diagnostic.path === '' ? diagnostic.reason : `${diagnostic.path}: ${diagnostic.reason}` },
    ...(diagnostic.path !== '' && { locations: [location(diagnostic.path)] }),
  };
}

/** GitHub's own fingerprint where it can be computed exactly: for files that are UTF-8. Then ours, for other readers. */
function fingerprinter(
  reported: Reported,
  findings: readonly Finding[],
): (finding: Finding) => Readonly<Record<string, string>> {
  const lastLines = new Map<string, number>();
  for (const { path, line } of findings) lastLines.set(path, Math.max(line, lastLines.get(path) ?? 0));
  const hashes = new Map([...lastLines].map(([path, last]) => [path, hashesOf(reported.bytesOf(path), last)]));
  return (finding) => {
    const lineHash = hashes.get(finding.path)?.get(finding.line);
    return {
      ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
      ...(finding.pin !== null && { 'rootlint/v1': `${finding.pin}:${finding.rule}` }),
    };
  };
}

function hashesOf(bytes: Uint8Array | undefined, lastLine: number): ReadonlyMap<number, string> | undefined {
  if (bytes === undefined) return undefined;
  try {
    // The uploader keeps a byte order mark as a character of the first line.
    return lineHashes(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes), lastLine);
  } catch {
    return undefined;
  }
}

function regionOf({ line, column, endLine, endColumn }: Region): SarifRegion {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function location(path: string, region?: SarifRegion): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...(region && { region }) } };
}
