import { describe, expect, it } from 'vitest';
import { printUnit } from '../../src/ir/print.js';
import type { Call, ListValue, RecordValue, Value } from '../../src/ir/value.js';
import { lowerC, lowerCpp } from '../../src/syntax/c/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

async function firstValue(text: string): Promise<Value> {
  const [step] = lowerCpp('pay.cpp', text).body;
  if (step === undefined || !('value' in step) || typeof step.value !== 'object') throw new Error('no value');
  return step.value;
}

const bodyOf = async (statements: string): Promise<string> =>
  printUnit(lowerCpp('pay.cpp', `void pay() { ${statements} }`));

describe('C', () => {
  compareGoldens('c', lowerC);
  survivesDamage('c', lowerC);
});

describe('C++', () => {
  compareGoldens('cpp', lowerCpp);
  survivesDamage('cpp', lowerCpp);

  it('spans an entry with its designator, in UTF-16 columns', async () => {
    const config = (await firstValue('cfg_t c = { .url = "😀", .cert_pem = root };')) as RecordValue;
    expect(config.entries[1]).toMatchObject({ key: 'cert_pem', span: { line: 1, column: 26, endColumn: 42 } });
  });

  it('spans the arguments of a call', async () => {
    const call = (await firstValue('int r = setopt(curl, CAINFO, "ca.pem");')) as Call;
    expect(call.arguments.map(({ span }) => [span.column, span.endColumn])).toEqual([
      [16, 20],
      [22, 28],
      [30, 38],
    ]);
  });

  it('spans each number of an array where it stands', async () => {
    const bytes = (await firstValue('const char der[] = {\n  0x30, // head\n  0x82\n};')) as ListValue;
    expect(bytes.items.map(({ span }) => span)).toEqual([
      { line: 2, column: 3, endLine: 2, endColumn: 7 },
      { line: 3, column: 3, endLine: 3, endColumn: 7 },
    ]);
  });

  it('spans the text of a macro where its literal begins', async () => {
    const [step] = lowerC('roots.h', '#define CA \\\n  "a" \\\n  "b"\n').body;
    expect(step).toMatchObject({
      kind: 'bind',
      value: { kind: 'text', value: 'ab', span: { line: 2, column: 3, endLine: 3 } },
    });
  });

  it('keeps the columns of what stands behind an attribute macro', async () => {
    const unit = lowerCpp('sketch.ino', 'const char ca[] PROGMEM = "pem";');
    expect(unit.errors).toEqual([]);
    expect(unit.body[0]).toMatchObject({ name: 'ca', value: { kind: 'text', value: 'pem', span: { column: 27 } } });
  });

  it('assigns in a condition before it is asked, and in a loop in each turn', async () => {
    expect(await bodyOf('if ((ctx = make()) == NULL) return;')).toContain(
      'bind nearest ctx = make()\n  if op:==(ctx, null)',
    );
    expect(await bodyOf('while ((n = next())) add(n);')).toContain(
      'loop\n    bind nearest n = next()\n    if op:!(n)\n      break',
    );
  });

  it('assigns behind && only where the left side holds', async () => {
    expect(await bodyOf('if (a && (b = f())) g();')).toContain(
      'if a\n    bind nearest b = f()\n  if choice(a ? b : itself)',
    );
  });

  it('reads a certificate of a hundred kilobytes quickly', async () => {
    const rows = Array.from(
      { length: 1500 },
      () => '  0x30, 0x82, 0x03, 0xaf, 0x30, 0x82, 0x02, 0x97, 0xa0, 0x03,',
    ).join('\n');
    const started = performance.now();
    const bytes = (await firstValue(`const unsigned char der[] = {\n${rows}\n};`)) as ListValue;
    expect(bytes.items).toHaveLength(15_000);
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('reads what stands around a syntax error', async () => {
    const unit = lowerC('pay.c', 'int f(void) { x = ( ; }\nconst char *ca = "ca.pem";\n');
    expect(unit.errors).not.toHaveLength(0);
    expect(printUnit(unit)).toContain('bind ca : char = "ca.pem"');
  });

  it.each([
    ['brackets', `int x = ${'('.repeat(3000)}1${')'.repeat(3000)};`],
    ['calls', `int x = a${'.b()'.repeat(3000)};`],
    ['sums', `int x = a${' + b'.repeat(5000)};`],
    ['lists', `int x[] = ${'{'.repeat(2000)}1, a${'}'.repeat(2000)};`],
    ['branches', `void f() { ${'if (a) b(); else '.repeat(2000)} c(); }`],
    [
      'macros',
      `#define X ${'('.repeat(3000)}1${')'.repeat(3000)}\n#define Y ${'-'.repeat(3000)}1\n#define Z ${'(char *)'.repeat(900)}p\n`,
    ],
    ['conditions', `#if ${'!'.repeat(3000)}A\nint x;\n#endif\n`],
    ['name spaces', `${'namespace a { '.repeat(1000)}${'}'.repeat(1000)}`],
    ['classes', `${'struct a { '.repeat(1000)}${'};'.repeat(1000)}`],
  ])('survives deeply nested %s', async (_, text) => {
    for (const lower of [lowerC, lowerCpp]) expect(printUnit(lower('pay.c', text))).toBeTypeOf('string');
  });
});
