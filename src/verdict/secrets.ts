/** Blanks what must not appear in any output: passwords and private keys. */

/** "pass" alone would find compasses and bypasses. */
const KEYWORD = String.raw`(?:[\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|storepass|keypass)[\w.-]*|(?<![\w.-])(?:[\w.-]*[_.-])?pass)`;
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|${'`'}[^${'`'}]*${'`'}`;

/**
 * `password = "…"`, `trustStorePassword=…`, `"password": "…"`, `--password …`, `storepass: '…'`. A value that is visibly
 * code (`getenv("PASS")`, `$PASS`) is kept: it tells where the secret comes from and is none itself.
 */
const NAMED_QUOTED = new RegExp(
  String.raw`(["']?${KEYWORD}["']?\s*(?:=>|:=|\|\||\?\?|[=:,(]|\s)\s*)(?!["'\x60]\$)(?:${QUOTED})`,
  'gi',
);
const NAMED_BARE = new RegExp(
  String.raw`((?:^|[\s;&?"'])(?:-D|--?)?${KEYWORD}\s*[=:]\s*)(?![$%{"'\x60])([^\s"',;&(){}\[\].$]+)(?=$|[\s"',;&])`,
  'gi',
);
/** keytool's and curl's way: the option, a blank, the value. */
const OPTION =
  /((?:^|\s)-{1,2}(?:storepass|keypass|srcstorepass|deststorepass|srckeypass|destkeypass|password|passin|passout|pass|P)\s+)(?!["']?\$)(?:"[^"]*"|'[^']*'|[^\s"']+)/g;
/** `load(stream, "changeit".toCharArray())`: only passwords are passed as characters. */
const CHARACTERS = /"(?:[^"\\]|\\.)*"(\s*\.\s*toCharArray\s*\(\s*\))/g;
const ELEMENT = new RegExp(`(<${KEYWORD}[^>]*>)[^<$]+(?=</)`, 'gi');
/** `${PASSWORD:-changeit}`, and Spring's `${PASSWORD:changeit}`. */
const DEFAULT = new RegExp(String.raw`(\$\{${KEYWORD}:[-=]?)[^}$]+(?=\})`, 'gi');
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/gs;
const CREDENTIALS = /([a-z][a-z0-9+.-]*:\/\/)[^/@\s"']+:[^/@\s"']+@/gi;

/** `known` are passwords that were found beside a key store, wherever they stand. */
export function withoutSecrets(line: string, known: readonly string[]): string {
  const blanked = line
    .replace(PRIVATE_KEY, '****')
    .replace(OPTION, '$1****')
    .replace(CHARACTERS, '"****"$1')
    .replace(NAMED_QUOTED, (_, name: string) => `${name}"****"`)
    .replace(ELEMENT, '$1****')
    .replace(DEFAULT, '$1****')
    .replace(NAMED_BARE, '$1****')
    .replace(CREDENTIALS, '$1****@');
  return known.filter((secret) => secret !== '').reduce(withoutWord, blanked);
}

/** A password of a letter or two would take half the line with it; it is blanked where it stands alone, as in quotes. */
function withoutWord(line: string, secret: string): string {
  const literal = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return line.replace(new RegExp(`(?<![A-Za-z0-9_])${literal}(?![A-Za-z0-9_])`, 'g'), '****');
}
