/**
 * Passwords and private keys never appear in any output, also where a report quotes the line they stand in. Blanking
 * too much costs a reader one look into the file; blanking too little puts a password into a build log.
 */

const BLANK = '****';

const RULES: readonly (readonly [RegExp, string])[] = [
  // A private key in one line, as in an environment file. What follows its header is secret up to its footer.
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----).*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g, `$1${BLANK}$2`],
  // password = "x", trustStorePassword=x, 'passphrase' => 'x', --storepass x, "apiToken": "x"
  [
    /((?:pass(?:word|wd|phrase|code)?|pwd|storepass|keypass|secret|token|api_?key|credentials?)["'\]]*\s*(?:=>|:=|[=:,]|\s(?=["']))\s*)(["'`])((?:(?!\2)[^\\]|\\.)*)\2/gi,
    `$1$2${BLANK}$2`,
  ],
  [/((?:pass(?:word|wd|phrase|code)|pwd|storepass|keypass|secret)=)(?!["'`*])[^\s"'`,;&)]+/gi, `$1${BLANK}`],
  [/(-(?:storepass|keypass|deststorepass|srcstorepass|passin|passout|password)\s+)(?!["'`*])[^\s"'`]+/gi, `$1${BLANK}`],
  // Java hands key store passwords over as character arrays.
  [/(["'])(?:(?!\1)[^\\]|\\.)*\1(?=\s*\.\s*toCharArray\b)/g, `$1${BLANK}$1`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"']*:)[^\s/@"']+(?=@)/gi, `$1${BLANK}`],
];

export function blankSecrets(line: string): string {
  return RULES.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
