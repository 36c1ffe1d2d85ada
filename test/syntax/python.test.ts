import { describe, expect, it } from 'vitest';
import { printUnit } from '../../src/ir/print.js';
import type { Call, Value } from '../../src/ir/value.js';
import { lowerPython } from '../../src/syntax/python/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

const lowered = async (text: string): Promise<string> => printUnit(lowerPython('pay.py', text));

async function firstValue(text: string): Promise<Value> {
  const [step] = lowerPython('pay.py', text).body;
  if (step === undefined || !('value' in step) || typeof step.value !== 'object') throw new Error('no value');
  return step.value;
}

describe('Python', () => {
  compareGoldens('python', lowerPython);
  survivesDamage('python', lowerPython);

  it('spans the whole keyword argument, in UTF-16 columns', async () => {
    const call = (await firstValue('post("🔒", verify=CA)')) as Call;
    expect(call.arguments[1]).toMatchObject({
      name: 'verify',
      span: { line: 1, column: 12, endLine: 1, endColumn: 21 },
      value: { span: { line: 1, column: 19, endLine: 1, endColumn: 21 } },
    });
  });

  it('spans an entry of a dictionary with its key', async () => {
    const record = await firstValue('OPTIONS = {"ca": CA}');
    expect(record).toMatchObject({ entries: [{ key: 'ca', span: { column: 12, endColumn: 20 } }] });
  });

  it('reads a file with CRLF as Python does: its strings have plain line feeds', async () => {
    expect(await lowered('PEM = """a\r\nb"""\r\n')).toBe('bind PEM = "a\\nb"\n');
  });

  it('reads a certificate joined from a thousand lines in one piece', async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `"line ${i}\\n"`);
    const value = await firstValue(`PEM = (${lines.join(' +\n')})`);
    expect(value).toMatchObject({ kind: 'text', value: lines.map((_, i) => `line ${i}\n`).join('') });
  });

  it('gives up on nesting that nobody writes, and goes on after it', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const unit = lowerPython('pay.py', `x = ${deep}\nca = "root.pem"\n`);
    expect(unit.body).toHaveLength(2);
    expect(printUnit(unit)).toContain('unknown<too deep>()');
  });
});
