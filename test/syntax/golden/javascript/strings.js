const pem = '-----BEGIN CERTIFICATE-----\n' +
  "MIIDrzCC\x41pegAw\u0049BAgI\u{51}\n" +
  `-----END CERTIFICATE-----
`;
const continued = 'one \
two';
const quotes = "it's \"quoted\"\t\\";
const url = `https://${host}:${port}/pay`;
const windows = String.raw`C:\certs\${name}\root.pem`;
const dedented = dedent`
  -----BEGIN CERTIFICATE-----
  ${body}
`;
const sum = a + b;
const label = a + b + ' EUR';
const lines = ['MIID', 'rzCC'].join('\n');
const trimmed = text.replace(/\s+/g, '');
const numbers = [0x30, 1_000, -1, 2n, , .5];
'a statement that is only a string';
