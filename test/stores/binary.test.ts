import { describe, expect, it } from 'vitest';
import { parseStore } from '../../src/stores/parse-store.js';
import { keystore, names, read, reading, storeBytes } from './fixture-stores.js';

describe('DER', () => {
  it('is for Java, and for OpenSSL only where the API takes bytes', () => {
    expect(names(read('g2-only.der', 'java').anchors)).toBe('G2');
    expect(names(read('g2-only.der', 'openssl', { accepts: ['der'] }).anchors)).toBe('G2');
    for (const reader of ['openssl', 'curl', 'node', 'go'] as const) {
      const contents = read('g2-only.der', reader);
      expect(contents).toMatchObject({
        anchors: [],
        unusable: null,
        problems: [{ kind: 'wrong-format', rejects: true }],
      });
      expect(names(contents.lenient)).toBe('G2');
    }
  });
  it('may hold several for generateCertificates, cadata and ParseCertificates', () => {
    expect(names(read('g1-and-g2.der', 'java').anchors)).toBe('G1+G2');
    expect(names(read('g1-and-g2.der', 'openssl', { accepts: ['der'] }).anchors)).toBe('G1+G2');
    expect(names(read('g1-and-g2.der', 'go', { accepts: ['der'] }).anchors)).toBe('G1+G2');
  });
  it('may not for ParseCertificate, in the singular', () => {
    expect(read('g1-and-g2.der', 'go', { accepts: ['der'], reads: 'first' })).toMatchObject({
      anchors: [],
      problems: [{ kind: 'trailing-bytes', rejects: true }],
    });
  });
  it('is not PEM', () => {
    expect(read('g2-only.pem', 'go', { accepts: ['der'] })).toMatchObject({
      anchors: [],
      problems: [{ kind: 'wrong-format' }],
    });
  });
});

describe('what was cut off', () => {
  it.each([
    ['cut-off-one.der', 'der'],
    ['cut-off.p7b', 'pkcs7'],
    ['cut-off-p7b.pem', 'pkcs7'],
  ])('%s is said to be so', (file, format) => {
    expect(read(file, 'java')).toMatchObject({ format, unusable: 'unreadable', problems: [{ kind: 'truncated' }] });
  });
  it('in the second of two certificates leaves Java nothing', () => {
    expect(read('cut-off.der', 'java')).toMatchObject({
      anchors: [],
      problems: [{ kind: 'truncated', rejects: true }],
    });
    expect(names(read('cut-off.der', 'java').lenient)).toBe('G1');
  });
});

describe.each(['g1-and-g2.p7b', 'g1-and-g2-der.p7b'])('PKCS#7: %s', (file) => {
  it('is for generateCertificates', () => {
    expect(read(file, 'java')).toMatchObject({ format: 'pkcs7', problems: [] });
    expect(names(read(file, 'java').anchors)).toBe('G1+G2');
  });
  it.each(['openssl', 'curl', 'node', 'go'] as const)('is nothing to %s', (reader) => {
    expect(read(file, reader)).toMatchObject({
      format: 'pkcs7',
      anchors: [],
      problems: [{ kind: 'wrong-format', rejects: true }],
    });
    expect(names(read(file, reader).lenient)).toBe('G1+G2');
  });
  it('is an error to generateCertificate', () => {
    expect(read(file, 'java', { reads: 'first' }).anchors).toEqual([]);
  });
});

describe('JKS, JCEKS and BKS', () => {
  it.each([
    ['g1-only.jks', 'jks', 'G1'],
    ['g1-and-g2.jks', 'jks', 'G1+G2'],
    ['g1-and-g2.jceks', 'jceks', 'G1+G2'],
    ['g1-and-g2.bks', 'bks', 'G1+G2'],
  ])('%s needs no password', (file, format, held) => {
    expect(keystore(file)).toMatchObject({ format, unusable: null, problems: [], privateKeys: 0 });
    expect(names(keystore(file).anchors)).toBe(held);
  });
  it('keeps the aliases', () => {
    expect(new Set(keystore('g1-and-g2.jks').anchors.map(({ alias }) => alias))).toEqual(new Set(['g1', 'g2']));
  });
  it.each(['g1-and-g2.jks', 'g1-and-g2.jceks', 'g1-and-g2.bks'])(
    '%s is refused with a wrong password, as KeyStore.load does',
    (file) => {
      expect(names(keystore(file, 'changeit').anchors)).toBe('G1+G2');
      const refused = keystore(file, 'hunter2');
      expect(refused).toMatchObject({
        anchors: [],
        unusable: null,
        problems: [{ kind: 'wrong-password', rejects: true }],
      });
      expect(names(refused.lenient)).toBe('G1+G2');
      expect(JSON.stringify(refused.problems)).not.toContain('hunter2');
    },
  );
  it('counts a key entry and trusts the first of its chain, as JSSE does', () => {
    expect(keystore('private-key-and-g1.jks', 'changeit')).toMatchObject({ privateKeys: 1, problems: [] });
    expect(names(keystore('private-key-and-g1.jks').anchors)).toBe('G1+private');
  });
  it('sees that a store is empty or cut off', () => {
    expect(keystore('empty.jks')).toMatchObject({
      unusable: 'unreadable',
      problems: [{ kind: 'empty', rejects: true }],
    });
    expect(keystore('cut-off.jks')).toMatchObject({ anchors: [], problems: [{ kind: 'damaged', rejects: true }] });
  });
  it.each(['g1-and-g2.uber', 'g1-and-g2.bcfks'])('cannot open %s', (file) => {
    expect(keystore(file)).toMatchObject({ unusable: 'locked', problems: [{ kind: 'encrypted' }] });
  });
  it.each(['cut-off.jceks', 'cut-off.bks'])('%s gives Java nothing', (file) => {
    expect(keystore(file)).toMatchObject({ anchors: [], problems: [{ kind: 'damaged', rejects: true }] });
    expect(keystore(file).lenient).toHaveLength(1);
  });
  it('reads past the secret keys of JCEKS', () => {
    const contents = keystore('secret-key-and-g1-and-g2.jceks', 'changeit');
    expect(contents).toMatchObject({ privateKeys: 2, problems: [] });
    expect(names(contents.anchors)).toBe('G1+G2');
  });
  it('is read without a password that nobody knows, with a remark', () => {
    const contents = keystore('g1-secret-password.jks');
    expect(contents.problems).toMatchObject([{ kind: 'unknown-password', rejects: false }]);
    expect(names(contents.anchors)).toBe('G1');
  });
  it('is noticed when it was altered: the digest no longer agrees', () => {
    const bytes = storeBytes('g1-and-g2.bks');
    const date = bytes.findIndex((byte, at) => byte === 0x67 && bytes[at + 1] === 0x31) + 4; // behind the alias "g1"
    bytes[date] = (bytes[date] ?? 0) ^ 1;
    const altered = parseStore(bytes, reading('java', { accepts: ['keystore'] }));
    expect(altered.problems).toMatchObject([{ kind: 'unknown-password', rejects: false }]);
    expect(names(altered.anchors)).toBe('G1+G2');
  });
  it('is nothing that OpenSSL reads, and PEM is nothing that KeyStore loads', () => {
    expect(read('g1-only.jks', 'openssl')).toMatchObject({ anchors: [], problems: [{ kind: 'wrong-format' }] });
    expect(keystore('g1-only.pem')).toMatchObject({ anchors: [], problems: [{ kind: 'wrong-format' }] });
  });
});

describe('PKCS#12', () => {
  it.each([
    ['g1-only.p12', 'G1'],
    ['g1-and-g2.p12', 'G1+G2'],
    ['g1-and-g3.p12', 'G1+G3'],
    ['g1-and-g2-no-password.p12', 'G1+G2'],
    ['g1-and-g2-java8.p12', 'G1+G2'],
    ['g1-and-g2-ber.p12', 'G1+G2'],
  ])('%s by keytool: Java trusts %s', (file, held) => {
    for (const password of [undefined, 'changeit']) {
      expect(keystore(file, password)).toMatchObject({
        format: 'pkcs12',
        unusable: null,
        problems: [],
        privateKeys: 0,
      });
      expect(names(keystore(file, password).anchors)).toBe(held);
    }
  });
  it.each([
    'g1-and-g2-openssl.p12',
    'g1-and-g2-legacy.p12',
    'g1-and-g2-plain.p12',
    'g1-and-g2-3des.p12',
    'g1-and-g2-sha512.p12',
    'g1-and-g2-empty-password.p12',
  ])('%s: Java trusts nobody', (file) => {
    const contents = keystore(file);
    expect(contents).toMatchObject({
      anchors: [],
      unusable: null,
      problems: [{ kind: 'not-trusted-by-java', rejects: true }],
    });
    expect(names(contents.lenient)).toBe('G1+G2');
    expect(names(read(file, 'dotnet').anchors)).toBe('G1+G2');
  });
  it('of a key and its chain gives Java the first, and not the root beside it', () => {
    const contents = keystore('private-key-and-g2.p12');
    expect(contents).toMatchObject({ privateKeys: 1, problems: [{ kind: 'not-trusted-by-java' }] });
    expect(names(contents.anchors)).toBe('private');
    expect(names(contents.lenient)).toBe('G2+private');
  });
  it('stays locked without its password', () => {
    expect(keystore('g1-secret-password.p12')).toMatchObject({
      unusable: 'locked',
      problems: [{ kind: 'encrypted', rejects: true }],
    });
    const wrong = keystore('g1-secret-password.p12', 'hunter2');
    expect(wrong).toMatchObject({ unusable: 'locked', problems: [{ kind: 'wrong-password', rejects: true }] });
    expect(JSON.stringify(wrong.problems)).not.toContain('hunter2');
    expect(names(keystore('g1-secret-password.p12', 'correct-horse').anchors)).toBe('G1');
  });
  it('is refused where the code has another password than the one that opens it', () => {
    const contents = keystore('g1-and-g2.p12', 'hunter2');
    expect(contents).toMatchObject({
      anchors: [],
      unusable: null,
      problems: [{ kind: 'wrong-password', rejects: true }],
    });
    expect(names(contents.lenient)).toBe('G1+G2');
  });
});
