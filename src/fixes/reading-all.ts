/** How code reads every certificate of a file, where it reads the first: the change that has to come before an addition. */
const ALL: Readonly<Record<string, string>> = {
  java: 'CertificateFactory.generateCertificates reads all, each goes into the store under an alias of its own',
  go: 'pool.AppendCertsFromPEM reads all, pem.Decode one block a call',
  csharp: 'X509Certificate2Collection.ImportFromPemFile reads all, and the comparison has to ask each of them',
  ruby: 'store.add_file reads all, and so does OpenSSL::X509::Certificate.load',
  python: 'load_verify_locations reads all, and so does load_pem_x509_certificates of cryptography',
  c: 'SSL_CTX_load_verify_locations reads all, PEM_read_bio_X509 one a call until it gives NULL',
  cpp: 'SSL_CTX_load_verify_locations reads all, PEM_read_bio_X509 one a call until it gives NULL',
};

export const howToReadAll = (language: string): string | undefined => ALL[language];
