/** `--staged`, `--since` and `--files-from`: what changed is judged, and what depends on it. */
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, git, repositoryOf } from '../files/folder.js';
import { resultOf, rootlint, toldBy } from './rootlint.js';

const STORES = join(import.meta.dirname, '..', '..', 'fixtures', 'stores');
const G1 = readFileSync(join(STORES, 'g1-only.pem'), 'utf8');
const G1_AND_G2 = readFileSync(join(STORES, 'g1-and-g2.pem'), 'utf8');
const PAY = 'import requests\n\ndef pay(url):\n    return requests.get(url, verify="certs/ca.pem")\n';
const OLD_DEBT = 'import requests\n\nrequests.get("https://shop.example", verify="certs/old.pem")\n';

/** A repository with one commit. */
function committed(files: Readonly<Record<string, string>>): string {
  const folder = repositoryOf({ 'README.md': 'A shop.\n', ...files });
  git(folder, 'commit', '-qm', 'one');
  return folder;
}

function stage(folder: string, path: string, text: string): void {
  writeFileSync(join(folder, path), text);
  git(folder, 'add', path);
}

describe('--staged', () => {
  test('judges what is staged, and leaves what was there before in peace', async () => {
    const folder = committed({ 'old.py': OLD_DEBT, 'certs/old.pem': G1, 'certs/ca.pem': G1 });
    stage(folder, 'pay.py', PAY);
    const result = await resultOf(folder, '--staged');
    expect(toldBy(result)).toEqual(['lacks-successor pay.py:4']);
    expect(result.summary.changedFiles).toBe(1);
  });

  test('of the first commit, everything is new', async () => {
    const folder = repositoryOf({ 'pay.py': PAY, 'certs/ca.pem': G1 });
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:4']);
  });

  test('reads the index, not the work tree', async () => {
    const folder = committed({ 'certs/ca.pem': G1_AND_G2, 'pay.py': PAY });
    stage(folder, 'certs/ca.pem', G1);
    writeFileSync(join(folder, 'certs/ca.pem'), G1_AND_G2);
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:4']);
    expect(toldBy(await resultOf(folder))).not.toContain('lacks-successor pay.py:4');

    stage(folder, 'pay.py', PAY.replace('"certs/ca.pem"', 'True'));
    writeFileSync(join(folder, 'pay.py'), PAY);
    expect((await resultOf(folder, '--staged', 'pay.py')).pins).toEqual([]);
  });

  test('a file that was not added is not there', async () => {
    const folder = committed({});
    writeFileSync(join(folder, 'new.pem'), G1);
    stage(folder, 'pay.py', PAY.replace('certs/ca.pem', 'new.pem'));
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['missing-trust-store pay.py:4']);
  });

  test('a changed store is judged where unchanged code uses it, through whatever leads there', async () => {
    const folder = committed({
      'certs/ca.pem': G1_AND_G2,
      'pay.py': 'import requests\nfrom settings import CA\n\nrequests.get("https://shop.example", verify=CA)\n',
      'settings.py': 'import os\nCA = os.path.join("certs", "ca.pem")\n',
      'other.py': OLD_DEBT,
      'certs/old.pem': G1,
    });
    stage(folder, 'certs/ca.pem', G1);
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:4']);
    stage(folder, 'certs/ca.pem', G1_AND_G2);
    stage(folder, 'settings.py', 'import os\nCA = os.path.join("certs", "old.pem")\n');
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:4']);
  });

  describe('a setting that changed is judged by the code that reads it', () => {
    const files = {
      'certs/old.pem': G1,
      'certs/new.pem': G1_AND_G2,
      'settings.json': '{"ca": "certs/new.pem"}',
      'pay.py':
        'import json\nimport requests\n\nwith open("settings.json") as f:\n    S = json.load(f)\nrequests.get("https://shop.example", verify=S["ca"])\n',
      'env.py': 'import os, requests\n\nrequests.get("https://shop.example", verify=os.environ["CA_FILE"])\n',
      'run.sh': '#!/bin/sh\nexport CA_FILE=certs/new.pem\npython3 env.py\n',
    };

    test.each([
      ['a settings file', 'settings.json', '{"ca": "certs/old.pem"}', 'lacks-successor pay.py:6'],
      [
        'a start script',
        'run.sh',
        '#!/bin/sh\nexport CA_FILE=certs/old.pem\npython3 env.py\n',
        'lacks-successor env.py:3',
      ],
      [
        'a Dockerfile',
        'Dockerfile',
        'FROM python\nENV CA_FILE=certs/old.pem\nCMD ["python3", "env.py"]\n',
        'lacks-successor env.py:3',
      ],
    ])('%s', async (_what, path, text, told) => {
      const folder = committed(files);
      stage(folder, path, text);
      expect(toldBy(await resultOf(folder, '--staged'))).toEqual([told]);
    });
  });

  test('a manifest that changed is judged for the list of roots that it pins, and by who uses it', async () => {
    const folder = committed({ 'old/requirements.txt': 'certifi==2014.5.14\n', 'setup.py': 'setup()\n' });
    stage(folder, 'requirements.txt', 'requests\ncertifi==2014.5.14\n');
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['outdated-bundle requirements.txt:2']);
    git(folder, 'commit', '-qm', 'two');
    stage(folder, 'setup.py', 'setup(install_requires=["certifi==2014.5.14"])\n');
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['outdated-bundle setup.py:1']);
  });

  test('a deleted store is a change', async () => {
    const folder = committed({ 'certs/ca.pem': G1_AND_G2, 'pay.py': PAY });
    git(folder, 'rm', '-q', 'certs/ca.pem');
    expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['missing-trust-store pay.py:4']);
  });

  test('files that are named count as changed, as pre-commit names them with --all-files', async () => {
    const folder = committed({ 'certs/ca.pem': G1, 'pay.py': PAY, 'old.py': OLD_DEBT, 'certs/old.pem': G1 });
    expect(toldBy(await resultOf(folder, '--staged', 'certs/ca.pem', 'README.md'))).toEqual([
      'lacks-successor pay.py:4',
    ]);
  });

  test('a folder that is named says where changes are looked for', async () => {
    const folder = committed({ 'certs/ca.pem': G1 });
    stage(folder, 'pay.py', PAY);
    expect(toldBy(await resultOf(folder, '--staged', 'certs'))).toEqual([]);
    expect(toldBy(await resultOf(join(folder, 'certs'), '--staged'))).toEqual(['lacks-successor pay.py:4']);
  });

  test('says that nothing was looked at, and passes', async () => {
    const folder = committed({ 'certs/ca.pem': G1, 'pay.py': PAY });
    expect(await rootlint(folder, '--staged')).toEqual({
      code: 0,
      stdout: 'Nothing changed: nothing was scanned.\n',
      stderr: '',
    });
    stage(folder, 'README.md', 'A better shop.\n');
    const { stdout, code } = await rootlint(folder, '--staged');
    expect([code, stdout]).toEqual([0, '1 file changed, none of which can matter to a pin: nothing was scanned.\n']);
    const json = await rootlint(folder, '--staged', '--format', 'json');
    expect([json.code, json.stderr]).toEqual([0, expect.stringContaining('nothing was scanned')]);
    expect((await rootlint(folder, '--staged', '--format', 'sarif')).stdout).toContain('"results": []');
  });

  describe('of ordinary sources', () => {
    const files = {
      'certs/ca.pem': G1,
      'certs/old.pem': G1,
      'pay.py':
        'import requests\nfrom settings import CA\n\ndef pay(ca=CA):\n    return requests.get("https://shop.example", verify=ca)\n',
      'settings.py': 'from paths import CERTS\nCA = CERTS + "/ca.pem"\n',
      'paths.py': 'CERTS = "certs"\n',
      'shop.py': 'import pay\n\ndef buy():\n    return pay.pay("certs/old.pem")\n',
      'basket.py': 'def total(basket):\n    return sum(basket)\n',
    };

    test('that nothing leads to, nothing is scanned', async () => {
      const folder = committed(files);
      stage(folder, 'basket.py', 'def total(basket):\n    return sum(basket) + 1\n');
      expect((await rootlint(folder, '--staged')).stdout).toContain('none of which can matter');
    });

    test.each([
      ['a file that a setting comes from', 'paths.py'],
      ['a caller', 'shop.py'],
    ])('%s is judged by where it leads', async (_what, path) => {
      const folder = committed(files);
      stage(folder, path, `${files[path as keyof typeof files]}\nEMPTY = None\n`);
      expect(toldBy(await resultOf(folder, '--staged'))).toEqual(['lacks-successor pay.py:5']);
    });
  });

  test('links and submodules of the index are followed as far as the index goes', async () => {
    const inner = committed({ 'x.py': PAY });
    const folder = committed({ 'certs/ca.pem': G1 });
    symlinkSync('certs/ca.pem', join(folder, 'current.pem'));
    symlinkSync('certs', join(folder, 'trust'));
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', 'add', inner, 'inner');
    git(folder, 'add', '.');
    stage(folder, 'a.py', PAY.replace('certs/ca.pem', 'current.pem'));
    stage(folder, 'b.py', PAY.replace('certs/ca.pem', 'trust/ca.pem'));
    rmSync(join(folder, 'trust'));
    const result = await resultOf(folder, '--staged');
    expect(toldBy(result)).toEqual(['lacks-successor a.py:4', 'lacks-successor b.py:4']);
    expect(result.diagnostics).toEqual([{ path: 'inner', reason: expect.stringContaining('submodule') }]);
  });

  test('links that lead out of the repository or nowhere stop no commit, also where the hook names them', async () => {
    const folder = committed({ 'certs/ca.pem': G1 });
    symlinkSync(join(folderOf({ 'pay.py': PAY }), 'pay.py'), join(folder, 'outside.py'));
    symlinkSync('nowhere.py', join(folder, 'broken.py'));
    git(folder, 'add', '.');
    const told = { pins: [], summary: { changedFiles: 2 } };
    expect(await resultOf(folder, '--staged')).toMatchObject(told);
    expect(await resultOf(folder, '--staged', 'outside.py', 'broken.py')).toMatchObject(told);
    expect((await rootlint(folder, '--staged', join(folderOf({ 'pay.py': PAY }), 'pay.py'))).code).toBe(2);
  });

  test('outside a repository is a usage error', async () => {
    const { code, stderr } = await rootlint(folderOf({ 'pay.py': PAY }), '--staged');
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no git repository here')]);
  });
});

describe('--since', () => {
  function branched(): string {
    const folder = committed({ 'certs/ca.pem': G1_AND_G2, 'pay.py': PAY, 'old.py': OLD_DEBT, 'certs/old.pem': G1 });
    git(folder, 'branch', '-M', 'main');
    git(folder, 'checkout', '-qb', 'renew');
    return folder;
  }

  test('judges what the branch changed, committed or not, and what depends on it', async () => {
    const folder = branched();
    expect((await rootlint(folder, '--since', 'main')).stdout).toContain('Nothing changed');
    stage(folder, 'certs/ca.pem', G1);
    git(folder, 'commit', '-qm', 'two');
    writeFileSync(join(folder, 'new.py'), OLD_DEBT);
    expect(toldBy(await resultOf(folder, '--since', 'main'))).toEqual([
      'lacks-successor new.py:3',
      'lacks-successor pay.py:4',
    ]);
  });

  test('what happened on the other branch since is not its business', async () => {
    const folder = branched();
    git(folder, 'checkout', '-q', 'main');
    stage(folder, 'certs/ca.pem', G1);
    git(folder, 'commit', '-qm', 'two');
    git(folder, 'checkout', '-q', 'renew');
    expect((await resultOf(folder, '--since', 'main')).summary.changedFiles).toBe(0);
  });

  test('of a revision that is not there says how to get it', async () => {
    const { code, stderr } = await rootlint(branched(), '--since', 'origin/main');
    expect([code, stderr]).toEqual([2, expect.stringContaining('knows no such revision here; a shallow clone')]);
    expect((await rootlint(branched(), '--since', '--output=x')).code).toBe(2);
  });
});

describe('--files-from', () => {
  test.each([
    ['lines', 'certs/ca.pem\r\nREADME.md\n'],
    ['NUL', 'certs/ca.pem\0gone.py\0'],
  ])('takes paths separated by %s', async (_what, list) => {
    const folder = committed({ 'certs/ca.pem': G1, 'pay.py': PAY, 'old.py': OLD_DEBT, 'certs/old.pem': G1 });
    writeFileSync(join(folder, 'list'), list);
    expect(toldBy(await resultOf(folder, '--files-from', 'list'))).toEqual(['lacks-successor pay.py:4']);
  });

  test('needs no repository, and takes absolute paths', async () => {
    const folder = folderOf({ 'certs/ca.pem': G1, 'pay.py': PAY });
    writeFileSync(join(folder, 'list'), join(folder, 'pay.py'));
    expect(toldBy(await resultOf(folder, '--files-from', 'list'))).toEqual(['lacks-successor pay.py:4']);
  });

  test('that is not there, or leads elsewhere, is a usage error', async () => {
    const folder = committed({ list: '../elsewhere.py\n' });
    expect(await rootlint(folder, '--files-from', 'no-list')).toMatchObject({ code: 2 });
    const { code, stderr } = await rootlint(folder, '--files-from', 'list');
    expect([code, stderr]).toEqual([2, expect.stringContaining('../elsewhere.py lies outside')]);
  });
});
