/** Readers of the first certificate take all of them, and beside DER the successor stands in the code. */
import { Buffer } from 'node:buffer';
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { G1, G2 } from '../verdict/pins.js';
import { type Fixed, fixed, STORE } from './fixed.js';

const GO = (fill: string) => `package pay

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"os"
)

func client() *http.Client {
${fill}
	return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
}
`;

const JAVA = (method: string) => `import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

class Pay {
  static SSLContext of(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

${method}
}
`;

const RUBY = (fill: string) => `require 'net/http'

store = OpenSSL::X509::Store.new
${fill}
http = Net::HTTP.new('pay.example', 443)
http.use_ssl = true
http.cert_store = store
http.get('/')
`;

const CSHARP = (usings: string, fill: string) => `${usings}using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;

public static class Pay
{
    public static void Pin()
    {
        var roots = new X509Certificate2Collection();
${fill}
        ServicePointManager.ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            var top = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
            return roots.Cast<X509Certificate2>().Any(root => root.RawData.SequenceEqual(top.RawData));
        };
    }
}
`;

const C = (fill: string) => `#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdio.h>

SSL_CTX *context(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	FILE *file = fopen("certs/rootca.pem", "r");
	X509 *root = PEM_read_X509(file, NULL, NULL, NULL);
	fclose(file);
${fill}
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	return ctx;
}
`;

const MATCHES = '"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----"';

/** One file each: as it is, and as it has to be. */
const WIDENED: readonly (readonly [string, string, string])[] = [
  [
    'block/pay.go',
    GO(`	data, _ := os.ReadFile("certs/rootca.pem")
	block, _ := pem.Decode(data)
	root, _ := x509.ParseCertificate(block.Bytes)
	pool := x509.NewCertPool()
	pool.AddCert(root)`),
    GO(`	data, _ := os.ReadFile("certs/rootca.pem")
	block, _ := pem.Decode(data)
	root, _ := x509.ParseCertificate(block.Bytes)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	pool.AppendCertsFromPEM(data)`),
  ],
  [
    'nested/Pay.java',
    JAVA(`  SSLContext pinned(InputStream unused) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(new FileInputStream("certs/rootca.pem")));
    return of(store);
  }`),
    JAVA(`  SSLContext pinned(InputStream unused) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(new FileInputStream("certs/rootca.pem"))) {
      store.setCertificateEntry("ca" + store.size(), anchor);
    }
    return of(store);
  }`),
  ],
  [
    'closed/Pay.java',
    JAVA(`  SSLContext pinned() throws GeneralSecurityException, IOException {
    Certificate ca;
    try (InputStream in = new FileInputStream("certs/rootca.pem")) {
      ca = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", ca);
    return of(store);
  }`),
    JAVA(`  SSLContext pinned() throws GeneralSecurityException, IOException {
    Certificate ca;
    try (InputStream in = new FileInputStream("certs/rootca.pem")) {
      ca = CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", ca);
    try (InputStream anchors = new FileInputStream("certs/rootca.pem")) {
      for (Certificate anchor : CertificateFactory.getInstance("X.509").generateCertificates(anchors)) {
        store.setCertificateEntry("ca" + store.size(), anchor);
      }
    }
    return of(store);
  }`),
  ],
  [
    'file/pay.rb',
    RUBY("store.add_cert(OpenSSL::X509::Certificate.new(File.read('certs/rootca.pem')))"),
    RUBY("store.add_file('certs/rootca.pem')"),
  ],
  [
    'framework/Pay.cs',
    CSHARP('', '        roots.Add(new X509Certificate2("certs/rootca.pem"));'),
    CSHARP(
      '',
      `        foreach (System.Text.RegularExpressions.Match anchor in System.Text.RegularExpressions.Regex.Matches(System.IO.File.ReadAllText("certs/rootca.pem"), ${MATCHES}))
            roots.Add(new X509Certificate2(System.Text.Encoding.ASCII.GetBytes(anchor.Value)));`,
    ),
  ],
  [
    'imported/Pay.cs',
    CSHARP(
      'using System.IO;\nusing System.Text;\nusing System.Text.RegularExpressions;\n',
      '        roots.Add(new X509Certificate2("certs/rootca.pem"));',
    ),
    CSHARP(
      'using System.IO;\nusing System.Text;\nusing System.Text.RegularExpressions;\n',
      `        foreach (Match anchor in Regex.Matches(File.ReadAllText("certs/rootca.pem"), ${MATCHES}))
            roots.Add(new X509Certificate2(Encoding.ASCII.GetBytes(anchor.Value)));`,
    ),
  ],
  [
    'five/Pay.cs',
    CSHARP(
      '',
      '        var now = X509CertificateLoader.LoadCertificateFromFile("certs/rootca.pem");\n        roots.Add(now);',
    ),
    CSHARP(
      '',
      '        var now = X509CertificateLoader.LoadCertificateFromFile("certs/rootca.pem");\n        roots.Add(now);\n        roots.ImportFromPemFile("certs/rootca.pem");',
    ),
  ],
  [
    'store/pay.c',
    C('	X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), root); // ours'),
    C(`	X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), root); // ours
	X509_STORE_load_locations(SSL_CTX_get_cert_store(ctx), "certs/rootca.pem", NULL);`),
  ],
  [
    'store/pay.py',
    `from OpenSSL import SSL, crypto

def connect(sock):
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    with open("certs/rootca.pem", "rb") as file:
        context.get_cert_store().add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, file.read()))
    context.set_verify(SSL.VERIFY_PEER)
    return SSL.Connection(context, sock)
`,
    `from OpenSSL import SSL, crypto

def connect(sock):
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    with open("certs/rootca.pem", "rb") as file:
        context.get_cert_store().add_cert(crypto.load_certificate(crypto.FILETYPE_PEM, file.read()))
        context.get_cert_store().load_locations("certs/rootca.pem")
    context.set_verify(SSL.VERIFY_PEER)
    return SSL.Connection(context, sock)
`,
  ],
];

const reasonsFor = ({ failed, left }: Fixed, path: string) =>
  [...failed, ...left].filter(({ finding }) => finding.path === path).map(({ why }) => why);

describe('a reader of the first certificate', () => {
  const files = Object.fromEntries(WIDENED.map(([path, before]) => [path, before]));
  const result = fixed(files, 'append');

  test.each(WIDENED)('%s takes all of them', async (path, _, after) => {
    const fixes = await result;
    expect(reasonsFor(fixes, path)).toEqual([]);
    expect(fixes.text(path)).toBe(after);
    expect(fixes.text(STORE)).toBe(G1 + G2);
  });

  test('is left alone once it does', async () => {
    const { folder } = await result;
    expect((await fixed({}, 'append', { folder })).changes).toEqual([]);
  });
});

describe('what holds only one certificate', () => {
  const der = new X509Certificate(G1).raw;
  const lines = G2.trimEnd().split('\n');
  const joined = (joint: string, indent: string) => lines.map((line) => `"${line}\\n"`).join(`${joint}\n${indent}`);
  const GO_DER = `	data, _ := os.ReadFile("certs/root.der")
	root, _ := x509.ParseCertificate(data)
	pool := x509.NewCertPool()
	pool.AddCert(root)`;
  const RUBY_DER = "store.add_cert(OpenSSL::X509::Certificate.new(File.binread('certs/root.der')))";
  const CASES: readonly (readonly [string, string, string])[] = [
    [
      'der/pay.go',
      GO(GO_DER).replace('\t"encoding/pem"\n', ''),
      GO(`${GO_DER}\n	pool.AppendCertsFromPEM([]byte(${joined(' +', '\t\t')}))`).replace('\t"encoding/pem"\n', ''),
    ],
    [
      'der/pay.rb',
      RUBY(RUBY_DER),
      RUBY(`${RUBY_DER}\nstore.add_cert(OpenSSL::X509::Certificate.new(${joined(' \\', '  ')}))`),
    ],
  ];
  const result = fixed(
    { ...Object.fromEntries(CASES.map(([path, before]) => [path, before])), 'certs/root.der': der },
    'append',
  );

  test.each(CASES)('%s gets the other one beside it', async (path, _, after) => {
    const fixes = await result;
    expect(reasonsFor(fixes, path)).toEqual([]);
    expect(fixes.text(path)).toBe(after);
    expect(fixes.done.find(({ finding }) => finding.path === path)?.fix.note).toBe(
      'DigiCert Global Root G2 then stands in the code, since of certs/root.der it would not be read',
    );
  });
});

describe('left to a person is', () => {
  const CASES: Readonly<Record<string, string>> = {
    // Neither declared nor caught there.
    'undeclared/Pay.java': JAVA(`  static Certificate ca() {
    try (InputStream in = new FileInputStream("certs/rootca.pem")) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLContext pinned(KeyStore store) throws java.security.KeyStoreException {
    store.setCertificateEntry("ca", ca());
    return of(store);
  }

  SSLContext own() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return pinned(store);
  }`),
    // A call that decides.
    'asked/pay.c': C('	if (X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), root) != 1)\n		return NULL;'),
    // Compared with one.
    'compared/Pay.cs': CSHARP('', '        var ours = new X509Certificate2("certs/rootca.pem");').replace(
      /roots\.Cast.*;/,
      'top.RawData.SequenceEqual(ours.RawData);',
    ),
    // An element of what is made.
    'initialised/Pay.cs': CSHARP('', '').replace(
      'new X509Certificate2Collection();',
      'new X509Certificate2Collection() { new X509Certificate2("certs/rootca.pem") };',
    ),
  };
  const result = fixed(CASES, 'append');

  test.each(Object.keys(CASES))('%s', async (path) => {
    const fixes = await result;
    expect(fixes.text(path)).toBe(CASES[path]);
    expect(reasonsFor(fixes, path)).toEqual([
      expect.stringContaining('only the first certificate of certs/rootca.pem is read'),
    ]);
  });

  test('nothing of which the name means something else by then', async () => {
    const path = 'renamed/pay.go';
    const { text } = await fixed(
      {
        [path]: GO(`	data, _ := os.ReadFile("certs/rootca.pem")
	block, data := pem.Decode(data)
	root, _ := x509.ParseCertificate(block.Bytes)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	_ = data`),
      },
      'append',
    );
    expect(text(path)).not.toContain('AppendCertsFromPEM(data)');
    expect(Buffer.from(text(path)).includes('AppendCertsFromPEM([]byte("-----BEGIN')).toBe(true);
  });

  test('nothing of which the name is that of another function', async () => {
    const path = 'apart/pay.go';
    const { text } = await fixed(
      {
        [path]: GO('	pool := x509.NewCertPool()\n	pool.AddCert(anchor())').replace(/\t"(?:encoding\/pem|os)"\n/g, ''),
        'apart/anchor.go': `package pay

import (
	"crypto/x509"
	"encoding/pem"
	"os"
)

func anchor() *x509.Certificate {
	raw, _ := os.ReadFile("certs/rootca.pem")
	block, _ := pem.Decode(raw)
	root, _ := x509.ParseCertificate(block.Bytes)
	return root
}
`,
      },
      'append',
    );
    expect(text(path)).not.toContain('AppendCertsFromPEM(raw)');
    expect(text(path)).toContain('AppendCertsFromPEM([]byte("-----BEGIN');
  });

  test('no reader that has been read to its end', async () => {
    const path = 'read/Pay.cs';
    const { text } = await fixed(
      {
        [path]: CSHARP(
          'using System.IO;\nusing System.Text;\n',
          `        var reader = new StreamReader("certs/rootca.pem");
        var root = new X509Certificate2(Encoding.ASCII.GetBytes(reader.ReadToEnd()));
        // CustomTrustStore would do the same.
        roots.Add(root);`,
        ),
      },
      'append',
    );
    expect(text(path).match(/reader\.ReadToEnd\(\)/g)).toHaveLength(1);
    expect(text(path)).toContain('"-----BEGIN CERTIFICATE-----');
  });
});
