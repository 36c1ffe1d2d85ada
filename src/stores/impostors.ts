/** What a file is that should hold certificates and holds none: each kind has another way out. */
import { looseBase64 } from './base64.js';
import { type Found, locked, nothing, type Problem } from './contents.js';
import { children, claimedLength, elementAt, SEQUENCE } from './der.js';

interface Impostor {
  readonly test: RegExp;
  readonly what: string;
}

/** First bytes of well-known formats, as latin-1. */
const MAGIC: readonly (readonly [start: string, what: string])[] = [
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['\u001f\u008b', 'a gzip archive'],
  ['BZh', 'a compressed archive'],
  ['\u00fd7zXZ', 'a compressed archive'],
  ['7z\u00bc\u00af', 'a compressed archive'],
  ['\u0028\u00b5\u002f\u00fd', 'a compressed archive'],
  ['\u0089PNG', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['%PDF', 'a PDF document'],
  ['\u007fELF', 'a program'],
  ['MZ', 'a program'],
  ['\u00ca\u00fe\u00ba\u00be', 'a program'],
  ['SQLite format 3', 'an SQLite database'],
];

/** A text is looked at from its first character that is not blank. */
const KINDS: readonly Impostor[] = [
  { test: /^ssh-(?:rsa|ed25519|dss) |^ecdsa-sha2-/, what: 'an SSH public key' },
  { test: /^#!/, what: 'a script' },
  { test: /^<\?xml|^<(?:Error|error)>/, what: 'an XML document, perhaps an error message' },
  { test: /^[{[]\s*(?:"|\{|\]|\}|$)/, what: 'a JSON document, perhaps an error message' },
  {
    test: /^(?:404|403|HTTP\/\d|Not Found|Access Denied|Forbidden|Bad Gateway|Error|fatal)\b/i,
    what: 'an error message',
  },
  {
    test: /^(?:\.{1,2}\/|\/)?[\w.@-]+(?:\/[\w.@-]+)*\.(?:pem|crt|cer|der|ca|bundle|jks|p12)\s*$/,
    what: 'the path of another file: a symbolic link that was checked out as text',
  },
];

/** Blocks of PEM that are no certificates. */
const BLOCKS: readonly (readonly [RegExp, string])[] = [
  [/CERTIFICATE REQUEST$/, 'a certificate request'],
  [/PRIVATE KEY$/, 'a private key'],
  [/PUBLIC KEY$/, 'a public key'],
  [/^X509 CRL$/, 'a revocation list'],
  [/^DH PARAMETERS$|^EC PARAMETERS$/, 'parameters'],
  [/^PGP /, 'an OpenPGP block'],
  [/^CMS$|^PKCS/, 'a PKCS message'],
];

export function otherBlocks(labels: readonly string[]): Problem {
  const kinds = new Set(labels.map((label) => BLOCKS.find(([test]) => test.test(label))?.[1] ?? `${label} blocks`));
  const what = [...kinds].slice(0, 3).join(', ');
  return { kind: 'not-a-certificate', message: `the file holds ${what} and no certificate`, rejects: true };
}

export function impostor(text: string): Found {
  const isText = !text.slice(0, 65_536).includes('\0');
  const head = text.slice(0, 500).trimStart();
  const what = MAGIC.find(([start]) => text.startsWith(start))?.[1] ?? KINDS.find(({ test }) => test.test(head))?.what;
  if (what !== undefined) {
    return nothing(isText ? 'text' : 'unknown', {
      kind: 'not-a-certificate',
      message: `the file is ${what}; it holds no certificate`,
      rejects: true,
    });
  }
  if (isCutBase64(text)) {
    return nothing('text', {
      kind: 'truncated',
      message: 'the text is base64 of a certificate that is cut off, without BEGIN and END lines',
      rejects: true,
    });
  }
  const rest = isText ? 'text without a certificate' : 'bytes of an unknown format';
  return nothing(isText ? 'text' : 'unknown', {
    kind: isText && text.length < 400 ? 'placeholder' : 'not-a-certificate',
    message: `the file holds ${rest}`,
    rejects: true,
  });
}

/** The beginning of a certificate's DER, and less of it than it says. */
function isCutBase64(text: string): boolean {
  const head = text.slice(0, 8192);
  if (!/^\s*MI[IHK][A-Za-z0-9+/\s]+={0,2}[\s\0]*(?:-----END|$)/.test(head)) return false;
  const bytes = looseBase64(text.slice(0, 65_536).replace(/-----END[\s\S]*/, ''));
  return (claimedLength(bytes) ?? 0) > bytes.length;
}

const INTEGER = 0x02;
const OID = 0x06;
const OCTETS = 0x04;
const BITS = 0x03;

/**
 * The other things that come in DER. Bouncy Castle's FIPS key store is encrypted as a whole: the algorithm and the bytes,
 * and behind them how their integrity is checked.
 */
export function noCertificateInDer(bytes: Uint8Array): Found {
  const outer = elementAt(bytes, 0);
  const parts = outer === null ? [] : children(bytes, outer);
  const [first, second, third] = parts;
  const inner = first?.tag === SEQUENCE ? children(bytes, first) : [];
  const [head] = inner[0]?.tag === SEQUENCE ? children(bytes, inner[0]) : [];
  if (head?.tag === OID && inner[1]?.tag === OCTETS && second?.tag === SEQUENCE && third === undefined) {
    const message = 'the store is encrypted as a whole (Bouncy Castle BCFKS)';
    return locked('unknown', { kind: 'encrypted', message, rejects: true });
  }
  let what = 'the DER bytes are no certificate';
  if (first?.tag === INTEGER && (second?.tag === SEQUENCE || second?.tag === INTEGER || second?.tag === OCTETS)) {
    what = 'the file holds a private key and no certificate';
  } else if (inner[0]?.tag === OID && second?.tag === OCTETS) {
    what = 'the file holds an encrypted private key and no certificate';
  } else if (inner[0]?.tag === OID && second?.tag === BITS) what = 'the file holds a public key and no certificate';
  else if (parts.length === 3 && inner[0]?.tag === INTEGER && inner[1]?.tag === SEQUENCE && inner.length <= 4) {
    what = 'the file holds a certificate request and no certificate';
  } else if (parts.length === 3 && third?.tag === BITS) {
    what = 'the DER bytes have the frame of a certificate or revocation list, and cannot be read as a certificate';
  }
  return nothing('der', { kind: 'not-a-certificate', message: what, rejects: true });
}
