import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/ir/step.js';
import { lowerJavascript, lowerTypescript } from '../../src/syntax/javascript/lower.js';
import type { FrontEnd } from '../../src/syntax/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

/** The goldens end in `.txt`, or the compiler and the linter of this project would judge them too. */
const byExtension: FrontEnd = (file, text) => {
  const path = file.replace(/\.txt$/, '');
  const lower = /\.tsx?$/.test(path) ? lowerTypescript : lowerJavascript;
  return { ...lower(path, text), path: file };
};

describe('JavaScript and TypeScript', () => {
  compareGoldens('javascript', byExtension);
  survivesDamage('javascript', byExtension);

  test('the span of an option covers its key and value, in UTF-16 columns', async () => {
    const unit = lowerJavascript('pay.js', `call('😀', { ca: bundle });`);
    const [step] = unit.body;
    const used = step?.kind === 'use' && step.value.kind === 'call' ? step.value.arguments[1]?.value : undefined;
    expect(used?.kind === 'record' && used.entries[0]?.span).toEqual({
      line: 1,
      column: 14,
      endLine: 1,
      endColumn: 24,
    });
  });

  test('syntax errors are listed and the rest is read', async () => {
    const unit = lowerJavascript('pay.js', 'const ca = (;\nconnect({ ca });\n');
    expect(unit.errors).toHaveLength(1);
    expect(unit.body.at(-1)).toMatchObject({ kind: 'use', value: { kind: 'call', callee: { name: 'connect' } } });
  });

  test('a PEM joined from five thousand lines is one text', async () => {
    const lines = Array.from({ length: 5000 }, (_, line) => `'line ${line}\\n'`);
    const { body } = lowerJavascript('ca.js', `const ca = ${lines.join(' +\n')};`);
    const [declared] = body as [Extract<Step, { kind: 'bind' }>];
    expect(declared.value).toMatchObject({ kind: 'text' });
    expect(declared.value.kind === 'text' && declared.value.value.split('\n')).toHaveLength(5001);
  });

  test('a pattern is made as `new RegExp` makes it', async () => {
    const { body } = lowerJavascript('ca.js', String.raw`a = [/\\n/g, /a|b/];`);
    const bound = body.find((step) => step.kind === 'bind');
    const items = bound?.kind === 'bind' && bound.value.kind === 'list' ? bound.value.items : [];
    expect(
      items.map(({ value }) => (value.kind === 'call' ? value.arguments.map((each) => each.value) : [])),
    ).toMatchObject([
      [
        { kind: 'text', value: '\\\\n' },
        { kind: 'text', value: 'g' },
      ],
      [{ kind: 'text', value: 'a|b' }],
    ]);
  });

  test.each([
    ['brackets', `${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['brackets beyond the parser', '('.repeat(200_000)],
    ['calls', `a${'.b()'.repeat(5000)}`],
    ['branches', 'if (a) b(); else '.repeat(3000)],
    ['commas', `${'a = 1, '.repeat(5000)}b`],
    ['arrows', `${'() => '.repeat(3000)}1`],
  ])('deeply nested %s do not overflow the stack', async (_, text) => {
    expect(lowerJavascript('deep.js', text)).toBeDefined();
  });
});
