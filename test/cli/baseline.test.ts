/** A baseline: what is known stays quiet, until what it was about changes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../files/folder.js';
import { G1 } from '../hooks/shop.js';
import { resultOf, rootlint, toldBy } from './rootlint.js';

const PAY = 'import requests\n\nrequests.get("https://shop.example", verify="ca.pem")\n';
const BALTIMORE = readFileSync(
  join(import.meta.dirname, '..', '..', 'fixtures', 'stores', 'baltimore-only.pem'),
  'utf8',
);

async function adopted(): Promise<string> {
  const folder = folderOf({ 'ca.pem': G1, 'pay.py': PAY });
  const { code, stdout } = await rootlint(folder, '--write-baseline', 'known.json');
  expect([code, stdout]).toEqual([0, '1 finding written to known.json\n']);
  return folder;
}

describe('what stands in a baseline', () => {
  test('is counted, not told, and the run passes', async () => {
    const folder = await adopted();
    const { code, stdout } = await rootlint(folder, '--baseline', 'known.json');
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 finding is allowed')]);
    expect((await resultOf(folder, '--baseline', 'known.json')).suppressed?.[0]?.by).toBe('baseline');
  });

  test('stays known when lines move', async () => {
    const folder = await adopted();
    writeFileSync(join(folder, 'pay.py'), `"""Payments."""\n\n${PAY}`);
    expect(toldBy(await resultOf(folder, '--baseline', 'known.json'))).toEqual([]);
  });

  test('does not cover another pin beside it, nor other certificates', async () => {
    const folder = await adopted();
    writeFileSync(join(folder, 'pay.py'), `${PAY}requests.get("https://shop.example/two", verify="ca.pem")\n`);
    expect(toldBy(await resultOf(folder, '--baseline', 'known.json'))).toEqual(['lacks-successor pay.py:4']);
    writeFileSync(join(folder, 'pay.py'), PAY);
    writeFileSync(join(folder, 'ca.pem'), BALTIMORE);
    expect(toldBy(await resultOf(folder, '--baseline', 'known.json'))).toEqual(['lacks-successor pay.py:3']);
  });

  test('and is gone is said, so that the file does not grow stale', async () => {
    const folder = await adopted();
    writeFileSync(join(folder, 'pay.py'), 'print("no pin")\n');
    const { stdout } = await rootlint(folder, '--baseline', 'known.json');
    expect(stdout).toContain('1 entry of the baseline matches nothing any more: write it anew.');
  });

  test('may be named by the configuration', async () => {
    const folder = await adopted();
    writeFileSync(join(folder, 'rootlint.config.yaml'), 'baseline: known.json\n');
    expect(toldBy(await resultOf(folder))).toEqual([]);
    // Writing it anew keeps what is known.
    expect((await rootlint(folder, '--write-baseline', 'known.json')).stdout).toContain('1 finding');
    writeFileSync(join(folder, 'rootlint.config.yaml'), 'baseline: gone.json\n');
    expect(await rootlint(folder)).toMatchObject({ code: 2, stderr: expect.stringContaining('--write-baseline') });
  });

  test('has no lines and no absolute paths in it', async () => {
    const folder = await adopted();
    const text = readFileSync(join(folder, 'known.json'), 'utf8');
    expect(text).not.toContain(folder);
    expect(JSON.parse(text)).toEqual({
      schema: 'rootlint/baseline/v1',
      findings: [
        {
          rule: 'lacks-successor',
          path: 'pay.py',
          pin: expect.stringMatching(/^[0-9a-f]{16}$/),
          certificates: expect.stringMatching(/^[0-9a-f]{16}$/),
          what: expect.stringContaining('requests.get trusts only ca.pem'),
        },
      ],
    });
  });
});

test('a dependency is known by its version', async () => {
  const folder = folderOf({ 'pay.py': 'import certifi\n', 'requirements.txt': 'certifi==2014.5.14\n' });
  expect((await rootlint(folder, '--write-baseline', 'known.json')).stdout).toContain('1 finding ');
  expect(toldBy(await resultOf(folder, '--baseline', 'known.json'))).toEqual([]);
  writeFileSync(join(folder, 'requirements.txt'), 'certifi==14.5.13\n');
  expect(toldBy(await resultOf(folder, '--baseline', 'known.json'))).toEqual(['outdated-bundle requirements.txt:1']);
});

test('a file that is no baseline is a usage error', async () => {
  const folder = folderOf({ 'pay.py': PAY, 'known.json': '[]' });
  expect(await rootlint(folder, '--baseline', 'known.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no baseline of rootlint'),
  });
  expect((await rootlint(folder, '--baseline', 'nowhere.json')).code).toBe(2);
  expect(await rootlint(folder, '--staged', '--write-baseline', 'known.json')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('a baseline is of the whole'),
  });
});
