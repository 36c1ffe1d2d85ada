import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { discover } from '../../src/files/discover.js';
import { Disk } from '../../src/files/disk.js';
import { openProject } from '../../src/files/project.js';
import { folderOf } from './folder.js';

function projectOf(files: Record<string, string>) {
  const { tree, known } = discover(['.'], { cwd: folderOf(files) });
  return openProject(tree, known);
}

describe('a relative path', () => {
  const project = projectOf({
    'svc/package.json': '{}',
    'svc/src/pay.js': '',
    'svc/src/certs/beside.pem': '',
    'svc/certs/package.pem': '',
    'svc/src/main/resources/tls/resource.pem': '',
    'certs/root.pem': '',
    'certs/package.pem': 'another one',
  });
  const from = 'svc/src/pay.js';

  test('is first read beside the file that names it', () => {
    expect(project.locate('certs/beside.pem', from)).toEqual({ kind: 'file', path: 'svc/src/certs/beside.pem' });
    expect(project.locate('./certs/../certs/beside.pem', from)).toMatchObject({ path: 'svc/src/certs/beside.pem' });
  });

  test('from a folder above, nearest first, when no build file says where a part begins', () => {
    const shop = projectOf({
      'eu/shop/go/client.go': '',
      'eu/shop/certs/ca.pem': '',
      'eu/certs/ca.pem': 'another one',
    });
    expect(shop.locate('certs/ca.pem', 'eu/shop/go/client.go')).toEqual({
      kind: 'file',
      path: 'eu/shop/certs/ca.pem',
      found: 'folder eu/shop',
    });
  });

  test('then from the package root, the repository root, a resources root, and says which', () => {
    expect(project.locate('certs/package.pem', from)).toEqual({
      kind: 'file',
      path: 'svc/certs/package.pem',
      found: 'package root svc',
    });
    expect(project.locate('certs/root.pem', from)).toEqual({
      kind: 'file',
      path: 'certs/root.pem',
      found: 'repository root',
    });
    expect(project.locate('tls/resource.pem', from)).toEqual({
      kind: 'file',
      path: 'svc/src/main/resources/tls/resource.pem',
      found: 'resources root svc/src/main/resources',
    });
  });

  test('has several readings where different files are hit', () => {
    expect(project.readings('certs/package.pem', from)).toMatchObject([
      { path: 'svc/certs/package.pem' },
      { path: 'certs/package.pem' },
    ]);
  });

  test('may lead to a folder', () => {
    expect(project.locate('certs/', from)).toEqual({ kind: 'directory', path: 'svc/src/certs' });
    expect(project.list('certs')).toEqual(['certs/package.pem', 'certs/root.pem']);
  });

  test('that leads nowhere tells where it was looked for', () => {
    const located = project.locate('../none.pem', from);
    expect(located).toMatchObject({ kind: 'missing' });
    expect(located.kind === 'missing' && located.tried.slice(0, 2)).toEqual(['svc/none.pem', 'none.pem']);
  });

  test('that leaves the root is outside', () => {
    expect(project.locate('../../../../etc/ca.pem', from)).toEqual({ kind: 'outside' });
  });
});

describe('other spellings', () => {
  const project = projectOf({
    'src/pay.cs': '',
    'src/Certs/Root.pem': '',
    'src/main/resources/ca.jks': '',
    'ca.jks': '',
  });

  test('backslashes separate', () => {
    expect(project.locate('Certs\\Root.pem', 'src/pay.cs')).toEqual({ kind: 'file', path: 'src/Certs/Root.pem' });
  });

  test('a hit that differs in case is found and said', () => {
    expect(project.locate('certs/root.PEM', 'src/pay.cs')).toEqual({
      kind: 'file',
      path: 'src/Certs/Root.pem',
      differsInCase: true,
    });
  });

  test('a path of another machine is the one file that ends the same', () => {
    expect(project.locate('C:\\build\\src\\Certs\\Root.pem', 'src/pay.cs')).toEqual({
      kind: 'file',
      path: 'src/Certs/Root.pem',
      found: 'the only file that ends in src/Certs/Root.pem',
    });
    expect(project.locate('D:/keys/Root.pem', 'src/pay.cs')).toEqual({ kind: 'outside' });
  });

  test('a class-path resource begins at the resources root, slash or not', () => {
    for (const given of ['classpath:ca.jks', 'classpath:/ca.jks', 'classpath*:ca.jks']) {
      expect(project.locate(given, 'src/pay.cs')).toEqual({ kind: 'file', path: 'src/main/resources/ca.jks' });
    }
  });

  test('a path that the code worked out itself is read from the root alone', () => {
    expect(project.locate('root:/src/Certs/Root.pem', 'x.cs')).toEqual({ kind: 'file', path: 'src/Certs/Root.pem' });
    expect(project.locate('root:/Certs/Root.pem', 'src/pay.cs')).toEqual({
      kind: 'missing',
      tried: ['Certs/Root.pem'],
    });
    expect(project.locate('root:/../x', 'src/pay.cs')).toEqual({ kind: 'outside' });
  });

  test('file URLs are paths', () => {
    const inside = `file://${project.root}/src/Certs/Root.pem`;
    expect(project.locate(inside, 'src/pay.cs')).toEqual({ kind: 'file', path: 'src/Certs/Root.pem' });
    expect(project.locate('file:Certs/Root.pem', 'src/pay.cs')).toEqual({ kind: 'file', path: 'src/Certs/Root.pem' });
  });
});

describe('an absolute path', () => {
  const project = projectOf({ 'a.py': '', 'certs/ca.pem': '' });

  test.each([
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/ssl/certs',
    '/etc/ssl/certs/',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/usr/local/etc/openssl@1.1/cert.pem',
    '/usr/lib/jvm/java-17/lib/security/cacerts',
    'C:\\Program Files\\Java\\jre\\lib\\security\\cacerts',
    'file:/etc/ssl/cert.pem',
  ])('%s is the system', (given) => {
    expect(project.locate(given, 'a.py')).toEqual({ kind: 'system' });
  });

  test.each(['/opt/app/ca.pem', '/etc/ssl/certs/internal.pem', '~/ca.pem', '//share/ca.pem'])(
    '%s is outside',
    (given) => {
      expect(project.locate(given, 'a.py')).toEqual({ kind: 'outside' });
    },
  );

  test('inside the root is that file', () => {
    expect(project.locate(`${project.root}/certs/ca.pem`, 'a.py')).toEqual({ kind: 'file', path: 'certs/ca.pem' });
  });
});

describe('a container image', () => {
  const project = projectOf({
    'svc/Dockerfile': [
      'FROM golang AS build',
      'WORKDIR /src',
      'COPY . .',
      'FROM alpine',
      'ARG HOME_DIR=/srv/app',
      'ENV CERTS $HOME_DIR/tls',
      'WORKDIR $HOME_DIR',
      'COPY --from=build /src/pay /usr/bin/pay',
      'COPY --chown=1:1 certs/ca.pem \\',
      `     config/app.ini \${CERTS}/`,
      'ADD ["certs/ca.pem", "/etc/pay/renamed.pem"]',
      'COPY certs /opt/certs',
      'COPY conf/*.jks /jks',
    ].join('\n'),
    'svc/main.go': '',
    'svc/certs/ca.pem': '',
    'svc/config/app.ini': '',
    'svc/conf/trust.jks': '',
  });
  const file = (path: string, line: number) => ({ kind: 'file', path, found: `COPY in svc/Dockerfile:${line}` });

  test.each([
    ['/srv/app/tls/ca.pem', file('svc/certs/ca.pem', 9)],
    ['tls/ca.pem', file('svc/certs/ca.pem', 9)],
    ['/etc/pay/renamed.pem', file('svc/certs/ca.pem', 11)],
    ['/opt/certs/ca.pem', file('svc/certs/ca.pem', 12)],
    ['/opt/certs', { kind: 'directory', path: 'svc/certs', found: 'COPY in svc/Dockerfile:12' }],
    ['/jks/trust.jks', file('svc/conf/trust.jks', 13)],
    ['/opt/certs/other.pem', { kind: 'outside' }],
    ['/usr/bin/pay', { kind: 'outside' }],
  ])('%s', (given, expected) => {
    expect(project.locate(given, 'svc/main.go')).toEqual(expected);
  });
});

test('nothing outside the root is read, though a link leads there', () => {
  const outside = folderOf({ 'secret.pem': 'secret' });
  const folder = folderOf({ 'a.py': '', 'inside.pem': 'inside' });
  symlinkSync(join(outside, 'secret.pem'), join(folder, 'away.pem'));
  symlinkSync('/etc/ssl/certs/ca-certificates.crt', join(folder, 'system.pem'));
  symlinkSync('inside.pem', join(folder, 'alias.pem'));
  const project = openProject(new Disk(folder), new Set(['a.py', 'inside.pem']));
  expect(project.locate('away.pem', 'a.py')).toEqual({ kind: 'outside' });
  expect(project.read('away.pem')).toBeUndefined();
  expect(project.read('../secret.pem')).toBeUndefined();
  expect(project.locate('system.pem', 'a.py')).toEqual({ kind: 'system' });
  expect(project.locate('alias.pem', 'a.py')).toEqual({ kind: 'file', path: 'inside.pem' });
  expect(project.text('alias.pem')).toBe('inside');
});

test('patterns match files below the root', () => {
  const project = projectOf({ 'certs/a.pem': '', 'certs/b.pem': '', 'certs/c.txt': '', 'certs/sub/d.pem': '' });
  expect(project.glob('certs/*.pem')).toEqual(['certs/a.pem', 'certs/b.pem']);
  expect(project.glob('root:/certs/**/*.pem')).toEqual(['certs/a.pem', 'certs/b.pem', 'certs/sub/d.pem']);
  expect(project.glob('../*')).toEqual([]);
});
