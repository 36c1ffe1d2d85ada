import { describe, expect, it } from 'vitest';
import { printSteps, printUnit } from '../../src/ir/print.js';
import type { Step } from '../../src/ir/step.js';
import { lowerCsharp } from '../../src/syntax/csharp/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

describe('C#', () => {
  compareGoldens('csharp', lowerCsharp);
  survivesDamage('csharp', lowerCsharp);

  it('survives nesting that no stack would', async () => {
    const deep = (open: string, close: string) => `class A { object x = ${open.repeat(5000)}1${close.repeat(5000)}; }`;
    expect(lowerCsharp('Deep.cs', deep('(', ')')).errors).toEqual([]);
    expect(lowerCsharp('Deep.cs', deep('F(', ')')).errors).toEqual([]);
  });

  it('keeps what is long from becoming deep', async () => {
    const cases = Array.from({ length: 2000 }, (_, i) => `case ${i}: f(${i}); break;`).join('\n');
    const code = `class A { void g() { switch (x) { ${cases} } return ${'a && '.repeat(2000)} b; } }`;
    expect(printUnit(lowerCsharp('A.cs', code))).toContain('f(1999)');
  });

  it('joins a certificate of thousands of lines', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `"line ${i}\\n"`);
    const [bound] = await steps(`var pem = ${lines.join(' +\n')};`);
    expect(bound).toMatchObject({ kind: 'bind', value: { kind: 'text' } });
  });

  it('gives an argument the place of its keyword too, in UTF-16 units', async () => {
    const [step] = await steps('/* 😀 */ client.Trust("x", store: (Store) store);');
    expect(step).toMatchObject({
      value: { arguments: [{ span: { line: 1, column: 23, endColumn: 26 } }, { span: { column: 28, endColumn: 48 } }] },
    });
  });

  it('gives a property in an initialiser the place of its name too', async () => {
    const [step] = await steps('Use(new Handler { Validate = Check });');
    expect(step).toMatchObject({
      value: { arguments: [{ value: { arguments: [{ name: 'Validate', span: { column: 19, endColumn: 35 } }] } }] },
    });
  });

  it('creates what the place wants', async () => {
    expect(await printed('Store store = new("ca.pem");')).toBe('bind store : Store = new Store("ca.pem")');
    expect(await printed('List<Pin> pins = [new("a")];')).toBe('bind pins : List = [new Pin("a")]');
    expect(await printed('Store Made() => new() { Path = "ca.pem" };')).toBe(
      'hoisted bind Made = () : Store =>\n  return new Store(Path="ca.pem")',
    );
  });

  it('ends a pattern where C# does, not where the grammar does', async () => {
    const tests = {
      'a is null || b': 'choice(op:==(a, null) ? itself : b)',
      'a is not null && b is C': 'choice(op:!=(a, null) ? op:instanceof(b, C) : itself)',
      'a is E.None && b || c': 'choice(choice(op:==(a, E.None) ? b : itself) ? itself : c)',
      'd && a is null || b': 'choice(choice(d ? op:==(a, null) : itself) ? itself : b)',
      'd || a is null && b': 'choice(d ? itself : choice(op:==(a, null) ? b : itself))',
      'a is > 3 && b': 'choice(op:>(a, 3) ? b : itself)',
      'this is A && b': 'choice(op:instanceof(this, A) ? b : itself)',
    };
    for (const [written, meant] of Object.entries(tests)) {
      expect(await printed(`x = ${written};`)).toBe(`bind nearest x = ${meant}`);
    }
  });

  it('reads what directives cut through as one piece', async () => {
    const unit = lowerCsharp('Cut.cs', 'Open(ca,\n#if DEBUG\n  true,\n#endif\n  host);');
    expect(unit.errors).toEqual([]);
    expect(printSteps(unit.body, '')).toEqual(['use Open(ca, true, host)']);
  });
});

async function steps(statements: string): Promise<readonly Step[]> {
  return lowerCsharp('Example.cs', statements).body;
}

const printed = async (statements: string) => printSteps(await steps(statements), '').join('\n');
