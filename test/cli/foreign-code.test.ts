/** Code of others, and of tests: what is kept in the repository, how much it weighs, and how it is told. */
import { describe, expect, test } from 'vitest';
import { folderOf, repositoryOf } from '../files/folder.js';
import { G1 } from '../hooks/shop.js';
import { resultOf, rootlint } from './rootlint.js';

const PAY = 'import requests\n\nrequests.get("https://shop.example", verify="ca.pem")\n';
const severities = async (folder: string, ...args: string[]) =>
  (await resultOf(folder, ...args)).findings.map(({ path, severity }) => `${severity} ${path}`);

describe('dependencies', () => {
  const files = { 'ca.pem': G1, 'vendor/acme/http/ca.pem': G1, 'vendor/acme/http/client.py': PAY };

  test('that are tracked are scanned, told in one line, and fail no run', async () => {
    const folder = repositoryOf({ ...files, 'vendor/acme/http/other.py': PAY });
    const { code, stdout } = await rootlint(folder, '--fail-on', 'note');
    expect(code).toBe(0);
    expect(stdout).toContain('vendor/acme/http: 2 lacks-successor; a dependency that no code of yours');
    expect(stdout).not.toContain('client.py');
    const { pins, findings } = await resultOf(folder);
    expect(pins.map(({ vendored }) => vendored)).toEqual([true, true]);
    expect(findings.map(({ vendored }) => vendored)).toEqual(['vendor/acme/http', 'vendor/acme/http']);
    expect((await rootlint(folder, '--format', 'sarif')).stdout).not.toContain('client.py');
  });

  test('that are not tracked are not scanned', async () => {
    const folder = repositoryOf(
      { ...files, 'node_modules/pay/index.py': PAY, 'dist/pay.py': PAY, '.venv/lib/pay.py': PAY, 'pay.py': PAY },
      ['ca.pem', 'pay.py'],
    );
    expect(await severities(folder)).toEqual(['error pay.py']);
    expect(await severities(folder, 'vendor')).toEqual(['error acme/http/client.py']);
  });

  test('that the own code leads to count as it does', async () => {
    const folder = repositoryOf({
      'ca.pem': G1,
      'vendor/shoplib/client.py': 'import requests\n\ndef get(url, ca):\n    return requests.get(url, verify=ca)\n',
      'pay.py': 'from vendor.shoplib.client import get\n\nget("https://shop.example", "ca.pem")\n',
    });
    const { findings } = await resultOf(folder);
    expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toContain('error lacks-successor');
  });

  test('are told by attributes too, and taken back by them', async () => {
    const folder = repositoryOf({
      'ca.pem': G1,
      'vendor/own/ca.pem': G1,
      'lib/ca.pem': G1,
      '.gitattributes': 'lib/** linguist-vendored\ngen/** linguist-generated=true\nvendor/own/** -linguist-vendored\n',
      'lib/client.py': PAY,
      'gen/client.py': PAY,
      'vendor/own/client.py': PAY,
    });
    const { findings } = await resultOf(folder);
    expect(findings.map(({ path, vendored }) => [path, vendored])).toEqual([
      ['gen/client.py', 'gen'],
      ['lib/client.py', 'lib'],
      ['vendor/own/client.py', undefined],
    ]);
  });
});

test('tests are scanned, marked, and weigh one step less', async () => {
  const folder = folderOf({ 'ca.pem': G1, 'pay.py': PAY, 'tests/test_pay.py': PAY });
  expect(await severities(folder)).toEqual(['error pay.py', 'warning tests/test_pay.py']);
  expect((await resultOf(folder)).pins.map((pin) => pin.test)).toEqual([false, true]);
});
