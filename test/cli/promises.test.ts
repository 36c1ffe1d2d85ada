/** What people suffer from in other linters, and what is promised here. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { folderOf, repositoryOf } from '../files/folder.js';
import { G1 } from '../hooks/shop.js';
import { resultOf, rootlint } from './rootlint.js';

const PAY = 'import requests\n\nrequests.get("https://shop.example", verify="ca.pem")\n';

describe('paths in reports', () => {
  const repository = () => repositoryOf({ 'services/pay/ca.pem': G1, 'services/pay/pay.py': PAY });

  test.each([
    ['the top', '.', ['.']],
    ['a subfolder', 'services/pay', ['.']],
    ['a subfolder, with ./', 'services/pay', ['./pay.py']],
    ['a subfolder beside it', 'services', ['../services/pay']],
  ])('are those of the repository from %s', async (_where, folder, paths) => {
    const cwd = join(repository(), folder);
    const { pins, findings } = await resultOf(cwd, ...paths);
    expect([...pins, ...findings].map(({ path }) => path)).toEqual(['services/pay/pay.py', 'services/pay/pay.py']);
    expect(pins[0]?.sources[0]).toMatchObject({ path: 'services/pay/ca.pem' });
    const { stdout } = await rootlint(cwd, '--format', 'sarif', ...paths);
    expect([...stdout.matchAll(/"uri": "([^"h][^"]*)"/g)].map(([, uri]) => uri)).toContain('services/pay/pay.py');
    expect(stdout).not.toMatch(/"uri": "\.{0,2}\//);
  });

  test('say nothing of where the repository lies', async () => {
    const folder = repository();
    for (const format of ['json', 'sarif', 'terminal', 'concise', 'junit'])
      expect((await rootlint(folder, '--format', format)).stdout).not.toContain(folder);
  });
});

describe('nothing to look at', () => {
  test.each([
    ['an empty folder', {}],
    ['prose', { 'README.md': 'A shop.\n' }],
  ])('%s passes and is said, and fails where the user wants it', async (_what, files) => {
    const folder = folderOf(files);
    expect(await rootlint(folder)).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was scanned') });
    const strict = await rootlint(folder, '--strict-inputs');
    expect([strict.code, strict.stderr]).toEqual([2, expect.stringContaining('no file in a language')]);
  });

  test('a clean run says how much it saw', async () => {
    const { stdout } = await rootlint(folderOf({ 'a.py': 'print(1)\n' }), '--strict-inputs');
    expect(stdout).toContain('1 file seen, 0 of them parsed');
  });
});

test('columns count characters, also behind Chinese ones and astral ones', async () => {
  const line = 'x = "支付😀"; requests.get("https://shop.example", verify="ca.pem")';
  const { findings } = await resultOf(folderOf({ 'ca.pem': G1, 'pay.py': `import requests\n${line}\n` }));
  expect(findings[0]).toMatchObject({ line: 2, column: line.indexOf('verify') + 1, endColumn: line.length });
});

test('sources in old encodings are read, and a remark in them counts', async () => {
  const gbk = Buffer.from([0x23, 0x20, 0xd6, 0xa7, 0xb8, 0xb6, 0x0a]);
  const latin1 = Buffer.from('# Zahlungen \u00fcber \u00dcberweisung\n', 'latin1');
  const remark = PAY.replace('ca.pem")', 'ca.pem")  # rootlint: allow lacks-successor -- moves');
  const folder = folderOf({
    'ca.pem': G1,
    'gbk.py': Buffer.concat([gbk, Buffer.from(PAY)]),
    'latin1.py': Buffer.concat([latin1, Buffer.from(remark)]),
    'utf16.py': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(PAY, 'utf16le')]),
  });
  const { findings, diagnostics, summary } = await resultOf(folder);
  expect(findings.map(({ path }) => path)).toEqual(['gbk.py', 'utf16.py']);
  expect([diagnostics, summary.suppressed]).toEqual([[], 1]);
});

test('many files are one process and one list', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`src/shop-${at}/with a long name.py`, PAY]));
  const folder = repositoryOf({ ...files, list: Object.keys(files).join('\0') });
  mkdirSync(join(folder, 'src', 'empty'));
  expect((await resultOf(folder, '--files-from', 'list')).summary.changedFiles).toBe(300);
});

describe("somebody else's repository, as an image sees a mounted one", () => {
  afterEach(() => vi.unstubAllEnvs());

  test.each([['.'], ['--staged']])('is read as any other: %s', async (what) => {
    const folder = repositoryOf({ 'ca.pem': G1, 'pay.py': PAY }, ['ca.pem', 'pay.py']);
    // git has this for its own tests of `safe.directory`.
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(() => execFileSync('git', ['-C', folder, 'status'], { stdio: 'pipe' })).toThrow(/dubious ownership/);
    expect((await resultOf(folder, what)).findings.map(({ path }) => path)).toEqual(['pay.py']);
  });

  test('its top level is the root', async () => {
    const folder = repositoryOf({ 'services/pay/pay.py': PAY, 'services/pay/ca.pem': G1 });
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    const { pins } = await resultOf(join(folder, 'services'));
    expect(pins.map(({ path }) => path)).toEqual(['services/pay/pay.py']);
  });
});
