/** One certificate, as the rest of rootlint speaks of it. */
import { createHash, X509Certificate } from 'node:crypto';
import { type CatalogueRoot, catalogue } from './catalogue.js';
import { SEQUENCE } from './der.js';
import { fieldsOf, type NamePart, nameParts } from './x509.js';

/** A certificate that a trust store holds as an anchor. Days are `2031-11-10`. */
export interface Anchor {
  readonly name: string;
  /** `CN=…,O=…,C=…`, most specific part first. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex, of the DER certificate. */
  readonly sha256: string;
  /** Base64, as in `pin-sha256`. */
  readonly spkiSha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly der: Uint8Array;
  /** Basic constraints say CA; old roots (version 1) say nothing and are false here. */
  readonly isCa: boolean;
  /** Issuer and subject are the same: a root, or a leaf that signed itself. */
  readonly selfIssued: boolean;
  /**
   * The signature verifies with the certificate's own key. False for intermediates, for a root with altered bytes, and
   * for the MD2 signatures of 1996, which no library checks any more.
   */
  readonly selfSignatureValid: boolean;
  /** The entry's name in a key store. */
  readonly alias?: string;
}

/** Name, dates, an elliptic key and a signature do not fit into less; this spares OpenSSL the scraps of odd files. */
const SMALLEST = 150;

/** What is computed when somebody asks: most stores hold 140 roots of which nobody wants to know the issuer. */
interface Details {
  readonly subject: string;
  readonly issuer: string;
  readonly isCa: boolean;
}

/** Everything but the name of the entry, which is the store's. */
interface Known {
  readonly facts: Omit<Anchor, 'alias' | 'selfSignatureValid' | keyof Details>;
  readonly details: () => Details;
  readonly isValid: () => boolean;
}

/** A bundle is read twice, as its library reads it and leniently; by fingerprint. */
const known = new Map<string, Known | null>();
const MOST_KNOWN = 2000;

/**
 * Null where the bytes are no certificate that OpenSSL can parse. Of a known root, which most bundles hold 140 of, every
 * byte is known to be in order, and OpenSSL is not asked.
 */
export function anchorOf(bytes: Uint8Array, alias?: string): Anchor | null {
  const length = bytes[0] === SEQUENCE && bytes.length >= SMALLEST ? lengthOf(bytes) : 0;
  if (length < SMALLEST || length > bytes.length) return null;
  const sha256 = createHash('sha256').update(bytes.subarray(0, length)).digest('hex');
  let found = known.get(sha256);
  if (found === undefined) {
    // Its own copy: the store's bytes may be megabytes, and the certificate outlives them.
    found = read(bytes.slice(0, length), sha256);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(sha256, found);
  }
  if (found === null) return null;
  const { facts, details, isValid } = found;
  return {
    ...facts,
    get subject() {
      return details().subject;
    },
    get issuer() {
      return details().issuer;
    },
    get isCa() {
      return details().isCa;
    },
    get selfSignatureValid() {
      return isValid();
    },
    ...(alias !== undefined && { alias }),
  };
}

function read(der: Uint8Array, sha256: string): Known | null {
  const root = catalogue.bySha256(sha256);
  const facts =
    root === undefined || root.kind !== undefined ? strange(der, sha256) : { ...factsOf(root), sha256, der };
  if (facts === null) return null;
  return {
    facts,
    details: once(() => detailsOf(der)),
    isValid: once(() => facts.selfIssued && verifiesItself(der)),
  };
}

/** All that bundles are judged by stands in the catalogue. */
const factsOf = ({ name, spkiSha256, notBefore, notAfter }: CatalogueRoot) => ({
  name,
  spkiSha256,
  notBefore,
  notAfter,
  selfIssued: true,
});

function strange(der: Uint8Array, sha256: string): Known['facts'] | null {
  const fields = fieldsOf(der);
  if (fields === null || !isParsed(der)) return null;
  return {
    name: nameOf(nameParts(fields.subject)),
    sha256,
    spkiSha256: createHash('sha256').update(fields.spki).digest('base64'),
    notBefore: fields.notBefore,
    notAfter: fields.notAfter,
    der,
    selfIssued: Buffer.compare(fields.subject, fields.issuer) === 0,
  };
}

function detailsOf(der: Uint8Array): Details {
  const fields = fieldsOf(der);
  if (fields === null) return { subject: '', issuer: '', isCa: false };
  return {
    subject: written(nameParts(fields.subject)),
    issuer: written(nameParts(fields.issuer)),
    isCa: fields.isCa,
  };
}

function once<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

/** What the outermost element claims to take. */
function lengthOf(bytes: Uint8Array): number {
  const [, first = 0, high = 0, low = 0] = bytes;
  // A certificate has between 256 bytes and 64 kB, hence two bytes of length; anything shorter is read the same way.
  if (first === 0x82) return 4 + high * 256 + low;
  if (first === 0x81) return 3 + high;
  return first === 0x83 ? 5 + high * 65536 + low * 256 + (bytes[4] ?? 0) : 0;
}

function isParsed(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).raw.length > 0;
  } catch {
    return false;
  }
}

const written = (parts: readonly NamePart[]): string =>
  parts.map(([type, value]) => `${type}=${value.replace(/[,\\+]/g, '\\$&')}`).join(',');

/**
 * What people call the certificate: its common name. Where that only repeats the organisation (four roots are called
 * "GlobalSign"), is an address or is missing, the unit tells more.
 */
function nameOf(parts: readonly NamePart[]): string {
  const first = (type: string) => parts.find(([key]) => key === type)?.[1];
  const common = first('CN');
  const telling = common !== undefined && common !== first('O') && !/^https?:/.test(common);
  return (telling ? common : first('OU')) ?? common ?? first('O') ?? 'a certificate without a name';
}

function verifiesItself(der: Uint8Array): boolean {
  try {
    const certificate = new X509Certificate(der);
    return certificate.verify(certificate.publicKey);
  } catch {
    return false; // An algorithm that this OpenSSL no longer knows.
  }
}
