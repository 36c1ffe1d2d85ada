import { describe, expect, it } from 'vitest';
import { parseStore } from '../../src/stores/parse-store.js';
import { names, read, reading, storeBytes } from './fixture-stores.js';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (name: string) => Buffer.from(storeBytes(name)).toString('latin1');

describe('PEM that every library reads', () => {
  const files = ['g1-and-g2.pem', 'g1-and-g2-crlf.pem', 'g1-and-g2-commented.pem'];
  const readers = ['openssl', 'curl', 'node', 'go', 'java', 'gnutls', 'mbedtls', 'dotnet', 'lenient'] as const;
  it.each(files.flatMap((file) => readers.map((reader) => [file, reader] as const)))('%s by %s', (file, reader) => {
    expect(read(file, reader)).toMatchObject({ format: 'pem', problems: [], unusable: null, privateKeys: 0 });
    expect(names(read(file, reader).anchors)).toBe('G1+G2');
  });
});

// Measured with OpenSSL 3.0, curl 7.88, Node 20, Go, GnuTLS 3.7 and Java 17.
describe('PEM that some libraries read and others do not', () => {
  const columns = ['openssl', 'curl', 'node', 'go', 'java', 'gnutls'] as const;
  const rows = `
    g1-and-g2-bom          | G1+G2   | G1+G2   | G1+G2 | G2      | nothing | G1+G2   | bom
    g1-bom                 | G1      | G1      | G1    | nothing | nothing | G1      | bom
    g1-and-g2-indented     | G1      | G1      | G1    | G1      | G1      | G1+G2   | indented
    g1-and-g2-no-newline   | nothing | nothing | nothing | nothing | nothing | G1+G2 | no-newline
    g1-and-g2-trusted      | G1+G2   | G1+G2   | G1+G2 | G1      | nothing | G1      | trusted-block
    g1-and-g2-old-label    | G1+G2   | G1+G2   | G1+G2 | nothing | G1+G2   | G1+G2   | old-label
    g1-and-g2-truncated    | nothing | nothing | G1    | G1      | nothing | nothing | truncated
    g1-and-g2-utf16        | nothing | nothing | nothing | nothing | nothing | nothing | utf-16
    g1-and-private-key     | G1      | G1      | G1    | G1      | nothing | G1      | private-key
    g1-and-g2-escaped      | nothing | nothing | nothing | nothing | nothing | nothing | escaped`;
  for (const row of rows.trim().split('\n')) {
    const [file = '', ...cells] = row.split('|').map((cell) => cell.trim());
    const kind = cells.pop();
    it.each(columns.map((reader, index) => [reader, cells[index] ?? ''] as const))(
      `${file} by %s: %s`,
      (reader, expected) => {
        const contents = read(`${file}.pem`, reader);
        expect(names(contents.anchors)).toBe(expected);
        if (contents.anchors.length === contents.lenient.length) return;
        // Whoever loses a certificate is told why.
        expect(contents.problems.filter(({ rejects }) => rejects).map((problem) => problem.kind)).toContain(kind);
      },
    );
    it(`${file} leniently`, () => {
      const whole = file.startsWith('g1-and-g2') && kind !== 'truncated' ? 'G1+G2' : 'G1';
      expect(names(read(`${file}.pem`, 'openssl').lenient)).toBe(whole);
      expect(names(read(`${file}.pem`, 'lenient').anchors)).toBe(whole);
    });
  }

  it('says what is wrong and what comes of it', () => {
    expect(read('g1-and-g2-bom.pem', 'java').problems).toEqual([
      {
        kind: 'bom',
        message: 'a byte order mark stands before the first BEGIN line; Java reads no certificate from it',
        rejects: true,
      },
    ]);
    expect(read('g1-and-g2-bom.pem', 'go').problems[0]?.message).toContain('Go reads only 1 of 2 certificates');
    expect(read('g1-and-g2-bom.pem', 'openssl').problems[0]?.rejects).toBe(false);
  });

  it('lets a byte order mark pass when something else stands on its line', () => {
    const commented = latin1(`\u00ef\u00bb\u00bf# roots\n${text('g1-and-g2.pem')}`);
    expect(parseStore(commented, reading('java'))).toMatchObject({ problems: [] });
    expect(names(parseStore(commented, reading('java')).anchors)).toBe('G1+G2');
  });

  it('keeps what Node read before the break, and nothing that OpenSSL did', () => {
    const broken = latin1(`${text('g1-only.pem')}${text('placeholder.pem')}${text('g2-only.pem')}`);
    expect(names(parseStore(broken, reading('node')).anchors)).toBe('G1');
    expect(names(parseStore(broken, reading('openssl')).anchors)).toBe('nothing');
    expect(names(parseStore(broken, reading('go')).anchors)).toBe('G1+G2');
  });

  it('knows that TRUSTED blocks are for files: cadata passes over them', () => {
    expect(names(read('g1-and-g2-trusted.pem', 'openssl', { accepts: ['pem'] }).anchors)).toBe('G1');
  });
});

describe('a block that is cut off', () => {
  it('is lost, and Go and Node lose nothing else', () => {
    for (const reader of ['go', 'node'] as const) {
      expect(read('g1-and-g2-truncated.pem', reader).problems).toMatchObject([{ kind: 'truncated', rejects: false }]);
    }
  });
});

describe('readers of the first certificate', () => {
  it('take one and say that there are more', () => {
    const contents = read('g1-and-g2.pem', 'openssl', { accepts: ['pem', 'der'], reads: 'first' });
    expect(names(contents.anchors)).toBe('G1');
    expect(contents).toMatchObject({ holdsFirstOnly: true, problems: [] });
  });
  it('have nothing to say about a file with one', () => {
    expect(read('g2-only.pem', 'java', { reads: 'first' })).toMatchObject({ holdsFirstOnly: false, problems: [] });
  });
  it('do not mind what is broken behind it', () => {
    const contents = read('g1-and-g2-truncated.pem', 'java', { reads: 'first' });
    expect(names(contents.anchors)).toBe('G1');
    expect(contents.problems.every(({ rejects }) => !rejects)).toBe(true);
  });
});

describe('what a person recovers and a library does not', () => {
  it.each([
    ['g2-base64.txt', 'G2'],
    ['g1-and-g2-base64.txt', 'G1+G2'],
  ])('%s', (file, held) => {
    const contents = read(file, 'java');
    expect(contents).toMatchObject({ anchors: [], unusable: null, problems: [{ kind: 'base64', rejects: true }] });
    expect(names(contents.lenient)).toBe(held);
    expect(names(read(file, 'lenient').anchors)).toBe(held);
  });
});

describe('a root with altered bytes', () => {
  it('is not that root when its key changed', () => {
    const contents = read('g2-altered.pem', 'openssl');
    expect(contents).toMatchObject({ anchors: [], unusable: null, problems: [{ kind: 'altered', rejects: true }] });
    expect(contents.problems[0]?.message).toContain('DigiCert Global Root G2');
  });
  it('still serves when only its signature did: nobody verifies an anchor', () => {
    const contents = read('g2-altered-signature.pem', 'openssl');
    expect(names(contents.anchors)).toBe('G2');
    expect(contents.problems).toMatchObject([{ kind: 'altered', rejects: false }]);
  });
  it('does not take the MD2 roots of 1996 and private roots for altered', () => {
    expect(read('private-ca-and-g1.pem', 'go').problems).toEqual([]);
    expect(read('private-ca.pem', 'go').anchors).toMatchObject([
      {
        name: 'Example Private CA',
        subject: 'CN=Example Private CA,O=Example Ltd',
        isCa: true,
        selfSignatureValid: true,
      },
    ]);
  });
});

describe('what is no trust store', () => {
  it.each([
    ['empty.pem', 'empty', 'unreadable'],
    ['html-page.pem', 'html', 'unreadable'],
    ['placeholder.pem', 'placeholder', 'unreadable'],
    ['lfs-pointer.pem', 'lfs-pointer', 'locked'],
    ['git-crypt.pem', 'git-crypt', 'locked'],
    ['sops.pem', 'sops', 'locked'],
    ['ansible-vault.pem', 'ansible-vault', 'locked'],
    ['annex-pointer.pem', 'annex-pointer', 'locked'],
  ] as const)('%s is %s, %s', (file, kind, unusable) => {
    expect(read(file, 'openssl')).toMatchObject({
      anchors: [],
      lenient: [],
      unusable,
      problems: [{ kind, rejects: true }],
    });
  });
  it.each([
    ['openssl enc', 'U2FsdGVkX1+vupppZksvRf5pq5g5XjFRlipRkwB0K1Y='],
    [
      'sealed secret',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    ca.crt: AgBy3i4O\n',
    ],
    ['eyaml', 'ca: >\n  ENC[PKCS7,MIIBeQYJKoZIhvcNAQcDoIIBajCCAWYCAQAx]\n'],
    ['age', 'age-encryption.org/v1\n-> X25519 abc\n'],
  ])('encrypted by other means: %s', (word, content) => {
    const contents = parseStore(latin1(content), reading('openssl'));
    expect(contents).toMatchObject({ unusable: 'locked', problems: [{ kind: 'encrypted', rejects: true }] });
    expect(contents.problems[0]?.message).toContain(word);
  });
  it('a private key alone', () => {
    const key = text('g1-and-private-key.pem').replace(/-----BEGIN CERT[\s\S]*END CERTIFICATE-----\n/, '');
    const contents = parseStore(latin1(key), reading('openssl'));
    expect(contents).toMatchObject({
      unusable: 'unreadable',
      privateKeys: 1,
      problems: [{ kind: 'not-a-certificate' }],
    });
  });
});
