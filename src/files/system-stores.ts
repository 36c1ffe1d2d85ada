/**
 * The places where operating systems and runtimes keep their own roots. Code that names one trusts the system, so the
 * roots there move with the system's updates and are nobody's pin.
 *
 * The Unix places are those that Go's crypto/x509 and OpenSSL-based tools look for:
 * https://go.dev/src/crypto/x509/root_linux.go, https://go.dev/src/crypto/x509/root_bsd.go
 */
const FILES: ReadonlySet<string> = new Set([
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/ssl/certs/ca-bundle.crt',
  '/etc/ssl/certs/java/cacerts',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/ca-bundle.crt',
  '/etc/ssl/cacert.pem',
  '/etc/pki/tls/cert.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/tls/certs/ca-bundle.trust.crt',
  '/etc/pki/java/cacerts',
  '/etc/ca-certificates/extracted/tls-ca-bundle.pem',
  '/etc/openssl/certs/ca-certificates.crt',
  '/etc/certs/ca-certificates.crt',
  '/usr/share/ssl/certs/ca-bundle.crt',
  '/usr/share/ssl/cert.pem',
  '/usr/lib/ssl/cert.pem',
  '/usr/local/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
  '/usr/local/share/certs/ca-root.crt',
  '/usr/local/share/certs/ca-bundle.crt',
  '/usr/share/certs/ca-root-nss.crt',
  '/var/ssl/certs/ca-bundle.crt',
  '/var/lib/ca-certificates/ca-bundle.pem',
  '/opt/local/share/curl/curl-ca-bundle.crt',
  '/opt/homebrew/share/ca-certificates/cacert.pem',
  '/system/etc/security/cacerts.bks',
]);

/** Folders of hashed certificates: the folder itself is the system's, a single file in it may be anybody's. */
const FOLDERS: ReadonlySet<string> = new Set([
  '/etc/ssl',
  '/etc/ssl/certs',
  '/etc/pki/tls',
  '/etc/pki/tls/certs',
  '/etc/openssl/certs',
  '/etc/certs/CA',
  '/usr/lib/ssl/certs',
  '/usr/share/ca-certificates',
  '/usr/share/ca-certificates/mozilla',
  '/usr/local/share/certs',
  '/usr/local/ssl/certs',
  '/var/ssl/certs',
  '/system/etc/security/cacerts',
  '/apex/com.android.conscrypt/cacerts',
  '/Library/Keychains',
  '/System/Library/Keychains',
]);

const PATTERNS: readonly RegExp[] = [
  // The roots of a Java runtime, wherever it was unpacked.
  /\/lib\/security\/(jsse)?cacerts$/,
  /^\/etc\/pki\/ca-trust\/extracted\/(pem|openssl|java|edk2)(\/[^/]+)?$/,
  /^\/var\/lib\/ca-certificates\/(pem|openssl|java-cacerts)(\/[^/]+)?$/,
  // Homebrew's OpenSSL and the older ones below /usr/local/etc.
  /^\/(usr\/local|opt\/homebrew)\/etc\/(openssl(@[\d.]+)?|ca-certificates|libressl)\/(cert\.pem|certs)$/,
  /^\/(System\/)?Library\/Keychains\/System(RootCertificates)?\.keychain$/,
];

/** `path` is absolute, with `/`, and normalised. */
export function isSystemStore(path: string): boolean {
  return FILES.has(path) || FOLDERS.has(path) || PATTERNS.some((pattern) => pattern.test(withoutDrive(path)));
}

function withoutDrive(path: string): string {
  return path.replace(/^[A-Za-z]:/, '');
}
