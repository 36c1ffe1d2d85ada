import { describe, expect, it } from 'vitest';
import { printSteps, printUnit } from '../../src/ir/print.js';
import type { Step } from '../../src/ir/step.js';
import { lowerJava } from '../../src/syntax/java/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

describe('Java', () => {
  compareGoldens('java', lowerJava);
  survivesDamage('java', lowerJava);

  it('survives nesting that no stack would', async () => {
    const deep = (open: string, close: string) => `class A { Object x = ${open.repeat(5000)}1${close.repeat(5000)}; }`;
    expect(lowerJava('Deep.java', deep('(', ')')).errors).toEqual([]);
    expect(lowerJava('Deep.java', deep('f(', ')')).errors).toEqual([]);
  });

  it('keeps what is long from becoming deep', async () => {
    const cases = Array.from({ length: 2000 }, (_, i) => `case ${i}: f(${i}); break;`).join('\n');
    const code = `class A { void g() { switch (x) { ${cases} } return ${'a && '.repeat(2000)} b; } }`;
    expect(printUnit(lowerJava('A.java', code))).toContain('f(1999)');
  });

  it('joins a certificate of thousands of lines', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `"line ${i}\\n"`);
    const [bound] = await steps(`String pem = ${lines.join(' +\n')};`);
    expect(bound).toMatchObject({ kind: 'bind', value: { kind: 'text' } });
  });

  it('counts columns in UTF-16 units', async () => {
    const [step] = await steps('/* 😀 */ client.trust("x", /* y */ (Store) store);');
    expect(step).toMatchObject({
      value: { arguments: [{ span: { line: 1, column: 23, endColumn: 26 } }, { span: { column: 36, endColumn: 49 } }] },
    });
  });

  it('takes the indent of a text block from its closing line too', async () => {
    expect(await printed('String pem = """\n      a\n        b\n    """;')).toBe(
      'bind pem : String = "  a\\n    b\\n"',
    );
  });

  it('assigns on the way before the statement', async () => {
    expect(await printed('use(x = path());')).toBe('bind nearest x = path()\nuse use(x)');
  });
});

/** Statements outside a class parse as the body of an implicit one. */
async function steps(statements: string): Promise<readonly Step[]> {
  return lowerJava('Example.java', statements).body;
}

const printed = async (statements: string) => printSteps(await steps(statements), '').join('\n');
