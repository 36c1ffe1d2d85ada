import { randomBytes } from 'node:crypto';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Log } from 'sarif';
import { describe, expect, test } from 'vitest';
import { rulePages } from '../../src/knowledge.js';
import { lineHashes } from '../../src/report/line-hash.js';
import type { Reported } from '../../src/report/reported.js';
import { sarifReport } from '../../src/report/sarif.js';
import { sarifFaults } from '../../src/report/sarif-check.js';
import { toolOf } from '../../src/tool-version.js';
import { folderOf } from '../files/folder.js';
import { manyFindings, sample, sampleOf, sampleResult } from './sample.js';

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
    expect(log.runs[0]?.columnKind).toBe('utf16CodeUnits');
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

  test('of all that there are says what to do, in each language', () => {
    for (const language of ['en', 'zh-CN'] as const) {
      const texts = rulePages(language);
      const { rules = [] } = logOf({ ...sample, ruleTexts: texts, language }).runs[0]!.tool.driver;
      const remedies = texts.map(({ remedy }, at) => [remedy.trim(), rules[at]?.help?.markdown]);
      expect(remedies.length).toBeGreaterThan(15);
      for (const [remedy, markdown] of remedies)
        expect([remedy, markdown]).toEqual([expect.stringMatching(/./), expect.stringContaining(remedy!)]);
    }
  });

  test('links to its page once the package names a repository, and to nothing before', () => {
    const toldBy = (repository?: string) => {
      const tool = toolOf({ version: '1.2.3', ...(repository !== undefined && { repository: { url: repository } }) });
      const { driver } = logOf({ ...sample, result: { ...sampleResult, tool } }).runs[0]!.tool;
      return [driver.informationUri, driver.rules?.[0]?.helpUri];
    };
    expect(toldBy()).toEqual([undefined, undefined]);
    expect(toldBy('git@git.example.com:shop/rootlint.git')).toEqual([undefined, undefined]);
    expect(toldBy('git+https://git.example.com/shop/rootlint.git')).toEqual([
      'https://git.example.com/shop/rootlint',
      'https://git.example.com/shop/rootlint/blob/v1.2.3/docs/rules/lacks-successor.md',
    ]);
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
      "requests.post trusts only [certs/root ca.pem](1), which lacks DigiCert Global Root G2. Broken since 2024-10-22 for api.mch.weixin.qq.com \\[see docs\\]. To fix it, remove the pin, so that the system's roots apply; or append the new root, and keep the old one.",
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
    expect(steps.map((step) => step.location?.physicalLocation?.region?.startLine)).toEqual([1, 2, 3, 6]);
    expect(steps[0]?.location?.message?.text).toBe('the certificates that requests.post(verify) trusts');
    expect(http?.codeFlows).toBeUndefined();
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
  const [, , ping] = resultsOf(sample);

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

  test('stands in the result', () => {
    expect(ping?.partialFingerprints).toEqual({
      primaryLocationLineHash: lineHashes(sample.textOf('tools/ping.py')).get(1),
      'rootlint/v1': '00000000000000b2:lacks-successor',
    });
  });

  test.each([
    ['no UTF-8', Buffer.from('\n\tca = "f\xfcr"\xe4\xb8 \n', 'latin1')],
    ['a byte order mark', Buffer.from('\ufeffverify = "支付.pem"\n\nelse')],
  ])('reads %s as the uploader does, which decodes a stream', async (_what, bytes) => {
    const file = join(folderOf({}), 'settings.py');
    writeFileSync(file, bytes);
    let streamed = '';
    for await (const part of createReadStream(file, 'utf8')) streamed += part;
    const [result] = resultsOf({ ...sampleOf({ path: 'settings.py', line: 2 }), bytesOf: () => bytes });
    expect(result?.partialFingerprints?.primaryLocationLineHash).toBe(lineHashes(streamed).get(2));
  });
});

describe('the place', () => {
  const code = ['requests.post(', '    url, verify="支付/😀.pem" +', '      suffix)', ''].join('\r\n');
  const several = { path: 'pay.py', line: 2, column: 10, endLine: 3, endColumn: 13 };

  test('of several lines is the first of them, in UTF-16 units', () => {
    const [result] = resultsOf(sampleOf(several, { 'pay.py': code }));
    expect(result?.locations?.[0]?.physicalLocation?.region).toEqual({
      startLine: 2,
      startColumn: 10,
      endLine: 2,
      endColumn: 30,
      snippet: { text: 'verify="支付/😀.pem" +' },
    });
  });

  test('quotes no line in which something had to be blanked', () => {
    const files = { 'pay.py': 'connect(ca="a.pem", password="hunter2")\n' };
    const [result] = resultsOf(sampleOf({ path: 'pay.py', line: 1, column: 9, endLine: 1, endColumn: 19 }, files));
    expect(result?.locations?.[0]?.physicalLocation?.region?.snippet).toBeUndefined();
  });

  test('is the trust store where only that was changed, once, with links to the code', () => {
    const changed = new Map([['certs/root ca.pem', 1]]);
    const [refund, ...others] = resultsOf({ ...sample, changed });
    expect(others.map(({ ruleId }) => ruleId)).toEqual(['unresolved-trust-source']);
    expect(refund?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'certs/root%20ca.pem' },
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 28 },
    });
    expect(refund?.message.text).toContain('Used in [pay/refund.py:6](2), [tools/ping.py:1](3).');
    expect(refund?.relatedLocations?.[1]?.physicalLocation?.artifactLocation?.uri).toBe('pay/refund.py');
    expect(refund?.partialFingerprints?.primaryLocationLineHash).toBe(
      lineHashes(sample.textOf('certs/root ca.pem')).get(1),
    );
    expect(sarifFaults(sarifReport({ ...sample, changed }))).toEqual([]);
  });

  test('stays at the code where that was changed too, or neither was', () => {
    const both = new Map([
      ['certs/root ca.pem', 1],
      ['pay/refund.py', 2],
    ]);
    for (const changed of [both, new Map([['README.md', 1]])]) {
      const [refund] = resultsOf({ ...sample, changed });
      expect(refund?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('pay/refund.py');
    }
  });
});

describe('a finding that is allowed', () => {
  const [error, ...findings] = sampleResult.findings;
  const by = { by: 'comment', reason: 'until the move', until: '2027-01-31' } as const;
  const result = { ...sampleResult, findings, suppressed: [{ finding: error!, ...by }] };

  test('is left out, because GitHub would open an alert for it', () => {
    expect(resultsOf({ ...sample, result }).map(({ level }) => level)).toEqual(['note', 'error']);
    expect(sarifFaults(sarifReport({ ...sample, result }))).toEqual([]);
  });

  test('is told to others who ask for it, with the reason', () => {
    const [first, ...others] = resultsOf({ ...sample, result, tellsSuppressed: true });
    expect(first?.suppressions).toEqual([
      {
        kind: 'inSource',
        status: 'accepted',
        justification: 'until the move',
        properties: { by: 'comment', until: '2027-01-31' },
      },
    ]);
    expect(others.map(({ suppressions }) => suppressions)).toEqual([undefined, undefined]);
  });
});

test('of more findings than GitHub shows the gravest are kept, and the rest is counted', () => {
  const many = manyFindings(6000);
  const run = logOf(many).runs[0]!;
  expect(run.results).toHaveLength(5000);
  expect(run.results!.filter((one) => one.level === 'error')).toHaveLength(2000);
  expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(
    '1000 lesser findings were left out: code scanning shows no more.',
  );
  expect(sarifFaults(sarifReport(many))).toEqual([]);
});

test('a report too large for an upload leaves out the edits, which GitHub does not show', () => {
  const many = manyFindings(3000);
  // Random bytes, because they can't be packed.
  const noise = (bytes: number) => randomBytes(bytes).toString('base64');
  const findings = many.result.findings.map((finding) => ({
    ...finding,
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, text: noise(2000) })) })),
  }));
  const text = sarifReport({ ...many, result: { ...many.result, findings } });
  expect(sarifFaults(text)).toEqual([]);
  const run = (JSON.parse(text) as Log).runs[0]!;
  expect(run.results).toHaveLength(3000);
  expect(run.results?.[0]?.fixes).toBeUndefined();
  expect(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain('would be too large');
});
