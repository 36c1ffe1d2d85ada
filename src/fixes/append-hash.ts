/**
 * Pinned hashes: the successor's stands beside the old one where any of several may match. It is written as the old one is:
 * the same algorithm, over key or certificate, in the same letters, with the same prefix and quotes.
 */
import { Buffer } from 'node:buffer';
import { createHash, X509Certificate } from 'node:crypto';
import type { Site } from '../evaluate/pin.js';
import type { Unit } from '../ir/step.js';
import type { Span } from '../ir/value.js';
import type { Root } from '../verdict/migrations.js';
import type { HashSource } from '../verdict/read-pin.js';
import { listed } from '../verdict/words.js';
import { type Addition, refused } from './append-root.js';
import { rangeOf, type Source } from './cut.js';
import type { FixContext } from './propose.js';
import { isArgument, isEntry, nodesAround } from './shape.js';
import { insertion, positionAt } from './text-positions.js';

const ALGORITHMS: Readonly<Record<number, string>> = {
  16: 'md5',
  20: 'sha1',
  32: 'sha256',
  48: 'sha384',
  64: 'sha512',
};

export function appendHash(
  source: HashSource,
  roots: readonly Root[],
  retiring: readonly Root[],
  { textOf, unitOf }: FixContext,
  pinned: Site,
): Addition {
  const written = roots.map((root) => hashLike(source.value, root, retiring));
  const names = listed(roots.map((root) => root.name));
  if (source.matches === 'leaf')
    return refused(`only the server’s own certificate is compared with it: a hash of ${names} would never match`);
  if (written.some((hash) => hash === null))
    return refused(`what it is a hash of could not be told: add that of ${names} beside it`);
  const hashes = written.filter((hash) => hash !== null);
  const byHand = refused(`the hash stands where only one can: accept ${listed(hashes)} of ${names} beside it`);
  const sites = [...(source.site ? [source.site] : []), ...source.trail, pinned];
  for (const path of new Set(sites.map((site) => site.path))) {
    const text = textOf(path);
    const unit = unitOf(path);
    const span = text === null ? null : placeIn(text, source.value);
    if (text === null || unit === null || span === null) continue;
    const edit = besideIt({ path, text, language: unit.language }, unit, span, source.value, hashes);
    return edit === null ? byHand : { kind: 'edit', safe: false, edits: [edit] };
  }
  return byHand;
}

const bare = (value: string): string => value.replace(/^(?:pin-)?(?:md5|sha-?\d+)\s*(?:\/{1,2}|[:=])\s*"?|"$/gi, '');

/** The hash of another root, of the same kind and in the same spelling. */
function hashLike(value: string, root: Root, retiring: readonly Root[]): string | null {
  const digest = bare(value.trim());
  const hex = digest.replace(/[:\s-]/g, '');
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(hex);
  const bytes = isHex ? Buffer.from(hex, 'hex') : Buffer.from(digest, 'base64');
  const algorithm = ALGORITHMS[bytes.length];
  if (algorithm === undefined || root.pem === null) return null;
  const part = (['certificate', 'key'] as const).find((one) =>
    retiring.some((old) => old.pem !== null && digestOf(old.pem, one, algorithm).equals(bytes)),
  );
  if (part === undefined) return null;
  const made = digestOf(root.pem, part, algorithm);
  if (!isHex) return made.toString('base64');
  const lower = made.toString('hex');
  const cased = /[A-F]/.test(hex) ? lower.toUpperCase() : lower;
  const joint = /^[0-9a-f]{2}([:\s-])/i.exec(digest)?.[1];
  return joint === undefined ? cased : (cased.match(/../g) ?? []).join(joint);
}

function digestOf(pem: string, part: 'certificate' | 'key', algorithm: string): Buffer {
  const certificate = new X509Certificate(pem);
  const bytes =
    part === 'certificate' ? certificate.raw : certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash(algorithm).update(bytes).digest();
}

/** Where the hash is written, if that is one place alone. Whoever wrote it may have used other letters or colons. */
function placeIn(text: string, value: string): Span | null {
  const digest = bare(value.trim());
  const isHex = /^[0-9a-f:\s-]+$/i.test(digest);
  const literal = isHex
    ? digest
        .replace(/[:\s-]/g, '')
        .split('')
        .join('[:\\s-]?')
    : digest.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const found = [...text.matchAll(new RegExp(literal, isHex ? 'gi' : 'g'))];
  const [only] = found;
  if (only === undefined || found.length > 1) return null;
  const from = positionAt(text, only.index);
  const to = positionAt(text, only.index + only[0].length);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** Another element, argument or entry behind the one that holds the hash. */
function besideIt(source: Source, unit: Unit, span: Span, value: string, hashes: readonly string[]) {
  const around = nodesAround(unit, span);
  const at = around.findLastIndex(
    (node) => (isArgument(node.at) && (node.at.name === undefined || node.field === 'items')) || isEntry(node.at),
  );
  const node = around[at];
  const element = node?.at;
  if (node === undefined || element === undefined) return null;
  // The element must be the text with the hash itself, or a call around it: `new X509Pin("…")`.
  const owner = around[at - 1]?.at;
  const isList = node.field === 'items' || isEntry(element);
  const isVariadic = owner !== undefined && 'kind' in owner && owner.kind === 'call' && !isOperator(owner);
  if (!isList && !isVariadic) return null;
  const { start, end } = rangeOf(source.text, element.span);
  const written = source.text.slice(start, end);
  const old = source.text.slice(rangeOf(source.text, span).start, rangeOf(source.text, span).end);
  const joint = jointOf(node.among ?? [], element, source.text);
  const added = hashes.map((hash) => joint + written.replace(old, respelt(hash, old))).join('');
  return insertion(source.path, source.text, end, value === '' ? '' : added);
}

const isOperator = (call: { readonly callee: { readonly kind: string; readonly name?: string } }): boolean =>
  call.callee.kind === 'name' && call.callee.name?.startsWith('op:') === true;

/** In the letters of the source, which the value may no longer have. */
function respelt(hash: string, old: string): string {
  if (!/^[0-9a-f:\s-]+$/i.test(old)) return hash;
  const hex = hash.replace(/[:\s-]/g, '');
  const cased = /[A-F]/.test(old) ? hex.toUpperCase() : hex.toLowerCase();
  const joint = /^[0-9a-f]{2}([:\s-])/i.exec(old)?.[1];
  return joint === undefined ? cased : (cased.match(/../g) ?? []).join(joint);
}

/** What stands between two elements; of one that stands alone on its line, a comma and its indentation. */
function jointOf(among: readonly unknown[], element: unknown, text: string): string {
  const index = among.indexOf(element);
  const other = (among[index + 1] ?? among[index - 1]) as { readonly span: Span } | undefined;
  const own = rangeOf(text, (element as { readonly span: Span }).span);
  if (other !== undefined) {
    const range = rangeOf(text, other.span);
    const [first, second] = range.start > own.start ? [own, range] : [range, own];
    const between = text.slice(first.end, second.start);
    if (/^[\s,]*$/.test(between)) return between;
  }
  const indent = /\n([ \t]*)$/.exec(text.slice(0, own.start))?.[1];
  return indent === undefined ? ', ' : `,\n${indent}`;
}
