import { describe, expect, it } from 'vitest';
import { printUnit } from '../../src/ir/print.js';
import type { Call, Value } from '../../src/ir/value.js';
import { lowerRuby } from '../../src/syntax/ruby/lower.js';
import { compareGoldens, survivesDamage } from './goldens.js';

const lowered = async (text: string): Promise<string> => printUnit(lowerRuby('pay.rb', text));

async function firstValue(text: string): Promise<Value> {
  const [step] = lowerRuby('pay.rb', text).body;
  if (step === undefined || !('value' in step) || typeof step.value !== 'object') throw new Error('no value');
  return step.value;
}

describe('Ruby', () => {
  compareGoldens('ruby', lowerRuby);
  survivesDamage('ruby', lowerRuby);

  it('spans the whole keyword argument, in UTF-16 columns', async () => {
    const call = (await firstValue('post "🔒", ca_file: CA')) as Call;
    expect(call.arguments[1]).toMatchObject({
      name: 'ca_file',
      span: { line: 1, column: 12, endLine: 1, endColumn: 23 },
      value: { span: { line: 1, column: 21, endLine: 1, endColumn: 23 } },
    });
  });

  it('takes a bare word for a variable only after an assignment', async () => {
    expect(await lowered('use ca\nca = 1\nuse ca\ndef pay = use(ca)\n')).toBe(
      'use use(ca())\nbind ca = 1\nuse use(ca)\nhoisted bind pay = () =>\n  return use(ca())\n',
    );
  });

  it('lets a block set the variables of the method around, and keep its own', async () => {
    expect(await lowered('ca = nil\nwith { ca = 1; own = 2 }\n')).toBe(
      'bind ca = null\nuse with(block () =>\n  bind nearest ca = 1\n  bind own = 2\n  return own)\n',
    );
  });

  it('reads heredocs of a file with CRLF as Ruby does', async () => {
    expect(await lowered('PEM = <<~END\r\n  a\r\n  b\r\nEND\r\n')).toBe('constant bind PEM = "a\\nb\\n"\n');
  });

  it('keeps a memo apart from the method that fills it', async () => {
    expect(await lowered('class Pay\n  def http = @http ||= make\nend\n')).toContain(
      'field @http = null\n  hoisted bind http = () =>\n    write this.@http = choice(this.@http ? itself : make())\n',
    );
  });

  it('reads a certificate joined from a thousand lines in one piece', async () => {
    const lines = Array.from({ length: 1000 }, (_, i) => `"line ${i}\\n"`);
    const value = await firstValue(`PEM = ${lines.join(' +\n')}`);
    expect(value).toMatchObject({ kind: 'text', value: lines.map((_, i) => `line ${i}\n`).join('') });
  });

  it('gives up on nesting that nobody writes, and goes on after it', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const unit = lowerRuby('pay.rb', `x = ${deep}\nca = "root.pem"\n`);
    expect(unit.body).toHaveLength(2);
    expect(printUnit(unit)).toContain('unknown<too deep>()');
  });
});
