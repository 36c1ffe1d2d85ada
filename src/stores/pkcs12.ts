/**
 * Reads trust anchors from PKCS#12 (.p12, .pfx; a Java key store since Java 9).
 *
 * The file is encrypted, often with ciphers that OpenSSL 3 has put away (RC2-40), so node-forge does the cryptography.
 * We walk the bags ourselves: private keys need not be decrypted to be counted, a bag of an unknown kind is no reason
 * to give up, and forge drops the one attribute that Java looks for.
 */
import { createRequire } from 'node:module';
import type forge from 'node-forge';
import { type Anchor, anchorOf } from './certificate.js';
import { type Found, locked, nothing, type Problem, type Reading } from './contents.js';
import { claimedLength } from './der.js';
import { MAX_DER_DEPTH, MAX_DERIVATION_ROUNDS, MAX_PKCS12_BYTES } from './limits.js';
import { candidates, type Digest, derivedKey, FOR_MAC, macOf as macWith } from './passwords.js';
import {
  attributeOf,
  bytesOf,
  decodeBags,
  isOid,
  itemsOf,
  largestInteger,
  type Node,
  type SafeBag,
} from './pkcs12-bags.js';
import { decryptWith } from './pkcs12-ciphers.js';

/** 50 ms and 1.8 MB, so only where such a file is met. */
let loaded: typeof forge | undefined;
function library(): typeof forge {
  loaded ??= createRequire(import.meta.url)('node-forge') as typeof forge;
  return loaded;
}

/** The parts of a PFX that matter here. */
interface Parts {
  /** The authenticated content, as the checksum covers it. */
  readonly content: string;
  readonly safes: readonly Safe[];
  readonly mac: Mac | null;
  /** Rounds of key derivation that a wrong password costs, and beyond them those of the checksum. */
  readonly rounds: number;
  readonly extraRounds: number;
}

interface Safe {
  readonly encrypted: boolean;
  readonly algorithm: string;
  readonly parameters: Node | null;
  readonly data: string;
}

interface Mac {
  readonly algorithm: string;
  readonly digest: string;
  readonly salt: string;
  readonly rounds: number;
}

/** Digests by OID, with the length of their key. PBMAC1 (RFC 9579) is absent: its decryption alone tells the password. */
const DIGESTS: Readonly<Record<string, readonly [Digest, number]>> = {
  '1.2.840.113549.2.5': ['md5', 16],
  '1.3.14.3.2.26': ['sha1', 20],
  '2.16.840.1.101.3.4.2.1': ['sha256', 32],
  '2.16.840.1.101.3.4.2.2': ['sha384', 48],
  '2.16.840.1.101.3.4.2.3': ['sha512', 64],
};

const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
/** Oracle's trustedKeyUsage: keytool writes it, `openssl pkcs12 -export` only with -jdktrust (3.2 and later). */
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';

export function readPkcs12(bytes: Uint8Array, reading: Reading): Found {
  if (bytes.length > MAX_PKCS12_BYTES) {
    return locked('pkcs12', {
      kind: 'too-large',
      message: 'the PKCS#12 file is too large for a trust store and was not read',
      rejects: true,
    });
  }
  let parts: Parts;
  try {
    // forge reads what is there of a file that was cut off, and would then doubt the password.
    if ((claimedLength(bytes) ?? 0) > bytes.length) throw new Error('cut off');
    parts = partsOf(bytes);
  } catch {
    return nothing('pkcs12', {
      kind: 'damaged',
      message: 'the PKCS#12 file is cut off or damaged; nothing can be read from it',
      rejects: true,
    });
  }
  const { password } = reading;
  let spent = 0;
  for (const candidate of candidates(password)) {
    spent += parts.rounds;
    if (spent + parts.extraRounds > MAX_DERIVATION_ROUNDS) {
      spent = Number.POSITIVE_INFINITY;
      break;
    }
    const bags = open(parts, candidate);
    if (bags !== null) return foundIn(bags, reading, password !== undefined && candidate !== password);
  }
  const tried = password === undefined ? 'no common password opens it' : 'the password in the code does not open it';
  return locked('pkcs12', {
    kind: password === undefined || spent > MAX_DERIVATION_ROUNDS ? 'encrypted' : 'wrong-password',
    message:
      spent > MAX_DERIVATION_ROUNDS
        ? 'the PKCS#12 file asks for more rounds of key derivation than are spent here'
        : `the PKCS#12 file is encrypted, and ${tried}`,
    rejects: true,
  });
}

function foundIn(bags: readonly SafeBag[], reading: Reading, wrongPassword: boolean): Found {
  const keys = bags.filter(({ kind }) => kind === 'key');
  const keyIds = new Set(keys.flatMap((bag) => attributeOf(bag, LOCAL_KEY_ID) ?? []));
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  for (const bag of bags) {
    const anchor = bag.certificate === null ? null : anchorOf(bag.certificate, bag.alias ?? undefined);
    if (anchor === null) continue;
    seen.push(anchor);
    const id = attributeOf(bag, LOCAL_KEY_ID);
    // JSSE also trusts the first certificate of a key's own chain (TrustStoreUtil).
    const trusted = bag.attributes.has(TRUSTED_KEY_USAGE) || (id !== undefined && keyIds.has(id));
    if (reading.reader !== 'java' || trusted) taken.push(anchor);
  }
  const problems: Problem[] = [];
  if (taken.length < seen.length) {
    problems.push({
      kind: 'not-trusted-by-java',
      message: `${seen.length - taken.length} of ${seen.length} certificates in the PKCS#12 file lack the attribute by which Java counts an entry as trusted; keytool -importcert adds it`,
      rejects: true,
    });
  }
  if (wrongPassword) {
    problems.push({
      kind: 'wrong-password',
      message: 'the password in the code is not that of the PKCS#12 file; loading it fails',
      rejects: true,
    });
  }
  return { format: 'pkcs12', taken: wrongPassword ? [] : taken, seen, problems, privateKeys: keys.length };
}

function partsOf(bytes: Uint8Array): Parts {
  const { asn1 } = library();
  const parse = (text: string): Node =>
    asn1.fromDer(text, { strict: false, parseAllBytes: false, maxDepth: MAX_DER_DEPTH } as never) as unknown as Node;
  const [, authenticated, macData] = itemsOf(parse(Buffer.from(bytes).toString('latin1')));
  const content = bytesOf(itemsOf(itemsOf(authenticated)[1])[0]);
  const safes = itemsOf(parse(content)).map((info): Safe => {
    const [type, wrapped] = itemsOf(info);
    if (!isOid(asn1, type, ENCRYPTED_DATA)) {
      return { encrypted: false, algorithm: '', parameters: null, data: bytesOf(itemsOf(wrapped)[0]) };
    }
    const [, encryptedContent] = itemsOf(itemsOf(wrapped)[0]);
    const [, algorithm, data] = itemsOf(encryptedContent);
    const [oid, parameters] = itemsOf(algorithm);
    return {
      encrypted: true,
      algorithm: asn1.derToOid(bytesOf(oid)),
      parameters: parameters ?? null,
      data: bytesOf(data),
    };
  });
  const mac = macData === undefined ? null : macOf(macData);
  const rounds = safes.reduce((sum, { parameters }) => sum + (parameters ? largestInteger(parameters) : 0), 0);
  const checksum = mac?.rounds ?? 0;
  // Where nothing is encrypted the checksum alone tells the password.
  return rounds > 0
    ? { content, safes, mac, rounds, extraRounds: checksum }
    : { content, safes, mac, rounds: checksum, extraRounds: 0 };
}

function macOf(macData: Node): Mac {
  const { asn1 } = library();
  const [digestInfo, salt, rounds] = itemsOf(macData);
  const [algorithm, digest] = itemsOf(digestInfo);
  return {
    algorithm: asn1.derToOid(bytesOf(itemsOf(algorithm)[0])),
    digest: bytesOf(digest),
    salt: bytesOf(salt),
    rounds: rounds === undefined ? 1 : largestInteger(rounds),
  };
}

/** The bags, if that is the password. An empty one is written in two ways: as an empty string, and as none at all. */
function open(parts: Parts, password: string): readonly SafeBag[] | null {
  const spellings = password === '' ? ['', null] : [password];
  for (const spelling of spellings) {
    try {
      // The cheaper test goes first: a modern cipher's key is derived natively, the checksum's is not.
      const bags = parts.safes.flatMap((safe) =>
        decodeBags(
          library().asn1,
          safe.encrypted ? decryptWith(library(), safe.algorithm, safe.parameters, spelling, safe.data) : safe.data,
        ),
      );
      if (parts.mac === null || macAgrees(parts.content, parts.mac, spelling)) return bags;
    } catch {
      // Wrong padding, or bytes that are no bags: not the password.
    }
  }
  return null;
}

function macAgrees(content: string, mac: Mac, password: string | null): boolean {
  const known = DIGESTS[mac.algorithm];
  if (known === undefined) return true;
  const [name, length] = known;
  const key = derivedKey(name, password, Buffer.from(mac.salt, 'latin1'), mac.rounds, FOR_MAC, length);
  return macWith(name, key, Buffer.from(content, 'latin1')).equals(Buffer.from(mac.digest, 'latin1'));
}
