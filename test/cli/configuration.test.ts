/** rootlint.config.yaml: what it settles, for which files, and how a mistake in it is told. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, git, repositoryOf } from '../files/folder.js';
import { G1, G1_AND_G2 } from '../hooks/shop.js';
import { resultOf, rootlint, toldBy } from './rootlint.js';

const PAY = 'import requests\n\nrequests.get("https://shop.example", verify="ca.pem")\n';
const BY_VARIABLE = 'import os\nimport requests\n\nrequests.get("https://shop.example", verify=os.environ["PAY_CA"])\n';
const severities = async (folder: string, ...args: string[]) =>
  (await resultOf(folder, ...args)).findings.map(({ path, severity }) => `${severity} ${path}`);

describe('a configuration', () => {
  test('says which files are not scanned, but for those that are named', async () => {
    const folder = folderOf({
      'rootlint.config.yaml': 'ignore:\n  - examples/\n  - "*.gen.py"\n  - "!keep.gen.py"\n',
      'ca.pem': G1,
      'examples/pay.py': PAY,
      'pay.gen.py': PAY,
      'keep.gen.py': PAY,
    });
    expect(await severities(folder)).toEqual(['error keep.gen.py']);
    expect(await severities(folder, 'pay.gen.py')).toEqual(['error pay.gen.py']);
    expect(await severities(folder, '--no-config')).toHaveLength(3);
  });

  test('says how bad a rule is, here and there', async () => {
    const folder = folderOf({
      'rootlint.config.json': JSON.stringify({
        severities: { 'lacks-successor': 'warning' },
        paths: [
          { files: ['tools/**'], severities: { 'lacks-successor': 'off' } },
          { files: ['tools/pay.py'], severities: { 'lacks-successor': 'error' } },
        ],
      }),
      'ca.pem': G1,
      'pay.py': PAY,
      'tools/pay.py': PAY,
      'tools/other.py': PAY,
    });
    expect(await severities(folder)).toEqual(['warning pay.py', 'error tools/pay.py']);
    const { summary, suppressed } = await resultOf(folder);
    expect([summary.suppressed, suppressed?.[0]?.by]).toEqual([1, 'configuration']);
  });

  test('says what variables hold, counted from its own folder', async () => {
    const files = { 'certs/ca.pem': G1, 'src/pay.py': BY_VARIABLE };
    expect((await resultOf(folderOf(files))).pins[0]?.verdict).toBe('unresolved');
    const folder = folderOf({ ...files, 'rootlint.config.yaml': 'environment:\n  PAY_CA: certs/ca.pem\n' });
    expect(toldBy(await resultOf(folder))).toEqual(['lacks-successor src/pay.py:4']);
  });

  test('says which hosts are called', async () => {
    const call = 'import requests\nfrom shop import url\n\nrequests.get(url(), verify="baltimore.pem")\n';
    const migration = 'hosts: [api.harbour.example]\nrequired: [isrg-root-x1]\nenforced: 2026-01-01\n';
    const files = { 'pay.py': call, 'baltimore.pem': G1_AND_G2, 'rules/harbour.yaml': migration };
    const configuration = 'migrations: [rules/harbour.yaml]\n';
    const without = await resultOf(folderOf({ ...files, 'rootlint.config.yaml': configuration }));
    expect(without.pins[0]?.verdict).toBe('survives');
    const hosts = `${configuration}hosts: [api.harbour.example]\n`;
    const result = await resultOf(folderOf({ ...files, 'rootlint.config.yaml': hosts }));
    expect([result.pins[0]?.verdict, result.pins[0]?.migrations[0]?.id]).toEqual(['breaks', 'harbour']);
  });

  test('brings models of own wrappers', async () => {
    const model = `language: python
library: shoplib
keywords: [shoplib]
connections:
  - call: shoplib.connect
    trust:
      - { argument: roots, accepts: [path] }
`;
    const folder = folderOf({
      'ca.pem': G1,
      'pay.py': 'import shoplib\n\nshoplib.connect("shop.example", roots="ca.pem")\n',
      'rootlint.config.yaml': 'models: [rootlint/shoplib.yaml]\n',
      'rootlint/shoplib.yaml': model,
    });
    expect(toldBy(await resultOf(folder))).toEqual(['lacks-successor pay.py:3']);
    const broken = folderOf({
      'rootlint.config.yaml': 'models: [m.yaml]\n',
      'm.yaml': 'language: python\n',
      'a.py': '',
    });
    expect(await rootlint(broken)).toMatchObject({ code: 2, stderr: expect.stringContaining('m.yaml:') });
  });
});

describe('of several configurations', () => {
  test('the nearest one counts, alone', async () => {
    const folder = repositoryOf({
      'rootlint.config.yaml': 'severities: { lacks-successor: note }\n',
      'ca.pem': G1,
      'pay.py': PAY,
      'packages/web/rootlint.config.yaml': 'ignore: [old/]\n',
      'packages/web/ca.pem': G1,
      'packages/web/src/pay.py': PAY,
      'packages/web/old/pay.py': PAY,
    });
    expect(await severities(folder)).toEqual(['error packages/web/src/pay.py', 'note pay.py']);
    expect(await severities(join(folder, 'packages', 'web'))).toEqual(['error packages/web/src/pay.py']);
  });

  test('that of the command line counts for all', async () => {
    const folder = folderOf({
      'rootlint.config.yaml': 'ignore: ["*"]\n',
      'strict.yaml': 'severities: { lacks-successor: warning }\n',
      'ca.pem': G1,
      'pay.py': PAY,
    });
    expect(await severities(folder, '--config', 'strict.yaml')).toEqual(['warning pay.py']);
    expect((await rootlint(folder, '--config', 'nowhere.yaml')).code).toBe(2);
  });
});

test('a changed configuration judges everything anew', async () => {
  const folder = repositoryOf({ 'ca.pem': G1, 'pay.py': PAY });
  git(folder, 'commit', '-qm', 'one');
  writeFileSync(join(folder, 'rootlint.config.yaml'), 'severities: { lacks-successor: warning }\n');
  git(folder, 'add', '.');
  expect(await severities(folder, '--staged')).toEqual(['warning pay.py']);
});

test.each([
  ['an unknown key', 'ignores: [a]\n', 'rootlint.config.yaml:1: '],
  ['an unknown rule', 'severities:\n  hash-pins: note\n', 'rootlint.config.yaml:2: there is no rule hash-pins'],
  ['a file that is not there', 'models: [m.yaml]\n', 'rootlint.config.yaml:1: there is no file m.yaml beside it'],
  ['no YAML', 'ignore: [a\n', 'rootlint.config.yaml:'],
  ['a wrong value', 'ignore: everything\n', 'rootlint.config.yaml:1: '],
])('%s is told with file and line', async (_what, text, told) => {
  const { code, stderr } = await rootlint(folderOf({ 'rootlint.config.yaml': text, 'a.py': '' }));
  expect([code, stderr]).toEqual([2, expect.stringContaining(told)]);
});

test('of several packages, each is told by itself, the gravest first', async () => {
  const folder = repositoryOf({
    'packages/api/package.json': '{}',
    'packages/api/ca.pem': G1,
    'packages/api/src/pay.py': PAY.replace('ca.pem', '../ca.pem'),
    'packages/web/pyproject.toml': '',
    'packages/web/pay.py': PAY.replace('"ca.pem"', 'False'),
    'packages/web/rootlint.config.yaml': 'severities: { disabled-verification: warning }\n',
  });
  const { stdout } = await rootlint(folder);
  expect(stdout.match(/^== .*$/gm)).toEqual(['== packages/api == 1 error', '== packages/web == 1 warning']);
  const { findings } = await resultOf(folder);
  expect(findings.map((finding) => finding.package)).toEqual(['packages/api', 'packages/web']);
});
