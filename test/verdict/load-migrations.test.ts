import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { loadMigrations, readMigration } from '../../src/verdict/load-migrations.js';
import { certificate, file } from './pins.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rootlint-migrations-'));
  mkdirSync(join(folder, 'migration'));
  for (const age of ['old', 'new']) {
    writeFileSync(join(folder, 'migration', `${age}-root.pem`), certificate(`harbour-${age}-root`));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (text: string, name = 'migration.yaml'): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const read = (text: string, name?: string) => readMigration(written(text, name), catalogue);
const fingerprint = (name: string): string => file('x', certificate(name)).contents?.anchors[0]?.sha256 ?? '';
const key = (name: string): string => file('x', certificate(name)).contents?.anchors[0]?.spkiSha256 ?? '';

describe('the built-in migrations', () => {
  it('are loaded, and joined or replaced by the user’s', () => {
    const ids = (files: string[], builtIn: boolean) =>
      loadMigrations({ files, builtIn }, catalogue).map((one) => one.id);
    const mine = written('retiring: [digicert-global-root-ca]\nrequired: [digicert-global-root-g2]\n', 'mine.yaml');
    expect(ids([], true)).toEqual(expect.arrayContaining(['digicert-g1-to-g2', 'wechat-open-platform']));
    expect(ids([mine], true)).toEqual([...ids([], true), 'mine']);
    expect(ids([mine], false)).toEqual(['mine']);
  });
});

describe('a user’s file', () => {
  it('may describe its roots by name, fingerprint and certificate', () => {
    const migration = read(`
# The server moves from the retiring root to the required root.
retiring:
  - name: Harbour Old Root
    sha256: ${fingerprint('harbour-old-root')}
    pem: migration/old-root.pem
required:
  - name: Harbour New Root
    sha256: ${fingerprint('harbour-new-root')}
    pem: migration/new-root.pem
`);
    expect(migration).toMatchObject({
      id: 'migration',
      scope: 'authority',
      kind: 'migration',
      retiring: [
        { id: 'harbour-old-root', name: 'Harbour Old Root', spkiSha256: key('harbour-old-root'), catalogued: false },
      ],
      required: { mode: 'all', roots: [{ id: 'harbour-new-root', sha256: fingerprint('harbour-new-root') }] },
    });
    expect(migration.required.roots[0]?.pem).toContain('BEGIN CERTIFICATE');
  });

  it('may do with a fingerprint, with colons and in capitals', () => {
    const colons = fingerprint('harbour-old-root')
      .replace(/..(?=.)/g, '$&:')
      .toUpperCase();
    const migration = read(`
retiring: [{ name: Harbour Old Root, sha256: "${colons}" }]
required: { any: [digicert-global-root-g2, digicert-global-root-g3] }
`);
    expect(migration.retiring).toMatchObject([{ sha256: fingerprint('harbour-old-root'), spkiSha256: null }]);
    expect(migration.required).toMatchObject({ mode: 'any', roots: [{ catalogued: true }, { catalogued: true }] });
  });

  it('has all of the fields', () => {
    const migration = read(`
id: harbour
scope: hosts
title: { en: Harbour moves, zh-CN: 港口迁移 }
hosts: [api.harbour.example]
retiring: [digicert-global-root-ca]
required: { all: [digicert-global-root-g2] }
replaces: [harbour-2018]
private: true
enforced: 2026-12-01
start: 2026-10-01
keep-old-until: 2027-01-01
old-root: keep
recommended: [digicert-global-root-g3]
links: [https://harbour.example/notice]
confidence: medium
`);
    expect(migration).toMatchObject({
      id: 'harbour',
      title: { en: 'Harbour moves', 'zh-CN': '港口迁移' },
      enforced: '2026-12-01',
      keepOldUntil: '2027-01-01',
      private: true,
      replaces: ['harbour-2018'],
      start: '2026-10-01',
      oldRoot: 'keep',
      recommended: [{ id: 'digicert-global-root-g3' }],
      confidence: 'medium',
    });
  });
});

it('the example of docs/migrations.md is one', () => {
  const page = readFileSync(new URL('../../docs/migrations.md', import.meta.url), 'utf8');
  const example = /```yaml\n(.*?)```/s.exec(page)?.[1] ?? '';
  expect(read(example)).toMatchObject({ id: 'harbour-2027', scope: 'hosts', keepOldUntil: '2027-06-01' });
});

describe('mistakes are told with file and line', () => {
  const g2 = 'required: [digicert-global-root-g2]\n';
  it.each([
    [
      'an unknown key',
      `retiring: [digicert-global-root-ca]\nrequire: []\n${g2}`,
      'migration.yaml:2: unknown key require',
    ],
    [
      'an unknown key of a root',
      `${g2}retiring:\n  - name: Old\n    sha1: abc\n`,
      'migration.yaml:4: unknown key sha1',
    ],
    [
      'an unknown root',
      `${g2}retiring:\n  - digicert-global-root-g9\n`,
      'migration.yaml:3: no root of the catalogue has the id digicert-global-root-g9; describe it with name, sha256 and pem instead',
    ],
    [
      'a date that is none',
      `retiring: [digicert-global-root-ca]\n${g2}enforced: soon\n`,
      'migration.yaml:3: enforced: a date is written as 2031-11-10',
    ],
    ['a missing requirement', 'retiring: [digicert-global-root-ca]\n', 'migration.yaml:1: required is missing'],
    [
      'a missing certificate',
      `${g2}retiring: [{ name: Old, pem: none.pem }]\n`,
      'migration.yaml:2: none.pem can’t be read as a certificate',
    ],
    [
      'another fingerprint',
      `${g2}retiring: [{ name: Old, pem: migration/old-root.pem, sha256: "${'0'.repeat(64)}" }]\n`,
      'migration/old-root.pem has another fingerprint',
    ],
    [
      'hosts without any',
      `scope: hosts\n${g2}`,
      'migration.yaml:1: a migration of scope hosts names the hosts that move',
    ],
    [
      'a requirement that is neither',
      'retiring: [digicert-global-root-ca]\nrequired: digicert-global-root-g2\n',
      'migration.yaml:2: required: expected keys and values',
    ],
    [
      'hosts in prose',
      `hosts: [api.harbour.example, custom domains]\n${g2}`,
      'migration.yaml:1: hosts.1: a host is written as api.example.com or *.example.com, without scheme, port and path',
    ],
    [
      'a URL for a host',
      `${g2}hosts:\n  - https://api.harbour.example/\n`,
      'migration.yaml:3: hosts.0: a host is written',
    ],
    [
      'a policy that should judge',
      'hosts: [api.harbour.example]\nrequired: { policy: no-leaf-pin }\n',
      'migration.yaml:2: a policy names no root to judge by: add kind: notice',
    ],
    [
      'a policy that nobody knows',
      'kind: notice\nrequired: { policy: be-careful }\n',
      'migration.yaml:2: required.policy: a policy is no-pin',
    ],
    [
      'hosts that are judged alone',
      `alone: true\nhosts: [api.harbour.example]\n${g2}`,
      'migration.yaml:1: alone is for a migration of scope authority',
    ],
    [
      'a start after the end',
      `hosts: [api.harbour.example]\n${g2}start: 2027-01-01\nenforced: 2026-01-01\n`,
      'migration.yaml:3: a migration starts before it is enforced',
    ],
    ['no YAML', 'retiring: [\n', 'this is not valid YAML'],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('all at once', () => {
    expect(() => read('one: 1\nenforced: soon\nhosts: 2\n')).toThrow(
      /:1: unknown key one\n.*:2: enforced.*\n.*:3: hosts/,
    );
  });

  it('for a file that is not there', () => {
    expect(() => readMigration(join(folder, 'none.yaml'), catalogue)).toThrow('the migration file can’t be read');
  });
});
