/**
 * Reads trust anchors from BKS, the key store of Bouncy Castle and of old Android code. Certificates lie in clear here
 * too. UBER, its encrypted brother, has the same first bytes and is reported as locked.
 *
 * Known miss: the checksum at the end, and with it a wrong password, is not checked.
 */
import { type Anchor, anchorOf } from './certificate.js';
import { type Found, locked } from './contents.js';
import { Fields } from './keystore-reader.js';
import { MAX_CERTIFICATES } from './limits.js';

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

export function readBks(bytes: Uint8Array): Found {
  const fields = new Fields(bytes);
  fields.int();
  fields.block();
  fields.int();
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  let privateKeys = 0;
  let entries = 0;
  for (let type = fields.byte(); type !== END; type = fields.byte()) {
    entries += 1;
    const entry = type === null || entries > MAX_CERTIFICATES ? null : readEntry(fields, type);
    if (entry === null) {
      return locked('bks', {
        kind: 'encrypted',
        message: 'the store is encrypted as a whole (Bouncy Castle UBER) or damaged',
        rejects: true,
      });
    }
    const chain = entry.chain.flatMap((der) => anchorOf(der, entry.alias) ?? []);
    if (entry.isKey) privateKeys += 1;
    taken.push(...chain.slice(0, 1));
    seen.push(...chain);
  }
  return { format: 'bks', taken, seen, problems: [], privateKeys };
}

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
