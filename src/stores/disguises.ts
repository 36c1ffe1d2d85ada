/**
 * Certificates that a person can recover and that libraries do not read: base64 without its armour, a PEM or a key store
 * in base64 (as Kubernetes keeps secrets), byte arrays of source code, UTF-16.
 */
import { looseBase64 } from './base64.js';
import { byteArraysIn } from './byte-arrays.js';
import type { Anchor } from './certificate.js';
import type { ProblemKind } from './contents.js';
import { MAX_BLOCK_LENGTH, MAX_BROKEN_BLOCKS, MAX_CERTIFICATES } from './limits.js';

/** Latin-1 text of a UTF-16 file; null for others. Also without a byte order mark, when every other byte is zero. */
export function decodeUtf16(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined || bytes.length < 4) return null;
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1));
  if (first === 0xff && second === 0xfe) return even.subarray(2).toString('utf16le');
  if (first === 0xfe && second === 0xff) return Buffer.from(even.subarray(2)).swap16().toString('utf16le');
  if (second === 0 && bytes[3] === 0) return even.toString('utf16le');
  if (first === 0 && bytes[2] === 0) return Buffer.from(even).swap16().toString('utf16le');
  return null;
}

export interface Disguised {
  readonly kind: Extract<ProblemKind, 'base64' | 'byte-array' | 'bad-armour'>;
  readonly what: string;
  readonly anchors: readonly Anchor[];
}

/**
 * How base64 begins of a certificate (or anything in DER), of `-----BEGIN`, of that in base64 once more, and of the key
 * stores JKS and JCEKS.
 */
const START =
  /(?<![A-Za-z0-9+/])(?:MI[IHK][A-Za-z0-9+/]{2}|LS0tLS1CRUdJTi|TFMwdExTMUNSVWRKVG|\/u3\+7QAAAA|zs7OzgAAAA)/g;
/** Whatever may stand between two pieces of one text in base64. */
const RUN = /[A-Za-z0-9+/=\s\\"'`&,]*/y;
/** The end of one element of a list and the beginning of the next. */
const NEXT = /["'`]\s*,\s*["'`](?=MI[IH]|LS0t)/;
const SHORTEST = 160;

/** Reads bytes that stood inside other text; `parse-store.ts` reads them as it reads a file. */
export type ReadInner = (bytes: Uint8Array) => readonly Anchor[];

/** What the text hides, each kind once; empty where it hides no certificate. */
export function disguisedIn(text: string, readInner: ReadInner): readonly Disguised[] {
  const encoded = base64In(text, readInner);
  const written = byteArraysIn(text).flatMap(readInner);
  return [
    ...encoded,
    ...(written.length > 0
      ? [{ kind: 'byte-array' as const, what: 'a certificate is written as numbers or hex digits', anchors: written }]
      : []),
  ];
}

function base64In(text: string, readInner: ReadInner): readonly Disguised[] {
  const anchors: Anchor[] = [];
  let failures = 0;
  let isWhole = false;
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    RUN.lastIndex = match.index;
    const run = (RUN.exec(text)?.[0] ?? '').slice(0, MAX_BLOCK_LENGTH);
    const found = run.length < SHORTEST ? [] : run.split(NEXT).flatMap((part) => readInner(looseBase64(part)));
    anchors.push(...found);
    if (found.length === 0) failures += 1;
    isWhole ||= found.length > 0 && run.trim() === text.trim();
    if (failures >= MAX_BROKEN_BLOCKS || anchors.length >= MAX_CERTIFICATES) break;
    START.lastIndex = Math.max(match.index + match[0].length, match.index + run.length);
  }
  if (anchors.length === 0) return [];
  const frame = text.match(BAD_FRAME);
  if (frame !== null) {
    const what = frame[1] === undefined ? 'a BEGIN line is missing' : 'a BEGIN line does not have its five hyphens';
    return [{ kind: 'bad-armour', what, anchors }];
  }
  const wrapped = /LS0tLS1|TFMwdEx/.test(text.slice(0, 4096))
    ? 'base64 of a PEM file'
    : 'base64 without BEGIN and END lines';
  const what = isWhole ? `the text is ${wrapped}` : 'a certificate stands in base64 inside other text';
  return [{ kind: 'base64', what, anchors }];
}

/** Four hyphens, or the dashes that a word processor made of them (UTF-8, looked at as latin-1); or an END alone. */
const BAD_FRAME =
  /(?:^|\n)[ \t]*(?:(?:-|\u00e2\u0080[\u0090-\u0095]){1,5}\s?(BEGIN) [A-Z0-9 ]{0,10}CERTIFICATE|-----END [A-Z0-9 ]{0,10}CERTIFICATE-----)/;
