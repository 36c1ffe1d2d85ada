import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { main } from '../../src/cli.js';
import { FORMATS } from '../../src/report/formats.js';
import { run } from '../../src/run.js';
import { UsageError } from '../../src/usage-error.js';
import { folderOf } from '../files/folder.js';
import { sample, sampleResult } from '../report/sample.js';

vi.mock('../../src/run.js');

const written = { stdout: '', stderr: '' };
beforeEach(() => {
  written.stdout = '';
  written.stderr = '';
});

async function exitCodeOf(...args: string[]) {
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: name === 'stderr',
    write: (text: string) => {
      written[name] += text;
    },
  });
  return main(args, { cwd: '.', stdout: output('stdout'), stderr: output('stderr'), env: {} });
}

const [error, , note] = sampleResult.findings;
const [breaking, unresolved] = sampleResult.pins;

test.each([
  // What the run found, then the level to fail on, then the code.
  ['an error', [error!], [breaking!], undefined, 1],
  ['an error', [error!], [breaking!], 'never', 0],
  ['a warning', [{ ...error!, severity: 'warning' as const }], [], undefined, 0],
  ['a warning', [{ ...error!, severity: 'warning' as const }], [], 'warning', 1],
  ['a note', [note!], [unresolved!], 'warning', 0],
  ['a note', [note!], [unresolved!], 'note', 1],
  ['nothing but an unresolved pin', [], [unresolved!], 'note', 0],
  ['nothing but an unresolved pin', [], [unresolved!], 'unresolved', 1],
  ['a pin for which another decides', [], [{ ...unresolved!, shadowedBy: breaking!.id }], 'unresolved', 0],
  ['nothing', [], [], 'unresolved', 0],
])('%s', async (_what, findings, pins, level, code) => {
  vi.mocked(run).mockResolvedValue({ ...sample, result: { ...sampleResult, findings, pins }, bugs: [] });
  for (const format of FORMATS) {
    expect(await exitCodeOf('--format', format, ...(level === undefined ? [] : ['--fail-on', level]))).toBe(code);
  }
});

test('an internal error keeps its stack and has a code of its own', async () => {
  vi.mocked(run).mockRejectedValue(new TypeError('x is not a function'));
  expect(await exitCodeOf()).toBe(70);
  expect(written.stderr).toMatch(/TypeError: x is not a function\n\s+at .*exit-codes\.test/);
});

test('an internal error in one file loses nothing of the others', async () => {
  const bugs = [{ path: 'src/odd.py', error: new TypeError('y is not a function') }];
  vi.mocked(run).mockResolvedValue({ ...sample, bugs });
  expect(await exitCodeOf('--format', 'json')).toBe(70);
  expect(JSON.parse(written.stdout)).toMatchObject({ schema: 'rootlint/json/v1' });
  expect(written.stderr).toMatch(
    /internal error in src\/odd\.py, please report it\nTypeError: y is not a function\n\s+at /,
  );
});

test('what is wrong in a file of the user is told line by line', async () => {
  const mistakes = 'next.yaml:3: unknown key hostz\nnext.yaml:9: required is missing';
  vi.mocked(run).mockRejectedValue(new UsageError(mistakes));
  expect(await exitCodeOf()).toBe(2);
  expect(written.stderr).toBe('rootlint: next.yaml:3: unknown key hostz\nrootlint: next.yaml:9: required is missing\n');
});

test('progress is told after a moment, on one line that is wiped at the end', async () => {
  vi.useFakeTimers({ now: 0 });
  vi.mocked(run).mockImplementation(async ({ onProgress }) => {
    onProgress?.(1, 900, 'files looked at');
    vi.setSystemTime(500);
    onProgress?.(450, 900, 'files looked at');
    return { ...sample, bugs: [] };
  });
  await exitCodeOf();
  vi.useRealTimers();
  expect(written.stderr).toBe('\r\u001b[K450/900 files looked at\r\u001b[K');
});

test('colours are for terminals, and for those who ask', async () => {
  vi.mocked(run).mockResolvedValue({ ...sample, bugs: [] });
  const colored = async (isTTY: boolean, env: Record<string, string>) => {
    let text = '';
    const stdout = {
      isTTY,
      write: (more: string) => {
        text += more;
      },
    };
    await main([], { cwd: '.', stdout, stderr: { write: () => undefined }, env });
    return text.includes('\u001b[');
  };
  expect(await colored(true, {})).toBe(true);
  expect(await colored(false, {})).toBe(false);
  expect(await colored(true, { NO_COLOR: '1' })).toBe(false);
  expect(await colored(true, { TERM: 'dumb' })).toBe(false);
  expect(await colored(false, { FORCE_COLOR: '1' })).toBe(true);
  expect(await colored(true, { FORCE_COLOR: '0' })).toBe(false);
});

test('a report that GitHub would refuse is told, where that is asked for', async () => {
  const findings = [{ ...error!, path: '../pay.py', pin: null }];
  vi.mocked(run).mockResolvedValue({ ...sample, result: { ...sampleResult, findings }, bugs: [] });
  expect(await exitCodeOf('--format', 'sarif', '--self-check')).toBe(70);
  expect(written.stderr).toContain('  runs[0].results[0] lacks-successor: locations[0].uri ../pay');
  vi.mocked(run).mockResolvedValue({ ...sample, bugs: [] });
  expect(await exitCodeOf('--format', 'sarif', '--self-check')).toBe(1);
});

test('annotations come with a summary of the step, where GitHub has a place for it', async () => {
  vi.mocked(run).mockResolvedValue({ ...sample, bugs: [] });
  const GITHUB_STEP_SUMMARY = join(folderOf({ 'summary.md': 'before\n' }), 'summary.md');
  const output = { write: () => true };
  await main(['--format', 'github'], { cwd: '.', stdout: output, stderr: output, env: { GITHUB_STEP_SUMMARY } });
  expect(readFileSync(GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^before\n## rootlint\n/);
});
