/** Remedy B: append the successor to the store, and keep the old root. */
import type { Pin } from '../evaluate/pin.js';
import type { Edit, Fix } from '../result.js';
import type { JudgedAlternative, JudgedPin } from '../verdict/judge.js';
import { isRoot, type Root, rootsToAdd } from '../verdict/migrations.js';
import type { InlineSource, PathSource, ReadSource } from '../verdict/read-pin.js';
import { listed, placeOf } from '../verdict/words.js';
import { addInCode } from './add-in-code.js';
import { appendHash } from './append-hash.js';
import { appendToLiteral } from './append-to-literal.js';
import { introductionLike } from './bundle-style.js';
import { importCommand, importInto, type StoreImport } from './import-command.js';
import { type FixContext, withheld } from './propose.js';
import { howToReadAll } from './reading-all.js';
import { insertion } from './text-positions.js';

/** What has to be done for one store, or why it is not done. */
export type Addition =
  | { readonly kind: 'edit'; readonly edits: readonly Edit[]; readonly safe: boolean; readonly note?: string }
  | { readonly kind: 'import'; readonly imports: readonly StoreImport[] }
  | { readonly kind: 'withheld'; readonly reason: string };

export const refused = (reason: string): Addition => ({ kind: 'withheld', reason });

/** Every way in which the pin breaks has to be mended: half of them leaves the verdict as it was. */
export function appendRoot(judged: JudgedPin, context: FixContext): Fix {
  const edits: Edit[] = [];
  const commands: string[] = [];
  const notes: string[] = [];
  let safe = true;
  for (const addition of additionsFor(judged, context)) {
    switch (addition.kind) {
      case 'withheld':
        return withheld('append', addition.reason);
      case 'edit':
        edits.push(...addition.edits);
        if (addition.note !== undefined) notes.push(addition.note);
        safe &&= addition.safe;
        break;
      case 'import':
        commands.push(...addition.imports.map(importCommand));
        safe = false;
    }
  }
  const once = [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
  return {
    remedy: 'append',
    safe,
    edits: once,
    command: commands.length === 0 ? null : [...new Set(commands)].join('\n'),
    withheld: null,
    ...(notes.length > 0 && { note: [...new Set(notes)].join('; ') }),
  };
}

const additionsFor = (judged: JudgedPin, context: FixContext): readonly Addition[] =>
  judged.alternatives
    .filter((one) => one.verdict === 'breaks')
    .map((one) => additionFor(one, context, judged.read.pin));

/** What keytool would have to do for it. */
export const importsFor = (judged: JudgedPin, context: FixContext): readonly StoreImport[] =>
  additionsFor(judged, context).flatMap((addition) => (addition.kind === 'import' ? addition.imports : []));

function additionFor(judged: JudgedAlternative, context: FixContext, pinned: Pin): Addition {
  const unmet = judged.migrations.filter((one) => one.verdict === 'breaks');
  const roots = [
    ...new Map(
      unmet.flatMap((one) => rootsToAdd(one.required, one.missing, judged.hosts)).map((root) => [root.sha256, root]),
    ).values(),
  ];
  if (unmet.length === 0) return refused('nothing usable stands there, so there is no store to append to');
  // A service with a PKI of its own publishes the roots of all its regions.
  const bundle = unmet.find((one) => one.migration?.private === true)?.migration?.links[0];
  if (roots.length === 0) {
    const missing = unmet.flatMap((one) => one.missing);
    return refused(
      `which of ${missing.length} roots the server shows is not seen here; take the service’s bundle from ${bundle ?? 'its owner'}`,
    );
  }
  const unknown = roots.filter((root) => root.pem === null);
  if (unknown.length > 0) {
    const names = listed(unknown.map((root) => root.name));
    return refused(
      `the certificate of ${names} is not at hand; ${bundle === undefined ? 'give it in the migration with pem:' : `take the service’s bundle from ${bundle}`}`,
    );
  }
  const retiring = unmet.flatMap((one) => one.migration?.retiring ?? []);
  const sources = [...judged.alternative.sources].sort((a, b) => fitness(b, retiring) - fitness(a, retiring));
  const additions = sources.map((source) => addTo(source, roots, retiring, context, pinned));
  return additions.find(({ kind }) => kind !== 'withheld') ?? additions[0] ?? refused('no store is given to it');
}

/** Of several stores the one with the retiring root is added to, and a file rather than anything else. */
const fitness = (source: ReadSource, retiring: readonly Root[]): number =>
  (holdsAny(source, retiring) ? 2 : 0) + (source.kind === 'file' && source.contents !== undefined ? 1 : 0);

const holdsAny = (source: ReadSource, roots: readonly Root[]): boolean =>
  source.contents?.anchors.some((anchor) => roots.some((root) => isRoot(anchor, root))) ?? false;

function addTo(
  source: ReadSource,
  roots: readonly Root[],
  retiring: readonly Root[],
  context: FixContext,
  pinned: Pin,
): Addition {
  const place = placeOf(source);
  switch (source.kind) {
    case 'file':
    case 'inline': {
      const toStore = () =>
        source.kind === 'inline'
          ? appendToLiteral(source, roots, context)
          : addToFile(source, roots, retiring, context);
      const added = readingObstacle(source, roots, pinned) ?? toStore();
      return added.kind === 'withheld' ? (addInCode(source, roots, context, toStore) ?? added) : added;
    }
    case 'directory':
      return addToDirectory(source, roots, context);
    case 'hash':
      return appendHash(source, roots, retiring, context, pinned.site);
    case 'url':
    case 'bundle':
    case 'environment':
    case 'system':
    case 'disabled':
    case 'ignored':
    case 'nothing':
    case 'unknown':
      return refused(`${place} is not a store in this repository`);
  }
}

/** Why a certificate more would not be read. */
function readingObstacle(
  source: PathSource | InlineSource,
  roots: readonly Root[],
  { language }: Pin,
): Addition | null {
  const { contents, reading } = source;
  const place = placeOf(source);
  if (contents === undefined) return refused(`${place} was not read`);
  if (contents.holdsFirstOnly || reading.reads === 'first') {
    const first = `only the first certificate of ${place} is read: the code has to read all of them first`;
    const how = howToReadAll(language);
    return refused(how === undefined ? first : `${first}; ${how}`);
  }
  if (roots.some((root) => contents.lenient.some((anchor) => isRoot(anchor, root)))) {
    return refused(`${place} holds the root already, in a form that is not read here`);
  }
  return null;
}

/** A file of its own, under the name by which OpenSSL looks for it; others read every file. */
function addToDirectory({ located, given }: PathSource, roots: readonly Root[], context: FixContext): Addition {
  const names = listed(roots.map((root) => root.name));
  const [root, ...more] = roots;
  if (located.kind !== 'directory' || root === undefined || more.length > 0)
    return refused(`put ${names} into ${given} as files of their own, and run openssl rehash ${given}`);
  const name = context.hashedName(root.pem ?? '', located.path);
  return {
    kind: 'edit',
    safe: false,
    edits: [insertion(located.path === '' ? name : `${located.path}/${name}`, '', 0, `${pemLines(root).join('\n')}\n`)],
  };
}

function addToFile(
  source: PathSource,
  roots: readonly Root[],
  retiring: readonly Root[],
  context: FixContext,
): Addition {
  const path = placeOf(source);
  switch (source.contents?.format) {
    case 'pem':
      return addToPem(source, path, roots, retiring, context);
    case 'jks':
    case 'jceks':
    case 'bks':
    case 'pkcs12':
      return importInto(source, path, source.contents.format, roots);
    case 'der':
      return refused(
        `${path} is DER and holds one certificate: make it a PEM bundle, or give the new root in a second file`,
      );
    case 'pkcs7':
      return refused(`${path} is PKCS#7: rebuild it with openssl crl2pkcs7 -nocrl -certfile`);
    case 'directory':
    case 'text':
    case 'unknown':
    case undefined:
      return refused(`${path} is not a PEM bundle`);
  }
}

/** At the end of the file, in the file's own line endings, after a line end that an OpenSSL insists on. */
function addToPem(
  source: PathSource,
  path: string,
  roots: readonly Root[],
  retiring: readonly Root[],
  context: FixContext,
): Addition {
  if (source.content !== undefined && source.reading.reads !== 'first')
    return refused(`only a part of ${path} is used: its code decides whether an addition counts`);
  const text = context.textOf(path);
  if (text === null) return refused(`${path} can’t be read as text`);
  if (/[\0\uFFFD]/.test(text)) return refused(`${path} is not in UTF-8: a PEM appended to it would not be read`);
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
  const guard = text === '' || text.endsWith('\n') ? '' : lineEnd;
  const added = guard + roots.map((root) => linesLike(text, root).join(lineEnd) + lineEnd).join('');
  return {
    kind: 'edit',
    safe: roots.every((root) => root.catalogued) && holdsAny(source, retiring) && !context.judgesClients(path),
    edits: [insertion(path, text, text.length, added)],
  };
}

const linesLike = (text: string, root: Root): readonly string[] => [
  ...introductionLike(text, root.pem ?? ''),
  ...pemLines(root),
];

/** The certificate alone. */
export function pemLines(root: Root): readonly string[] {
  const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(root.pem ?? '')?.[0] ?? '';
  return block.split(/\r?\n/);
}
