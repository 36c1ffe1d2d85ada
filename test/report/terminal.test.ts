import { describe, expect, test } from 'vitest';
import { frameOf } from '../../src/report/frame.js';
import { terminalReport } from '../../src/report/terminal.js';
import { printable, widthOf, wrap } from '../../src/report/width.js';
import { sample, sampleOf, sampleResult } from './sample.js';

const plain = (reported = sample, width = 100) => terminalReport(reported, { width, color: false });

test('the whole report', () => {
  expect(plain()).toMatchInlineSnapshot(`
    "error[lacks-successor]: requests.post trusts only certs/root ca.pem, which lacks DigiCert Global
      Root G2.
     --> pay/refund.py:6:18
      |
    6 |     data={"支付": 1}, verify=CA_FILE,
      |                       ^^^^^^^^^^^^^^
      |
      = note  Broken since 2024-10-22 for api.mch.weixin.qq.com [see docs].
      = how   line 3  CA_FILE = os.path.join(CERT_DIR, "root ca.pem")
              line 2  CERT_DIR = "certs"
              => certs/root ca.pem: 2 certificates, PEM
      = holds DigiCert Global Root CA   expires 2031-11-10   Mozilla distrust 2026-04-15, 222 days ago
              Acme Internal CA          expired 2026-06-01, 175 days ago   private CA
      = lacks DigiCert Global Root G2   sha256 cb3ccbb76031e5e0...
      = also  1 more place uses the same store: tools/ping.py:1 (one fix of the store covers both)
      fix A (a proposal): remove the pin, so that the system's roots apply
            pay/refund.py
          6 -     data={"支付": 1}, verify=CA_FILE,
          6 +     data={"支付": 1},
      fix B (safe): append the new root, and keep the old one
            certs/root ca.pem:2  +22 lines
      more: rootlint explain lacks-successor

    note[unresolved-trust-source]: what tls.Config trusts could not be known: nothing sets CA_BUNDLE.
     --> svc/http.go:1:9
      |
    1 | pool := load(os.Getenv("CA_BUNDLE"))
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = how   => the environment variable CA_BUNDLE
      = note  the confidence is low
      fix A withheld: who calls this is not known
      more: rootlint explain unresolved-trust-source

    not read: web/app.min.js: 3.1 MB, larger than the 2.0 MB that are parsed; it names a TLS API
    41 .kt files and 1 .rs file are in languages that rootlint does not read yet.
    3 .yml files and 1 Dockerfile are configuration that rootlint does not read yet.
    3 pins: 2 break, 1 unresolved; 2,431 files seen, 9 of them parsed. As of 2026-11-23.
    2 errors, 1 note
    "
  `);
});

test('fits a narrow screen, but for paths, which must stay whole', () => {
  const lines = plain(sample, 60).split('\n');
  const tooWide = lines.filter((line) => widthOf(line) > 60);
  expect(tooWide).toEqual([]);
});

test('is plain ASCII but for what is quoted from the repository', () => {
  const message = 'the system\u2019s roots apply \u2026 \u201cnow\u201d';
  expect(plain(sampleOf({ message }, {}))).toMatch(/^[\x20-\x7e\n]*$/);
});

test('colours are escape sequences around the same text', () => {
  const colored = terminalReport(sample, { width: 100, color: true });
  expect(colored).toContain('\u001b[31m');
  expect(colored.replaceAll('\u001b', '').replace(/\[\d+m/g, '')).toBe(plain());
});

describe('the summary', () => {
  const summaryOf = (summary: Partial<typeof sampleResult.summary>) =>
    plain({
      ...sample,
      result: {
        ...sampleResult,
        pins: [],
        findings: [],
        diagnostics: [],
        summary: { ...sampleResult.summary, ...summary },
      },
    });

  test('of a clean run says how much it saw', () => {
    expect(summaryOf({ pins: 0, breaks: 0, unresolved: 0, unreadLanguages: {} })).toBe(
      'No pinned roots found: 2,431 files seen, 9 of them parsed. As of 2026-11-23.\n',
    );
  });

  test('of an empty run says that nothing was scanned', () => {
    expect(summaryOf({ filesSeen: 0, pins: 0, unreadLanguages: { kt: 41 } })).toBe(
      [
        '41 .kt files are in a language that rootlint does not read yet.',
        'No file in a language that rootlint reads was found: nothing was scanned.\n',
      ].join('\n'),
    );
  });
});

describe('the code frame', () => {
  const region = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const asIs = (line: string) => line;

  test('carets stand below the span when wide characters and tabs come first', () => {
    const code = '\tpost("支付", verify=CA)';
    const column = code.indexOf('verify') + 1;
    const frame = frameOf(code, { ...region, column, endColumn: column + 9 }, 80, asIs)!;
    expect(frame.code).toBe('    post("支付", verify=CA)');
    expect(frame.carets).toBe(`${' '.repeat(17)}^^^^^^^^^`);
    expect(widthOf(frame.code.slice(0, frame.code.indexOf('verify')))).toBe(17);
  });

  test('a minified line is cut to what matters', () => {
    const code = `${'a'.repeat(5000)}verify=CA${'b'.repeat(5000)}`;
    const frame = frameOf(code, { ...region, column: 5001, endColumn: 5010 }, 60, asIs)!;
    expect(widthOf(frame.code)).toBeLessThanOrEqual(60);
    expect(frame.code.slice(frame.carets.indexOf('^'), frame.carets.length)).toBe('verify=CA');
  });

  test('a secret is blanked before, inside and behind the span', () => {
    const blank = (line: string) => line.replace(/hunter2/g, '****');
    const code = 'load("hunter2", verify="hunter2", "hunter2")';
    const column = code.indexOf('verify') + 1;
    const frame = frameOf(code, { ...region, column, endColumn: column + 16 }, 80, blank)!;
    expect(frame.code).toBe('load("****", verify="****", "****")');
  });

  test('there is none where the file has no such line', () => {
    expect(frameOf('one line', { ...region, line: 2, endLine: 2 }, 80, asIs)).toBeUndefined();
  });
});

test('escape sequences of a scanned repository do not reach the terminal', () => {
  const evil = '\u001b[2Kclean \u202e';
  const report = plain(sampleOf({ path: `a${evil}.py`, message: evil }, { [`a${evil}.py`]: evil.repeat(3) }));
  expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  expect(printable('a\u001bb')).toBe('a?b');
});

test('text is broken at blanks, Chinese text anywhere', () => {
  expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  const chinese = '客户端只信任代码中指定的根证书。服务器将要换用另一个根签发的证书链。';
  expect(wrap(chinese, 24).every((line) => widthOf(line) <= 26)).toBe(true);
  expect(wrap(chinese, 24).join('')).toBe(chinese);
});
