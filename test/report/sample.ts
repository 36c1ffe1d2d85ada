/** One result in which most things happen: three calls share a store, a note, a private CA, a file not read. */

import type { Reported } from '../../src/report/reported.js';
import type { RuleText } from '../../src/report/rule-text.js';
import type { AnchorResult, Finding, PinResult, Result } from '../../src/result.js';

const FILES: Readonly<Record<string, string>> = {
  'pay/refund.py': [
    'import os, requests',
    'CERT_DIR = "certs"',
    'CA_FILE = os.path.join(CERT_DIR, "root ca.pem")',
    '',
    'resp = requests.post("https://api.mch.weixin.qq.com/secapi/pay/refund",',
    '\tdata={"支付": 1}, verify=CA_FILE,',
    ')',
    '',
  ].join('\n'),
  'tools/ping.py': 'requests.get(url, verify="certs/root ca.pem")\n',
  'svc/http.go': 'pool := load(os.Getenv("CA_BUNDLE"))\n',
  'certs/root ca.pem': '-----BEGIN CERTIFICATE-----\n',
};

const G1: AnchorResult = {
  id: 'digicert-global-root-ca',
  name: 'DigiCert Global Root CA',
  sha256: '4348a0e9444c78cb265e058d5e8944b4d84f9662bd26db257f8934a443c70161',
  spkiSha256: 'r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=',
  notAfter: '2031-11-10',
  distrust: '2026-04-15',
};
const INTERNAL: AnchorResult = {
  id: null,
  name: 'Acme Internal CA',
  sha256: 'ab'.repeat(32),
  spkiSha256: 'AAAA',
  notAfter: '2026-06-01',
  distrust: null,
};
const G2 = {
  id: 'digicert-global-root-g2',
  name: 'DigiCert Global Root G2',
  sha256: 'cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f',
};

const refund: PinResult = {
  id: '00000000000000a1',
  path: 'pay/refund.py',
  line: 6,
  column: 18,
  endLine: 6,
  endColumn: 32,
  language: 'python',
  api: 'requests.post(verify)',
  model: 'python/requests',
  effect: 'exclusive',
  reach: 'live',
  sources: [{ kind: 'file', path: 'certs/root ca.pem', format: 'pem', line: 0, trail: [], anchors: [INTERNAL, G1] }],
  alternatives: [],
  trail: [
    { path: 'pay/refund.py', line: 3, column: 1, what: 'CA_FILE = os.path.join(CERT_DIR, "root ca.pem")' },
    { path: 'pay/refund.py', line: 2, column: 1, what: 'CERT_DIR = "certs"' },
  ],
  verdict: 'breaks',
  shadowedBy: null,
  test: false,
  vendored: false,
  migrations: [{ id: 'wechat-open-platform', verdict: 'breaks', missing: [G2] }],
};
const ping: PinResult = {
  ...refund,
  id: '00000000000000b2',
  path: 'tools/ping.py',
  line: 1,
  column: 19,
  endLine: 1,
  endColumn: 45,
  api: 'requests.get(verify)',
  // Its own line: nothing that a reader has not seen yet.
  trail: [{ path: 'tools/ping.py', line: 1, column: 1, what: 'requests.get(url, verify="certs/root ca.pem")' }],
};
const http: PinResult = {
  ...refund,
  id: '00000000000000c3',
  path: 'svc/http.go',
  line: 1,
  column: 9,
  endLine: 1,
  endColumn: 37,
  language: 'go',
  api: 'tls.Config(RootCAs)',
  model: 'go/stdlib',
  effect: 'unknown',
  sources: [{ kind: 'environment', name: 'CA_BUNDLE', trail: [] }],
  trail: [],
  verdict: 'unresolved',
  migrations: [],
};

const at = ({ path, line, column, endLine, endColumn, id }: PinResult) => ({
  path,
  line,
  column,
  endLine,
  endColumn,
  pin: id,
});
const findings: readonly Finding[] = [
  {
    rule: 'lacks-successor',
    severity: 'error',
    confidence: 'high',
    ...at(refund),
    message:
      'requests.post trusts only certs/root ca.pem, which lacks DigiCert Global Root G2. Broken since 2024-10-22 for api.mch.weixin.qq.com [see docs].',
    fixes: [
      {
        remedy: 'remove',
        safe: false,
        edits: [{ path: 'pay/refund.py', startLine: 6, startColumn: 16, endLine: 6, endColumn: 32, text: '' }],
        command: null,
        withheld: null,
      },
      {
        remedy: 'append',
        safe: true,
        edits: [
          {
            path: 'certs/root ca.pem',
            startLine: 2,
            startColumn: 1,
            endLine: 2,
            endColumn: 1,
            text: `-----BEGIN CERTIFICATE-----\n${'MII\n'.repeat(20)}-----END CERTIFICATE-----\n`,
          },
        ],
        command: null,
        withheld: null,
      },
    ],
  },
  {
    rule: 'lacks-successor',
    severity: 'error',
    confidence: 'high',
    ...at(ping),
    message: 'requests.get trusts only certs/root ca.pem, which lacks DigiCert Global Root G2.',
    fixes: [],
  },
  {
    rule: 'unresolved-trust-source',
    severity: 'note',
    confidence: 'low',
    ...at(http),
    message: 'what tls.Config trusts could not be known: nothing sets CA_BUNDLE.',
    fixes: [{ remedy: 'remove', safe: false, edits: [], command: null, withheld: 'who calls this is not known' }],
  },
];

export const sampleResult: Result = {
  schema: 'rootlint/json/v1',
  tool: { name: 'rootlint', version: '0.1.0' },
  asOf: '2026-11-23',
  pins: [refund, http, ping],
  findings,
  diagnostics: [
    { path: 'web/app.min.js', reason: '3.1 MB, larger than the 2.0 MB that are parsed; it names a TLS API' },
  ],
  summary: {
    filesSeen: 2431,
    filesParsed: 9,
    pins: 3,
    breaks: 2,
    survives: 0,
    unprotected: 0,
    unrelated: 0,
    unresolved: 1,
    unreadLanguages: { yml: 3, kt: 41, rs: 1, Dockerfile: 1 },
  },
};

export const ruleTexts: readonly RuleText[] = [
  {
    id: 'lacks-successor',
    title: 'A trust store lacks the root that the server moves to',
    why: 'The client trusts these roots only.',
    remedy: 'Drop the pin, or append the new root.',
    severity: 'error',
  },
  {
    id: 'disabled-verification',
    title: 'Certificates are not verified',
    why: 'Anybody can answer.',
    remedy: 'Remove the switch.',
    severity: 'error',
  },
];

export const sample: Reported = {
  result: sampleResult,
  textOf: (path) => FILES[path] ?? '',
  bytesOf: (path) => (FILES[path] === undefined ? undefined : Buffer.from(FILES[path])),
  withoutSecrets: (line) => line.replace(/hunter2/g, '****'),
  ruleTexts,
};

/** The sample with another finding alone. */
export function sampleOf(finding: Partial<Finding>, files: Readonly<Record<string, string>> = FILES): Reported {
  return {
    ...sample,
    textOf: (path) => files[path] ?? '',
    bytesOf: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])),
    result: { ...sampleResult, pins: [], findings: [{ ...findings[0]!, pin: null, fixes: [], ...finding }] },
  };
}

/** A file name and texts that try to be something else in each of the formats. */
export const HOSTILE = {
  path: 'pay/`a|b`,c:d%0A\n::error file=x::<b>@team #12 ]]> ##vso[task.setvariable]支付\u202e\u001b[31m\ud83d.py',
  message: 'trusts only <script>alert(1)</script>\n::set-output name=a::b\n| `x` | [y](1) ]]> & \u0000 @team 😀.',
};

export function hostileSample(): Reported {
  const { path, message } = HOSTILE;
  const code = 'requests.post(url, verify="支付😀```<b>|")  # ::warning::x\n';
  const trail = [{ path, line: 1, column: 1, what: code.trim() }];
  const source = { kind: 'file', path: `${path}.pem`, format: 'pem', line: 0, trail: [], anchors: [INTERNAL] } as const;
  return {
    ...sample,
    textOf: () => code,
    bytesOf: () => Buffer.from(code),
    afterFix: () => [{ path, before: Buffer.from(code), after: Buffer.from('requests.post(url)\n') }],
    result: {
      ...sampleResult,
      pins: [{ ...refund, path, line: 1, column: 20, endLine: 1, endColumn: 40, trail, sources: [source] }],
      findings: [{ ...findings[0]!, path, message, line: 1, column: 20, endLine: 1, endColumn: 40 }],
      diagnostics: [{ path, reason: message }],
    },
  };
}

/** As many findings as a repository of hundreds of services could have, each with its pin, its trail and its fixes. */
export function manyFindings(count: number): Reported {
  const severities = ['error', 'warning', 'note'] as const;
  const sites = Array.from({ length: count }, (_, index) => ({ path: `services/${index % 500}/client.py`, index }));
  return {
    ...sample,
    textOf: (path) => FILES[path] ?? `${'requests.post(url, verify=CA_FILE)\n'.repeat(12)}`,
    bytesOf: (path) => Buffer.from(FILES[path] ?? `${'requests.post(url, verify=CA_FILE)\n'.repeat(12)}`),
    result: {
      ...sampleResult,
      pins: sites.map(({ path, index }) => ({ ...refund, path, id: index.toString(16).padStart(16, '0') })),
      findings: sites.map(({ path, index }) => ({
        ...findings[0]!,
        path,
        line: 1 + (index % 12),
        endLine: 1 + (index % 12),
        pin: index.toString(16).padStart(16, '0'),
        severity: severities[index % 3]!,
      })),
    },
  };
}
