import { expect, test } from 'vitest';
import { decodeText } from '../../src/files/text.js';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

test.each([
  ['UTF-8', bytes('付款 = 1'), '付款 = 1'],
  ['UTF-8 with a byte order mark', bytes([0xef, 0xbb, 0xbf], 'x'), 'x'],
  ['UTF-16, little end first', Buffer.from('\ufeffx = 1', 'utf16le'), 'x = 1'],
  ['UTF-16, big end first', bytes([0xfe, 0xff, 0x00, 0x78]), 'x'],
  ['GB18030', bytes('# ', [0xd6, 0xa7, 0xb8, 0xb6], '\n'), '# 支付\n'],
  ['latin-1', bytes('// f', [0xfc], 'r Stra', [0xdf], 'e'), '// für Straße'],
])('%s is read', (_name, given, expected) => {
  expect(decodeText(given)).toBe(expected);
});

test('no bytes whatever throw', () => {
  for (let seed = 0; seed < 300; seed++) {
    const noise = Uint8Array.from({ length: 64 }, (_, at) => (seed * 31 + at * at * 17) % 256);
    expect(typeof decodeText(noise)).toBe('string');
  }
});
