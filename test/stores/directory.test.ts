import { mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StoreContents } from '../../src/stores/contents.js';
import { parseDirectory } from '../../src/stores/parse-directory.js';
import { readStore } from '../../src/stores/read-store.js';
import { oldSubjectHash, subjectHash } from '../../src/stores/subject-hash.js';
import { fieldsOf } from '../../src/stores/x509.js';
import { names, reading, storeBytes, storePath } from './fixture-stores.js';

const asDirectory = (reader: 'openssl' | 'curl' | 'gnutls' | 'go') => reading(reader, { accepts: ['directory'] });

function contentsOf(path: string, how = asDirectory('openssl')): StoreContents {
  const read = readStore(path, how);
  if (read.kind !== 'contents') throw new Error(read.reason);
  return read.contents;
}

describe('a directory', () => {
  it('with hashed names is read by OpenSSL', () => {
    const contents = contentsOf(storePath('hashed-directory'));
    expect(contents).toMatchObject({ format: 'directory', problems: [], unusable: null });
    expect(names(contents.anchors)).toBe('G1+G2');
  });
  it('without them is silently empty for OpenSSL and curl', () => {
    for (const reader of ['openssl', 'curl'] as const) {
      const contents = contentsOf(storePath('unhashed-directory'), asDirectory(reader));
      expect(contents).toMatchObject({ anchors: [], unusable: null, problems: [{ kind: 'unhashed', rejects: true }] });
      expect(names(contents.lenient)).toBe('G1+G2');
    }
  });
  it('without them is read all the same by Go and GnuTLS', () => {
    for (const reader of ['go', 'gnutls'] as const) {
      expect(names(contentsOf(storePath('unhashed-directory'), asDirectory(reader)).anchors)).toBe('G1+G2');
    }
  });
  it('is searched by OpenSSL from number 0, without a gap', () => {
    const files = [{ name: '607986c7.1', bytes: storeBytes('g2-only.pem') }];
    expect(parseDirectory(files, asDirectory('openssl')).anchors).toEqual([]);
    const both = [{ name: '607986c7.0', bytes: storeBytes('g2-altered-signature.pem') }, ...files];
    expect(parseDirectory(both, asDirectory('openssl')).anchors).toHaveLength(2);
  });
  it.each([
    ['3513523f.0', 'another subject'],
    ['399e7759.0', 'before 1.0'],
  ])('is not found by OpenSSL under %s: the hash of %s', (name, why) => {
    const file = name.startsWith('399') ? 'g1-only.pem' : 'g2-only.pem';
    const misnamed = [{ name, bytes: storeBytes(file) }];
    const contents = parseDirectory(misnamed, asDirectory('openssl'));
    expect(contents).toMatchObject({ anchors: [], problems: [{ kind: 'unhashed', rejects: true }] });
    expect(contents.problems[0]?.message).toContain(why);
    expect(parseDirectory(misnamed, asDirectory('go')).anchors).toHaveLength(1);
  });
  it('names the file whose content is wrong: a link that Windows checked out as text', () => {
    const link = { name: '607986c7.0', bytes: new Uint8Array(Buffer.from('DigiCert.pem')) };
    expect(parseDirectory([link], asDirectory('openssl')).problems[0]?.message).toMatch(/^607986c7\.0: /);
  });
  it('with nothing in it trusts nobody', () => {
    expect(parseDirectory([], asDirectory('openssl'))).toMatchObject({
      unusable: 'unreadable',
      problems: [{ kind: 'empty' }],
    });
  });
});

it('the hash of a subject is the one that openssl prints', () => {
  const subject = (file: string) => fieldsOf(storeBytes(file))!.subject;
  expect([subjectHash(subject('g1-only.der')), oldSubjectHash(subject('g1-only.der'))]).toEqual([
    '3513523f',
    '399e7759',
  ]);
  expect([subjectHash(subject('g2-only.der')), oldSubjectHash(subject('g2-only.der'))]).toEqual([
    '607986c7',
    'c90bc37d',
  ]);
});

describe('the disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rootlint-stores-'));
  it('gives contents, or a reason', () => {
    expect(names(contentsOf(storePath('g1-and-g2.pem')).anchors)).toBe('G1+G2');
    expect(readStore(join(folder, 'none.pem'), reading('go'))).toEqual({ kind: 'missing', reason: 'does not exist' });
    expect(readStore(storePath('empty.pem/x'), reading('go'))).toMatchObject({ kind: 'missing' });
  });
  it('is not read where a file is too large or none', () => {
    const large = join(folder, 'large.pem');
    writeFileSync(large, '');
    truncateSync(large, 17 * 1024 * 1024);
    expect(readStore(large, reading('go'))).toMatchObject({ kind: 'too-large', reason: 'is larger than 16 MB' });
    expect(readStore('/dev/zero', reading('go'))).toMatchObject({ kind: 'unreadable' });
  });
  it('may have dangling links among good files', () => {
    writeFileSync(join(folder, '607986c7.0'), storeBytes('g2-only.pem'));
    symlinkSync(join(folder, 'nowhere'), join(folder, '3513523f.0'));
    expect(names(contentsOf(folder).anchors)).toBe('G2');
  });
});
