import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover, MissingPath } from '../../src/files/discover.js';
import { folderOf, git, repositoryOf } from './folder.js';

const scan = (folder: string, ...paths: string[]) => discover(paths.length > 0 ? paths : ['.'], { cwd: folder });
const pathsOf = (folder: string, ...paths: string[]) => scan(folder, ...paths).files.map((file) => file.path);

describe('in a git repository', () => {
  test('tracked and new files are scanned, ignored and deleted ones are not', () => {
    const folder = repositoryOf(
      {
        'pay.py': '',
        'gone.py': '',
        'build/out.py': '',
        '.gitignore': 'build/\n',
        'src/new.go': '',
      },
      ['pay.py', 'gone.py', '.gitignore'],
    );
    rmSync(join(folder, 'gone.py'));
    expect(pathsOf(folder)).toEqual(['pay.py', 'src/new.go']);
  });

  test('the root is the top level, also when a folder of it is scanned', () => {
    const folder = repositoryOf({ 'svc/pay.py': '', 'certs/ca.pem': '', 'other/x.py': '' });
    const found = scan(folder, 'svc');
    expect(found.tree.root).toBe(folder);
    expect(found.files.map((file) => file.path)).toEqual(['svc/pay.py']);
    expect(found.known.has('certs/ca.pem')).toBe(true);
  });

  test('a folder in which nothing is tracked is its own root, ignored or not', () => {
    const folder = repositoryOf({ 'a.py': '', '.gitignore': 'out/\n', 'out/b.py': '' });
    const found = scan(folder, 'out');
    expect(found.tree.root).toBe(join(folder, 'out'));
    expect(found.files.map((file) => file.path)).toEqual(['b.py']);
  });

  test('an ignored file that is named is scanned, from the top level', () => {
    const folder = repositoryOf({ 'a.py': '', '.gitignore': 'local.py\n', 'local.py': '' });
    expect(pathsOf(folder, 'local.py')).toEqual(['local.py']);
  });

  test('names that git would quote come through as they are', () => {
    const folder = repositoryOf({ '支付/付款 "1".py': '' });
    expect(pathsOf(folder)).toEqual(['支付/付款 "1".py']);
  });

  test('a submodule is named, not scanned', () => {
    const inner = repositoryOf({ 'x.py': '' });
    git(inner, 'commit', '-qm', 'one');
    const folder = repositoryOf({ 'a.py': '' });
    git(folder, '-c', 'protocol.file.allow=always', 'submodule', 'add', inner, 'vendor');
    const found = scan(folder);
    expect(found.files.map((file) => file.path)).toEqual(['a.py']);
    expect(found.diagnostics).toEqual([{ path: 'vendor', reason: expect.stringContaining('submodule') }]);
  });

  test('programs that the configuration of the repository names are not run', () => {
    const folder = repositoryOf({ 'a.py': '' });
    git(folder, 'config', 'core.fsmonitor', `touch ${join(folder, 'ran.py')}; false`);
    expect(pathsOf(folder)).toEqual(['a.py']);
    expect(pathsOf(folder)).toEqual(['a.py']);
  });
});

describe('outside git', () => {
  test('dependencies and what .gitignore says are left out, hidden files are not', () => {
    const folder = folderOf({
      'a.py': '',
      '.ci/b.sh': '',
      'node_modules/m/i.js': '',
      'web/dist/w.js': '',
      '.venv/lib/v.py': '',
      '.gitignore': '*.gen.py\n',
      'x.gen.py': '',
      'sub/.gitignore': '/only-here.py\n!kept.gen.py\n',
      'sub/kept.gen.py': '',
      'sub/only-here.py': '',
      'only-here.py': '',
    });
    expect(pathsOf(folder)).toEqual(['.ci/b.sh', 'a.py', 'only-here.py', 'sub/kept.gen.py']);
  });

  test('one file is scanned for itself', () => {
    const folder = folderOf({ 'src/a.py': 'import requests', 'src/b.py': '' });
    const found = scan(folder, 'src/a.py');
    expect(found.tree.root).toBe(join(folder, 'src'));
    expect(found.files).toEqual([{ path: 'a.py', absolute: join(folder, 'src/a.py'), language: 'python', size: 15 }]);
  });

  test('several paths share the folder above them', () => {
    const folder = folderOf({ 'one/a.py': '', 'two/b.py': '', 'three/c.py': '' });
    const found = scan(folder, 'one', join(folder, 'two/b.py'));
    expect(found.tree.root).toBe(folder);
    expect(found.files.map((file) => file.path)).toEqual(['one/a.py', 'two/b.py']);
  });
});

test('links are followed inside the root only, and told by the name of the file', () => {
  const outside = folderOf({ 'secret.py': '' });
  const folder = repositoryOf({ 'real/a.py': '' });
  symlinkSync('real/a.py', join(folder, 'alias.py'));
  symlinkSync(join(outside, 'secret.py'), join(folder, 'away.py'));
  symlinkSync('nowhere.py', join(folder, 'broken.py'));
  symlinkSync(folder, join(folder, 'loop.py'));
  expect(pathsOf(folder)).toEqual(['real/a.py']);
  expect(scan(folder).diagnostics).toEqual([
    { path: 'away.py', reason: 'a link out of the repository, which is not followed' },
    { path: 'broken.py', reason: 'a link that leads nowhere' },
  ]);
  // One that is named is followed, a folder or a file, and several names of one file are one file.
  symlinkSync('real', join(folder, 'alias'));
  for (const named of [['alias.py'], ['alias'], ['alias/a.py'], ['alias.py', 'alias', 'real']])
    expect(pathsOf(folder, ...named)).toEqual(['real/a.py']);
});

test('a path that is not there stops everything', () => {
  const folder = folderOf({ 'a.py': '' });
  expect(() => scan(folder, 'a.py', 'payments')).toThrow(MissingPath);
  expect(() => scan(folder, 'payments')).toThrow('there is no file or folder payments');
});

test('languages are told by name or first bytes, unread ones are counted', () => {
  const folder = folderOf({
    deploy: '#!/usr/bin/env -S bash -e\n',
    manage: '#!/usr/bin/python3.11\n',
    notes: 'no script',
    'lib/db.inc': '<?php $a = 1;',
    'lib/other.inc': '; assembler',
    'tls.h': '',
    Rakefile: '',
    Dockerfile: '',
    'build/prod.Dockerfile': '',
    'app/Main.kt': '',
    'app/Pay.kt': '',
    'conf/app.yml': '',
    '.env.production': '',
    'README.md': '',
  });
  const found = scan(folder);
  expect(Object.fromEntries(found.files.map((file) => [file.path, file.language]))).toEqual({
    '.env.production': 'env-file',
    Dockerfile: 'dockerfile',
    Rakefile: 'ruby',
    'build/prod.Dockerfile': 'dockerfile',
    deploy: 'shell',
    'lib/db.inc': 'php',
    manage: 'python',
    'tls.h': 'cpp',
  });
  expect(found.unread).toEqual({ kt: 2, yml: 1 });
});

describe('a root that the user names', () => {
  const project = () => folderOf({ 'services/pay/client.py': '', 'services/shop/client.py': '', 'certs/ca.pem': '' });

  test('is what paths are relative to, where there is no git', () => {
    const cwd = project();
    const pay = discover(['services/pay'], { cwd, root: '.' });
    expect(pay.files.map(({ path }) => path)).toEqual(['services/pay/client.py']);
    expect(pay.known.has('certs/ca.pem')).toBe(true);
    expect(discover(['services/pay'], { cwd }).files.map(({ path }) => path)).toEqual(['client.py']);
  });

  test('must hold what is scanned', () => {
    expect(() => discover(['services/pay'], { cwd: project(), root: 'certs' })).toThrow(
      '--root certs: services/pay lies outside of it',
    );
    expect(() => discover(['services/pay'], { cwd: project(), root: 'nowhere' })).toThrow('there is no file or folder');
  });
});
