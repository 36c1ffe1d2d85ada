import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Accepts, Reader, Reading, StoreContents } from '../../src/stores/contents.js';
import { parseStore } from '../../src/stores/parse-store.js';

export const storePath = (name: string) => fileURLToPath(new URL(`../../fixtures/stores/${name}`, import.meta.url));
export const storeBytes = (name: string) => new Uint8Array(readFileSync(storePath(name)));

const SHORT: Readonly<Record<string, string>> = {
  'DigiCert Global Root CA': 'G1',
  'DigiCert Global Root G2': 'G2',
  'DigiCert Global Root G3': 'G3',
  'Example Private CA': 'private',
};

/** "G1+G2", or "nothing". */
export const names = (anchors: StoreContents['anchors']) =>
  [...anchors]
    .map(({ name }) => SHORT[name] ?? name)
    .sort()
    .join('+') || 'nothing';

/** How a place in code usually takes certificates for that reader. */
const USUAL: Readonly<Record<Reader, readonly Accepts[]>> = {
  openssl: ['path'],
  curl: ['path'],
  gnutls: ['path'],
  mbedtls: ['path'],
  dotnet: ['certificate'],
  lenient: ['certificate'],
  node: ['pem'],
  go: ['pem'],
  java: ['certificate'],
};

export const reading = (reader: Reader, more: Partial<Reading> = {}): Reading => ({
  reader,
  accepts: USUAL[reader],
  reads: 'all',
  ...more,
});

export const read = (name: string, reader: Reader, more: Partial<Reading> = {}): StoreContents =>
  parseStore(storeBytes(name), reading(reader, more));

export const keystore = (name: string, password?: string) =>
  read(name, 'java', { accepts: ['keystore'], ...(password !== undefined && { password }) });
