/** How code reads every certificate of a file, where it reads the first: the change that has to come before an addition. */
const ALL: Readonly<Record<string, string>> = {
  java: 'for (Certificate each : factory.generateCertificates(in)) reads all, and store.setCertificateEntry("root" + store.size(), each) puts each in',
  go: 'pool.AppendCertsFromPEM(data) reads all, and block, rest = pem.Decode(rest) in a loop gives each to compare with',
  csharp:
    'roots.ImportFromPemFile(path) reads all into an X509Certificate2Collection, and roots.Any(root => root.RawData.SequenceEqual(top.RawData)) compares with each',
  ruby: 'store.add_file(path) reads all, and OpenSSL::X509::Certificate.load(pem) gives them as a list',
  python:
    'context.load_verify_locations(path) reads all, and x509.load_pem_x509_certificates(data) of cryptography gives them as a list',
  php: 'preg_match_all with /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/ gives each, which openssl_x509_read then reads',
  javascript:
    'pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) gives each for new X509Certificate',
  c: 'X509_STORE_load_locations(store, path, NULL) reads all, PEM_read_bio_X509 one a call until it gives NULL',
  cpp: 'X509_STORE_load_locations(store, path, NULL) reads all, and QSslCertificate::fromPath(path) gives them as a list',
};

export const howToReadAll = (language: string): string | undefined =>
  ALL[language === 'typescript' ? 'javascript' : language];
