/**
 * The ciphers of PKCS#12: PBES2 (RFC 8018, 6.2) and the older ones of RFC 7292, appendix C. Node derives keys natively, fifty
 * times faster than node-forge does; RC2 alone, which OpenSSL 3 has put away, is forge's.
 */
import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import type forge from 'node-forge';
import { derivedKey } from './passwords.js';
import { bytesOf, itemsOf, type Node } from './pkcs12-bags.js';

const PBES2 = '1.2.840.113549.1.5.13';
const FOR_KEY = 1;
const FOR_IV = 2;

/** Ciphers by OID, with the length of their key. */
const MODERN: Readonly<Record<string, readonly [cipher: string, keyLength: number]>> = {
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
};

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

type Old = { readonly cipher: 'des' | 'rc2'; readonly keyLength: number };

const OLD: Readonly<Record<string, Old>> = {
  '1.2.840.113549.1.12.1.3': { cipher: 'des', keyLength: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: 'des', keyLength: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2', keyLength: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2', keyLength: 5 },
};

/** Throws where that is not the password, or not a cipher that is known. */
export function decryptWith(
  library: typeof forge,
  algorithm: string,
  parameters: Node | null,
  password: string | null,
  data: string,
): string {
  const bytes = Buffer.from(data, 'latin1');
  if (algorithm === PBES2) return modern(library, parameters, password, bytes).toString('latin1');
  const old = OLD[algorithm];
  if (old === undefined) throw new Error('an unknown cipher');
  const [saltNode, roundsNode] = itemsOf(parameters ?? undefined);
  const salt = Buffer.from(bytesOf(saltNode), 'latin1');
  const rounds = integerOf(roundsNode);
  const key = derivedKey('sha1', password, salt, rounds, FOR_KEY, old.keyLength);
  const iv = derivedKey('sha1', password, salt, rounds, FOR_IV, 8);
  if (old.cipher === 'rc2') return rc2(library, key, iv, data);
  // Two keys are three of which the last is the first again.
  const three = Buffer.concat([key, key]).subarray(0, 24);
  return decipher('des-ede3-cbc', three, iv, bytes).toString('latin1');
}

function modern(library: typeof forge, parameters: Node | null, password: string | null, data: Buffer): Buffer {
  const oid = (node: Node | undefined): string => library.asn1.derToOid(bytesOf(node));
  const [derivation, encryption] = itemsOf(parameters ?? undefined);
  const [, derivationParameters] = itemsOf(derivation);
  const [salt, rounds, ...rest] = itemsOf(derivationParameters);
  // The length of the key may stand between the rounds and the function.
  const prf = rest.find((node) => node.constructed);
  const digest = prf === undefined ? 'sha1' : HMACS[oid(itemsOf(prf)[0])];
  const [cipherOid, iv] = itemsOf(encryption);
  const cipher = MODERN[oid(cipherOid)];
  if (digest === undefined || cipher === undefined) throw new Error('an unknown cipher');
  const [name, keyLength] = cipher;
  const key = pbkdf2Sync(password ?? '', Buffer.from(bytesOf(salt), 'latin1'), integerOf(rounds), keyLength, digest);
  return decipher(name, key, Buffer.from(bytesOf(iv), 'latin1'), data);
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Buffer {
  const cipher = createDecipheriv(name, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

function rc2(library: typeof forge, key: Buffer, iv: Buffer, data: string): string {
  const buffer = (bytes: Buffer) => library.util.createBuffer(bytes.toString('latin1'));
  const cipher = (library as unknown as WithRc2).rc2.createDecryptionCipher(buffer(key), key.length * 8);
  cipher.start(buffer(iv));
  cipher.update(library.util.createBuffer(data));
  if (!cipher.finish()) throw new Error('wrong padding');
  return cipher.output.getBytes();
}

/** What forge exports and its types leave out. */
interface WithRc2 {
  readonly rc2: {
    createDecryptionCipher(
      key: forge.util.ByteStringBuffer,
      bits: number,
    ): {
      start(iv: forge.util.ByteStringBuffer): void;
      update(data: forge.util.ByteStringBuffer): void;
      finish(): boolean;
      readonly output: forge.util.ByteStringBuffer;
    };
  };
}

const integerOf = (node: Node | undefined): number =>
  Number.parseInt(`0${Buffer.from(bytesOf(node), 'latin1').toString('hex')}`, 16);
