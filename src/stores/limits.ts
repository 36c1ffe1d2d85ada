/** Where reading stops. A scanned repository may hold anything, also files made to keep a reader busy. */

/** The largest bundle in the wild, a JDK's cacerts, has 0.2 MB; 16 MB leaves room and is read in no time. */
export const MAX_BYTES = 16 * 1024 * 1024;

/** All roots ever shipped by Mozilla are under 500. Beyond 5000 certificates a file is no trust store. */
export const MAX_CERTIFICATES = 5000;

/** A block of PEM in characters: a root takes 2,000, a PKCS#7 with every public root half a million. */
export const MAX_BLOCK_LENGTH = 1024 * 1024;

/** Go searches on behind a broken block. Nobody's bundle has so many; a file of bare BEGIN lines does. */
export const MAX_BROKEN_BLOCKS = 100;

/** node-forge is slower than the rest; a PKCS#12 file with every public root has 0.3 MB. */
export const MAX_PKCS12_BYTES = 4 * 1024 * 1024;

/**
 * Rounds of key derivation spent on one key store, over all passwords tried: two seconds. OpenSSL and keytool write 2,048
 * to 150,000 a file.
 */
export const MAX_DERIVATION_ROUNDS = 1_000_000;

/** Nested deeper than any PKCS#12 or PKCS#7 file, shallow enough for the stack. */
export const MAX_DER_DEPTH = 40;

/** /etc/ssl/certs has some 300 entries, each root twice. */
export const MAX_DIRECTORY_FILES = 5000;

/** Text beyond this is not searched for hidden certificates: a manifest of Kubernetes has at most 1 MB. */
export const MAX_DISGUISED_TEXT = 4 * 1024 * 1024;

/** A PEM in base64 in base64 is met in Kubernetes; nothing is wrapped once more. */
export const MAX_DISGUISES = 3;
