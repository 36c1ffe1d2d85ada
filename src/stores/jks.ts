/**
 * Reads trust anchors from Java's own key stores, JKS and JCEKS.
 *
 * Certificates lie in clear; only private keys are encrypted, and only the digest at the end needs the password. We
 * therefore read without one. With one, a wrong digest is what Java reports as "keystore password was incorrect".
 */
import { createHash } from 'node:crypto';
import { type Anchor, anchorOf } from './certificate.js';
import { type Format, type Found, nothing, type Problem } from './contents.js';
import { Fields } from './keystore-reader.js';
import { MAX_CERTIFICATES } from './limits.js';

const JKS = 0xfeedfeed | 0;
const JCEKS = 0xcececece | 0;
const DIGEST_LENGTH = 20;
/** What sun.security.provider.JavaKeyStore whitens the password with. */
const WHITENER = 'Mighty Aphrodite';

const KEY_ENTRY = 1;
const TRUSTED_ENTRY = 2;

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
    const entry = index < MAX_CERTIFICATES ? readEntry(fields, version) : null;
    if (entry === null) {
      whole = false;
      break;
    }
    const anchors = entry.certificates.flatMap((der) => anchorOf(der, entry.alias) ?? []);
    if (entry.kind === 'key') privateKeys += 1;
    // JSSE trusts every trusted entry, and of a key entry the first certificate of its chain (TrustStoreUtil).
    taken.push(...anchors.slice(0, 1));
    seen.push(...anchors);
  }
  const problem = whole ? digestProblem(bytes, fields.at, password) : cutOff(format);
  return {
    format,
    taken: problem === null ? taken : [],
    seen,
    problems: problem === null ? [] : [problem],
    privateKeys,
  };
}

interface Entry {
  readonly kind: 'key' | 'trusted';
  readonly alias: string;
  readonly certificates: readonly Uint8Array[];
}

/** Null at the end of what can be read; JCEKS' secret keys are serialised objects of unknown length. */
function readEntry(fields: Fields, version: number): Entry | null {
  const tag = fields.int();
  const alias = fields.utf();
  if (alias === null || !fields.skipLong()) return null;
  const withType = version === 2;
  if (tag === TRUSTED_ENTRY) {
    const der = fields.certificate(withType);
    return der && { kind: 'trusted', alias, certificates: [der] };
  }
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

const cutOff = (format: Format): Problem => ({
  kind: 'damaged',
  message: `the ${format.toUpperCase()} file is cut off or damaged; Java reads nothing from it`,
  rejects: true,
});

/** KeyStore.load checks the digest if, and only if, it is given a password. */
function digestProblem(bytes: Uint8Array, end: number, password: string | undefined): Problem | null {
  if (bytes.length - end < DIGEST_LENGTH) return cutOff('jks');
  if (password === undefined) return null;
  const wide = Buffer.from(password, 'utf16le').swap16();
  const digest = createHash('sha1').update(wide).update(WHITENER).update(bytes.subarray(0, end)).digest();
  if (digest.equals(bytes.subarray(end, end + DIGEST_LENGTH))) return null;
  return {
    kind: 'wrong-password',
    message: 'the password in the code is not that of the key store, or the store was altered; Java refuses to load it',
    rejects: true,
  };
}
