/** `--lang`: what a run says is Chinese, what other programs compare is not. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import type { Result } from '../../src/result.js';

const SHOWCASE = join(import.meta.dirname, '..', '..', 'fixtures', 'showcase', 'python');
const HAN = /[\u4e00-\u9fff]/;

async function said(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  let text = '';
  const output = { write: (more: string) => (text += more) };
  await main(args, { cwd: SHOWCASE, stdout: output, stderr: output, env });
  return text;
}

const result = async (...args: readonly string[]): Promise<Result> =>
  JSON.parse(await said(['.', '--format', 'json', '--as-of', '2026-11-23', ...args])) as Result;

describe('the language', () => {
  test('is that of the environment, and --lang overrules it', async () => {
    expect(await said(['rules'], { LANG: 'zh_CN.UTF-8' })).toMatch(HAN);
    expect(await said(['rules', '--lang', 'en'], { LANG: 'zh_CN.UTF-8' })).not.toMatch(HAN);
    expect(await said(['explain', 'lacks-successor', '--lang', 'zh-CN'])).toContain('固定的根证书中缺少后继根');
    expect(await said(['migrations', '--lang', 'zh-CN'])).toContain('微信');
  });

  test('of a JSON report is that of its messages, and of nothing else', async () => {
    const chinese = await result('--lang', 'zh-CN');
    const english = await result('--lang', 'en');
    expect(chinese.findings.map(({ message }) => HAN.test(message))).not.toContain(false);
    expect(english.findings.map(({ message }) => HAN.test(message))).not.toContain(true);
    const without = ({ findings, pins }: Result) => [
      findings.map((finding) => ({ ...finding, message: '', fixes: [] })),
      pins.map(({ id, verdict, migrations }) => ({ id, verdict, migrations })),
    ];
    expect(without(chinese)).toEqual(without(english));
  });

  test('of the report on a terminal', async () => {
    const text = await said(['.', '--lang', 'zh-CN', '--as-of', '2026-11-23']);
    expect(text).toContain('只信任');
    expect(text).toContain('lacks-successor');
    expect(text).toContain('判断日期：2026-11-23。');
  });

  test('that nobody speaks is a usage error', async () => {
    expect(await said(['--lang', 'tlh'])).toContain("argument 'tlh' is invalid");
  });
});
