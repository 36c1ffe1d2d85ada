/**
 * The name under which OpenSSL looks for a certificate in a folder: `openssl x509 -hash`. Since version 1.0 it is SHA-1 of
 * the subject in a canonical form, so that spelling and string types do not count; before, MD5 of the bytes, which Android
 * still uses. https://github.com/openssl/openssl/blob/master/crypto/x509/x_name.c (x509_name_canon)
 */
import { createHash } from 'node:crypto';
import { children, type Element, elementAt } from './der.js';
import { textOf } from './x509.js';

const UTF8 = 0x0c;
/** UTF8String, PrintableString, T61String, IA5String, VisibleString, UniversalString, BMPString. */
const TEXTS: ReadonlySet<number> = new Set([UTF8, 0x13, 0x14, 0x16, 0x1a, 0x1c, 0x1e]);

/** `subject` is the name in DER. */
export const subjectHash = (subject: Uint8Array): string => firstFour(createHash('sha1').update(canonical(subject)));
export const oldSubjectHash = (subject: Uint8Array): string => firstFour(createHash('md5').update(subject));

const firstFour = (hash: ReturnType<typeof createHash>): string =>
  hash.digest().readUInt32LE(0).toString(16).padStart(8, '0');

/** The sets one after the other, without the sequence around them. */
function canonical(subject: Uint8Array): Buffer {
  const outer = elementAt(subject, 0);
  if (outer === null) return Buffer.alloc(0);
  return Buffer.concat(children(subject, outer).map((set) => canonicalSet(subject, set)));
}

function canonicalSet(subject: Uint8Array, set: Element): Buffer {
  const pairs = children(subject, set).map((pair) => {
    const [oid, value] = children(subject, pair);
    if (oid === undefined || value === undefined) return Buffer.from(subject.subarray(pair.start, pair.end));
    const written = Buffer.from(subject.subarray(oid.start, oid.end));
    return encoded(0x30, Buffer.concat([written, canonicalValue(subject, value)]));
  });
  return encoded(0x31, Buffer.concat(pairs.sort((a, b) => Buffer.compare(a, b))));
}

/** In lower case as far as ASCII goes, blanks at the ends dropped, and several in a row made one. */
function canonicalValue(subject: Uint8Array, value: Element): Buffer {
  if (!TEXTS.has(value.tag)) return Buffer.from(subject.subarray(value.start, value.end));
  const text = textOf(value.tag, Buffer.from(subject.subarray(value.valueStart, value.end)))
    .replace(/^[ \t-\r]+|[ \t-\r]+$/g, '')
    .replace(/[ \t-\r]+/g, ' ')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  return encoded(UTF8, Buffer.from(text, 'utf8'));
}

function encoded(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), value]);
}
