/**
 * What stands in ci/ and action.yml, so far as it can be tried without the systems it is for: options are real ones,
 * versions are this one, and the action's own script does what it says. Workflows are held against actionlint where it is
 * installed (`go install github.com/rhysd/actionlint/cmd/actionlint@latest`).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { pipeline } from '../src/cli/init-files.js';
import { main } from '../src/cli.js';
import { FORMATS } from '../src/report/formats.js';
import { folderOf } from './files/folder.js';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const templates = readdirSync(join(ROOT, 'ci')).map((name) => `ci/${name}`);
const speaking = [...templates.filter((path) => !path.endsWith('.json')), 'action.yml'];

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly id?: string; readonly name: string; readonly run?: string }[] };
}
const action = parse(read('action.yml')) as Action;

test.each(speaking)('%s speaks of options and formats that there are', async (path) => {
  let help = '';
  const output = { write: (text: string) => (help += text) };
  await main(['--help'], { cwd: ROOT, stdout: output, stderr: output, env: {} });
  // Options of rootlint stand on its own lines, from its name on; other programs have options too.
  const own = read(path)
    .replace(/\\\n\s*/g, ' ')
    .replace(/\n\s+(?=--|-- )/g, ' ');
  const lines = own.split('\n').filter((line) => /rootlint@|dist\/cli\.js" scan|args[+=]/.test(line));
  const options = lines.flatMap((line) => line.replace(/^.*npx --yes/, '').match(/--[a-z][a-z-]+/g) ?? []);
  expect(options.filter((option) => !help.includes(option))).toEqual([]);
  const formats = lines.flatMap((line) => [...line.matchAll(/--format (\S+)/g)].map(([, name]) => name));
  expect(formats.filter((name) => !FORMATS.some((format) => format === name))).toEqual([]);
  if (/npx/.test(own)) expect(options.length).toBeGreaterThan(2);
});

test.each(speaking)('%s names this version', (path) => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const named = [...read(path).matchAll(/rootlint@v?(\d+\.\d+\.\d+)|ROOTLINT_VERSION: "([^"]+)"/g)];
  for (const [, pinned, variable] of named) expect(pinned ?? variable).toBe(version);
});

test.each(templates.filter((path) => path.endsWith('.yml')))('%s is YAML', (path) => {
  expect(parse(read(path))).toBeTypeOf('object');
});

describe('the action', () => {
  const scan = action.runs.steps.find(({ id }) => id === 'scan')!;

  /** Its scanning step, as a runner would run it. */
  function step(inputs: Readonly<Record<string, string>>, cwd = join(ROOT, 'fixtures', 'showcase', 'python')) {
    const folder = folderOf({ output: '', summary: '' });
    const given = Object.entries(action.inputs).map(([name, { default: value }]) => {
      return [`INPUT_${name.toUpperCase().replaceAll('-', '_')}`, inputs[name] ?? value] as const;
    });
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scan.run!],
      {
        cwd,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          ACTION: ROOT,
          SARIF: join(folder, 'rootlint.sarif'),
          GITHUB_OUTPUT: join(folder, 'output'),
          GITHUB_STEP_SUMMARY: join(folder, 'summary'),
          ...Object.fromEntries(given),
        },
      },
    );
    const told = Object.fromEntries(
      readFileSync(join(folder, 'output'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    ) as Record<string, string>;
    return { stdout, stderr, status, told, summary: readFileSync(join(folder, 'summary'), 'utf8') };
  }

  test.skipIf(!existsSync(join(ROOT, 'dist', 'cli.js')))('scans, annotates, and leaves failing to the gate', () => {
    const { status, stdout, told, summary } = step({ 'as-of': '2026-11-23' });
    expect([status, told['exit-code']]).toEqual([0, '1']);
    expect(stdout).toMatch(
      /^::error title=rootlint%3A lacks-successor,file=fixtures\/showcase\/python\/refund\.py,line=14,/,
    );
    expect(summary).toContain('## rootlint');
    const log = JSON.parse(readFileSync(told['sarif-file']!, 'utf8')) as { runs: [{ results: object[] }] };
    expect(log.runs[0].results).toHaveLength(1);
  });

  test('takes an input for what it is, and tells a usage error', () => {
    const { status, stderr, told } = step({ path: '$(touch hacked); --frobnicate', 'fail-on': 'never' });
    expect([status, told['exit-code'], told['sarif-file']]).toEqual([0, '2', undefined]);
    expect(stderr).toContain('there is no file or folder $(touch hacked); --frobnicate');
  });

  test('no input is written into a script', () => {
    for (const { run } of action.runs.steps) expect(run ?? '').not.toContain('${{');
  });

  test('gives each input to its script', () => {
    const others = ['upload', 'category'];
    for (const name of Object.keys(action.inputs).filter((one) => !others.includes(one))) {
      expect(scan.run).toContain(`$INPUT_${name.toUpperCase().replaceAll('-', '_')}"`);
    }
  });
});

const lint = spawnSync('actionlint', ['-version']);
test.skipIf(lint.error !== undefined)(
  `workflows pass actionlint${lint.error === undefined ? '' : ' (skipped: it is not installed)'}`,
  () => {
    const folder = folderOf({});
    mkdirSync(join(folder, '.github', 'workflows'), { recursive: true });
    mkdirSync(join(folder, '.git'));
    mkdirSync(join(folder, 'action'));
    cpSync(join(ROOT, 'action.yml'), join(folder, 'action', 'action.yml'));
    for (const name of ['github-workflow.yml', 'github-matrix.yml']) {
      // As a local action, so that its inputs are looked at too.
      const text = read(`ci/${name}`).replace(/OWNER\/rootlint@\S+/, './action');
      writeFileSync(join(folder, '.github', 'workflows', name), text);
    }
    writeFileSync(join(folder, '.github', 'workflows', 'init.yml'), pipeline('github', '0.1.0').text);
    const { stdout, stderr, status } = spawnSync('actionlint', [], { cwd: folder, encoding: 'utf8' });
    expect([status, stdout, stderr]).toEqual([0, '', '']);
  },
);
