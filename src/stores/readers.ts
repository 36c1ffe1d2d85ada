/**
 * How each library reads PEM and DER. The rows for OpenSSL, curl, Node, Go, GnuTLS and Java were measured with files of
 * two certificates and a server for each: OpenSSL 3.0.19 (through Python 3.11), curl 7.88, Node 20.20, Go's
 * AppendCertsFromPEM, wget with GnuTLS 3.7, Java 17; that for Mbed TLS with mbedtls_x509_crt_parse_file of 2.28. The row
 * for .NET follows its source (System.Security.Cryptography.PemEncoding).
 */
import type { Reader, Reading } from './contents.js';

export interface Habits {
  readonly name: string;
  /** Markers count at the start of a line only, or anywhere. */
  readonly markers: 'at-line-start' | 'anywhere';
  /** Only Java and GnuTLS know the line ends of old Macs. */
  readonly lineEnd: RegExp;
  /** A byte order mark before a marker is passed over; else the marker is not at the start of its line. */
  readonly skipsBom: boolean;
  /** `any`: the label is not looked at, a private key is a broken certificate. */
  readonly labels: ReadonlySet<string> | 'any';
  /** Blocks with the old label are looked for only where the file has no other. */
  readonly prefersPlainLabel: boolean;
  /** Missing padding and foreign characters in base64 are passed over. */
  readonly forgivesBase64: boolean;
  /** Lines of base64 may begin with blanks. Asked only of those that look for markers anywhere. */
  readonly indentedBody: boolean;
  /** One broken block: the whole file is lost, the rest of it, or that block alone. */
  readonly onBroken: 'rejects-file' | 'stops' | 'skips';
  readonly blankLinesInBlock: boolean;
  /** Bytes behind the certificate inside a block are no harm. */
  readonly looseDer: boolean;
  readonly pem: boolean;
  /** `many`: several in a row, as generateCertificates and cadata take them. */
  readonly der: 'no' | 'one' | 'many';
  readonly bytesAfterDer: 'ignored' | 'rejected';
  readonly pkcs7: boolean;
  readonly keystore: boolean;
  readonly utf16: boolean;
}

const PLAIN = ['CERTIFICATE'];
const OPENSSL_LABELS = ['CERTIFICATE', 'X509 CERTIFICATE'];
const WITH_TRUSTED = [...OPENSSL_LABELS, 'TRUSTED CERTIFICATE'];

const OPENSSL: Habits = {
  name: 'OpenSSL',
  markers: 'at-line-start',
  lineEnd: /\n/,
  skipsBom: true,
  labels: new Set(WITH_TRUSTED),
  prefersPlainLabel: false,
  forgivesBase64: false,
  indentedBody: true,
  onBroken: 'rejects-file',
  blankLinesInBlock: false,
  looseDer: true,
  pem: true,
  der: 'no',
  bytesAfterDer: 'rejected',
  pkcs7: false,
  keystore: false,
  utf16: false,
};

const GO: Habits = {
  ...OPENSSL,
  name: 'Go',
  skipsBom: false,
  labels: new Set(PLAIN),
  onBroken: 'skips',
  blankLinesInBlock: true,
  looseDer: false,
};

/** Whoever opens everything that can be opened. */
export const LENIENT_NAME = 'the reader';

const LENIENT: Habits = {
  ...OPENSSL,
  name: LENIENT_NAME,
  forgivesBase64: true,
  markers: 'anywhere',
  lineEnd: /\r\n|\n|\r/,
  onBroken: 'skips',
  blankLinesInBlock: true,
  der: 'many',
  bytesAfterDer: 'ignored',
  pkcs7: true,
  keystore: true,
  utf16: true,
};

const HABITS: Readonly<Record<Reader, Habits>> = {
  openssl: OPENSSL,
  curl: { ...OPENSSL, name: 'curl' },
  node: { ...OPENSSL, name: 'Node.js', onBroken: 'stops' },
  go: GO,
  java: {
    ...GO,
    name: 'Java',
    lineEnd: /\r\n|\n|\r/,
    labels: 'any',
    onBroken: 'rejects-file',
    der: 'many',
    bytesAfterDer: 'ignored',
    pkcs7: true,
    keystore: true,
  },
  gnutls: {
    ...LENIENT,
    name: 'GnuTLS',
    prefersPlainLabel: true,
    forgivesBase64: false,
    labels: new Set(OPENSSL_LABELS),
    onBroken: 'rejects-file',
    der: 'no',
    pkcs7: false,
    keystore: false,
    utf16: false,
  },
  mbedtls: {
    ...LENIENT,
    name: 'Mbed TLS',
    forgivesBase64: false,
    indentedBody: false,
    labels: new Set(PLAIN),
    der: 'one',
    pkcs7: false,
    keystore: false,
    utf16: false,
  },
  dotnet: { ...LENIENT, name: '.NET', forgivesBase64: false, labels: new Set(PLAIN), der: 'one' },
  lenient: LENIENT,
};

export const nameOfReader = (reader: Reader): string => HABITS[reader].name;

/** The habits of a reader, narrowed or widened by what the place in the code takes. */
export function habitsOf({ reader, accepts, reads }: Reading): Habits {
  const habits = HABITS[reader];
  const takes = (...words: Reading['accepts'][number][]) => words.some((word) => accepts.includes(word));
  const texts = takes('path', 'directory', 'pem', 'certificate');
  const binary = takes('der', 'certificate');
  // A place for key stores: Java's KeyStore.load takes nothing else. Where nothing is said, the reader's own habits count.
  if (!texts && !binary && takes('keystore')) {
    const only = reader === 'java' && ({ pem: false, der: 'no', pkcs7: false } as const);
    return { ...habits, ...only, keystore: true };
  }
  if (!texts && !binary) return habits;
  // OpenSSL's TRUSTED blocks are for files: cadata knows no such label.
  const inMemory = reader === 'openssl' && !takes('path', 'directory');
  return {
    ...habits,
    // Whoever takes DER from files takes both forms; Go and OpenSSL have a function for each.
    pem: texts || habits.der !== 'no',
    der: binary && habits.der === 'no' ? 'many' : habits.der,
    // generateCertificate, in the singular, takes none.
    pkcs7: habits.pkcs7 && reads === 'all',
    keystore: takes('keystore') || (habits.keystore && (reader !== 'java' || takes('path'))),
    ...(inMemory && { labels: new Set(OPENSSL_LABELS) }),
  };
}
