/** Pinned hashes: which root a hash names, if any. */
import { createHash, X509Certificate } from 'node:crypto';
import type { Held, Root } from './migrations.js';
import type { Catalogue } from './read-pin.js';

/** Digest sizes in bytes, to find out what an unlabelled hash is. */
const ALGORITHM_OF_SIZE: Readonly<Record<number, string>> = {
  16: 'md5',
  20: 'sha1',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
};

/**
 * Hex or base64, with or without colons, `sha256/`, curl's `sha256//`, `SHA-256:` or `pin-sha256=` in front. One text may
 * hold several, as curl's `sha256//a;sha256//b` does.
 */
export function digestsIn(value: string): readonly Buffer[] {
  return value
    .split(';')
    .map(digestOf)
    .filter((digest) => digest !== null);
}

function digestOf(written: string): Buffer | null {
  const bare = written
    .trim()
    .replace(/^["']|["']$/g, '')
    .replace(/^pin-sha256="?/i, '')
    .replace(/^(?:md5|sha-?\d+)\s*[/:=]\s*/i, '')
    .replace(/"$/, '');
  // A slash may be curl's second one, or the first letter of the hash.
  return sized(bare) ?? (bare.startsWith('/') ? sized(bare.slice(1)) : null);
}

function sized(bare: string): Buffer | null {
  const hex = bare.replace(/[:\s-]/g, '');
  const digest = /^(?:[0-9a-f]{2})+$/i.test(hex) ? Buffer.from(hex, 'hex') : Buffer.from(bare, 'base64');
  return ALGORITHM_OF_SIZE[digest.length] === undefined ? null : digest;
}

/**
 * The root whose key or certificate has this hash; null where none of those known does. Outside the catalogue only roots
 * that a migration describes can be recognised.
 */
export function rootOfDigest(digest: Buffer, described: readonly Root[], catalogue: Catalogue): Held | null {
  const algorithm = ALGORITHM_OF_SIZE[digest.length];
  if (algorithm === undefined) return null;
  if (algorithm === 'sha256') {
    const entry = catalogue.bySpki(digest.toString('base64')) ?? catalogue.bySha256(digest.toString('hex'));
    if (entry) return entry;
    return (
      described.find(
        (root) => digest.toString('base64') === root.spkiSha256 || digest.toString('hex') === root.sha256,
      ) ?? null
    );
  }
  const entry = catalogue.byDigest?.(digest.toString('hex'));
  if (entry) return entry;
  // Roots that only a migration describes, and digests that the catalogue does not hold.
  return described.find((root) => root.pem !== null && hasDigest(root.pem, algorithm, digest)) ?? null;
}

/** The intermediate whose key has this hash, with the name of its root. */
export function intermediateOfDigest(
  digest: Buffer,
  catalogue: Catalogue,
): { readonly name: string; readonly root: string } | null {
  const found = digest.length === 32 ? catalogue.intermediate?.(digest.toString('base64')) : null;
  if (!found) return null;
  return { name: found.name, root: catalogue.byId(found.root)?.name ?? found.root };
}

function hasDigest(pem: string, algorithm: string, digest: Buffer): boolean {
  const certificate = new X509Certificate(pem);
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return [certificate.raw, key].some((bytes) => createHash(algorithm).update(bytes).digest().equals(digest));
}
