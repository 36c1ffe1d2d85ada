/**
 * Which trust stores judge clients: those that stand beside a word of rules/client-judges.yaml in one file. Code that judges
 * clients and names no store itself may read any of its project's: each of them is taken for one.
 *
 * Asked only before a root would be added unasked, so that the files of a project are looked through at most once, and in
 * most projects never.
 */
import { readFileSync } from 'node:fs';
import { extname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { parse } from 'yaml';
import { keywordMatcher } from './keywords.js';
import type { Project } from './project.js';
import { isTest, isVendored } from './roles.js';

const FILE = fileURLToPath(new URL('../../rules/client-judges.yaml', import.meta.url));
const Rows = v.array(v.strictObject({ of: v.string(), words: v.array(v.string()) }));

/** Beyond this a project is taken to judge clients somewhere. */
const MOST_LOOKED_AT = 20_000;

/** What holds neither code nor settings. */
const OTHER = new Set(
  'md rst txt adoc html css scss svg png jpg jpeg gif ico webp woff woff2 ttf eot otf pdf zip gz tgz xz bz2 jar war class pyc so dll exe a o wasm map lock sum pem crt cer der jks p12 pfx bks p7b csv tsv sql po mo snap mp3 mp4'
    .split(' ')
    .map((ending) => `.${ending}`),
);
const STORE = /[\w./\\@-]+\.(?:pem|crt|cer|der|ca-bundle|jks|p12|pfx|bks|p7b)\b/gi;

type Files = Pick<Project, 'known' | 'read' | 'text' | 'locate'>;

interface Judge {
  readonly path: string;
  /** Names of stores in it. */
  readonly stores: readonly string[];
}

/** `clientsOf`: the files whose clients trust a store. */
export function clientJudges(
  project: Files,
  clientsOf: (store: string) => readonly string[],
): (store: string) => boolean {
  let judges: readonly Judge[] | 'too many' | undefined;
  const judged = new Map<string, boolean>();
  const judgesClients = (store: string): boolean => {
    judges ??= judgesIn(project);
    if (judges === 'too many') return true;
    const clients = clientsOf(store);
    const home = clients.length === 0 ? '' : commonFolder([store, ...clients]);
    const isAtHome = (path: string): boolean => home === '' || path.startsWith(`${home}/`);
    return judges.some(({ path, stores }) =>
      stores.length === 0
        ? isAtHome(path)
        : stores.some((given) => leadsTo(given, path, store, isAtHome(path), project)),
    );
  };
  // Many findings share a store.
  return (store) => {
    const answer = judged.get(store) ?? judgesClients(store);
    judged.set(store, answer);
    return answer;
  };
}

/** A path that leads nowhere here is one of the machine it is deployed to, under whose name the store may lie there. */
function leadsTo(given: string, from: string, store: string, isAtHome: boolean, { locate }: Files): boolean {
  const written = given.replaceAll('\\', '/');
  if (posix.basename(written) !== posix.basename(store)) return false;
  // What follows a folder in the code, `__DIR__ . '/rootca.pem'`, looks like the root of the machine.
  for (const path of [written, written.replace(/^\/+/, '')]) {
    const located = locate(path, from);
    if (located.kind === 'file') return located.path === store;
  }
  return isAtHome || /^(?:\/|~|[A-Za-z]:)/.test(written);
}

function commonFolder(paths: readonly string[]): string {
  const folders = paths.map((path) => posix.dirname(path).split('/'));
  const [first = []] = folders;
  const same = first.findIndex((name, at) => folders.some((folder) => folder[at] !== name));
  const common = (same < 0 ? first : first.slice(0, same)).join('/');
  return common === '.' ? '' : common;
}

function judgesIn({ known, read, text }: Files): readonly Judge[] | 'too many' {
  const words = v.parse(Rows, parse(readFileSync(FILE, 'utf8'))).flatMap((row) => row.words);
  const matcher = keywordMatcher(words);
  const candidates = [...known].filter((path) => !OTHER.has(extname(path)) && !isTest(path) && !isVendored(path));
  if (candidates.length > MOST_LOOKED_AT) return 'too many';
  return candidates.flatMap((path) => {
    const bytes = read(path);
    if (bytes === undefined || !matcher.foundIn(bytes, bytes.length)) return [];
    return [{ path, stores: text(path)?.match(STORE) ?? [] }];
  });
}
