import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Reader } from '../../src/stores/contents.js';
import { parseStore } from '../../src/stores/parse-store.js';
import { reading, storeBytes, storePath } from './fixture-stores.js';

const READERS: readonly Reader[] = ['openssl', 'curl', 'java', 'node', 'go', 'dotnet', 'gnutls', 'mbedtls', 'lenient'];
const files = readdirSync(storePath(''))
  .filter((name) => /\.(pem|der|p7b|jks|jceks|p12|bks|uber|txt)$/.test(name))
  .filter((name) => name !== 'g1-many-rounds.p12');
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));

/** A small generator, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 0x80000000;
    return state;
  };
}

function everyReader(bytes: Uint8Array): void {
  for (const reader of READERS) {
    for (const accepts of [['keystore'], ['pem', 'der'], ['certificate']] as const) {
      const contents = parseStore(bytes, reading(reader, { accepts }));
      // Less than there is, and no reason given, would be a guess.
      if (contents.anchors.length < contents.lenient.length) expect(contents.problems).not.toEqual([]);
      if (contents.lenient.length === 0) expect(contents.unusable).not.toBeNull();
    }
  }
}

describe('damaged files', () => {
  it.each(files.filter((name) => !name.endsWith('.p12')))('%s, cut off anywhere, is no exception', (name) => {
    const bytes = storeBytes(name);
    for (let end = 0; end < bytes.length; end += Math.ceil(bytes.length / 12)) everyReader(bytes.slice(0, end));
  });
  it.each(files.filter((name) => name.endsWith('.p12')))('%s, cut off anywhere, is no exception', (name) => {
    const bytes = storeBytes(name);
    for (let end = 1; end < bytes.length; end += 100) {
      const contents = parseStore(bytes.slice(0, end), reading('java', { accepts: ['keystore'] }));
      expect(contents).toMatchObject({ anchors: [], unusable: 'unreadable' });
    }
  });
  it.each(files)('%s with flipped bytes is no exception', (name) => {
    const next = numbers(20261123);
    // Each guess at the password of a PKCS#12 file costs 50 ms.
    const rounds = name.endsWith('.p12') ? 2 : 8;
    for (let round = 0; round < rounds; round++) {
      const bytes = storeBytes(name);
      for (let flips = 0; flips < 4 && bytes.length > 0; flips++) bytes[next() % bytes.length] = next() % 256;
      expect(() => parseStore(bytes, reading('java', { accepts: ['keystore', 'certificate'] }))).not.toThrow();
      expect(() => parseStore(bytes, reading('openssl'))).not.toThrow();
    }
  });
});

describe('files made to keep a reader busy', () => {
  const million = 1024 * 1024;
  const BEGIN = '-----BEGIN CERTIFICATE-----\n';
  const huge: readonly (readonly [string, Uint8Array])[] = [
    ['only BEGIN lines', bytesOf(BEGIN.repeat(200_000))],
    ['BEGIN lines and one END', bytesOf(`${BEGIN.repeat(200_000)}-----END CERTIFICATE-----\n`)],
    ['BEGIN PKCS7 lines', bytesOf('-----BEGIN PKCS7-----\n'.repeat(200_000))],
    ['one long line of base64', bytesOf('A'.repeat(8 * million))],
    ['a block of one long line', bytesOf(`${BEGIN}${'A'.repeat(8 * million)}`)],
    ['white space', bytesOf(' '.repeat(8 * million))],
    ['a million tiny DER sequences', bytesOf(`0\x81\x00${'0\x00'.repeat(million)}`)],
    ['a JKS that claims two billion entries', bytesOf('\xfe\xed\xfe\xed\x00\x00\x00\x02\x7f\xff\xff\xff')],
    ['DER nested a hundred thousand deep', bytesOf('0\x84\x00\xff\xff\xff\x02\x01\x030\x80'.padEnd(300_000, '0\x80'))],
    ['seventeen megabytes', new Uint8Array(17 * million)],
  ];
  it.each(huge)('%s', (_, bytes) => {
    const started = performance.now();
    for (const reader of ['openssl', 'java', 'go', 'gnutls', 'lenient'] as const) {
      expect(parseStore(bytes, reading(reader)).anchors).toEqual([]);
    }
    // Generous, for slow machines: what is quadratic takes minutes.
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('a PKCS#12 file that asks for six million rounds', () => {
    const started = performance.now();
    const contents = parseStore(storeBytes('g1-many-rounds.p12'), reading('java', { accepts: ['keystore'] }));
    expect(contents).toMatchObject({ unusable: 'locked', problems: [{ kind: 'encrypted', rejects: true }] });
    expect(contents.problems[0]?.message).toContain('rounds');
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
