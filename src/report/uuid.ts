/** A UUID that the same text always gets: version 5 of RFC 9562, https://www.rfc-editor.org/rfc/rfc9562#section-5.5 */
import { createHash } from 'node:crypto';

/** Of rootlint's findings; any constant does. */
const NAMESPACE = Buffer.from('5d0c8e1c4f0b4c0e9a3b7f5f2f6c1d27', 'hex');

export function uuidOf(text: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(text).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
