/**
 * Reads trust anchors from BKS, the key store of Bouncy Castle and of old Android code. Certificates lie in clear here
 * too, and only the checksum at the end needs the password. UBER, its encrypted brother, has the same first bytes and is
 * reported as locked.
 */
import { type Anchor, anchorOf } from './certificate.js';
import { type Found, locked } from './contents.js';
import { integrityProblem } from './integrity.js';
import { Fields } from './keystore-reader.js';
import { MAX_CERTIFICATES } from './limits.js';
import { derivedKey, FOR_MAC, macOf } from './passwords.js';

const MAC_LENGTH = 20;
const END = 0;
const CERTIFICATE = 1;
const KEY = 2;
const SECRET = 3;
const SEALED = 4;

/** Bouncy Castle writes 20 bytes of salt and 1024 rounds and more; that tells it from other binary files. */
export function looksLikeBks(bytes: Uint8Array): boolean {
  const fields = new Fields(bytes);
  const version = fields.int();
  const salt = fields.block();
  const rounds = fields.int();
  return (version === 1 || version === 2) && salt?.length === 20 && rounds !== null && rounds > 0 && rounds < 1 << 20;
}

export function readBks(bytes: Uint8Array, password: string | undefined): Found {
  const fields = new Fields(bytes);
  const version = fields.int() ?? 0;
  const salt = fields.block() ?? new Uint8Array();
  const rounds = fields.int() ?? 0;
  const start = fields.at;
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  let privateKeys = 0;
  let entries = 0;
  for (let type = fields.byte(); type !== END; type = fields.byte()) {
    entries += 1;
    const entry = type === null || entries > MAX_CERTIFICATES ? null : readEntry(fields, type);
    if (entry === null) return seen.length > 0 ? damaged(seen, privateKeys) : ENCRYPTED;
    const chain = entry.chain.flatMap((der) => anchorOf(der, entry.alias) ?? []);
    if (entry.isKey) privateKeys += 1;
    taken.push(...chain.slice(0, 1));
    seen.push(...chain);
  }
  const content = bytes.subarray(start, fields.at);
  const checksum = bytes.subarray(fields.at, fields.at + MAC_LENGTH);
  // The first version derives a key of 20 bits where it meant bytes.
  const keyLength = version === 1 ? 2 : MAC_LENGTH;
  const agrees = (candidate: string): boolean =>
    macOf('sha1', derivedKey('sha1', candidate, salt, rounds, FOR_MAC, keyLength), content).equals(checksum);
  const problem = integrityProblem(agrees, password, rounds);
  return {
    format: 'bks',
    taken: problem?.rejects ? [] : taken,
    seen,
    problems: problem === null ? [] : [problem],
    privateKeys,
  };
}

const ENCRYPTED = locked('bks', {
  kind: 'encrypted',
  message: 'the store is encrypted as a whole (Bouncy Castle UBER) or damaged',
  rejects: true,
});

const damaged = (seen: readonly Anchor[], privateKeys: number): Found => ({
  format: 'bks',
  taken: [],
  seen,
  problems: [
    { kind: 'damaged', message: 'the BKS file is cut off or damaged; Java reads nothing from it', rejects: true },
  ],
  privateKeys,
});

interface Entry {
  readonly alias: string;
  readonly isKey: boolean;
  readonly chain: readonly Uint8Array[];
}

function readEntry(fields: Fields, type: number): Entry | null {
  const alias = fields.utf();
  if (alias === null || !fields.skipLong()) return null;
  const length = fields.int();
  if (length === null) return null;
  const chain: Uint8Array[] = [];
  for (let index = 0; index < length; index++) {
    const der = fields.certificate();
    if (der === null) return null;
    chain.push(der);
  }
  switch (type) {
    case CERTIFICATE: {
      const der = fields.certificate();
      return der && { alias, isKey: false, chain: [der] };
    }
    case KEY: {
      const complete =
        fields.byte() !== null && fields.utf() !== null && fields.utf() !== null && fields.block() !== null;
      return complete ? { alias, isKey: true, chain } : null;
    }
    case SECRET:
    case SEALED:
      return fields.block() === null ? null : { alias, isKey: true, chain };
    default:
      return null;
  }
}
