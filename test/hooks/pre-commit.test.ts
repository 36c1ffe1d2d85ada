/**
 * The hook, installed and run by pre-commit itself: https://pre-commit.com. It fetches the package's dependencies, so it
 * needs a registry and half a minute; without pre-commit it is skipped, and says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderOf, git } from '../files/folder.js';
import { G1, G1_AND_G2, PAY, ROOT, Shop } from './shop.js';

const available = spawnSync('pre-commit', ['--version']).status === 0;
if (!available) console.warn('pre-commit is not installed: its hook is not tried (pip install pre-commit)');

/** The repository that users name: the tree that a release commits, under a tag. */
function hookRepository(): string {
  const folder = folderOf({});
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'hook-repository.mjs'), folder]);
  git(folder, 'init', '-q');
  git(folder, 'add', '--all', '--force');
  git(folder, 'commit', '-qm', 'release');
  git(folder, 'tag', 'v0.1.0');
  return folder;
}

const configuration = (repository: string): string => `repos:
  - repo: file://${repository}
    rev: v0.1.0
    hooks:
      - id: rootlint
`;

describe.skipIf(!available)('pre-commit', () => {
  test('installs the hook, stops what breaks, and lets the rest pass', { timeout: 300_000 }, () => {
    const env = { ...process.env, PRE_COMMIT_HOME: folderOf({}) };
    const shop = new Shop({ 'certs/ca.pem': G1, '.pre-commit-config.yaml': configuration(hookRepository()) }, env);
    shop.run('pre-commit', 'install', '--install-hooks');

    const pinned = shop.write('pay.py', PAY).add('pay.py').commit();
    expect([pinned.passed, pinned.told]).toEqual([false, expect.stringContaining('error[lacks-successor]')]);
    expect(shop.write('certs/ca.pem', G1_AND_G2).add('certs/ca.pem').commit().passed).toBe(true);

    const store = shop.write('certs/ca.pem', G1).add('certs/ca.pem').commit();
    expect([store.passed, store.told]).toEqual([false, expect.stringContaining('pay.py:3:47')]);
    // What is not staged is put aside, and stays.
    shop.run('git', 'reset', '-q');
    expect(shop.write('README.md', 'A better shop.\n').add('README.md').commit().passed).toBe(true);
    expect(readFileSync(join(shop.folder, 'certs', 'ca.pem'), 'utf8')).toBe(G1);

    shop.add('certs/ca.pem');
    shop.commit('--no-verify');
    const all = spawnSync('pre-commit', ['run', '--all-files'], { cwd: shop.folder, encoding: 'utf8', env });
    expect([all.status, all.stdout]).toEqual([1, expect.stringContaining('lacks-successor')]);
  });
});

describe('the names that pre-commit hands over', () => {
  const hooks = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as { files?: string }[];
  // Python's verbose form, in which white space means nothing.
  const files = new RegExp((hooks[0]?.files ?? '').replace('(?x)', '').replace(/\s+/g, ''));

  test.each([
    'src/pay.py',
    'app/Pay.java',
    'web/agent.mts',
    'Dockerfile',
    'Dockerfile.prod',
    'deploy/Procfile',
    'bin/start',
    '.env',
    '.env.production',
    'certs/ca.pem',
    'conf/client.jks',
    'conf/trust.p12',
    'ca.cer',
    'application.yml',
    'appsettings.json',
    'requirements.txt',
    'go.mod',
    'app.service',
    'docker-compose.yaml',
  ])('%s is among them', (path) => expect(files.test(path)).toBe(true));

  test.each(['README.md', 'logo.png', 'docs/guide.rst', 'style.css'])('%s is not', (path) =>
    expect(files.test(path)).toBe(false),
  );
});
