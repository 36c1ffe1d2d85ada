/**
 * Reads a store that nobody's code names: leniently, and as each library would that is given such files. Where they
 * differ, the difference is what its owner wants to know.
 */
import type { Accepts, Format, Problem, Reader, Reading, StoreContents } from './contents.js';
import type { OpenedStore } from './read-store.js';
import { nameOfReader } from './readers.js';

export interface Survey {
  readonly contents: StoreContents;
  /** Of the libraries that read this form at all, those that lose something. */
  readonly losing: readonly {
    readonly reader: string;
    readonly reads: number;
    readonly problems: readonly Problem[];
  }[];
  /** Some library that reads this form loses nothing. */
  readonly someReadAll: boolean;
}

type Form = readonly (readonly [Reader, Accepts])[];

const TEXT: Form = [
  ['openssl', 'path'],
  ['curl', 'path'],
  ['node', 'pem'],
  ['go', 'pem'],
  ['java', 'certificate'],
  ['gnutls', 'path'],
  ['dotnet', 'certificate'],
  ['mbedtls', 'path'],
];
const DER: Form = [
  ['java', 'certificate'],
  ['dotnet', 'certificate'],
];
const FOLDER: Form = [
  ['openssl', 'directory'],
  ['curl', 'directory'],
  ['go', 'directory'],
  ['gnutls', 'directory'],
];
const STORE: Form = [['java', 'keystore']];

/** Who is given files of that format. .NET reads PKCS#12 and knows nothing of Java's attribute. */
const READERS: Readonly<Record<Format, Form>> = {
  pem: TEXT,
  text: TEXT,
  unknown: [],
  der: DER,
  pkcs7: [['java', 'certificate']],
  directory: FOLDER,
  jks: STORE,
  jceks: STORE,
  bks: STORE,
  pkcs12: [...STORE, ['dotnet', 'certificate']],
};

export function survey(opened: OpenedStore, password: string | undefined): Survey {
  const common = { reads: 'all', ...(password !== undefined && { password }) } as const;
  const accepts: readonly Accepts[] = opened.isDirectory ? ['directory'] : ['certificate', 'keystore'];
  const given = opened.readAs({ ...common, reader: 'lenient', accepts });
  // A wrong password keeps Java out; what is in the store can mostly be seen all the same.
  const isRefused = given.problems.some(({ kind }) => kind === 'wrong-password');
  const without = isRefused ? opened.readAs({ reader: 'lenient', accepts, reads: 'all' }) : given;
  const contents = without.unusable === null ? without : given;
  const all = contents.lenient.length;
  const read = READERS[contents.format].map(([reader, takes]) => {
    const seen = opened.readAs({ ...common, reader, accepts: [takes] } satisfies Reading);
    return { reader: nameOfReader(reader), reads: seen.anchors.length, problems: seen.problems };
  });
  return {
    contents,
    losing: all === 0 ? [] : read.filter(({ reads }) => reads < contents.anchors.length),
    someReadAll: read.some(({ reads }) => reads >= contents.anchors.length),
  };
}
