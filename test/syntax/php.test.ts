import { describe, expect, test } from 'vitest';
import { lowerPhp } from '../../src/syntax/php/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

describe('PHP', () => {
  compareGoldens('php', lowerPhp);
  survivesDamage('php', lowerPhp);

  test('the span of an option covers its key and value, in UTF-16 columns', async () => {
    const unit = lowerPhp('pay.php', `<?php f('😀', ['verify' => $ca]);`);
    const [step] = unit.body;
    const options = step?.kind === 'use' && step.value.kind === 'call' ? step.value.arguments[1]?.value : undefined;
    expect(options?.kind === 'record' && options.entries[0]?.span).toEqual({
      line: 1,
      column: 16,
      endLine: 1,
      endColumn: 31,
    });
  });

  test('a PEM joined from five thousand lines is one text', async () => {
    const lines = Array.from({ length: 5000 }, (_, line) => `"line ${line}\\n"`);
    const { body } = lowerPhp('ca.php', `<?php $ca = ${lines.join(' .\n')};`);
    const [declared] = body;
    const value = declared?.kind === 'bind' ? declared.value : undefined;
    expect(value?.kind === 'text' && value.value.split('\n')).toHaveLength(5001);
  });

  test('the indent of the closing word is taken off a heredoc', async () => {
    const { body } = lowerPhp('ca.php', '<?php\n$ca = <<<PEM\r\n    a\r\n      b\\x41\r\n    PEM;\r\n');
    expect(body[0]).toMatchObject({ kind: 'bind', value: { kind: 'text', value: 'a\r\n  bA' } });
  });

  test('an empty file and one without code have no steps', async () => {
    expect(lowerPhp('a.php', '').body).toEqual([]);
    expect(lowerPhp('a.php', '<html>\n</html>\n').body).toEqual([]);
  });

  test.each([
    ['brackets', `f(${'['.repeat(2000)}${']'.repeat(2000)});`],
    ['calls', `$a${'->b()'.repeat(3000)};`],
    ['branches', `${'if ($a) b(); else '.repeat(1500)} c();`],
    ['unclosed brackets', `f(${'['.repeat(2000)};`],
  ])('deeply nested %s do not overflow the stack', async (_, code) => {
    expect(lowerPhp('deep.php', `<?php ${code}`)).toBeDefined();
  });
});
