/**
 * What a run loads and how much it calls, as V8 counts it for coverage: figures without a clock, the same on every machine.
 * How long that takes is measured by `npm run bench`.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folderOf } from '../files/folder.js';
import { CLI, G1, PAY, ROOT, Shop } from '../hooks/shop.js';

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly [{ readonly count: number }] }[];
  }[];
}

function workOf(cwd: string, ...args: readonly string[]) {
  const folder = folderOf({});
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    encoding: 'utf8',
    // Of what comes out of the compile cache, calls are not counted.
    env: { ...process.env, NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' },
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  const scripts = readdirSync(folder)
    .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage).result)
    .filter(({ url }) => url.startsWith('file:'));
  return {
    loaded: scripts.map(({ url }) => relative(ROOT, fileURLToPath(url)).split('\\').join('/')),
    calls: scripts.flatMap(({ functions }) => functions).reduce((sum, { ranges }) => sum + ranges[0].count, 0),
  };
}

const roomsOf = (loaded: readonly string[]): ReadonlySet<string> =>
  new Set(loaded.map((path) => /(?:node_modules|dist)\/([^/]+)/.exec(path)?.[1] ?? path));

describe('a commit', () => {
  const shop = () => new Shop({ 'certs/ca.pem': G1, 'pay.py': PAY, 'web/basket.ts': 'export const basket = [];\n' });
  const staged = (path: string, text: string) => workOf(shop().write(path, text).add(path).folder, '--staged');

  test('of prose loads nothing that reads sources, stores or settings', () => {
    const { loaded } = staged('README.md', 'A better shop.\n');
    expect(loaded.length).toBeGreaterThan(5);
    const rooms = roomsOf(loaded);
    for (const heavy of [
      'evaluate',
      'syntax',
      'parser',
      'stores',
      'verdict',
      'fixes',
      'ts-morph',
      'node-forge',
      'yaml',
    ])
      expect(rooms).not.toContain(heavy);
    expect(loaded.length).toBeLessThan(60);
  });

  test.each([
    ['basket.py', 'def total(basket):\n    return sum(basket)\n'],
    ['web/basket.ts', 'export const basket: readonly string[] = [];\n'],
  ])('of %s, which has nothing to do with TLS, loads no parser', (path, text) => {
    const rooms = roomsOf(staged(path, text).loaded);
    for (const heavy of ['evaluate', 'parser', 'stores', 'ts-morph', 'node-forge']) expect(rooms).not.toContain(heavy);
  });

  test('of Python loads the one parser that it needs', () => {
    const rooms = roomsOf(staged('refund.py', PAY).loaded);
    expect(rooms).toContain('parser');
    for (const heavy of ['ts-morph', '@ts-morph', 'node-forge']) expect(rooms).not.toContain(heavy);
  });
});

const AGENT =
  "const https = require('https');\nconst fs = require('fs');\nhttps.get('https://api.weixin.qq.com', { ca: fs.readFileSync('certs/ca.pem') });\n";

test.each([
  ['py', PAY.replace('certs/', '../certs/')],
  ['js', AGENT],
])('twice the files are twice the calls: %s', (ending, text) => {
  const callsFor = (count: number) => {
    const sources = Array.from({ length: count }, (_, at) => [`src/pay_${at}.${ending}`, text] as const);
    return workOf(new Shop({ 'certs/ca.pem': G1, ...Object.fromEntries(sources) }).folder).calls;
  };
  const [one, some, twice] = [callsFor(1), callsFor(41), callsFor(81)];
  expect(twice - some).toBeLessThan(1.1 * (some - one));
});
