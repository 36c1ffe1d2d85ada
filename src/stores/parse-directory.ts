/** A directory of certificates, as `capath` and its kin take it. */
import { X509Certificate } from 'node:crypto';
import type { Anchor } from './certificate.js';
import type { Found, Problem, Reading, StoreContents } from './contents.js';
import { MAX_DIRECTORY_FILES } from './limits.js';
import { contentsOf, parseStore } from './parse-store.js';
import { oldSubjectHash, subjectHash } from './subject-hash.js';
import { fieldsOf } from './x509.js';

export interface DirectoryFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What `openssl rehash` makes: eight digits of the subject's hash, and a number that tells namesakes apart. */
const HASHED = /^([0-9a-f]{8})\.(\d+)$/i;

/**
 * OpenSSL, and curl with it, opens a file of the directory only under the hash of the subject that it looks for; others read
 * every file.
 */
export function parseDirectory(files: readonly DirectoryFile[], reading: Reading): StoreContents {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MAX_DIRECTORY_FILES);
  const byHash = reading.reader === 'openssl' || reading.reader === 'curl';
  const names = new Set(sorted.map(({ name }) => name.toLowerCase()));
  const asFile: Reading = { ...reading, accepts: [...reading.accepts, 'path'], reads: 'all' };
  const taken: Anchor[] = [];
  const seen: Anchor[] = [];
  const unhashed: string[] = [];
  const misnamed: string[] = [];
  const problems: Problem[] = [];
  let privateKeys = 0;
  for (const { name, bytes } of sorted) {
    const contents = parseStore(bytes, asFile);
    const counts = !byHash || isReached(name, names);
    seen.push(...contents.lenient);
    privateKeys += contents.privateKeys;
    if (counts) {
      const found = byHash ? contents.anchors.filter((anchor) => isNamedFor(name, anchor)) : contents.anchors;
      if (found.length < contents.anchors.length) misnamed.push(name);
      taken.push(...found);
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
  if (misnamed.length > 0 && missing) problems.push(misnaming(misnamed, seen));
  if (seen.length === 0 && problems.length === 0) {
    problems.push({ kind: 'empty', message: 'the directory holds no certificate', rejects: true });
  }
  const found: Found = { format: 'directory', taken, seen, problems, privateKeys };
  return contentsOf(found, { ...reading, reads: 'all' });
}

/** `ab12cd34.0`, or the next number that none of these files has. */
export function freeHashedName(pem: string, files: readonly string[]): string {
  const names = new Set(files.map((path) => path.slice(path.lastIndexOf('/') + 1).toLowerCase()));
  const hash = subjectHash(fieldsOf(new X509Certificate(pem).raw)?.subject ?? new Uint8Array());
  let number = 0;
  while (names.has(`${hash}.${number}`)) number++;
  return `${hash}.${number}`;
}

const subjectOf = ({ der }: Anchor): Uint8Array => fieldsOf(der)?.subject ?? new Uint8Array();
const hashIn = (name: string): string => name.slice(0, 8).toLowerCase();
const isNamedFor = (name: string, anchor: Anchor): boolean => hashIn(name) === subjectHash(subjectOf(anchor));

function misnaming(names: readonly string[], seen: readonly Anchor[]): Problem {
  const old = new Set(seen.map((anchor) => oldSubjectHash(subjectOf(anchor))));
  const why = names.some((name) => old.has(hashIn(name)))
    ? 'the hash of OpenSSL before 1.0, which Android still uses'
    : 'the hash of another subject';
  const which = names.length === 1 ? `${names[0]} is` : `${names[0]} and ${names.length - 1} more are`;
  return {
    kind: 'unhashed',
    message: `${which} called after ${why} (openssl rehash makes the right names), so that OpenSSL never finds the certificate`,
    rejects: true,
  };
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
