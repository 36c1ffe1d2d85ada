/**
 * PEM, read twice: once as the given library reads it, once leniently. What only the lenient reading sees is what the
 * library loses, and the flaws of those blocks are the reason.
 */
import { looseBase64, strictBase64 } from './base64.js';
import { type Anchor, anchorOf } from './certificate.js';
import type { Found, Problem } from './contents.js';
import { claimedLength, pkcs7Certificates } from './der.js';
import { flawsOf, type LooseBlock, problemOf } from './flaws.js';
import { MAX_BLOCK_LENGTH, MAX_BROKEN_BLOCKS, MAX_CERTIFICATES } from './limits.js';
import type { Habits } from './readers.js';

const CERTIFICATE_LABEL = /^(?:X509 |TRUSTED )?CERTIFICATE$/;
/** Enough to see what stands before BEGIN on its line. */
const LOOK_BACK = 80;
const BOM = '\u00ef\u00bb\u00bf'; // UTF-8, looked at as latin-1

/** `text` is the file byte by byte (latin-1), so that nothing is lost or replaced. */
export function readPem(text: string, habits: Habits, reads: 'first' | 'all'): Found {
  const loose = looseBlocks(text);
  const certificates = loose.filter((block) => CERTIFICATE_LABEL.test(block.label) && !isCommentedOut(block));
  const seen = certificates.flatMap(({ anchor }) => anchor ?? []);
  const taken =
    habits.markers === 'anywhere'
      ? takeAnywhere(habits.forgivesBase64 ? certificates : loose, habits, reads)
      : takeByLine(text, habits, reads);
  const privateKeys = loose.filter(({ label }) => label.endsWith('PRIVATE KEY')).length;
  const problems = explain(certificates, taken, seen, habits, reads);
  if (privateKeys > 0 && problems.length === 0 && taken.length < seen.length && reads === 'all') {
    problems.push({
      kind: 'private-key',
      message: `a private key stands between the certificates; ${habits.name} takes it for a broken certificate and reads nothing from the file`,
      rejects: true,
    });
  }
  return { format: 'pem', taken, seen, problems, privateKeys };
}

/** Somebody took it out of use: every line of it begins as a comment does. */
const isCommentedOut = ({ before, body }: LooseBlock): boolean => {
  const mark = /^\s*(#|\/\/|;|--(?!-)|\*)/.exec(before)?.[1];
  if (mark === undefined) return false;
  const lines = body.split('\n').slice(1);
  return lines.length > 1 && lines.every((line) => line.trim() === '' || line.trimStart().startsWith(mark));
};

/** One problem for each kind of flaw; it rejects if it rejects anywhere. */
function explain(
  blocks: readonly LooseBlock[],
  taken: readonly Anchor[],
  seen: readonly Anchor[],
  habits: Habits,
  reads: 'first' | 'all',
): Problem[] {
  const has = new Set(taken.map(({ sha256 }) => sha256));
  const wanted = reads === 'first' ? Math.min(1, seen.length) : seen.length;
  const loses = taken.length < wanted;
  const byKind = new Map<string, Problem>();
  for (const block of blocks) {
    for (const flaw of flawsOf(block)) {
      const lost = block.anchor === null ? loses || seen.length === 0 : loses && !has.has(block.anchor.sha256);
      const problem = problemOf(flaw, lost, { reader: habits.name, taken: taken.length, seen: seen.length });
      if (problem !== null && !byKind.get(problem.kind)?.rejects) byKind.set(problem.kind, problem);
    }
  }
  return [...byKind.values()];
}

/** Every block that a person would see, whatever stands before, behind or inside it. */
export function looseBlocks(text: string): LooseBlock[] {
  const blocks: LooseBlock[] = [];
  // A URL writes a blank as %20 or +.
  const begin = /-----BEGIN(?: |%20|\+)([A-Z0-9#](?:[A-Z0-9# +]|%20)*)-----/g;
  for (let match = begin.exec(text); match !== null && blocks.length < MAX_CERTIFICATES; match = begin.exec(text)) {
    const label = (match[1] ?? '').replace(/%20|\+/g, ' ');
    const next = text.indexOf('-----BEGIN', begin.lastIndex);
    // What belongs to the block, and the marker behind it if that stands on the same line.
    const own = text.slice(begin.lastIndex, next < 0 ? text.length : next);
    const footer = own.indexOf('-----END');
    const body = footer < 0 ? own : own.slice(0, footer);
    const rest = footer < 0 ? '' : own.slice(footer).replace(/^-----END [^-]{0,80}-----/, '');
    const lineBreak = rest.indexOf('\n');
    const der = CERTIFICATE_LABEL.test(label) ? looseBase64(body) : null;
    const line = text.slice(Math.max(0, match.index - LOOK_BACK), match.index);
    blocks.push({
      start: match.index,
      end: begin.lastIndex + (footer < 0 ? body.length : own.length - rest.length),
      label,
      body,
      closed: footer >= 0,
      before: line.slice(line.lastIndexOf('\n') + 1),
      after: lineBreak >= 0 ? rest.slice(0, lineBreak) : rest + (next < 0 ? '' : '-----BEGIN'),
      der,
      anchor: der && der.length > 0 ? anchorOf(der) : null,
    });
    if (next < 0) break;
    begin.lastIndex = next;
  }
  return blocks;
}

/** GnuTLS, Mbed TLS and .NET search for markers; a lenient reader also forgives what is between them. */
function takeAnywhere(blocks: readonly LooseBlock[], habits: Habits, reads: 'first' | 'all'): Anchor[] {
  const labelled = blocks.filter(({ label }) => habits.labels !== 'any' && habits.labels.has(label));
  const plain = labelled.filter(({ label }) => label === 'CERTIFICATE');
  const taken: Anchor[] = [];
  for (const block of plain.length > 0 && habits.prefersPlainLabel ? plain : labelled) {
    if (block.anchor !== null && (habits.forgivesBase64 || isTaken(block.body, habits))) taken.push(block.anchor);
    else if (habits.onBroken === 'rejects-file') return [];
    if (taken.length > 0 && reads === 'first') break;
  }
  return taken;
}

/** Mbed TLS wants each line of base64 at its beginning, and a line feed behind BEGIN. */
const isTaken = (body: string, habits: Habits): boolean =>
  strictBase64(body) !== null && (habits.indentedBody || /^\r?\n(?![\s\S]*\n[ \t]+[A-Za-z0-9+/=])/.test(body));

/** OpenSSL, Go and Java go line by line. */
function takeByLine(text: string, habits: Habits, reads: 'first' | 'all'): Anchor[] {
  const lines = text.split(habits.lineEnd);
  const taken: Anchor[] = [];
  let broken = 0;
  for (let at = 0; at < lines.length && taken.length < MAX_CERTIFICATES && broken < MAX_BROKEN_BLOCKS; ) {
    const line = habits.skipsBom ? withoutBom(lines[at] ?? '') : (lines[at] ?? '');
    const label = /^-----BEGIN ([^-]+)-----\s*$/.exec(line)?.[1];
    if (label === undefined) {
      // For Java, five dashes begin a block; an END without its BEGIN, as a byte order mark leaves it, is an error.
      if (habits.labels === 'any' && line.startsWith('-----')) return reads === 'first' ? taken : [];
      at += 1;
      continue;
    }
    const block = strictBlock(lines, at + 1, label, habits);
    const anchors = certificatesOf(block.der, label, habits);
    if (anchors === null) {
      if (habits.onBroken === 'rejects-file') return [];
      if (habits.onBroken === 'stops') return taken;
      broken += 1;
      at += 1;
      continue;
    }
    taken.push(...anchors);
    if (taken.length > 0 && reads === 'first') return taken.slice(0, 1);
    at = block.next;
    // Java reads one PKCS#7 and looks no further.
    if (label === 'PKCS7' && anchors.length > 0) break;
  }
  return taken;
}

const withoutBom = (line: string): string => (line.startsWith(BOM) ? line.slice(BOM.length) : line);

/** The body up to the END line; `der` is null where the library finds the block broken. */
function strictBlock(
  lines: readonly string[],
  first: number,
  label: string,
  habits: Habits,
): { readonly der: Uint8Array | null; readonly next: number } {
  const isJava = habits.labels === 'any';
  let end = first;
  let length = 0;
  for (; end < lines.length && length < MAX_BLOCK_LENGTH; end++) {
    const line = lines[end] ?? '';
    if (isJava ? line.includes('-') : line.startsWith('-----END')) break;
    length += line.length + 1;
  }
  const last = lines[end] ?? '';
  // Java takes the first dash for the beginning of the footer, so that it may be indented.
  const footer = isJava ? last.slice(last.indexOf('-')) : last;
  if (footer.trimEnd() !== `-----END ${label}-----`) return { der: null, next: end + 1 };
  const body = lines.slice(first, end).map((line) => line.trimEnd());
  if (isJava) body.push(last.slice(0, last.indexOf('-')));
  if (!habits.blankLinesInBlock && body.includes('')) return { der: null, next: end + 1 };
  // OpenSSL's base64 ends at a dash: a block whose END is indented reaches to the next END and is read all the same.
  const dash = habits.skipsBom ? body.findIndex((line) => line.includes('-')) : -1;
  return { der: strictBase64((dash < 0 ? body : body.slice(0, dash)).join('\n')), next: end + 1 };
}

/** Empty for a block that the library passes over, null for one that it stumbles at. */
function certificatesOf(der: Uint8Array | null, label: string, habits: Habits): Anchor[] | null {
  if (der === null) return null;
  if (habits.labels !== 'any' && !habits.labels.has(label)) return [];
  if (habits.pkcs7 && label === 'PKCS7') {
    return pkcs7Certificates(der)?.flatMap((item) => anchorOf(item) ?? []) ?? null;
  }
  if (!habits.looseDer && claimedLength(der) !== der.length) return null;
  const anchor = anchorOf(der);
  return anchor === null ? null : [anchor];
}
