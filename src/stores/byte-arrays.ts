/**
 * Certificates written as numbers: `0x30, 0x82, ...` as `xxd -i` and firmware have them, the signed bytes of Java,
 * `\x30\x82` and `\060\202` in strings, hex digits in a row or between colons. What they spell may be DER, or the text of a
 * PEM file.
 */
import { MAX_BLOCK_LENGTH, MAX_BROKEN_BLOCKS } from './limits.js';

interface Notation {
  /** Where such an array begins: with a SEQUENCE of two or three length bytes, with `-----B`, or with a key store. */
  readonly start: RegExp;
  /** One byte and what stands before it; sticky. */
  readonly byte: RegExp;
  readonly radix: 8 | 10 | 16;
}

const GAP = String.raw`(?:[\s,;{}]|\\\r?\n|\/\/[^\n]{0,200}\n|\/\*[^*]{0,200}\*\/|\((?:byte|unsigned char|uint8_t|sbyte)\))*`;
const hex = (...bytes: readonly string[]) =>
  bytes.map((byte) => `0x0?${byte}(?:u8)?`).join(`[\\s,]*(?:\\(byte\\)\\s*)?`);
const row = (...bytes: readonly string[]) => bytes.join('[\\s:]?');

const NOTATIONS: readonly Notation[] = [
  {
    start: new RegExp(
      `${hex('30', '8[23]')}|${hex('2d', '2d', '2d', '2d', '2d', '42')}|${hex('fe', 'ed', 'fe', 'ed')}`,
      'gi',
    ),
    byte: new RegExp(`${GAP}0x([0-9a-f]{1,2})(?:u8|u)?(?![0-9a-z])`, 'iy'),
    radix: 16,
  },
  {
    start:
      /(?<![\d.x-])(?:48\s*,\s*(?:\(byte\)\s*)?(?:130|-126)\s*,|45\s*,\s*45\s*,\s*45\s*,\s*45\s*,\s*45\s*,\s*66\s*,)/g,
    byte: new RegExp(`${GAP}(-?\\d{1,3})(?![\\dx.])`, 'y'),
    radix: 10,
  },
  {
    start: /\\x30["',\s]*\\x8[23]|(?:\\x2[dD]){5}\\x42/g,
    byte: /(?:["'\s+.,\\]*?)\\x([0-9a-fA-F]{2})/y,
    radix: 16,
  },
  {
    // C's octal escapes, and those of Mozilla's certdata.txt.
    start: /\\0?60\s*\\20[23]/g,
    byte: /["'\s]*?\\([0-3]?[0-7]{1,2})/y,
    radix: 8,
  },
  {
    start: new RegExp(
      `(?<![0-9a-f][:\\s]?)(?:${row('30', '82', '[0-9a-f]{2}', '[0-9a-f]{2}', '30')}|${row('2d', '2d', '2d', '2d', '2d', '42')})`,
      'gi',
    ),
    byte: /[\s:"'\\+]*?([0-9a-f]{2})/iy,
    radix: 16,
  },
];

const SMALLEST = 150;

/** The bytes of each array that could hold a certificate, in the order of the text. */
export function byteArraysIn(text: string): readonly Uint8Array[] {
  const found: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  for (const { start, byte, radix } of NOTATIONS) {
    let failures = 0;
    start.lastIndex = 0;
    for (let match = start.exec(text); match !== null && failures < MAX_BROKEN_BLOCKS; match = start.exec(text)) {
      const bytes: number[] = [];
      byte.lastIndex = match.index;
      for (let next = byte.exec(text); next !== null && bytes.length < MAX_BLOCK_LENGTH; next = byte.exec(text)) {
        const value = Number.parseInt(next[1] ?? '', radix);
        if (value < -128 || value > 255) break;
        bytes.push(value & 0xff);
        start.lastIndex = byte.lastIndex;
      }
      if (bytes.length < SMALLEST) failures += 1;
      else found.push({ at: match.index, bytes: Uint8Array.from(bytes) });
      start.lastIndex = Math.max(start.lastIndex, match.index + match[0].length);
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ bytes }) => bytes);
}
