/**
 * The report for reviewdog, as reviewdog reads it: https://github.com/reviewdog/reviewdog. Where it is not installed only
 * what it needs is looked at, and the rest is skipped, and says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLI, G1, PAY, Shop } from '../hooks/shop.js';

const missing = spawnSync('reviewdog', ['-version']).error !== undefined;
const why = missing ? ' (skipped: reviewdog is not installed)' : '';
const WIDE = 'import requests\n\nprint("支付", requests.get("https://api.weixin.qq.com/pay", verify="certs/ca.pem"))\n';

/** A shop in a folder of a larger repository, with a pin that is not committed. */
function shop(): Shop {
  const repository = new Shop({ 'shop/certs/ca.pem': G1, 'shop/old.py': PAY });
  return repository.write('shop/pay.py', WIDE).add('shop/pay.py');
}

const report = (cwd: string, ...args: string[]): string =>
  execFileSync(process.execPath, [CLI, '--format', 'rdjson', '--fail-on', 'never', ...args], { cwd, encoding: 'utf8' });

interface Diagnostic {
  readonly location: { readonly path: string };
  readonly related_locations: readonly { readonly location: { readonly path: string } }[];
}

test.each([
  ['the top level', '.', 'shop/pay.py', 'shop/certs/ca.pem'],
  ['a subfolder', 'shop', 'pay.py', 'certs/ca.pem'],
  ['the folder beside it', 'tools', '../shop/pay.py', '../shop/certs/ca.pem'],
])('paths are those that a program in %s sees', (_where, folder, source, store) => {
  const { folder: top } = shop();
  mkdirSync(join(top, 'tools'));
  const { diagnostics } = JSON.parse(report(join(top, folder), top)) as { diagnostics: readonly Diagnostic[] };
  const pay = diagnostics.find(({ location }) => location.path.endsWith('pay.py'));
  expect(pay?.location.path).toBe(source);
  expect(pay?.related_locations.map(({ location }) => location.path)).toEqual([store]);
});

test.skipIf(missing).each([
  ['.', 'shop/pay.py'],
  ['shop', 'pay.py'],
])(`reviewdog tells what the change adds, run in %s${why}`, (folder, path) => {
  const cwd = join(shop().folder, folder);
  const reviewdog = (...args: string[]) =>
    spawnSync('reviewdog', ['-f=rdjson', '-diff=git diff HEAD', ...args], {
      cwd,
      encoding: 'utf8',
      input: report(cwd),
    });

  const told = reviewdog('-reporter=local', '-fail-level=error');
  expect(told.stdout).toMatch(new RegExp(`^${path}:3:[0-9]+: error lacks-successor .*\n$`));
  expect(told.status).toBe(1);

  const read = JSON.parse(reviewdog('-reporter=rdjson').stdout) as { diagnostics: readonly Diagnostic[] };
  expect(read.diagnostics).toEqual([
    expect.objectContaining({
      location: {
        path,
        // Bytes: two characters of three each stand before the pin.
        range: { start: { line: 3, column: 63 }, end: { line: 3, column: 84 } },
      },
      suggestions: [expect.objectContaining({ text: 'print("支付", requests.get("https://api.weixin.qq.com/pay"))' })],
    }),
  ]);
});
