/** A directory of certificates, as `capath` and its kin take it. */
import type { Anchor } from './certificate.js';
import type { Found, Problem, Reading, StoreContents } from './contents.js';
import { MAX_DIRECTORY_FILES } from './limits.js';
import { contentsOf, parseStore } from './parse-store.js';

export interface DirectoryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What `openssl rehash` makes: eight digits of the subject's hash, and a number that tells namesakes apart. */
const HASHED = /^([0-9a-f]{8})\.(\d+)$/i;

/**
 * OpenSSL, and curl with it, opens a file of the directory only under its hashed name; others read every file.
 *
 * Known miss: whether the hash is that of the certificate inside is not checked.
 */
export function parseDirectory(files: readonly DirectoryFile[], reading: Reading): StoreContents {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MAX_DIRECTORY_FILES);
  const byHash = reading.reader === 'openssl' || reading.reader === 'curl';
  const names = new Set(sorted.map(({ name }) => name.toLowerCase()));
  const asFile: Reading = { ...reading, accepts: [...reading.accepts, 'path'], reads: 'all' };
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  const unhashed: string[] = [];
  const problems: Problem[] = [];
  let privateKeys = 0;
  for (const { name, bytes } of sorted) {
    const contents = parseStore(bytes, asFile);
    const counts = !byHash || isReached(name, names);
    seen.push(...contents.lenient);
    privateKeys += contents.privateKeys;
    if (counts) {
      taken.push(...contents.anchors);
      const looksMeant = contents.lenient.length > 0 || HASHED.test(name);
      if (looksMeant)
        problems.push(...contents.problems.map((problem) => ({ ...problem, message: `${name}: ${problem.message}` })));
    } else if (contents.lenient.length > 0) unhashed.push(name);
  }
  const has = new Set(taken.map(({ sha256 }) => sha256));
  const missing = seen.some(({ sha256 }) => !has.has(sha256));
  const [first] = unhashed;
  if (first !== undefined && missing) {
    problems.push({
      kind: 'unhashed',
      message: `${unhashed.length === 1 ? `${first} has` : `${first} and ${unhashed.length - 1} more have`} no hashed name (openssl rehash makes them), so that OpenSSL never looks there`,
      rejects: true,
    });
  }
  if (seen.length === 0 && problems.length === 0) {
    problems.push({ kind: 'empty', message: 'the directory holds no certificate', rejects: true });
  }
  const found: Found = { format: 'directory', taken, seen, problems, privateKeys };
  return contentsOf(found, { ...reading, reads: 'all' });
}

/** OpenSSL counts up from 0 and stops at the first number that is missing. */
function isReached(name: string, names: ReadonlySet<string>): boolean {
  const match = HASHED.exec(name);
  if (match === null) return false;
  const [, hash = '', number = '0'] = match;
  for (let index = 0; index < Number(number) && index < names.size; index++) {
    if (!names.has(`${hash.toLowerCase()}.${index}`)) return false;
  }
  return Number(number) < names.size;
}
