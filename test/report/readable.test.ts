/** The reports that people read beside the terminal: one line each, tests of a CI system, a comment. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { conciseReport } from '../../src/report/concise.js';
import { gather } from '../../src/report/gather.js';
import { junitReport } from '../../src/report/junit.js';
import { markdownReport } from '../../src/report/markdown-report.js';
import { renderStores } from '../../src/report/render-stores.js';
import { wayTo } from '../../src/report/way.js';
import type { StoresResult } from '../../src/result.js';
import { manyFindings, sample, sampleResult } from './sample.js';

test('one line for each finding, which the problem matcher reads', () => {
  const text = conciseReport(sampleResult);
  expect(text.split('\n').slice(0, 2)).toEqual([
    'pay/refund.py:6:18: error lacks-successor [*] requests.post trusts only certs/root ca.pem, which lacks DigiCert Global Root G2.',
    'svc/http.go:1:9: note unresolved-trust-source what tls.Config trusts could not be known: nothing sets CA_BUNDLE.',
  ]);
  const file = new URL('../../ci/github-problem-matcher.json', import.meta.url);
  const { problemMatcher } = JSON.parse(readFileSync(file, 'utf8')) as {
    problemMatcher: { severity?: string; pattern: [{ regexp: string } & Record<string, number>] }[];
  };
  const read = text.split('\n').flatMap((line) =>
    problemMatcher.flatMap(({ severity: always, pattern: [{ regexp, ...groups }] }) => {
      const match = new RegExp(regexp).exec(line);
      const value = (name: string) => match?.[groups[name] ?? -1];
      return match === null
        ? []
        : [
            [
              value('file'),
              value('line'),
              value('column'),
              value('severity') ?? always,
              value('code'),
              value('message'),
            ],
          ];
    }),
  );
  expect(read.map((parts) => parts.slice(0, 5))).toEqual([
    ['pay/refund.py', '6', '18', 'error', 'lacks-successor'],
    ['svc/http.go', '1', '9', 'notice', 'unresolved-trust-source'],
    ['tools/ping.py', '1', '19', 'error', 'lacks-successor'],
  ]);
  expect(read[0]?.[5]).toMatch(/^requests\.post trusts only/);
});

describe('JUnit', () => {
  test('fails where the run fails, skips the lesser, passes the rest', () => {
    const fine = { ...sampleResult.pins[0]!, id: 'f1', path: 'fine.py', verdict: 'survives' as const };
    const shadowed = { ...fine, id: 'f2', shadowedBy: 'f1' };
    // Of a dependency, perhaps: it has no finding here, and is not in order either.
    const untold = { ...fine, id: 'f3', verdict: 'breaks' as const };
    const result = { ...sampleResult, pins: [...sampleResult.pins, fine, fine, shadowed, untold] };
    const xml = junitReport({ ...sample, result, fails: ({ path }) => path === 'pay/refund.py' });
    expect(xml).toContain('<testsuites name="rootlint" tests="5" failures="1" errors="0">');
    expect(xml.split('<testcase ').slice(1)).toEqual([
      expect.stringMatching(/"pay\/refund\.py" name="requests\.post\(verify\): lacks-successor">\n +<failure/),
      expect.stringMatching(/"svc\/http\.go" .*>\n +<skipped/),
      expect.stringMatching(/"tools\/ping\.py" .*>\n +<skipped/),
      expect.stringMatching(/"fine\.py" name="requests\.post\(verify\): survives"\/>/),
      expect.stringMatching(/"fine\.py" name="requests\.post\(verify\): survives \(2\)"\/>/),
    ]);
  });
});

test('a finding that is allowed is a skipped test', () => {
  const [finding, ...findings] = sampleResult.findings;
  const suppressed = [{ finding: finding!, by: 'baseline', reason: null, until: null } as const];
  const xml = junitReport({ ...sample, result: { ...sampleResult, findings, suppressed } });
  expect(xml).toContain('<testsuites name="rootlint" tests="3" failures="1" errors="0">');
  expect(xml).toMatch(/classname="pay\/refund\.py" [^>]*>\s*<skipped/);
});

describe('Markdown', () => {
  test('the whole comment', () => {
    expect(
      markdownReport({ ...sample, result: { ...sampleResult, findings: sampleResult.findings.slice(0, 2) } }),
    ).toMatchInlineSnapshot(`
      "## rootlint

      **2 errors**

      3 pins: 2 break, 1 unresolved; 2,431 files seen, 9 of them parsed. As of 2026-11-23.

      41 .kt files and 1 .rs file are in languages that rootlint does not read yet.

      3 .yml files and 1 Dockerfile are configuration that rootlint does not read yet.

      not read: web/app.min.js: 3.1 MB, larger than the 2.0 MB that are parsed; it names a TLS API

      | Severity | Rule | Place | Finding |
      |---|---|---|---|
      | error | \`lacks-successor\` | \`pay/refund.py:6\` (+1) | requests.post trusts only certs/root ca.pem, which lacks DigiCert Global Root G2. |

      <details><summary>pay/refund.py:6 lacks-successor</summary>

      requests.post trusts only certs/root ca.pem, which lacks DigiCert Global Root G2. Broken since 2024-10-22 for api.mch.weixin.qq.com \\[see docs\\].

      \`\`\`
      6 |     data={"支付": 1}, verify=CA_FILE,
      \`\`\`

      - \`pay/refund.py:3\` \`CA_FILE = os.path.join(CERT_DIR, "root ca.pem")\`
      - \`pay/refund.py:2\` \`CERT_DIR = "certs"\`
      - certs/root ca.pem: 2 certificates, PEM

      1 more place uses the same store: \`tools/ping.py:1\` (one fix of the store covers both).

      **fix A (a proposal): remove the pin, so that the system's roots apply**

      \`\`\`diff
      # pay/refund.py
      -     data={"支付": 1}, verify=CA_FILE,
      +     data={"支付": 1},
      \`\`\`

      **fix B (safe): append the new root, and keep the old one**

      \`\`\`diff
      # certs/root ca.pem:2  +22 lines
      \`\`\`

      </details>
      "
    `);
  });

  test('never outgrows a comment, and says how much is left', () => {
    const text = markdownReport(manyFindings(6000));
    expect(text.length).toBeLessThanOrEqual(65_536);
    const many = manyFindings(6000);
    const pins = many.result.pins.map((pin) => ({ ...pin, sources: [] }));
    const apart = markdownReport({ ...many, result: { ...many.result, pins } });
    expect(apart.length).toBeLessThanOrEqual(65_536);
    expect(apart).toMatch(/^and [\d,]+ more$/m);
    expect(apart.split('<details>').length).toBeGreaterThan(5);
  });
});

test('the way of a value passes each line once, and not the place itself', () => {
  const [pin] = sampleResult.pins;
  const [step] = pin!.trail;
  const own = { ...step!, line: pin!.line };
  expect(wayTo(pin!, { ...pin!, trail: [own, ...pin!.trail, step!] })).toEqual(pin!.trail);
});

test('findings that share certificates in the code are told once too', () => {
  const source = { kind: 'inline', path: 'pay/roots.py', line: 3, trail: [], anchors: [] } as const;
  const pins = sampleResult.pins.map((pin) => ({ ...pin, sources: [source] }));
  const findings = sampleResult.findings.slice(0, 2);
  expect(gather({ ...sampleResult, pins, findings }).map(({ also }) => also.length)).toEqual([1]);
  const apart = pins.map((pin, index) => ({ ...pin, sources: [{ ...source, line: index + 1 }] }));
  expect(gather({ ...sampleResult, pins: apart, findings }).map(({ also }) => also.length)).toEqual([0, 0]);
});

test('a group is told by a place in the program, not in its tests', () => {
  const pins = sampleResult.pins.map((pin) => ({ ...pin, test: pin.path === 'pay/refund.py' }));
  const [told] = gather({ ...sampleResult, pins, findings: sampleResult.findings.slice(0, 2) });
  expect([told?.finding.path, told?.also.map(({ path }) => path)]).toEqual(['tools/ping.py', ['pay/refund.py']]);
});

describe('of stores', () => {
  const store = { path: 'certs/root ca.pem', line: 1, column: 1, endLine: 1, endColumn: 1 };
  const result: StoresResult = {
    schema: 'rootlint/store/v1',
    tool: sampleResult.tool,
    asOf: '2026-11-23',
    stores: [],
    findings: [{ ...sampleResult.findings[0]!, ...store, pin: null, fixes: [] }],
    diagnostics: [],
  };

  test.each(['markdown', 'html', 'junit', 'concise', 'gitlab-sast'] as const)('%s speaks of stores', async (format) => {
    const text = await renderStores(format, { result, ruleTexts: [] }, { width: 80, color: false });
    expect(text).toContain('certs/root ca.pem');
    expect(text).not.toMatch(/nothing was scanned|\n1 \| *\n/);
  });
});
