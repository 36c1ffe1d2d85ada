import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../src/cli/terminal.js';
import { main } from '../../src/cli.js';
import { folderOf } from '../files/folder.js';
import { G1, G2, PRIVATE_CA } from '../verdict/pins.js';

async function rootlint(cwd: string, ...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text.toString();
    },
  });
  const code = await main([...args, '--as-of', '2026-11-23'], {
    cwd,
    stdout: output('stdout'),
    stderr: output('stderr'),
    env: {},
  });
  return { code, ...written };
}

const PAY = [
  'import requests',
  '',
  'def refund(order):',
  '    return requests.post("https://pay.harbour.example/refund", json=order, verify="certs/rootca.pem")',
  '',
].join('\n');

const shop = (files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  folderOf({ 'pay.py': PAY, 'certs/rootca.pem': G1, ...files });
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

describe('rootlint fix', () => {
  test('appends the successor, judges again and is done', async () => {
    const folder = shop();
    const { code, stdout } = await rootlint(folder, 'fix', '--with', 'append');
    expect(stdout).toBe('pay.py:4  lacks-successor  added to certs/rootca.pem\n\n1 fixed and verified\n');
    expect(code).toBe(0);
    expect(read(folder, 'certs/rootca.pem')).toBe(G1 + G2);
    expect(read(folder, 'pay.py')).toBe(PAY);

    const again = await rootlint(folder, 'fix', '--with', 'append');
    expect(again).toMatchObject({ code: 0, stdout: '0 fixed and verified\n' });
    expect(read(folder, 'certs/rootca.pem')).toBe(G1 + G2);
  });

  test('removes the pin', async () => {
    const folder = shop();
    const { code, stdout } = await rootlint(folder, 'fix', '--with', 'remove');
    expect(stdout).toContain('1 fixed and verified');
    expect(code).toBe(0);
    expect(read(folder, 'pay.py')).toBe(PAY.replace(', verify="certs/rootca.pem"', ''));
    expect(read(folder, 'certs/rootca.pem')).toBe(G1);
  });

  test('says what it would do without --with, and exits as a scan', async () => {
    const folder = shop();
    const { code, stdout } = await rootlint(folder, 'fix');
    expect(code).toBe(1);
    expect(stdout).toContain('error[lacks-successor]');
    expect(read(folder, 'certs/rootca.pem')).toBe(G1);
  });

  test('changes no other byte of a source, and leaves one in another encoding alone', async () => {
    const windows = Buffer.from(`\ufeff# 支付\n${PAY}`.replaceAll('\n', '\r\n'));
    const gbk = Buffer.concat([Buffer.from([0x23, 0x20, 0xd6, 0xa7, 0xb8, 0xb6, 0x0a]), Buffer.from(PAY)]);
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PAY, 'utf16le')]);
    const latin1 = Buffer.from(PAY.replace('order, verify', '"über", verify'), 'latin1');
    const folder = shop({ 'pay.py': windows, 'gbk.py': gbk, 'utf16.py': utf16, 'latin1.py': latin1 });
    const { stdout } = await rootlint(folder, 'fix', '--with', 'remove');
    const bytes = (name: string) => readFileSync(join(folder, name));
    const without = (source: Buffer) =>
      Buffer.from(source.toString('latin1').replace(', verify="certs/rootca.pem"', ''), 'latin1');
    expect(bytes('pay.py')).toEqual(without(windows));
    expect(bytes('gbk.py')).toEqual(without(gbk));
    expect([bytes('utf16.py'), bytes('latin1.py')]).toEqual([utf16, latin1]);
    expect(stdout).toContain('failed and undone: the file is in UTF-16');
    expect(stdout).toMatch(/failed and undone: line \d+ of latin1\.py is not in UTF-8/);
  });

  test('tells what needs a person', async () => {
    const folder = shop({ 'certs/rootca.pem': G1 + PRIVATE_CA });
    const { code, stdout } = await rootlint(folder, 'fix', '--with', 'remove');
    expect(code).toBe(1);
    expect(stdout).toContain('needs you: the store also holds');
    expect(stdout).toContain('0 fixed and verified, 1 needs you');
    expect(read(folder, 'pay.py')).toBe(PAY);
  });

  test('undoes what does not mend', async () => {
    const session = [
      'import requests',
      'session = requests.Session()',
      'session.verify = "certs/old.pem"',
      'session.get("https://pay.harbour.example/", verify="certs/rootca.pem")',
      '',
    ].join('\n');
    const folder = folderOf({ 'pay.py': session, 'certs/rootca.pem': G1, 'certs/old.pem': G1 + PRIVATE_CA });
    const { stdout } = await rootlint(folder, 'fix', '--with', 'remove');
    expect(stdout).toContain('pay.py:4  lacks-successor  failed and undone: pay.py:3 would then be broken');
    expect(read(folder, 'pay.py')).toBe(session);
  });

  test('mends what a fix uncovers', async () => {
    const session = [
      'import requests',
      'session = requests.Session()',
      'session.verify = "certs/rootca.pem"',
      'session.get("https://pay.harbour.example/", verify="certs/rootca.pem")',
      '',
    ].join('\n');
    const folder = folderOf({ 'pay.py': session, 'certs/rootca.pem': G1 });
    const { code, stdout } = await rootlint(folder, 'fix', '--with', 'remove');
    expect(stdout).toContain('2 fixed and verified');
    expect(code).toBe(0);
    expect(read(folder, 'pay.py')).toBe(
      'import requests\nsession = requests.Session()\nsession.get("https://pay.harbour.example/")\n',
    );
  });

  test('fixes one place, or the findings of one rule', async () => {
    const two = `${PAY}\n\ndef ping():\n    requests.get("https://other.example/", verify="certs/rootca.pem")\n`;
    const folder = shop({ 'pay.py': two });
    const { stdout, code } = await rootlint(folder, 'fix', '--with', 'remove', '--only', 'pay.py:4');
    expect(stdout).toContain('1 fixed and verified\n');
    expect(code).toBe(1);
    expect(read(folder, 'pay.py')).toBe(two.replace(', verify="certs/rootca.pem"', ''));
    const none = await rootlint(folder, 'fix', '--with', 'remove', '--rule', 'disabled-verification');
    expect(none.stdout).toBe('0 fixed and verified\n');
    const wrong = await rootlint(folder, 'fix', '--with', 'remove', '--only', 'pay.py:1');
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no such finding') });
  });

  test('leaves a read-only file and a dependency alone', async () => {
    const folder = shop({ 'vendor/sdk/pay.py': PAY, 'vendor/sdk/certs/rootca.pem': G1 });
    chmodSync(join(folder, 'certs/rootca.pem'), 0o444);
    const { stdout } = await rootlint(folder, 'fix', '--with', 'append', '--rule', 'lacks-successor');
    expect(stdout).toContain('needs you: certs/rootca.pem is read-only');
    expect(stdout).toContain('vendor/sdk/certs/rootca.pem belongs to a dependency');
    expect(read(folder, 'certs/rootca.pem')).toBe(G1);
  });
});

describe('a patch', () => {
  test.each([
    ['remove', 'pay.py', PAY],
    ['append', 'certs/rootca.pem', G1],
    ['append', 'certs/rootca.pem', G1.trimEnd()],
    ['append', 'certs/rootca.pem', G1.replaceAll('\n', '\r\n')],
    ['append', 'certs/my root.pem', G1],
    ['append', 'certs/wurzel-ä.pem', G1],
  ])('of %s for %s is what git applies', async (remedy, path, text) => {
    const folder = shop({
      'pay.py': PAY.replace('certs/rootca.pem', path.endsWith('.pem') ? path : 'certs/rootca.pem'),
      [path]: path === 'pay.py' ? PAY : text,
    });
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
    git('init', '-q');
    git('-c', 'core.autocrlf=false', 'add', '.');
    const { stdout, code } = await rootlint(folder, 'fix', '--with', remedy, '--diff');
    expect(code).toBe(1);
    const before = read(folder, path);
    writeFileSync(join(folder, 'fix.patch'), stdout);
    git('apply', 'fix.patch');
    const applied = read(folder, path);
    expect(applied).not.toBe(before);
    writeFileSync(join(folder, path), before);
    await rootlint(folder, 'fix', '--with', remedy);
    expect(read(folder, path)).toBe(applied);
  });
});

describe('a key store', () => {
  const app = [
    'import java.net.URL;',
    'class Pay {',
    '  public static void main(String[] args) throws Exception {',
    '    System.setProperty("javax.net.ssl.trustStore", "conf/trust.jks");',
    '    System.setProperty("javax.net.ssl.trustStorePassword", "harbour-gate");',
    '    new URL("https://pay.example/").openConnection().getInputStream();',
    '  }',
    '}',
    '',
  ].join('\n');

  test.each(['jks', 'pkcs12', 'jceks'])(
    '%s gets a command, or is changed by keytool on a copy',
    async (type) => {
      const folder = folderOf({ 'src/Pay.java': app, 'g1.pem': G1, 'conf/.keep': '' });
      const store = join(folder, 'conf/trust.jks');
      const keytool = (...args: string[]) =>
        execFileSync('keytool', [...args, '-keystore', store, '-storetype', type, '-storepass', 'harbour-gate'], {
          stdio: 'pipe',
        }).toString();
      keytool('-importcert', '-noprompt', '-alias', 'digicertglobalrootg2', '-file', join(folder, 'g1.pem'));
      const before = readFileSync(store);

      const told = await rootlint(folder, 'fix', '--with', 'append');
      expect(told.code).toBe(1);
      expect(told.stdout).toMatch(/needs you: .*keytool -importcert -noprompt -keystore conf\/trust.jks/s);
      expect(told.stdout).not.toContain('harbour-gate');

      const done = await rootlint(folder, 'fix', '--with', 'append', '--keytool');
      expect(done.stdout).toContain('1 fixed and verified');
      expect(done.stdout).toContain('the old one is kept as conf/trust.jks.bak');
      expect(done.code).toBe(0);
      expect(readFileSync(`${store}.bak`).equals(before)).toBe(true);
      const listed = keytool('-list');
      expect(listed).toContain('digicertglobalrootg2,');
      expect(listed).toContain('digicertglobalrootg2-2,');
    },
    60_000,
  );
});

describe('a scan with --fix', () => {
  test('does what is safe, and reports what is left', async () => {
    const folder = shop({ 'off.py': 'import requests\nrequests.get("https://a.example/", verify=False)\n' });
    const { code, stdout, stderr } = await rootlint(folder, '--fix');
    expect(read(folder, 'certs/rootca.pem')).toBe(G1 + G2);
    expect(stderr).toContain('1 fixed and verified\n');
    expect(stdout).toContain('error[disabled-verification]');
    expect(stdout).not.toContain('lacks-successor');
    expect(code).toBe(1);
  });

  test('--diff shows it and changes nothing', async () => {
    const folder = shop();
    const { code, stdout } = await rootlint(folder, '--diff');
    expect(stdout).toContain('+++ b/certs/rootca.pem\n');
    expect(read(folder, 'certs/rootca.pem')).toBe(G1);
    expect(code).toBe(1);
  });
});
