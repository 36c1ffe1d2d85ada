import { describe, expect, it } from 'vitest';
import { parseStore } from '../../src/stores/parse-store.js';
import { names, read, reading, storeBytes } from './fixture-stores.js';

describe('certificates inside other text', () => {
  it.each([
    ['g1-and-g2-secret.yaml', 'G1+G2', 'base64'],
    ['g1-and-g2-twice.yaml', 'G1+G2', 'base64'],
    ['g1-and-g2-x5c.json', 'G1+G2', 'base64'],
    ['g1-and-g2.xml', 'G1+G2', 'base64'],
    ['g1-and-g2-der.h', 'G1+G2', 'byte-array'],
    ['g1-and-g2-pem.h', 'G1+G2', 'byte-array'],
    ['g2-signed-bytes.java', 'G2', 'byte-array'],
    ['g2-hex.txt', 'G2', 'byte-array'],
    ['g2-four-hyphens.pem', 'G2', 'bad-armour'],
    ['g2-no-begin.pem', 'G2', 'bad-armour'],
    ['g1-and-g2-block.yaml', 'G1+G2', 'indented'],
    ['g1-and-g2-text-block.java', 'G1+G2', 'indented'],
    ['g1-and-g2.json', 'G1+G2', 'escaped'],
    ['g1-and-g2.env', 'G1+G2', 'escaped'],
    ['g1-and-g2-url.txt', 'G1+G2', 'escaped'],
    ['g1-and-g2-literals.h', 'G1+G2', 'escaped'],
    ['g1-and-g2-sum.js', 'G1+G2', 'escaped'],
    ['g1-and-g2-cr.pem', 'G1+G2', 'cr-line-ends'],
  ])('%s: a person sees %s, and OpenSSL nothing', (file, held, kind) => {
    expect(names(read(file, 'lenient', { accepts: ['certificate', 'keystore'] }).anchors)).toBe(held);
    const contents = read(file, 'openssl');
    expect(names(contents.lenient)).toBe(held);
    expect(contents.anchors).toEqual([]);
    expect(contents.problems.filter(({ rejects }) => rejects).map((problem) => problem.kind)).toContain(kind);
  });

  it.each(['g1-and-g2-bag-attributes.pem', 'g1-and-g2-progmem.ino'])('%s is read by OpenSSL as well', (file) => {
    expect(read(file, 'openssl')).toMatchObject({ problems: [] });
    expect(names(read(file, 'openssl').anchors)).toBe('G1+G2');
  });

  it('is passed over where somebody made a comment of it', () => {
    for (const reader of ['openssl', 'java', 'go', 'lenient'] as const) {
      expect(read('g1-and-commented-out-g2.pem', reader)).toMatchObject({ problems: [] });
      expect(names(read('g1-and-commented-out-g2.pem', reader).lenient)).toBe('G1');
    }
  });

  const lines = Buffer.from(storeBytes('g1-and-g2.pem')).toString('latin1').trim().split('\n');
  it.each([
    ['Visual Basic', lines.map((line) => `"${line}"`).join(' & vbCrLf & _\n  ')],
    ['PHP', lines.map((line) => `'${line}'`).join(' . PHP_EOL\n  . ')],
    ['Python', lines.map((line) => `b"${line}\\n"`).join('\n')],
    ['Lua', lines.map((line) => `"${line}\\n"`).join(' ..\n')],
    ['SQL', lines.map((line) => `'${line}'`).join(' || chr(10) ||\n')],
    ['C++', lines.map((line) => `u8"${line}\\r\\n"`).join('\n')],
    ['Java', lines.map((line) => `"${line}" + System.lineSeparator()`).join('\n + ')],
    ['Kotlin', lines.map((line) => `    |${line}`).join('\n')],
    ['properties', lines.join('\\n\\\n')],
    ['XML', lines.join('&#xD;\n')],
  ])('are seen through the quotes and joints of %s', (_, text) => {
    expect(names(parseStore(new Uint8Array(Buffer.from(text)), reading('lenient')).anchors)).toBe('G1+G2');
  });

  it('may have lines that begin with a plus', () => {
    const body = Buffer.from(storeBytes('g2-only.der')).toString('base64');
    const at = body.indexOf('+');
    const pieces = [body.slice(0, at), body.slice(at, at + 64), body.slice(at + 64)];
    const text = ['-----BEGIN CERTIFICATE-----', ...pieces, '-----END CERTIFICATE-----'].map(
      (line) => `"${line}\\r\\n"`,
    );
    for (const joint of ['\n', ' +\n', ' . PHP_EOL .\n']) {
      const bytes = new Uint8Array(Buffer.from(text.join(joint)));
      expect(names(parseStore(bytes, reading('lenient')).anchors)).toBe('G2');
    }
  });

  it('is unwrapped a few times, and no more', () => {
    let text = Buffer.from(storeBytes('g2-only.pem')).toString('latin1');
    for (let layer = 0; layer < 6; layer++) text = Buffer.from(text, 'latin1').toString('base64');
    expect(parseStore(new Uint8Array(Buffer.from(text)), reading('lenient')).lenient).toEqual([]);
  });
});

describe('what a file is that holds no certificate', () => {
  it.each([
    ['not-found.pem', 'error message'],
    ['not-found.json', 'JSON'],
    ['access-denied.xml', 'XML'],
    ['link-as-text.pem', 'symbolic link'],
    ['archive.zip', 'ZIP'],
    ['request.pem', 'certificate request'],
    ['g2-cut.txt', 'cut off'],
  ])('%s: %s', (file, word) => {
    const contents = read(file, 'openssl');
    expect(contents).toMatchObject({ anchors: [], lenient: [], unusable: 'unreadable' });
    expect(contents.problems.map(({ message }) => message).join()).toContain(word);
  });
});
