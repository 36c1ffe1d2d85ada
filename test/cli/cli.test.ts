import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../src/cli/terminal.js';
import { main } from '../../src/cli.js';
import { folderOf } from '../files/folder.js';

/** Runs one command line in a folder and gives back all that a user would see. */
async function rootlint(cwd: string, ...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
    },
  });
  const code = await main(args, { cwd, stdout: output('stdout'), stderr: output('stderr'), env: {} });
  return { code, ...written };
}

const project = () => folderOf({ 'pay.py': 'print(1)\n', 'app/Main.kt': '' });

describe('migrations', () => {
  test('are listed, with those of the user', async () => {
    const folder = folderOf({
      'harbour.yaml': 'hosts: [api.harbour.example]\nrequired: [isrg-root-x1]\nenforced: 2027-01-01\n',
    });
    const { code, stdout } = await rootlint(folder, 'migrations', '--migration', 'harbour.yaml');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^wechat-open-platform +2024-10-22 {2}WeChat Open Platform moves/m);
    expect(stdout).toMatch(/^stripe +notice {2}/m);
    expect(stdout).toMatch(/^harbour +2027-01-01 {2}harbour$/m);
  });

  test('are shown one by one', async () => {
    const { code, stdout } = await rootlint(project(), 'migrations', 'azure-mysql-flexible');
    expect(code).toBe(0);
    expect(stdout).toContain('applies to   clients of *.mysql.database.azure.com');
    expect(stdout).toContain('required     DigiCert Global Root G2 and Microsoft RSA');
    expect(stdout).toContain('迁移');
  });

  test('that nobody knows are a usage error', async () => {
    const { code, stderr } = await rootlint(project(), 'migrations', 'harbour');
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no migration harbour')]);
  });

  test('with a mistake are told with file and line', async () => {
    const folder = folderOf({ 'harbour.yaml': 'hosts: [the harbour]\nrequired: [isrg-root-x1]\n' });
    const { code, stderr } = await rootlint(folder, 'migrations', '--migration', 'harbour.yaml');
    expect([code, stderr]).toEqual([2, expect.stringContaining('harbour.yaml:1: hosts.0: a host is written as')]);
  });
});

describe('a scan', () => {
  test('without a command scans the current folder and says how much it saw', async () => {
    const { code, stdout, stderr } = await rootlint(project());
    expect(code).toBe(0);
    expect(stdout).toContain('1 file seen');
    expect(stdout).toContain('1 .kt file is in a language that rootlint does not read yet.');
    expect(stderr).toBe('');
  });

  test('of one path, with and without the word scan, is the same', async () => {
    const folder = project();
    const plain = await rootlint(folder, 'pay.py', '--as-of', '2026-11-23');
    expect(await rootlint(folder, 'scan', '--as-of', '2026-11-23', 'pay.py')).toEqual(plain);
    expect(plain.stdout).toContain('As of 2026-11-23.');
  });

  test('writes each format to the output beside it', async () => {
    const folder = project();
    const { code, stdout } = await rootlint(
      folder,
      '--format=json',
      '--format=sarif',
      '--output=out.sarif',
      '--output=second.json',
      '--as-of=2026-11-23',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'rootlint/json/v1', asOf: '2026-11-23' });
    expect(JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(readFileSync(join(folder, 'second.json'), 'utf8'))).toMatchObject({ schema: 'rootlint/json/v1' });
  });

  test('of nothing is no failure, and is said aloud in every format', async () => {
    const folder = folderOf({ 'README.md': '' });
    const terminal = await rootlint(folder);
    expect([terminal.code, terminal.stdout]).toEqual([0, expect.stringContaining('nothing was scanned')]);
    const json = await rootlint(folder, '--format', 'json');
    expect([json.code, json.stderr]).toEqual([0, expect.stringContaining('nothing was scanned')]);
  });
});

describe('an error of usage exits with 2 and names the cause', () => {
  test.each([
    [['payments'], 'there is no file or folder payments'],
    [['pay.py', 'payments'], 'there is no file or folder payments'],
    [['--format', 'xml'], '--format'],
    [['--as-of', '2026-02-30'], '--as-of'],
    [['--as-of', 'tomorrow'], '--as-of'],
    [['--fail-on', 'info'], '--fail-on'],
    [['--frobnicate'], '--frobnicate'],
    [['--migration', 'next.yaml'], '--migration: there is no file next.yaml'],
    [['--only-migration', 'next.yaml'], '--only-migration: there is no file next.yaml'],
    [['--output', 'nowhere/a.json'], '--output nowhere/a.json'],
    [['--format', 'json', '--format', 'sarif'], '--format: only one report'],
    [['explain', 'no-such-rule'], 'there is no rule no-such-rule'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await rootlint(project(), ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  test('and nothing is written', async () => {
    const folder = project();
    expect((await rootlint(folder, 'payments', '--output', 'out.json')).code).toBe(2);
    expect(existsSync(join(folder, 'out.json'))).toBe(false);
  });
});

test('help tells the options of a scan, and the version is that of the package', async () => {
  const help = await rootlint(project(), '--help');
  expect(help.code).toBe(0);
  for (const word of ['--format', '--as-of', '--require', '--fail-on', 'explain', 'migrations']) {
    expect(help.stdout).toContain(word);
  }
  expect((await rootlint(project(), '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
