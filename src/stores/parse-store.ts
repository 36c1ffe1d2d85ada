/** Bytes to trust anchors: finds out the format, reads it as the library does, and says why anything was lost. */
import { alteredAmong } from './altered.js';
import { looksLikeBks, readBks } from './bks.js';
import { type Anchor, anchorOf } from './certificate.js';
import { type Found, locked, nothing, type Problem, type Reading, type StoreContents } from './contents.js';
import { claimedLength, looksLikePkcs7, looksLikePkcs12, pkcs7Certificates, SEQUENCE, sequencesIn } from './der.js';
import { type Disguised, decodeUtf16, disguisedIn } from './disguises.js';
import type { LooseBlock } from './flaws.js';
import { impostor, noCertificateInDer, otherBlocks } from './impostors.js';
import { jksFormat, readJks } from './jks.js';
import { MAX_BYTES, MAX_DISGUISED_TEXT, MAX_DISGUISES } from './limits.js';
import { looseBlocks, readPem } from './pem.js';
import { readPkcs12 } from './pkcs12.js';
import { type Habits, habitsOf, LENIENT_NAME } from './readers.js';
import { wrappedAs } from './wrappings.js';

const PKCS7_LABELS: ReadonlySet<string> = new Set(['PKCS7', 'PKCS #7 SIGNED DATA', 'CERTIFICATE CHAIN']);

/** Reads a file or a literal as the given library does. Never throws. */
export function parseStore(bytes: Uint8Array, reading: Reading): StoreContents {
  if (bytes.length > MAX_BYTES) {
    return contentsOf(
      locked('unknown', {
        kind: 'too-large',
        message: 'the file is too large for a trust store and was not read',
        rejects: true,
      }),
      reading,
    );
  }
  const habits = habitsOf(reading);
  return contentsOf(find(bytes, reading, habits), reading, habits);
}

/** `depth` counts how often something was unpacked: a key store in base64 in a PEM in base64 is deep enough. */
function find(bytes: Uint8Array, reading: Reading, habits: Habits, depth = 0): Found {
  if (jksFormat(bytes) !== null) return asKeystore(readJks(bytes, reading.password), habits);
  const text = Buffer.from(bytes).toString('latin1');
  const wrapping = wrappedAs(text);
  if (wrapping !== null) return wrapping;
  if (looksLikePkcs12(bytes)) return asKeystore(readPkcs12(bytes, reading), habits);
  if (looksLikeBks(bytes)) return asKeystore(readBks(bytes, reading.password), habits);
  if (bytes[0] === SEQUENCE && bytes.length > 1 && (bytes[1] ?? 0) > 0x80) return readDer(bytes, reading, habits);
  return readText(bytes, text, reading, habits, depth);
}

function readText(bytes: Uint8Array, text: string, reading: Reading, habits: Habits, depth: number): Found {
  const wide = decodeUtf16(bytes);
  if (wide !== null) {
    const found = readPem(wide, habits, reading.reads);
    if (found.seen.length === 0) return impostor(wide);
    if (habits.utf16) return found;
    return rejected(found, {
      kind: 'utf-16',
      message: `the file is UTF-16, as PowerShell's > writes it; ${habits.name} reads no certificate from it`,
      rejects: true,
    });
  }
  const blocks = looseBlocks(text);
  const found = blocks.length === 0 ? null : readBlocks(text, blocks, reading, habits);
  const inner: Reading = { ...reading, reader: 'lenient', accepts: ['certificate', 'keystore'], reads: 'all' };
  const disguised =
    depth >= MAX_DISGUISES
      ? []
      : disguisedIn(
          outside(text, blocks).slice(0, MAX_DISGUISED_TEXT),
          (hidden) => find(hidden, inner, habitsOf(inner), depth + 1).seen,
        );
  return withDisguised(found, disguised, habits) ?? impostor(text);
}

function readBlocks(text: string, blocks: readonly LooseBlock[], reading: Reading, habits: Habits): Found {
  const bundle = blocks.find(({ label }) => PKCS7_LABELS.has(label));
  if (bundle !== undefined) return readPemPkcs7(text, bundle, reading, habits);
  const found = readPem(text, habits, reading.reads);
  if (found.seen.length > 0 && !habits.pem) return rejected(found, wrongFormat('PEM', habits));
  if (found.seen.length > 0 || found.problems.length > 0) return found;
  return { ...found, problems: [otherBlocks(blocks.map(({ label }) => label))] };
}

/** The text without its blocks of PEM. */
function outside(text: string, blocks: readonly LooseBlock[]): string {
  let from = 0;
  const pieces: string[] = [];
  for (const { start, end } of blocks) {
    pieces.push(text.slice(from, start));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces.join('\n');
}

/** What was found in the open and what was hidden beside it; null where there is neither. */
function withDisguised(found: Found | null, disguised: readonly Disguised[], habits: Habits): Found | null {
  if (disguised.length === 0) return found;
  const seen = disguised.flatMap(({ anchors }) => anchors);
  const isLenient = habits.name === LENIENT_NAME;
  const problems = isLenient
    ? []
    : disguised.map(
        ({ kind, what }): Problem => ({
          kind,
          message: `${what}; ${habits.name} reads no certificate from it unless it is decoded first`,
          rejects: true,
        }),
      );
  const base = found !== null && found.seen.length > 0 ? found : { ...EMPTY, privateKeys: found?.privateKeys ?? 0 };
  return {
    ...base,
    taken: isLenient ? [...base.taken, ...seen] : base.taken,
    seen: [...base.seen, ...seen],
    problems: [...base.problems, ...problems],
  };
}

const EMPTY: Found = { format: 'text', taken: [], seen: [], problems: [], privateKeys: 0 };

/** Certificates in DER, one or several, or the DER form of PKCS#7. */
function readDer(bytes: Uint8Array, reading: Reading, habits: Habits): Found {
  const bundle = pkcs7Certificates(bytes);
  if (bundle !== null) return fromPkcs7(bundle, habits);
  const { items, rest } = sequencesIn(bytes);
  if (items.length === 0) {
    const cut = (claimedLength(bytes) ?? 0) > bytes.length;
    const isBundle = looksLikePkcs7(bytes);
    const what = isBundle ? 'the PKCS#7 file' : 'the certificate';
    const message = cut ? `${what} is cut off before its end` : 'the bytes are no certificate';
    return nothing(isBundle ? 'pkcs7' : 'der', {
      kind: cut ? 'truncated' : 'not-a-certificate',
      message,
      rejects: true,
    });
  }
  const seen = items.flatMap((item) => anchorOf(item) ?? []);
  if (seen.length === 0) return noCertificateInDer(bytes);
  const found: Found = { format: 'der', taken: seen, seen, problems: [], privateKeys: 0 };
  if (habits.der === 'no') return rejected(found, wrongFormat('DER', habits));
  const tail = bytes.subarray(bytes.length - rest);
  const pemBehind = Buffer.from(tail).includes('-----BEGIN');
  // generateCertificates gives nothing at all where the last one is not whole.
  if (tail[0] === SEQUENCE && (claimedLength(tail) ?? 0) > tail.length) {
    const lost =
      reading.reads === 'all' &&
      habits.der === 'many' &&
      habits.bytesAfterDer === 'ignored' &&
      habits.name !== LENIENT_NAME;
    const message = `the last certificate is cut off before its end${lost ? `; ${habits.name} reads no certificate from it` : ''}`;
    return { ...found, taken: lost ? [] : found.taken, problems: [{ kind: 'truncated', message, rejects: true }] };
  }
  const surplus = rest > 0 && !/^\s*$/.test(Buffer.from(tail).toString('latin1'));
  const tooMany = reading.reader === 'go' && reading.reads === 'first' && items.length > 1;
  if ((surplus && habits.bytesAfterDer === 'rejected') || tooMany) {
    return rejected(found, {
      kind: 'trailing-bytes',
      message: `there are bytes behind the certificate; ${habits.name} rejects it`,
      rejects: true,
    });
  }
  if (pemBehind) return withPemBehind(found, Buffer.from(tail).toString('latin1'), reading, habits);
  return habits.der === 'one' ? { ...found, taken: seen.slice(0, 1) } : found;
}

/** `cat new.pem >> old.der`: Java reads on, the others stopped before. */
function withPemBehind(found: Found, tail: string, reading: Reading, habits: Habits): Found {
  const behind = readPem(tail, habits, reading.reads);
  const readsOn = reading.reader === 'java';
  return {
    ...found,
    taken: readsOn ? [...found.taken, ...behind.taken] : found.taken,
    seen: [...found.seen, ...behind.seen],
    problems: [
      {
        kind: 'trailing-bytes',
        message: 'PEM text was appended to a DER certificate; most libraries read only the first, or nothing',
        rejects: !readsOn,
      },
      ...behind.problems,
    ],
  };
}

function readPemPkcs7(text: string, block: LooseBlock, reading: Reading, habits: Habits): Found {
  const found = readPem(text, habits, reading.reads);
  const ders = pkcs7Certificates(Buffer.from(block.body, 'base64'));
  const bundle = ders === null ? cutPkcs7 : fromPkcs7(ders, habits);
  if (found.seen.length === 0) return bundle;
  if (!habits.pem) return rejected(found, wrongFormat('PEM', habits));
  return { ...found, seen: [...found.seen, ...bundle.seen], problems: [...found.problems, ...bundle.problems] };
}

const cutPkcs7 = nothing('pkcs7', {
  kind: 'truncated',
  message: 'the PKCS#7 block is cut off or damaged; no certificate can be read from it',
  rejects: true,
});

function fromPkcs7(ders: readonly Uint8Array[], habits: Habits): Found {
  const seen = ders.flatMap((der) => anchorOf(der) ?? []);
  const found: Found = { format: 'pkcs7', taken: seen, seen, problems: [], privateKeys: 0 };
  if (seen.length === 0) {
    return nothing('pkcs7', { kind: 'empty', message: 'the PKCS#7 file holds no certificate', rejects: true });
  }
  return habits.pkcs7 ? found : rejected(found, wrongFormat('PKCS#7', habits));
}

function asKeystore(found: Found, habits: Habits): Found {
  if (!habits.keystore && !found.locked) return rejected(found, wrongFormat(found.format.toUpperCase(), habits));
  if (found.seen.length > 0 || found.problems.length > 0) return found;
  const message = `the key store has no entry with a certificate; ${habits.name} trusts nobody with it`;
  return { ...found, problems: [{ kind: 'empty', message, rejects: true }] };
}

const wrongFormat = (format: string, habits: Habits): Problem => ({
  kind: 'wrong-format',
  message: `the file is ${format}, which ${habits.name} does not read here`,
  rejects: true,
});

const rejected = (found: Found, problem: Problem): Found => ({ ...found, taken: [], problems: [problem] });

/** The last touches that all formats share. */
export function contentsOf(found: Found, reading: Reading, habits: Habits = habitsOf(reading)): StoreContents {
  const lenient = eachOnce(found.seen);
  const { lost, problem } = alteredAmong(lenient);
  const lostKeys = new Set([...lost].map(({ sha256 }) => sha256));
  const intact = eachOnce(found.taken).filter(({ sha256 }) => !lostKeys.has(sha256));
  const anchors =
    reading.reads === 'first'
      ? eachOnce(found.taken)
          .slice(0, 1)
          .filter((anchor) => intact.includes(anchor))
      : intact;
  const problems =
    problem === null ? [...found.problems] : [...found.problems.filter(({ kind }) => kind !== 'altered'), problem];
  const wanted = reading.reads === 'first' ? Math.min(1, lenient.length) : lenient.length;
  const explained =
    problems.some(({ rejects }) => rejects) ||
    found.format === 'jks' ||
    found.format === 'jceks' ||
    found.format === 'bks';
  if (anchors.length < wanted && !explained) {
    const message = `${habits.name} reads only ${anchors.length} of ${lenient.length} certificates from it`;
    problems.push({ kind: 'damaged', message, rejects: true });
  }
  return {
    format: found.format,
    anchors,
    lenient,
    problems,
    unusable: found.locked ? 'locked' : lenient.length === 0 ? 'unreadable' : null,
    holdsFirstOnly: reading.reads === 'first' && lenient.length > 1,
    privateKeys: found.privateKeys,
  };
}

function eachOnce(anchors: readonly Anchor[]): Anchor[] {
  return [...new Map(anchors.map((anchor) => [anchor.sha256, anchor])).values()];
}
