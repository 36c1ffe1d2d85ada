/**
 * The few fields of a certificate that a trust store is judged by, straight from its DER (RFC 5280, 4.1). OpenSSL spends
 * half a millisecond on a certificate before the first field is asked for, and the same again for its key; a bundle has
 * 150 of them.
 */
import { children, type Element, elementAt, SEQUENCE } from './der.js';

export interface Fields {
  /** As DER, for comparisons. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly spki: Uint8Array;
  /** Days: `2031-11-10`. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Basic constraints say CA. */
  readonly isCa: boolean;
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const SET = 0x31;
const OID = 0x06;
const BOOLEAN = 0x01;
const OCTETS = 0x04;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;
const UTF8 = 0x0c;
const BMP = 0x1e;
const UNIVERSAL = 0x1c;

/** 2.5.29.19 */
const BASIC_CONSTRAINTS = '551d13';

/** Null where the bytes do not have the form of a certificate. */
export function fieldsOf(der: Uint8Array): Fields | null {
  const outer = elementAt(der, 0);
  if (outer === null || outer.tag !== SEQUENCE) return null;
  const [body, algorithm, signature] = children(der, outer);
  if (body?.tag !== SEQUENCE || algorithm?.tag !== SEQUENCE || signature === undefined) return null;
  const parts = children(der, body);
  // Serial number and algorithm come first, and before them a version, if it is not 1.
  const [issuer, validity, subject, spki] = parts.slice(parts[0]?.tag === VERSION ? 3 : 2);
  if (issuer?.tag !== SEQUENCE || validity?.tag !== SEQUENCE || subject?.tag !== SEQUENCE || spki?.tag !== SEQUENCE) {
    return null;
  }
  const [from, to] = children(der, validity).map((time) => dayOf(der, time));
  if (!from || !to) return null;
  const extensions = parts.find(({ tag }) => tag === EXTENSIONS);
  return {
    subject: bytesOf(der, subject),
    issuer: bytesOf(der, issuer),
    spki: bytesOf(der, spki),
    notBefore: from,
    notAfter: to,
    isCa: extensions !== undefined && saysCa(der, extensions),
  };
}

const bytesOf = (der: Uint8Array, { start, end }: Element): Uint8Array => der.subarray(start, end);
const valueOf = (der: Uint8Array, { valueStart, end }: Element): Buffer =>
  Buffer.from(der.buffer, der.byteOffset + valueStart, end - valueStart);

/** UTCTime counts from 1950 to 2049. */
function dayOf(der: Uint8Array, time: Element): string | null {
  const text = valueOf(der, time).toString('latin1');
  const full =
    time.tag === GENERALIZED_TIME ? text : time.tag === UTC_TIME ? `${text < '50' ? '20' : '19'}${text}` : '';
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)\d{4}/.exec(full) ?? [];
  return year === undefined || Number.isNaN(Date.parse(`${year}-${month}-${day}`)) ? null : `${year}-${month}-${day}`;
}

function saysCa(der: Uint8Array, wrapped: Element): boolean {
  const [list] = children(der, wrapped);
  if (list === undefined) return false;
  for (const extension of children(der, list)) {
    const parts = children(der, extension);
    const [oid] = parts;
    const value = parts.at(-1);
    if (oid === undefined || value?.tag !== OCTETS || valueOf(der, oid).toString('hex') !== BASIC_CONSTRAINTS) continue;
    const constraints = elementAt(der, value.valueStart, value.end);
    const [ca] = constraints === null ? [] : children(der, constraints);
    return ca?.tag === BOOLEAN && der[ca.valueStart] !== 0;
  }
  return false;
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  '550403': 'CN',
  '550404': 'SN',
  '550405': 'serialNumber',
  '550406': 'C',
  '550407': 'L',
  '550408': 'ST',
  '550409': 'street',
  '55040a': 'O',
  '55040b': 'OU',
  '55040c': 'title',
  '55040d': 'description',
  '55040f': 'businessCategory',
  '550411': 'postalCode',
  '55042a': 'GN',
  '550461': 'organizationIdentifier',
  '2a864886f70d010901': 'emailAddress',
  '0992268993f22c640119': 'DC',
  '0992268993f22c640101': 'UID',
};

export type NamePart = readonly [type: string, value: string];

/** Most specific part first. */
export function nameParts(name: Uint8Array): NamePart[] {
  const outer = elementAt(name, 0);
  if (outer === null) return [];
  return children(name, outer)
    .filter(({ tag }) => tag === SET)
    .flatMap((set) => children(name, set))
    .flatMap((pair): NamePart[] => {
      const [oid, value] = children(name, pair);
      if (oid?.tag !== OID || value === undefined) return [];
      const hex = valueOf(name, oid).toString('hex');
      return [[SHORT_NAMES[hex] ?? dotted(valueOf(name, oid)), textOf(value.tag, valueOf(name, value))]];
    })
    .reverse();
}

export function textOf(tag: number, bytes: Buffer): string {
  if (tag === UTF8) return bytes.toString('utf8');
  if (tag === BMP && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString('utf16le');
  if (tag === UNIVERSAL && bytes.length % 4 === 0) {
    return Array.from({ length: bytes.length / 4 }, (_, at) => {
      const code = bytes.readUInt32BE(at * 4);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '?';
    }).join('');
  }
  return bytes.toString('latin1');
}

function dotted(oid: Buffer): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of oid) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const head = Math.min(2, Math.floor(first / 40));
  return [head, first - head * 40, ...rest].join('.');
}
