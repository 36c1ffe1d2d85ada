/** Base64 as libraries take it, and as a person reads it who sees through quotes, escapes and indentation. */

/** Line ends and characters as JSON, XML, URLs and source code write them. */
const ESCAPES: readonly (readonly [RegExp, string])[] = [
  // 'MIID...\n' +      also with the line end as an operand, "MIID..." & vbLf & "...", and with .. or || or . in place of +.
  // A line of base64 may itself begin with a plus, right behind the quote that opens it: names stand between two signs.
  [
    /["'`]\s{0,80}(?:\+|&(?!#|quot)|\.\.?|<<|\|\|)(?:\s{0,80}[\w()]{1,40}\s{0,80}(?:\+|&|\.\.?|<<|\|\|))*[\s_]{0,80}["'`]/g,
    '',
  ],
  // b"MIID..." b"..."
  [/["']\s{0,80}(?:[bBrRuUfFL]|u8|rb|br)["']/g, ''],
  [/\\+u00(?:2b|2B)|%2[bB]|&#(?:43|x2[bB]);/g, '+'],
  [/\\+u00(?:2f|2F)|%2[fF]|&#(?:47|x2[fF]);/g, '/'],
  [/\\+u00(?:3d|3D)|%3[dD]|&#(?:61|x3[dD]);/g, '='],
  [/\\+u00(?:0[aAdD9]|2[27])|%0[aAdD]|%20|&#(?:1[03]|x0?[aAdD]|32|x20);|&quot;/g, ''],
  [/\\+[nrt]/g, ''],
];
const ESCAPED = /["'`\\%&]/;

/** Whatever of the text may be base64, without what only writes it down. */
export function bareBase64(text: string): string {
  let bare = text;
  if (ESCAPED.test(text)) for (const [pattern, plain] of ESCAPES) bare = bare.replace(pattern, plain);
  return bare.replace(/[^A-Za-z0-9+/=]/g, '');
}

export const looseBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(bareBase64(text), 'base64'));

export function strictBase64(text: string): Uint8Array | null {
  const compact = text.replace(/\s/g, '');
  if (compact === '' || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return null;
  return new Uint8Array(Buffer.from(compact, 'base64'));
}
