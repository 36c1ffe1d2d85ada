/** A successor beside the old root: in bundles, literals, folders and lists of hashes. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { introductionLike } from '../../src/fixes/bundle-style.js';
import { folderOf } from '../files/folder.js';
import { G1, G2 } from '../verdict/pins.js';
import { fixed, STORE } from './fixed.js';

const PAY = 'import requests\nrequests.get("https://pay.example/", verify="certs/rootca.pem")\n';

describe('a bundle', () => {
  const curl = (name: string, pem: string) => `\n${name}\n${'='.repeat(name.length)}\n${pem}`;
  test.each([
    ['with nothing between', G1 + G1, []],
    ['of one certificate', G1, []],
    ['with blank lines', `${G1}\n${G1}`, ['']],
    [
      'like curl’s',
      `## Bundle\n${curl('Old', G1)}${curl('Older', G1)}`,
      ['', 'DigiCert Global Root G2', '======================='],
    ],
    ['with a name above each', `# DigiCert Global Root CA\n${G1}`, ['# DigiCert Global Root G2']],
    [
      'with Windows line ends',
      `# DigiCert Global Root CA\n${G1}`.replaceAll('\n', '\r\n'),
      ['# DigiCert Global Root G2'],
    ],
    ['with a comment about the file', `# for the payment gateway\n${G1}`, []],
    ['of openssl', `subject=/CN=DigiCert Global Root CA\nissuer=/CN=DigiCert Global Root CA\n${G1}`, []],
    [
      'like certifi’s',
      `\n# Issuer: CN=Old O=DigiCert Inc\n# Subject: CN=Old O=DigiCert Inc\n# Label: "Old"\n# Serial: 1\n${G1}`,
      [
        '',
        '# Issuer: CN=DigiCert Global Root G2 O=DigiCert Inc OU=www.digicert.com',
        '# Subject: CN=DigiCert Global Root G2 O=DigiCert Inc OU=www.digicert.com',
        '# Label: "DigiCert Global Root G2"',
        '# Serial: 4293743540046975378534879503202253541',
      ],
    ],
  ])('%s keeps its style', (_, text, introduction) => {
    expect(introductionLike(text, G2)).toEqual(
      introduction.slice(text.startsWith('\n') && introduction.length > 3 ? 1 : 0),
    );
  });

  test('is changed at its end alone, whatever bytes stand before', async () => {
    const bytes = Buffer.concat([
      Buffer.from('# Z\xfcrich\r\n', 'latin1'),
      Buffer.from(G1.replaceAll('\n', '\r\n').trimEnd()),
    ]);
    const { folder, done } = await fixed({ 'pay.py': PAY, [STORE]: bytes }, 'append');
    const now = readFileSync(join(folder, STORE));
    expect(done).toHaveLength(1);
    expect(now.subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(now.subarray(bytes.length).toString()).toBe(`\r\n${G2.replaceAll('\n', '\r\n')}`);
  });
});

describe('a certificate in the code', () => {
  const lines = (pem: string) => pem.trimEnd().split('\n');
  const escaped = (pem: string) => lines(pem).join('\\n');
  const CASES: Readonly<Record<string, (...pems: readonly string[]) => string>> = {
    'block.py': (...pems) =>
      `import ssl, urllib.request\nCA = """\n${pems.join('')}"""\ncontext = ssl.create_default_context(cadata=CA)\nurllib.request.urlopen("https://pay.example/", context=context)\n`,
    'one_line.js': (...pems) =>
      `const https = require('https');\nhttps.get('https://pay.example/', { ca: "${pems.map(escaped).join('\\n')}\\n" });\n`,
    'list.js': (...pems) =>
      `const https = require('https');\nconst ca = [\n${pems
        .flatMap(lines)
        .map((line) => `  '${line}'`)
        .join(',\n')}\n].join('\\n');\nhttps.get('https://pay.example/', { ca });\n`,
    'sum.js': (...pems) =>
      `const https = require('https');\nconst ca =\n${pems
        .flatMap(lines)
        .map((line) => `  '${line}\\n'`)
        .join(' +\n')};\nhttps.get('https://pay.example/', { ca });\n`,
    'adjacent.c': (...pems) =>
      `#include <string.h>\n#include <curl/curl.h>\nstatic const char ca[] =\n${pems
        .flatMap(lines)
        .map((line) => `    "${line}\\n"`)
        .join(
          '\n',
        )};\nint main(void) {\n    CURL *curl = curl_easy_init();\n    struct curl_blob blob = { (void *)ca, sizeof ca, CURL_BLOB_COPY };\n    curl_easy_setopt(curl, CURLOPT_URL, "https://pay.example/");\n    curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);\n    return curl_easy_perform(curl);\n}\n`,
    'heredoc.rb': (...pems) =>
      `require 'faraday'\nCA = <<~PEM\n${pems
        .flatMap(lines)
        .map((line) => `  ${line}`)
        .join('\n')}\nPEM\nstore = OpenSSL::X509::Store.new\n`,
    'raw/main.go': (...pems) =>
      `package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n)\n\nconst ca = \`${pems.join('')}\`\n\nfunc main() {\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM([]byte(ca))\n\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}\n\tclient.Get("https://pay.example/")\n}\n`,
  };
  const files = Object.fromEntries(
    Object.entries(CASES)
      .filter(([path]) => path !== 'heredoc.rb')
      .map(([path, write]) => [path, write(G1)]),
  );
  const result = fixed(files, 'append');
  test.each(Object.keys(files))('%s', async (path) => {
    const { text, failed, left } = await result;
    expect([...failed, ...left].filter(({ finding }) => finding.path === path).map(({ why }) => why)).toEqual([]);
    expect(text(path)).toBe(CASES[path]?.(G1, G2));
  });
});

describe('a folder of certificates', () => {
  test('gets a file of its own, under the name that OpenSSL looks for', async () => {
    const folder = folderOf({
      'pay.py': 'import requests\nrequests.get("https://pay.example/", verify="trust/")\n',
      'trust/3513523f.0': G1,
    });
    const { done } = await fixed({}, 'append', { folder });
    expect(done).toHaveLength(1);
    expect(readdirSync(join(folder, 'trust'))).toEqual(['3513523f.0', '607986c7.0']);
    expect(execFileSync('openssl', ['x509', '-noout', '-hash'], { input: G2 }).toString().trim()).toBe('607986c7');
  });
});

describe('pinned hashes', () => {
  const old = 'sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=';
  const successor = 'sha256/i7WTqTvh0OioIruIfFR4kMPnBqrS2rdiVPl/s2uC/CY=';
  const java = (...pins: readonly string[]) =>
    `import okhttp3.*;\nclass Pins {\n  CertificatePinner pinner() {\n    return new CertificatePinner.Builder()\n        .add("pay.example", ${pins.map((pin) => `"${pin}"`).join(', ')})\n        .build();\n  }\n  OkHttpClient client() { return new OkHttpClient.Builder().certificatePinner(pinner()).build(); }\n}\n`;

  test('get the successor’s beside the old one', async () => {
    const { text } = await fixed({ 'Pins.java': java(old) }, 'append');
    expect(text('Pins.java')).toBe(java(old, successor));
  });

  test('in another file and another spelling', async () => {
    const hex = '4348A0E9444C78CB265E058D5E8944B4D84F9662BD26DB257F8934A443C70161';
    const list = (...pins: readonly string[]) => `ROOTS = [\n${pins.map((pin) => `    "${pin}",\n`).join('')}]\n`;
    const probe =
      'import hashlib, socket\nfrom OpenSSL import SSL, crypto\nfrom pins import ROOTS\ncontext = SSL.Context(SSL.TLS_CLIENT_METHOD)\ncontext.set_default_verify_paths()\ncontext.set_verify(SSL.VERIFY_PEER, lambda c, x, e, d, ok: bool(ok))\nconn = SSL.Connection(context, socket.create_connection(("pay.example", 443)))\nconn.do_handshake()\nroot = conn.get_verified_chain()[-1]\ndigest = hashlib.sha256(crypto.dump_certificate(crypto.FILETYPE_ASN1, root)).hexdigest().upper()\nif digest not in ROOTS:\n    raise SystemExit("pinned root mismatch")\n';
    const { text } = await fixed({ 'pins.py': list(hex), 'probe.py': probe }, 'append');
    expect(text('pins.py')).toBe(list(hex, 'CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F'));
  });
});

test('applying twice is applying once', async () => {
  const files = { 'pay.py': PAY, 'ping.py': PAY.replace('get', 'head') };
  const first = await fixed(files, 'append');
  const once = readFileSync(join(first.folder, STORE));
  const second = await fixed({}, 'append', { folder: first.folder });
  expect(second.changes).toEqual([]);
  expect(readFileSync(join(first.folder, STORE)).equals(once)).toBe(true);
});

test('a bundle that was changed meanwhile is left alone', async () => {
  const { planFixes, writeFixes } = await import('../../src/run-fix.js');
  const folder = folderOf({ 'pay.py': PAY, [STORE]: G1 });
  const fixes = await planFixes(
    { paths: ['.'], cwd: folder, asOf: '2026-11-23', migrations: [], onlyMigrations: [], require: [] },
    { remedy: 'append', rules: [], only: [], severities: ['error'], safeOnly: false },
  );
  mkdirSync(join(folder, 'other'));
  writeFileSync(join(folder, STORE), G1 + G1);
  expect(writeFixes(fixes)).toEqual([
    { path: STORE, why: 'certs/rootca.pem has changed since it was read; it was left alone' },
  ]);
  expect(readFileSync(join(folder, STORE), 'utf8')).toBe(G1 + G1);
});
