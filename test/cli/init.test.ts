/** `rootlint init`: what it writes, what it leaves, and that what it writes is read. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderOf, repositoryOf } from '../files/folder.js';
import { rootlint } from './rootlint.js';

const FILES = ['rootlint.config.yaml', '.pre-commit-config.yaml', '.github/workflows/rootlint.yml'];

describe('rootlint init', () => {
  test('writes a configuration, a hook and a pipeline, and says so', async () => {
    const folder = repositoryOf({ 'src/pay.py': '' });
    const { code, stdout } = await rootlint(join(folder, 'src'), 'init');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 3)).toEqual(FILES.map((path) => `wrote  ${path}`));
    for (const path of FILES) parse(readFileSync(join(folder, path), 'utf8'));
    expect((await rootlint(folder)).code).toBe(0);
  });

  test('never overwrites, and says what to add', async () => {
    const folder = folderOf({ 'rootlint.config.json': '{}', '.pre-commit-config.yaml': 'repos: []\n' });
    const { code, stdout } = await rootlint(folder, 'init', '--ci', 'none');
    expect(code).toBe(0);
    expect(stdout).toContain('left   rootlint.config.json as it is\n');
    expect(stdout).toMatch(/left {3}\.pre-commit-config\.yaml as it is; add to it:\n\n {6}- repo: local\n/);
    expect(readFileSync(join(folder, '.pre-commit-config.yaml'), 'utf8')).toBe('repos: []\n');
    expect(existsSync(join(folder, '.github'))).toBe(false);
  });

  test('takes the hook and the pipeline that are in use', async () => {
    const folder = folderOf({ '.husky/_/husky.sh': '', '.gitlab-ci.yml': 'stages: [test]\n' });
    const { stdout } = await rootlint(folder, 'init');
    expect(stdout).toContain('wrote  .husky/pre-commit');
    // `husky init` would put `npm test` in its place.
    expect(stdout).toContain('then: npm pkg set scripts.prepare=husky && npx husky, ');
    expect(stdout).toContain('left   .gitlab-ci.yml as it is; add to it:');
    expect(readFileSync(join(folder, '.husky', 'pre-commit'), 'utf8')).toBe('npx rootlint --staged\n');
    const other = folderOf({});
    expect((await rootlint(other, 'init', '--hook', 'lefthook', '--ci', 'gitlab')).code).toBe(0);
    expect(parse(readFileSync(join(other, 'lefthook.yml'), 'utf8'))).toEqual({
      'pre-commit': { commands: { rootlint: { run: 'npx rootlint --staged' } } },
    });
  });

  test('twice is the same as once', async () => {
    const folder = folderOf({});
    await rootlint(folder, 'init');
    writeFileSync(join(folder, 'rootlint.config.yaml'), 'ignore: [old/]\n');
    const { code, stdout } = await rootlint(folder, 'init');
    expect([code, stdout]).toEqual([0, expect.not.stringContaining('wrote')]);
    expect(readFileSync(join(folder, 'rootlint.config.yaml'), 'utf8')).toBe('ignore: [old/]\n');
  });
});
