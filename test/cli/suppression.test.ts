/** Remarks in the code: what they allow, how long, and what becomes of those that allow nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, git, repositoryOf } from '../files/folder.js';
import { G1, G1_AND_G2 } from '../hooks/shop.js';
import { resultOf, rootlint, toldBy } from './rootlint.js';

const ALLOW = 'rootlint: allow lacks-successor -- moves with release 9';
const call = (argument: string) => `import requests\n\nrequests.get("https://shop.example", verify=${argument})\n`;
const shop = (files: Readonly<Record<string, string>>) => folderOf({ 'ca.pem': G1, ...files });

/** One program for each language, with the remark where `#` stands. */
const PLACES: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'above, in Python': [
    'pay.py',
    `import requests\n\n# ${ALLOW}\nrequests.get("https://shop.example", verify="ca.pem")\n`,
  ],
  'above a statement of several lines': [
    'pay.py',
    `import requests\n\n# ${ALLOW}\n# and more words\nr = requests.get(\n    "https://shop.example",\n    verify="ca.pem",\n)\n`,
  ],
  'behind the argument': [
    'pay.py',
    `import requests\n\nr = requests.get(\n    "https://shop.example",\n    verify="ca.pem",  # noqa: S501  ${ALLOW}\n)\n`,
  ],
  'behind another line of the statement': [
    'pay.py',
    `import requests\n\nr = requests.get(  # ${ALLOW}\n    "https://shop.example",\n    verify="ca.pem",\n)\n`,
  ],
  'in JavaScript': [
    'pay.mjs',
    `import fs from 'node:fs';\nimport https from 'node:https';\nhttps.get('https://shop.example', {\n  /* ${ALLOW} */\n  ca: fs.readFileSync('ca.pem'),\n});\n`,
  ],
  'in Ruby': [
    'pay.rb',
    `require 'net/http'\nhttp = Net::HTTP.new('shop.example', 443)\nhttp.use_ssl = true\nhttp.ca_file = 'ca.pem' # ${ALLOW}\nhttp.get('/')\n`,
  ],
  'in PHP': [
    'pay.php',
    `<?php\n$c = curl_init('https://shop.example');\n// ${ALLOW}\ncurl_setopt($c, CURLOPT_CAINFO, __DIR__ . '/ca.pem');\ncurl_exec($c);\n`,
  ],
  'in Java, above a chain': [
    'Pay.java',
    `import java.io.*;\nimport java.security.*;\nimport java.security.cert.*;\nimport javax.net.ssl.*;\n\nclass Pay {\n  static void pay() throws Exception {\n    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());\n    store.load(null, null);\n    store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream("ca.pem")));\n    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());\n    trust.init(store);\n    SSLContext context = SSLContext.getInstance("TLS");\n    // ${ALLOW}\n    context.init(\n        null,\n        trust.getTrustManagers(),\n        null);\n    HttpsURLConnection c = (HttpsURLConnection) new java.net.URL("https://shop.example").openConnection();\n    c.setSSLSocketFactory(context.getSocketFactory());\n    c.getInputStream();\n  }\n}\n`,
  ],
  'in Go, on a field': [
    'pay.go',
    `package main\n\nimport (\n\t"crypto/tls"\n\t"crypto/x509"\n\t"net/http"\n\t"os"\n)\n\nfunc main() {\n\tpem, _ := os.ReadFile("ca.pem")\n\tpool := x509.NewCertPool()\n\tpool.AppendCertsFromPEM(pem)\n\tclient := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{\n\t\t// ${ALLOW}\n\t\tRootCAs: pool,\n\t}}}\n\tclient.Get("https://shop.example")\n}\n`,
  ],
  'in C, behind the call': [
    'pay.c',
    `#include <curl/curl.h>\n\nint main(void) {\n  CURL *c = curl_easy_init();\n  curl_easy_setopt(c, CURLOPT_URL, "https://shop.example");\n  curl_easy_setopt(c, CURLOPT_CAINFO, "ca.pem"); /* ${ALLOW} */\n  return curl_easy_perform(c);\n}\n`,
  ],
  'in a Dockerfile': [
    'Dockerfile',
    `FROM debian\nCOPY ca.pem /ca.pem\n# ${ALLOW}\nRUN curl --cacert /ca.pem https://shop.example\n`,
  ],
  'in shell': ['pay.sh', `#!/bin/sh\n# ${ALLOW}\ncurl \\\n  --cacert ca.pem \\\n  https://shop.example\n`],
};

describe('a remark counts', () => {
  test.each(Object.entries(PLACES))('%s', async (_where, [path, text]) => {
    const without = await resultOf(shop({ [path]: text.replace(ALLOW, 'nothing') }));
    expect(without.findings.map(({ rule }) => rule)).toEqual(['lacks-successor']);
    const result = await resultOf(shop({ [path]: text }));
    expect(toldBy(result)).toEqual([]);
    expect(result.summary.suppressed).toBe(1);
    expect(result.suppressed?.[0]).toMatchObject({ by: 'comment', reason: 'moves with release 9', until: null });
  });

  test('and the run passes, and says how much is allowed', async () => {
    const folder = shop({ 'pay.py': call('"ca.pem")  # rootlint: allow lacks-successor -- moves with release 9\n#') });
    const { code, stdout } = await rootlint(folder);
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 finding is allowed, and not told here.')]);
  });
});

describe('a remark does not count', () => {
  test.each([
    ['without a reason', 'rootlint: allow lacks-successor', 'it gives no reason'],
    ['without a rule', 'rootlint: allow -- moves', 'it names no rule'],
    ['of an unknown rule', 'rootlint: allow lacks-sucessor -- moves', 'there is no rule lacks-sucessor'],
    ['with a day that is none', 'rootlint: allow lacks-successor until=soon -- moves', 'soon is no day'],
    ['with other words', 'rootlint: allow lacks-successor till=2027-01-01 -- moves', 'till=2027-01-01 means nothing'],
  ])('%s, and is told', async (_what, remark, why) => {
    const { findings } = await resultOf(shop({ 'pay.py': call(`"ca.pem")  # ${remark}\n#`) }));
    expect(findings.map(({ rule }) => rule)).toEqual(['unused-suppression', 'lacks-successor'].sort());
    expect(findings.find(({ rule }) => rule === 'unused-suppression')?.message).toContain(why);
  });

  test('for another rule, beside another statement, or in a text', async () => {
    const folder = shop({
      'a.py': call('"ca.pem")  # rootlint: allow hash-pin -- moves\n#'),
      'b.py': `import requests\n\n# ${ALLOW}\n\nrequests.get("https://shop.example", verify="ca.pem")\n`,
      'c.py': `import requests\n\nrequests.get("https://shop.example?# ${ALLOW}", verify="ca.pem")\n`,
      'd.py': `# ${ALLOW}\nprint("no pin")\n`,
    });
    expect(toldBy(await resultOf(folder))).toEqual([
      'lacks-successor a.py:3',
      'unused-suppression a.py:3',
      'unused-suppression b.py:3',
      'lacks-successor b.py:5',
      'lacks-successor c.py:3',
      'unused-suppression d.py:1',
    ]);
  });

  test('after its last day', async () => {
    const folder = shop({
      'pay.py': call('"ca.pem")  # rootlint: allow lacks-successor until=2026-11-23 -- moves with release 9\n#'),
    });
    expect(toldBy(await resultOf(folder))).toEqual([]);
    const { code, stdout } = await rootlint(folder, '--as-of', '2026-11-24');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /error\[lacks-successor\][\s\S]*warning\[lapsed-suppression\]: The allowance of lacks-successor ended on/,
    );
  });

  test('for other certificates than those it was given for', async () => {
    const pin = (await resultOf(shop({ 'pay.py': call('"ca.pem"') }))).pins[0];
    const remark = `rootlint: allow pinned-root, lacks-successor certificates=${pin?.certificates?.slice(0, 8)} -- ours`;
    const code = call(`"ca.pem")  # ${remark}\n#`);
    expect(toldBy(await resultOf(shop({ 'pay.py': code })))).toEqual(['unused-suppression pay.py:3']);
    const other = await resultOf(folderOf({ 'ca.pem': G1_AND_G2, 'pay.py': code }));
    expect(toldBy(other)).toContain('lapsed-suppression pay.py:3');
  });
});

describe('a remark without a finding', () => {
  const idle = `# ${ALLOW}\nprint("no pin")\n`;

  test('is a warning, or what the configuration makes of it', async () => {
    const folder = shop({ 'd.py': idle });
    expect((await rootlint(folder)).code).toBe(0);
    expect((await rootlint(folder, '--fail-on', 'warning')).code).toBe(1);
    const settled = shop({ 'd.py': idle, 'rootlint.config.yaml': 'severities: { unused-suppression: error }\n' });
    expect((await rootlint(settled)).code).toBe(1);
  });

  test('is no business of a commit of other files, nor in code of others', async () => {
    const folder = repositoryOf({ 'd.py': idle, 'vendor/acme/shop/d.py': idle, 'ca.pem': G1 });
    expect(toldBy(await resultOf(folder))).toEqual(['unused-suppression d.py:1']);
    git(folder, 'commit', '-qm', 'one');
    writeFileSync(join(folder, 'pay.py'), call('"ca.pem"'));
    git(folder, 'add', '.');
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:3']);
  });
});
