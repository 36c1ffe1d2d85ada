/** Just enough DER to find certificates: tag, length, value. OpenSSL, through Node, does the rest. */
import { MAX_CERTIFICATES } from './limits.js';

export interface Element {
  readonly tag: number;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

export const SEQUENCE = 0x30;
const OID = 0x06;
const FIRST_CONTEXT = 0xa0;
/** 1.2.840.113549.1.7.2 */
const SIGNED_DATA = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02);

/** The element at `start`; null where it does not fit into the bytes or has no definite length. */
export function elementAt(bytes: Uint8Array, start: number, limit: number = bytes.length): Element | null {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined || start + 2 > limit) return null;
  if (first < 0x80) return fits({ tag, start, valueStart: start + 2, end: start + 2 + first }, limit);
  const count = first & 0x7f;
  if (count === 0 || count > 4) return null;
  let length = 0;
  for (let index = 0; index < count; index++) length = length * 256 + (bytes[start + 2 + index] ?? 0);
  const valueStart = start + 2 + count;
  return fits({ tag, start, valueStart, end: valueStart + length }, limit);
}

const fits = (element: Element, limit: number): Element | null => (element.end <= limit ? element : null);

export function children(bytes: Uint8Array, parent: Element): Element[] {
  const found: Element[] = [];
  for (let at = parent.valueStart; at < parent.end && found.length <= MAX_CERTIFICATES; ) {
    const child = elementAt(bytes, at, parent.end);
    if (child === null) break;
    found.push(child);
    at = child.end;
  }
  return found;
}

/** The length that the outermost element claims, whether or not so many bytes are there. */
export function claimedLength(bytes: Uint8Array): number | null {
  return bytes[0] === SEQUENCE ? (elementAt(bytes, 0, Number.POSITIVE_INFINITY)?.end ?? null) : null;
}

/** Certificates one after the other, and what is left behind the last of them. */
export function sequencesIn(bytes: Uint8Array): { readonly items: readonly Uint8Array[]; readonly rest: number } {
  const items: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length && items.length < MAX_CERTIFICATES) {
    const element = elementAt(bytes, at);
    if (element === null || element.tag !== SEQUENCE) break;
    items.push(bytes.subarray(element.start, element.end));
    at = element.end;
  }
  return { items, rest: bytes.length - at };
}

/** The certificates of a PKCS#7 SignedData (RFC 2315, 9.1); null where the bytes are none. */
export function pkcs7Certificates(bytes: Uint8Array): readonly Uint8Array[] | null {
  const outer = elementAt(bytes, 0);
  if (outer === null || outer.tag !== SEQUENCE) return null;
  const [type, content] = children(bytes, outer);
  if (type?.tag !== OID || content?.tag !== FIRST_CONTEXT) return null;
  const oid = bytes.subarray(type.valueStart, type.end);
  if (oid.length !== SIGNED_DATA.length || !oid.every((byte, index) => byte === SIGNED_DATA[index])) return null;
  const [signed] = children(bytes, content);
  if (signed === undefined) return [];
  const certificates = children(bytes, signed).find(({ tag }) => tag === FIRST_CONTEXT);
  if (certificates === undefined) return [];
  return children(bytes, certificates)
    .filter(({ tag }) => tag === SEQUENCE)
    .map(({ start, end }) => bytes.subarray(start, end));
}

/** Says so in its first bytes, whether or not the rest is there. */
export function looksLikePkcs7(bytes: Uint8Array): boolean {
  const outer = elementAt(bytes, 0, Number.POSITIVE_INFINITY);
  if (outer === null) return false;
  const oid = bytes.subarray(outer.valueStart + 2, outer.valueStart + 2 + SIGNED_DATA.length);
  return bytes[outer.valueStart] === OID && Buffer.compare(oid, SIGNED_DATA) === 0;
}

/** PFX: version 3, then the authenticated content (RFC 7292, 4). Also BER with indefinite lengths, as NSS writes it. */
export function looksLikePkcs12(bytes: Uint8Array): boolean {
  if (bytes[0] !== SEQUENCE) return false;
  const length = bytes[1] ?? 0;
  const at = length > 0x80 ? 2 + (length & 0x7f) : 2;
  return bytes[at] === 0x02 && bytes[at + 1] === 0x01 && bytes[at + 2] === 0x03 && bytes[at + 3] === SEQUENCE;
}
