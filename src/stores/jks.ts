/**
 * Reads trust anchors from Java's own key stores, JKS and JCEKS.
 *
 * Certificates lie in clear; only private keys are encrypted, and only the digest at the end needs the password. We
 * therefore read without one. With one, a wrong digest is what Java reports as "keystore password was incorrect".
 */
import { createHash } from 'node:crypto';
import { type Anchor, anchorOf } from './certificate.js';
import { type Format, type Found, nothing, type Problem } from './contents.js';
import { SEQUENCE } from './der.js';
import { integrityProblem } from './integrity.js';
import { Fields } from './keystore-reader.js';
import { MAX_CERTIFICATES } from './limits.js';

const JKS = 0xfeedfeed | 0;
const JCEKS = 0xcececece | 0;
const DIGEST_LENGTH = 20;
/** What sun.security.provider.JavaKeyStore whitens the password with. */
const WHITENER = 'Mighty Aphrodite';

const KEY_ENTRY = 1;
const TRUSTED_ENTRY = 2;
/** In JCEKS alone. */
const SECRET_ENTRY = 3;
/** How ObjectOutputStream begins. */
const SERIALIZED = Uint8Array.of(0xac, 0xed, 0x00, 0x05);

export function jksFormat(bytes: Uint8Array): Format | null {
  const magic = new Fields(bytes).int();
  return magic === JKS ? 'jks' : magic === JCEKS ? 'jceks' : null;
}

export function readJks(bytes: Uint8Array, password: string | undefined): Found {
  const format = jksFormat(bytes) ?? 'jks';
  const fields = new Fields(bytes);
  fields.skip(4);
  const version = fields.int();
  const count = fields.int();
  if (version === null || count === null || version < 1 || version > 2) {
    return nothing(format, {
      kind: 'damaged',
      message: 'the key store is cut off or of an unknown version',
      rejects: true,
    });
  }
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  let privateKeys = 0;
  let whole = true;
  for (let index = 0; index < count; index++) {
    const entry = index < MAX_CERTIFICATES ? readEntry(fields, version, bytes) : null;
    if (entry === null) {
      whole = false;
      break;
    }
    const anchors = entry.certificates.flatMap((der) => anchorOf(der, entry.alias) ?? []);
    if (entry.kind !== 'trusted') privateKeys += 1;
    // JSSE trusts every trusted entry, and of a key entry the first certificate of its chain (TrustStoreUtil).
    taken.push(...anchors.slice(0, 1));
    seen.push(...anchors);
  }
  const problem = whole ? digestProblem(bytes, fields.at, password, format) : cutOff(format);
  return {
    format,
    taken: problem?.rejects ? [] : taken,
    seen,
    problems: problem === null ? [] : [problem],
    privateKeys,
  };
}

interface Entry {
  readonly kind: 'key' | 'trusted' | 'secret';
  readonly alias: string;
  readonly certificates: readonly Uint8Array[];
}

/** Null at the end of what can be read. */
function readEntry(fields: Fields, version: number, bytes: Uint8Array): Entry | null {
  const tag = fields.int();
  const alias = fields.utf();
  if (alias === null || !fields.skipLong()) return null;
  const withType = version === 2;
  if (tag === TRUSTED_ENTRY) {
    const der = fields.certificate(withType);
    return der && { kind: 'trusted', alias, certificates: [der] };
  }
  if (tag === SECRET_ENTRY) return skipObject(fields, bytes) ? { kind: 'secret', alias, certificates: [] } : null;
  if (tag !== KEY_ENTRY || fields.block() === null) return null;
  const length = fields.int();
  if (length === null) return null;
  const certificates: Uint8Array[] = [];
  for (let index = 0; index < length; index++) {
    const der = fields.certificate(withType);
    if (der === null) return null;
    certificates.push(der);
  }
  return { kind: 'key', alias, certificates };
}

/**
 * A secret key of JCEKS is a serialised Java object, which does not tell its length. It ends where the next entry begins
 * that could be one, or at the digest.
 */
function skipObject(fields: Fields, bytes: Uint8Array): boolean {
  const [magic, version] = SERIALIZED;
  if (bytes[fields.at] !== magic || bytes[fields.at + 1] !== version) return false;
  const end = bytes.length - DIGEST_LENGTH;
  for (let at = fields.at + SERIALIZED.length; at < end; at++) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0 || bytes[at + 2] !== 0 || !beginsEntry(bytes, at)) continue;
    fields.at = at;
    return true;
  }
  fields.at = end;
  return end > 0;
}

/** A tag, an alias of printable characters, a date of this millennium's first centuries, and what must follow. */
function beginsEntry(bytes: Uint8Array, at: number): boolean {
  const fields = new Fields(bytes);
  fields.at = at;
  const tag = fields.int();
  const alias = fields.utf();
  const century = fields.int();
  if (
    alias === null ||
    alias === '' ||
    /\p{Cc}/u.test(alias) ||
    century === null ||
    century < 0x80 ||
    century > 0x800
  ) {
    return false;
  }
  fields.skip(4);
  if (tag === TRUSTED_ENTRY) return fields.utf() === 'X.509';
  if (tag === SECRET_ENTRY) return bytes[fields.at] === SERIALIZED[0] && bytes[fields.at + 1] === SERIALIZED[1];
  const key = tag === KEY_ENTRY ? fields.block() : null;
  return key?.[0] === SEQUENCE;
}

const cutOff = (format: Format): Problem => ({
  kind: 'damaged',
  message: `the ${format.toUpperCase()} file is cut off or damaged; Java reads nothing from it`,
  rejects: true,
});

function digestProblem(bytes: Uint8Array, end: number, password: string | undefined, format: Format): Problem | null {
  if (bytes.length - end < DIGEST_LENGTH) return cutOff(format);
  const stored = bytes.subarray(end, end + DIGEST_LENGTH);
  const agrees = (candidate: string): boolean => {
    const wide = Buffer.from(candidate, 'utf16le').swap16();
    return createHash('sha1').update(wide).update(WHITENER).update(bytes.subarray(0, end)).digest().equals(stored);
  };
  return integrityProblem(agrees, password, 1);
}
