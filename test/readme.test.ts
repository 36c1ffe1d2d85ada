/** README's first screen is what the tool says: the broken input is the file of the showcase, the output is compared to the letter. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../src/cli.js';

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');

/** The text of the block behind `<!-- name -->`. */
const block = (readme: string, name: string): string =>
  new RegExp(`<!-- ${name} -->\n\n\`\`\`[a-z]*\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? `README has no block ${name}`;

async function printed(...args: readonly string[]): Promise<string> {
  let text = '';
  const output = {
    isTTY: false,
    columns: 80,
    write: (more: string) => {
      text += more;
    },
  };
  await main(args, { cwd: join(ROOT, 'fixtures', 'showcase'), stdout: output, stderr: output, env: {} });
  return text;
}

test('the broken input is the one in the showcase', () => {
  expect(block(readFileSync(README, 'utf8'), 'input')).toBe(
    readFileSync(join(ROOT, 'fixtures', 'showcase', 'python', 'refund.py'), 'utf8'),
  );
});

test('the sample is what rootlint prints', async () => {
  const sample = await printed('python', '--as-of', '2026-11-23');
  const readme = readFileSync(README, 'utf8');
  if (process.env.UPDATE_GOLDENS)
    writeFileSync(
      README,
      readme.replace(block(readme, 'output'), () => sample),
    );
  expect(block(readFileSync(README, 'utf8'), 'output')).toBe(sample);
});
