import { describe, expect, it } from 'vitest';
import { printUnit } from '../../src/ir/print.js';
import type { Call, RecordValue, Value } from '../../src/ir/value.js';
import { lowerGo } from '../../src/syntax/go/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

async function firstValue(text: string): Promise<Value> {
  const [step] = lowerGo('pay.go', text).body;
  if (step === undefined || !('value' in step) || typeof step.value !== 'object') throw new Error('no value');
  return step.value;
}

const lowered = async (text: string): Promise<string> => printUnit(lowerGo('pay.go', text));

describe('Go', () => {
  compareGoldens('go', lowerGo);
  survivesDamage('go', lowerGo);

  it('spans a field of a struct literal with its key, in UTF-16 columns', async () => {
    const config = (await firstValue('var c = tls.Config{ServerName: "😀", RootCAs: pool}')) as RecordValue;
    expect(config.entries[1]).toMatchObject({
      key: 'RootCAs',
      span: { line: 1, column: 38, endLine: 1, endColumn: 51 },
      value: { span: { line: 1, column: 47, endLine: 1, endColumn: 51 } },
    });
  });

  it('spans an argument of a call', async () => {
    const call = (await firstValue('var p = load("ca.pem", dir)')) as Call;
    expect(call.arguments.map(({ span }) => [span.column, span.endColumn])).toEqual([
      [14, 22],
      [24, 27],
    ]);
  });

  it('names an import by the last part of its path that can be an identifier', async () => {
    const unit = lowerGo(
      'pay.go',
      'package p\nimport (\n"crypto/tls"\n"github.com/go-resty/resty/v2"\n"gopkg.in/yaml.v3"\n"github.com/stripe/stripe-go/v72"\n)',
    );
    expect(unit.imports.map(({ local }) => local)).toEqual(['tls', 'resty', 'yaml', 'stripe']);
  });

  it('reads a raw string of a CRLF file as Go does, without carriage returns', async () => {
    expect(await firstValue('const ca = `a\r\nb`')).toMatchObject({ kind: 'text', value: 'a\nb' });
  });

  it('keeps a PEM joined from thousands of literals as one text', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `"line ${i}\\n"`).join(' +\n');
    const value = await firstValue(`const ca = ${lines}`);
    expect(value.kind === 'text' && value.value.split('\n')).toHaveLength(5001);
  });

  it('reads what stands around a syntax error', async () => {
    const unit = lowerGo('pay.go', 'package p\nfunc f() {\n x := (\n}\nvar ca = load("ca.pem")\n');
    expect(unit.errors).not.toHaveLength(0);
    expect(printUnit(unit)).toContain('load("ca.pem")');
  });

  it.each([
    ['brackets', `package p\nvar x = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['calls', `package p\nvar x = a${'.b()'.repeat(3000)}`],
    ['sums', `package p\nvar x = a${' + b'.repeat(5000)}`],
    ['literals', `package p\nvar x = ${'T{'.repeat(2000)}${'}'.repeat(2000)}`],
    ['branches', `package p\nfunc f() { ${'if a { } else '.repeat(2000)} { } }`],
    ['closures', `package p\nvar x = ${'func() { go '.repeat(1000)}`],
  ])('survives deeply nested %s', async (_, text) => {
    expect(await lowered(text)).toContain('package p');
  });
});
