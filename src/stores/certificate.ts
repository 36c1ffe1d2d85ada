/** One certificate, as the rest of rootlint speaks of it. */
import { createHash, X509Certificate } from 'node:crypto';
import { SEQUENCE } from './der.js';

/** A certificate that a trust store holds as an anchor. Days are `2031-11-10`. */
export interface Anchor {
  readonly name: string;
  /** `CN=…,O=…,C=…`, most specific part first. */
  readonly subject: string;
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

/** Null where the bytes are no certificate that OpenSSL can parse. */
export function anchorOf(der: Uint8Array, alias?: string): Anchor | null {
  if (der.length < SMALLEST || der[0] !== SEQUENCE) return null;
  try {
    const certificate = new X509Certificate(der);
    const parts = partsOf(certificate.subject);
    const selfIssued = certificate.subject === certificate.issuer;
    return {
      name: nameOf(parts),
      subject: parts.map(([type, value]) => `${type}=${value.replace(/[,\\+]/g, '\\$&')}`).join(','),
      sha256: createHash('sha256').update(certificate.raw).digest('hex'),
      spkiSha256: spkiOf(certificate),
      notBefore: dayOf(certificate.validFrom),
      notAfter: dayOf(certificate.validTo),
      der: new Uint8Array(certificate.raw),
      isCa: certificate.ca,
      selfIssued,
      selfSignatureValid: selfIssued && verifies(certificate),
      ...(alias !== undefined && { alias }),
    };
  } catch {
    return null;
  }
}

type Part = readonly [type: string, value: string];

/** Node gives one `TYPE=value` a line, the country first. */
function partsOf(subject: string | undefined): Part[] {
  return (subject ?? '')
    .split('\n')
    .filter((line) => line.includes('='))
    .reverse()
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/\\(.)/g, '$1')]);
}

/**
 * What people call the certificate: its common name. Where that only repeats the organisation (four roots are called
 * "GlobalSign"), is an address or is missing, the unit tells more.
 */
function nameOf(parts: readonly Part[]): string {
  const first = (type: string) => parts.find(([key]) => key === type)?.[1];
  const common = first('CN');
  const telling = common !== undefined && common !== first('O') && !/^https?:/.test(common);
  return (telling ? common : first('OU')) ?? common ?? first('O') ?? 'a certificate without a name';
}

const dayOf = (date: string): string => new Date(date).toISOString().slice(0, 10);

function spkiOf(certificate: X509Certificate): string {
  return createHash('sha256')
    .update(certificate.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
}

function verifies(certificate: X509Certificate): boolean {
  try {
    return certificate.verify(certificate.publicKey);
  } catch {
    return false; // An algorithm that this OpenSSL no longer knows.
  }
}
