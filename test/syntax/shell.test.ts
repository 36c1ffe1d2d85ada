import { describe, expect, test } from 'vitest';
import { lowerShell } from '../../src/syntax/shell/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

describe('shell', () => {
  compareGoldens('shell', lowerShell);
  survivesDamage('shell', lowerShell);

  test('the span of an argument is the word with its quotes, in UTF-16 columns', async () => {
    const unit = lowerShell('pay.sh', `curl '😀' "$CA"\n`);
    const [step] = unit.body;
    const given = step?.kind === 'use' && step.value.kind === 'call' ? step.value.arguments[1] : undefined;
    expect(given?.span).toEqual({ line: 1, column: 11, endLine: 1, endColumn: 16 });
  });

  test.each([
    ['commands in commands', `${'$(a '.repeat(1000)}${')'.repeat(1000)}`],
    ['lists', `${'a && '.repeat(3000)}b`],
    ['branches', `${'if a; then '.repeat(1000)}b; ${'fi; '.repeat(1000)}`],
    ['unclosed quotes', '"$('.repeat(1000)],
  ])('deeply nested %s do not overflow the stack', async (_, text) => {
    expect(lowerShell('deep.sh', text)).toBeDefined();
  });
});
