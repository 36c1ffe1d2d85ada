import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { lineHashes } from '../../src/report/line-hash.js';
import type { Reported } from '../../src/report/reported.js';
import { sarifReport } from '../../src/report/sarif.js';
import { sample, sampleOf, sampleResult } from './sample.js';

const logOf = (reported: Reported) => JSON.parse(sarifReport(reported)) as Log;
const resultsOf = (reported: Reported) => logOf(reported).runs[0]!.results!;

/** The schema of the standard as Microsoft's tools ship it; it names a dialect that this validator calls otherwise. */
function validator() {
  const schema = JSON.parse(readFileSync(new URL('sarif-2.1.0.json', import.meta.url), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
}

describe('the log', () => {
  const validate = validator();

  test('is valid, with findings and without', () => {
    validate(logOf(sample));
    expect(validate.errors).toBeNull();
    validate(logOf({ ...sample, ruleTexts: [], result: { ...sampleResult, pins: [], findings: [], diagnostics: [] } }));
    expect(validate.errors).toBeNull();
  });

  test('and the schema notices what is wrong', () => {
    const log = logOf(sample) as unknown as { runs: [{ results: [{ level: string }] }] };
    log.runs[0].results[0].level = 'grave';
    expect(validate(log)).toBe(false);
  });

  test('of a clean run has an empty list of results, never none', () => {
    const run = logOf({ ...sample, result: { ...sampleResult, pins: [], findings: [] } }).runs[0]!;
    expect(run.results).toEqual([]);
    expect(run.invocations?.[0]?.executionSuccessful).toBe(true);
  });

  test('says what could not be read as a notification, and the run was still a success', () => {
    const invocation = logOf(sample).runs[0]!.invocations![0]!;
    expect(invocation.executionSuccessful).toBe(true);
    expect(invocation.toolExecutionNotifications?.map((one) => one.message.text)).toEqual([
      'web/app.min.js: 3.1 MB, larger than the 2.0 MB that are parsed; it names a TLS API',
    ]);
  });

  test('is one run with columns in UTF-16 units and no base ids', () => {
    const log = logOf(sample);
    expect(log.runs).toHaveLength(1);
    expect(log.runs[0]).toMatchObject({ columnKind: 'utf16CodeUnits', automationDetails: { id: 'rootlint/' } });
    expect(sarifReport(sample)).not.toMatch(/uriBaseId|file:\/\/|"\.\//);
  });
});

describe('a rule', () => {
  test('has all that GitHub asks for, its severity number as text', () => {
    for (const rule of logOf(sample).runs[0]!.tool.driver.rules!) {
      expect(rule.shortDescription?.text).not.toBe('');
      expect(rule.fullDescription?.text).not.toBe('');
      expect(rule.help?.markdown).toContain('# ');
      expect(rule.properties).toMatchObject({ precision: 'high' });
      expect(rule.properties?.['security-severity']).toMatch(/^\d\.\d$/);
      expect((rule.properties?.tags ?? []).length).toBeLessThanOrEqual(10);
    }
  });

  test('is listed once, and each result points at its own, described or not', () => {
    const { tool, results } = logOf(sample).runs[0]!;
    const ids = tool.driver.rules!.map((rule) => rule.id);
    expect(ids).toEqual(['lacks-successor', 'disabled-verification', 'unresolved-trust-source']);
    for (const result of results!) expect(ids[result.ruleIndex!]).toBe(result.ruleId);
  });
});

describe('a result', () => {
  const [refund, http, ping] = resultsOf(sample);

  test('stands in the order of the files', () => {
    expect([refund, http, ping].map((one) => one?.locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual([
      'pay/refund.py',
      'svc/http.go',
      'tools/ping.py',
    ]);
  });

  test('links to its store, whose name is encoded, and keeps brackets of its own', () => {
    expect(refund?.message.text).toBe(
      'requests.post trusts only [certs/root ca.pem](1), which lacks DigiCert Global Root G2. Broken since 2024-10-22 for api.mch.weixin.qq.com \\[see docs\\].',
    );
    expect(refund?.relatedLocations).toEqual([
      {
        id: 1,
        physicalLocation: { artifactLocation: { uri: 'certs/root%20ca.pem' }, region: { startLine: 1 } },
        message: { text: '2 certificates: Acme Internal CA, DigiCert Global Root CA' },
      },
    ]);
  });

  test('has related locations exactly where the message links to them', () => {
    for (const result of resultsOf(sample)) {
      const linked = [...(result.message.text ?? '').matchAll(/(?<!\\)\]\((\d+)\)/g)].map((match) => Number(match[1]));
      expect((result.relatedLocations ?? []).map((location) => location.id)).toEqual(linked);
    }
  });

  test('tells the way from the source to the place', () => {
    const steps = refund?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map((step) => step.location?.physicalLocation?.region?.startLine)).toEqual([2, 3, 6]);
    expect(ping?.codeFlows).toBeUndefined();
  });

  test('offers its edits, and nothing where a remedy is withheld', () => {
    expect(refund?.fixes?.map((fix) => fix.artifactChanges[0]?.artifactLocation.uri)).toEqual([
      'pay/refund.py',
      'certs/root%20ca.pem',
    ]);
    expect(http?.fixes).toBeUndefined();
  });
});

describe('the fingerprint of a line', () => {
  // The test vectors of the uploader itself: codeql-action, src/fingerprints.test.ts.
  test.each([
    ['', ['c129715d7a2bc9a3:1']],
    [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
    [
      ' a\r\nb\r\n  \t\tc\r\n d',
      ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
    ],
    [' a\rb\r  \t\tc\r d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  ])('of %j is that of the uploader', (text, expected) => {
    expect([...lineHashes(text).values()]).toEqual(expected);
  });

  test('is the same when only the lines asked for are computed', () => {
    const text = Array.from({ length: 300 }, (_, index) => `line ${index % 7}`).join('\n');
    expect(lineHashes(text, 40).get(40)).toBe(lineHashes(text).get(40));
  });

  test('stands in the result, and not where the file is no UTF-8', () => {
    const text = sample.textOf('tools/ping.py');
    const known = resultsOf(sample)[2]?.partialFingerprints;
    expect(known).toEqual({
      primaryLocationLineHash: lineHashes(text).get(1),
      'rootlint/v1': '00000000000000b2:lacks-successor',
    });
    const latin1 = { ...sampleOf({}), bytesOf: () => Uint8Array.of(0x66, 0xfc, 0x72) };
    expect(resultsOf(latin1)[0]?.partialFingerprints).toEqual({});
  });
});
