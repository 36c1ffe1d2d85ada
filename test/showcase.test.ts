/**
 * The guide's nine examples, in each report, to the letter. Read the difference line by line before accepting it:
 * `UPDATE_GOLDENS=1 npx vitest run test/showcase.test.ts` writes the files in test/golden.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../src/cli.js';
import type { Result } from '../src/result.js';

const ROOT = join(import.meta.dirname, '..');
const SHOWCASE = join(ROOT, 'fixtures', 'showcase');

async function report(...args: readonly string[]): Promise<{ text: string; code: number }> {
  let text = '';
  const output = {
    isTTY: false,
    columns: 100,
    write: (more: string) => {
      text += more;
    },
  };
  const code = await main([...args, '--as-of', '2026-11-23'], {
    cwd: SHOWCASE,
    stdout: output,
    stderr: output,
    env: {},
  });
  return { text, code };
}

test.each([
  ['terminal', 'showcase.txt'],
  ['json', 'showcase.json'],
  ['sarif', 'showcase.sarif'],
])('%s', async (format, file) => {
  const { text, code } = await report('.', '--format', format);
  const golden = join(ROOT, 'test', 'golden', file);
  if (process.env.UPDATE_GOLDENS) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
  expect(code).toBe(1);
});

test('each of the nine breaks, and names the file and the missing root', async () => {
  const { pins, summary } = JSON.parse((await report('.', '--format', 'json')).text) as Result;
  expect(pins.map((pin) => pin.path.split('/').at(-2))).toEqual([
    'c',
    'cpp',
    'csharp',
    'go',
    'java',
    'node',
    'php',
    'python',
    'ruby',
  ]);
  for (const pin of pins) {
    expect(pin).toMatchObject({ verdict: 'breaks', effect: 'exclusive', reach: 'live' });
    expect(JSON.stringify(pin.sources)).toContain('digicert-global-root-ca');
    expect(pin.migrations[0]).toMatchObject({
      missing: [{ id: 'digicert-global-root-g2' }],
    });
  }
  expect(summary).toMatchObject({ breaks: 9, pins: 9 });
});
