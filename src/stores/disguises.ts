/**
 * Certificates that a person can recover and that libraries do not read: base64 without its armour, a PEM in base64
 * (as Kubernetes keeps secrets), escaped line breaks, UTF-16.
 */
import { anchorOf } from './certificate.js';
import type { Found } from './contents.js';
import { SEQUENCE } from './der.js';
import { readPem } from './pem.js';
import type { Habits } from './readers.js';

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

/** What base64 text hides; null where it hides no certificate. */
export function textInDisguise(text: string, habits: Habits): Found | null {
  const compact = text.replace(/\\[nr]|\s/g, '');
  if (compact.length < 160 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return null;
  const bytes = Buffer.from(compact, 'base64');
  const inner = bytes[0] === SEQUENCE ? [anchorOf(bytes)].filter((anchor) => anchor !== null) : [];
  const seen = inner.length > 0 ? inner : readPem(bytes.toString('latin1'), habits, 'all').seen;
  if (seen.length === 0) return null;
  const what = inner.length > 0 ? 'base64 without BEGIN and END lines' : 'base64 of a PEM file';
  const problem = {
    kind: 'base64',
    message: `the text is ${what}; ${habits.name} reads no certificate from it unless it is decoded first`,
    rejects: true,
  } as const;
  const isLenient = habits.name === 'the reader';
  return { format: 'text', taken: isLenient ? seen : [], seen, problems: isLenient ? [] : [problem], privateKeys: 0 };
}
