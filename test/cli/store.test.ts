import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../src/cli/terminal.js';
import { main } from '../../src/cli.js';
import { machineStores } from '../../src/files/machine-stores.js';
import { folderOf } from '../files/folder.js';

const STORES = join(import.meta.dirname, '..', '..', 'fixtures', 'stores');

async function store(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = STORES) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
    },
  });
  const code = await main(['store', '--as-of', '2026-11-23', ...args], {
    cwd,
    stdout: output('stdout'),
    stderr: output('stderr'),
    env,
  });
  return { code, ...written };
}

async function json(...args: string[]) {
  const { code, stdout } = await store([...args, '--format', 'json']);
  return { code, report: JSON.parse(stdout) };
}

describe('rootlint store', () => {
  test('lists what a store holds, with the days that are left', async () => {
    const { code, report } = await json('g1-and-g2.jks');
    expect(code).toBe(0);
    expect(report).toMatchObject({ schema: 'rootlint/store/v1', asOf: '2026-11-23', findings: [], diagnostics: [] });
    const [{ path, format, verdict, anchors, migrations }] = report.stores;
    expect({ path, format, verdict }).toEqual({ path: 'g1-and-g2.jks', format: 'jks', verdict: 'survives' });
    const old = anchors.find((anchor: { id: string }) => anchor.id === 'digicert-global-root-ca');
    expect(old).toMatchObject({
      name: 'DigiCert Global Root CA',
      notAfter: '2031-11-10',
      distrust: '2026-04-15',
      daysLeft: -222,
      kind: 'root',
      alias: 'g1',
    });
    expect(migrations).toContainEqual({ id: 'digicert-g1-to-g2', verdict: 'survives', missing: [] });
  });

  test('says which migrations it does not survive', async () => {
    const { code, report } = await json('g1-only.pem');
    expect(code).toBe(1);
    expect(report.stores[0].verdict).toBe('breaks');
    expect(report.stores[0].migrations).toContainEqual({
      id: 'digicert-g1-to-g2',
      verdict: 'breaks',
      missing: [expect.objectContaining({ id: 'digicert-global-root-g2' })],
    });
    expect(report.findings).toMatchObject([{ rule: 'lacks-successor', severity: 'error', path: 'g1-only.pem' }]);
  });

  test('is not concerned by public migrations where a CA is private, unless a root is demanded', async () => {
    expect((await json('private-ca.pem')).report.stores[0].verdict).toBe('unrelated');
    const demanded = await json('private-ca.pem', '--require', 'digicert-global-root-g2');
    expect([demanded.code, demanded.report.stores[0].verdict]).toEqual([1, 'breaks']);
  });

  test.each([
    ['g1-and-g2-bom.pem', 'bom', ['Go', 'Java'], 'warning'],
    ['g1-and-g2-no-newline.pem', 'no-newline', ['OpenSSL', 'curl', 'Node.js', 'Go', 'Java'], 'warning'],
    ['g1-and-g2-openssl.p12', 'not-trusted-by-java', ['Java'], 'warning'],
    ['unhashed-directory', 'unhashed', ['OpenSSL', 'curl'], 'warning'],
  ])('%s: says who reads less (%s)', async (file, kind, readers, severity) => {
    const { report } = await json(file);
    expect(report.stores[0].anchors).toHaveLength(2);
    expect(report.stores[0].problems).toContainEqual(expect.objectContaining({ kind, readers, rejects: true }));
    expect(report.findings).toMatchObject([{ rule: 'unreadable-trust-store', severity }]);
  });

  test.each([
    ['isrg-x1-cross-signed.pem', 'cross-certificate', 'isrg-root-x1', null, 'survives'],
    // The name says G1; the root above is G2.
    ['geotrust-tls-rsa-ca-g1.pem', 'intermediate', null, 'digicert-global-root-g2', 'survives'],
    ['digicert-tls-rsa-2020.pem', 'intermediate', null, 'digicert-global-root-ca', 'breaks'],
  ])('%s is no root', async (file, kind, id, root, verdict) => {
    const { report } = await json(file);
    expect(report.stores[0]).toMatchObject({ verdict, anchors: [{ kind, id, root }] });
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: 'intermediate-pin' }));
  });

  test('tells a locked store from one that is none', async () => {
    const locked = await json('g1-secret-password.p12');
    expect([locked.code, locked.report.stores[0].verdict]).toEqual([0, 'unresolved']);
    expect((await store(['g1-secret-password.p12', '--fail-on', 'unresolved'])).code).toBe(1);
    const none = await json('html-page.pem');
    expect([none.code, none.report.stores[0].verdict]).toEqual([1, 'breaks']);
    expect(none.report.findings).toMatchObject([{ rule: 'unreadable-trust-store' }]);
  });

  test('takes the password from a file and repeats it nowhere', async () => {
    const folder = folderOf({ 'right.txt': 'correct-horse\n', 'wrong.txt': 'hunter2\n' });
    const right = await json('g1-secret-password.p12', '--password-file', join(folder, 'right.txt'));
    expect(right.report.stores[0].anchors).toHaveLength(1);
    for (const file of ['g1-secret-password.p12', 'g1-only.jks', 'g1-and-g2.p12']) {
      const { stdout } = await store([file, '--password-file', join(folder, 'wrong.txt'), '--format', 'json']);
      expect(stdout).toContain('wrong-password');
      expect(stdout).not.toContain('hunter2');
    }
    expect((await store(['g1-only.jks', '--password-file', 'none.txt'])).code).toBe(2);
  });

  test('is told on the terminal and in SARIF as well', async () => {
    const { stdout } = await store(['g1-only.pem', 'private-ca.pem']);
    expect(stdout).toContain('DigiCert Global Root CA  expires 2031-11-10, Mozilla distrust 2026-04-15, 222 days ago');
    expect(stdout).toContain('error[lacks-successor]');
    expect(stdout).toContain('2 stores: 1 breaks, 1 unrelated. As of 2026-11-23. 1 error.');
    const sarif = JSON.parse((await store(['g1-only.pem', '--format', 'sarif'])).stdout);
    expect(sarif.runs[0].results).toMatchObject([{ ruleId: 'lacks-successor', level: 'error' }]);
  });

  test('needs files that are there', async () => {
    const { code, stderr } = await store(['nowhere.pem']);
    expect([code, stderr]).toEqual([2, 'rootlint: there is no file or folder nowhere.pem\n']);
  });

  test("without a file reads this machine's own, and says where a variable leads nowhere", async () => {
    const env = { SSL_CERT_FILE: join(STORES, 'g1-and-g2.pem'), CURL_CA_BUNDLE: '/nowhere/roots.pem', PATH: '' };
    const report = JSON.parse((await store(['--format', 'json'], env)).stdout);
    const origins = report.stores.map(({ origin }: { origin: string }) => origin);
    expect(origins).toContainEqual(expect.stringContaining('built into Node.js'));
    expect(origins).toContainEqual('named by SSL_CERT_FILE');
    expect(report.diagnostics).toContainEqual({
      path: '/nowhere/roots.pem',
      reason: 'does not exist; named by CURL_CA_BUNDLE',
    });
  });
});

test('the stores of runtimes are found without running them', () => {
  const root = folderOf({});
  const put = (path: string, text = readFileSync(join(STORES, 'g1-only.pem'), 'latin1')) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: 0o755 });
    return join(root, path);
  };
  put('python/bin/python3.12', '');
  const certifi = put('python/lib/python3.12/site-packages/certifi/cacert.pem');
  put('jdk/bin/java', '');
  const cacerts = put('jdk/lib/security/cacerts');
  put('php/php', '');
  put(
    'php/php.ini',
    `; openssl.cafile = /commented/out.pem\nopenssl.cafile = "${root}/bundle.pem"\ncurl.cainfo=${root}/gone.pem\n`,
  );
  const bundle = put('bundle.pem');
  const env = { PATH: ['python/bin', 'jdk/bin', 'php'].map((folder) => join(root, folder)).join(':') };
  const { stores, missing } = machineStores({ platform: 'linux', env, home: root });
  const originOf = (path: string) => stores.find((one) => one.path === path)?.origin;
  expect(originOf(certifi)).toBe('the bundle of certifi');
  expect(originOf(cacerts)).toContain('the key store of the Java runtime in');
  expect(originOf(bundle)).toContain('named by openssl.cafile');
  expect(missing.map(({ path }) => path)).toContain(`${root}/gone.pem`);
});
