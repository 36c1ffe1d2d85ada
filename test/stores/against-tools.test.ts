import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keystore, read, storePath } from './fixture-stores.js';

const works = (command: string, argument: string) => spawnSync(command, [argument]).status === 0;
const hasOpenssl = works('openssl', 'version');
const hasKeytool = works('keytool', '-help');
if (!hasOpenssl) console.warn('openssl is missing: what rootlint reads is not compared with it');
if (!hasKeytool) console.warn('keytool is missing: what rootlint reads is not compared with it');

const fingerprints = (pem: string) =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)]
    .map(([, body = '']) => createHash('sha256').update(Buffer.from(body, 'base64')).digest('hex'))
    .sort();
const ours = (anchors: readonly { readonly sha256: string }[]) => anchors.map(({ sha256 }) => sha256).sort();

describe.skipIf(!hasOpenssl)('as openssl lists it', () => {
  const list = (...args: string[]) => fingerprints(spawnSync('openssl', args, { encoding: 'utf8' }).stdout);
  it.each([
    'g1-and-g2.pem',
    'g1-and-g2-crlf.pem',
    'g1-and-g2-bom.pem',
    'g1-and-g2-indented.pem',
    'g1-and-g2-old-label.pem',
    'private-ca-and-g1.pem',
    'g1-and-g2-bag-attributes.pem',
    'g1-and-commented-out-g2.pem',
    'g1-and-g2-progmem.ino',
  ])('%s', (file) => {
    const listed = list('storeutl', '-certs', storePath(file));
    expect(listed.length).toBeGreaterThan(0);
    expect(ours(read(file, 'openssl').anchors)).toEqual(listed);
  });
  it.each([
    'g1-and-g2.p12',
    'g1-and-g3.p12',
    'g1-and-g2-openssl.p12',
    'g1-and-g2-legacy.p12',
    'g1-and-g2-plain.p12',
    'private-key-and-g2.p12',
    'g1-and-g2-3des.p12',
    'g1-and-g2-sha512.p12',
    'g1-and-g2-no-password.p12',
    'g1-and-g2-java8.p12',
    'g1-and-g2-ber.p12',
  ])('%s', (file) => {
    const listed = list('pkcs12', '-in', storePath(file), '-nokeys', '-legacy', '-passin', 'pass:changeit');
    const plain = list('pkcs12', '-in', storePath(file), '-nokeys', '-nomacver', '-passin', 'pass:');
    const expected = listed.length > 0 ? listed : plain;
    expect(expected.length).toBeGreaterThan(0);
    expect(ours(keystore(file).lenient)).toEqual(expected);
  });
  it.each(['g1-and-g2.p7b', 'g1-and-g2-der.p7b'])('%s', (file) => {
    const form = file.includes('-der') ? 'der' : 'pem';
    expect(ours(read(file, 'java').anchors)).toEqual(
      list('pkcs7', '-in', storePath(file), '-inform', form, '-print_certs'),
    );
  });
});

describe.skipIf(!hasKeytool)('as keytool lists it', () => {
  /** Trusted entries, and of key entries the first certificate: what JSSE trusts. */
  const list = (file: string, type: string) => {
    const args = [
      '-J-Duser.language=en',
      '-list',
      '-v',
      '-storetype',
      type,
      '-storepass',
      'changeit',
      '-keystore',
      storePath(file),
    ];
    const { stdout } = spawnSync('keytool', args, { encoding: 'utf8' });
    return stdout
      .split(/^Alias name: /m)
      .slice(1)
      .flatMap((entry) => /SHA256: ([0-9A-F:]+)/.exec(entry)?.[1]?.replaceAll(':', '').toLowerCase() ?? [])
      .sort();
  };
  it.each([
    ['g1-only.jks', 'JKS', 1],
    ['g1-and-g2.jks', 'JKS', 2],
    ['private-key-and-g1.jks', 'JKS', 2],
    ['empty.jks', 'JKS', 0],
    ['g1-and-g2.jceks', 'JCEKS', 2],
    ['g1-and-g2.p12', 'PKCS12', 2],
    ['g1-and-g3.p12', 'PKCS12', 2],
    ['g1-and-g2-openssl.p12', 'PKCS12', 0],
    ['g1-and-g2-plain.p12', 'PKCS12', 0],
    ['private-key-and-g2.p12', 'PKCS12', 1],
    ['secret-key-and-g1-and-g2.jceks', 'JCEKS', 2],
    ['g1-and-g2-no-password.p12', 'PKCS12', 2],
    ['g1-and-g2-java8.p12', 'PKCS12', 2],
    ['g1-and-g2-ber.p12', 'PKCS12', 2],
    ['g1-and-g2-3des.p12', 'PKCS12', 0],
  ] as const)('%s', (file, type, count) => {
    const listed = list(file, type);
    expect(listed).toHaveLength(count);
    expect(ours(keystore(file, 'changeit').anchors)).toEqual(listed);
  });
});
