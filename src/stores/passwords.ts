/** Passwords of key stores: which are tried, and the keys that are made of them. None ever reaches a message. */
import { createHmac, hash } from 'node:crypto';

/** What people leave in place, and what guides tell them to type; tried after the password in the code. */
export const COMMON_PASSWORDS: readonly string[] = [
  'changeit',
  '',
  'changeme',
  'password',
  '123456',
  'secret',
  'storepass',
  'keystore',
  'truststore',
  'android',
  'notasecret',
  'mysecret',
];

export const candidates = (given: string | undefined): readonly string[] => [
  ...new Set([...(given === undefined ? [] : [given]), ...COMMON_PASSWORDS]),
];

/** The purposes that RFC 7292, B.3, numbers. */
export type Purpose = 1 | 2 | 3;
export const FOR_MAC: Purpose = 3;

/** Block and output of each hash, in bytes. */
const SIZES = { md5: [64, 16], sha1: [64, 20], sha256: [64, 32], sha384: [128, 48], sha512: [128, 64] } as const;
export type Digest = keyof typeof SIZES;

/**
 * The derivation of keys of PKCS#12 and of Bouncy Castle (RFC 7292, B.2). `null` is no password at all, which differs from
 * an empty one. One round of it in node-forge takes twice as long.
 */
export function derivedKey(
  digest: Digest,
  password: string | null,
  salt: Uint8Array,
  rounds: number,
  purpose: Purpose,
  length: number,
): Buffer {
  const [block] = SIZES[digest];
  const wide = password === null ? Buffer.alloc(0) : Buffer.from(`${password}\0`, 'utf16le').swap16();
  const input = Buffer.concat([stretched(salt, block), stretched(wide, block)]);
  const head = Buffer.alloc(block, purpose);
  const pieces: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let piece = hash(digest, Buffer.concat([head, input]), 'buffer');
    for (let round = 1; round < rounds; round++) piece = hash(digest, piece, 'buffer');
    pieces.push(piece);
    made += piece.length;
    if (made < length) addTo(input, stretched(piece, block), block);
  }
  return Buffer.concat(pieces).subarray(0, length);
}

export function macOf(digest: Digest, key: Uint8Array, content: Uint8Array): Buffer {
  return createHmac(digest, key).update(content).digest();
}

/** Repeated up to whole blocks. */
function stretched(bytes: Uint8Array, block: number): Buffer {
  const length = Math.ceil(bytes.length / block) * block;
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes);
}

/** Each block of the input, as a number, becomes itself + B + 1. */
function addTo(input: Buffer, added: Buffer, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let at = block - 1; at >= 0; at--) {
      carry += (input[start + at] ?? 0) + (added[at] ?? 0);
      input[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
}
