/**
 * Bytes to text, whatever the editor saved. Never throws and never gives up: an old encoding of a comment must not
 * hide the code beside it.
 */

const utf8 = new TextDecoder('utf-8', { fatal: true });
const gb18030 = new TextDecoder('gb18030', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** A byte order mark is not part of the text, so that column 1 is the first character that one sees. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeLegacy(bytes);
  }
}

/**
 * GB18030 or latin-1. Nearly all latin-1 text is also valid GB18030, in other words; but Chinese characters stand in
 * pairs of high bytes, while European letters stand alone between ASCII ones.
 */
function decodeLegacy(bytes: Uint8Array): string {
  let paired = 0;
  let alone = 0;
  for (let at = 0; at < bytes.length; ) {
    const start = at;
    while (at < bytes.length && bytes[at]! >= 0x80) at++;
    if ((at - start) % 2 === 1) alone++;
    else if (at > start) paired++;
    at++;
  }
  if (paired <= alone) return latin1.decode(bytes);
  try {
    return gb18030.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}
