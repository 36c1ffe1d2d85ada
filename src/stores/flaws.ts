/** What can be wrong with a block of PEM, and how to say it. */
import type { Anchor } from './certificate.js';
import type { Problem, ProblemKind } from './contents.js';
import { claimedLength } from './der.js';

/** A block as a person sees it. */
export interface LooseBlock {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly body: string;
  /** An END came before the next BEGIN. */
  readonly closed: boolean;
  /** What stands before BEGIN on its line, and behind END on its. */
  readonly before: string;
  readonly after: string;
  readonly der: Uint8Array | null;
  readonly anchor: Anchor | null;
}

const FLAWS = {
  bom: 'a byte order mark stands before the first BEGIN line',
  indented: 'a BEGIN or END line is indented',
  'trusted-block': "a block is labelled TRUSTED CERTIFICATE, which is OpenSSL's own",
  'old-label': 'a block is labelled X509 CERTIFICATE',
  'no-newline': 'there is no line break between the END of one block and the BEGIN of the next',
  'text-on-line': 'other text stands on the line of a BEGIN or END marker',
  'one-line': 'a block is written on one line',
  escaped: 'a block holds \\n as two characters where line breaks should be',
  'cr-line-ends': 'its lines end as on old Macs, with CR alone',
  'blank-lines': 'a block has blank lines between its lines of base64',
  truncated: 'a block is cut off before its end',
  altered: 'a block has the form of a certificate, but its bytes were altered',
  placeholder: 'a block holds a placeholder',
  'not-a-certificate': 'a block holds something else than a certificate',
} as const satisfies Partial<Record<ProblemKind, string>>;

type Flaw = keyof typeof FLAWS;

/** Worth telling even where this reader copes: the next one may not. */
const NOTABLE: ReadonlySet<Flaw> = new Set([
  'bom',
  'indented',
  'trusted-block',
  'no-newline',
  'truncated',
  'altered',
  'placeholder',
  'not-a-certificate',
]);

/** Not how a block is written, but what is in it. */
const CONTENT: ReadonlySet<Flaw> = new Set(['truncated', 'altered', 'placeholder', 'not-a-certificate']);

/** A template's variable, or words where base64 should be. */
const PLACEHOLDER = /\{\{|\$\{|<[A-Z_ -]+>|%\w+%|\.\.\.|[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}|X{6}|x{6}/;
/** A placeholder is short; looking further would only give a made-up file time to waste. */
const HEAD = 500;
/** The smallest certificate of an elliptic curve has about 300 bytes. */
const SMALLEST = 120;

export function flawsOf(block: LooseBlock): Flaw[] {
  const flaws: Flaw[] = [];
  const { before, after, body, label } = block;
  // Everything stands on one line for whoever does not know these line ends; no other flaw of form tells more.
  if (/\r(?!\n)/.test(body) && !body.includes('\n')) {
    const content = contentFlaw(block);
    return content === null ? ['cr-line-ends'] : ['cr-line-ends', content];
  }
  if (before === '\u00ef\u00bb\u00bf') flaws.push('bom');
  else if (before.trim() === '' && before !== '') flaws.push('indented');
  else if (before.endsWith('-----') || after.trimStart().startsWith('-----BEGIN')) flaws.push('no-newline');
  else if (before !== '' || after.trim() !== '') flaws.push('text-on-line');
  if (/\n[ \t]+$/.test(body) && block.closed && !flaws.includes('indented')) flaws.push('indented');
  if (/\\n|%0[aA]|&#(?:10|x0?[aA]);/.test(body)) flaws.push('escaped');
  else if (!/^\s*\n/.test(body) && block.closed && body !== '') flaws.push('one-line');
  if (/\n[ \t\r]*\n/.test(body)) flaws.push('blank-lines');
  if (label.startsWith('TRUSTED')) flaws.push('trusted-block');
  if (label.startsWith('X509')) flaws.push('old-label');
  const content = contentFlaw(block);
  if (content !== null) flaws.push(content);
  return flaws;
}

function contentFlaw({ anchor, body, closed, der }: LooseBlock): Flaw | null {
  if (anchor !== null) return closed ? null : 'truncated';
  if (PLACEHOLDER.test(body.slice(0, HEAD)) || body.trim() === '') return 'placeholder';
  const claimed = der === null ? null : claimedLength(der);
  if (der === null || claimed === null)
    return der !== null && der.length < SMALLEST ? 'placeholder' : 'not-a-certificate';
  if (claimed > der.length) return 'truncated';
  return der.length < SMALLEST ? 'placeholder' : 'altered';
}

export interface Outcome {
  readonly reader: string;
  readonly taken: number;
  readonly seen: number;
}

/** Null for a flaw that does no harm and tells nothing. */
export function problemOf(flaw: Flaw, rejects: boolean, outcome: Outcome): Problem | null {
  if (!rejects && !NOTABLE.has(flaw)) return null;
  const { reader, taken, seen } = outcome;
  const outcomeWords = !rejects
    ? CONTENT.has(flaw)
      ? `${reader} makes nothing of that block and loses nothing else`
      : `${reader} copes with it, other readers do not`
    : taken === 0
      ? `${reader} reads no certificate from it`
      : `${reader} reads only ${taken} of ${Math.max(seen, taken + 1)} certificates`;
  return { kind: flaw, message: `${FLAWS[flaw]}; ${outcomeWords}`, rejects };
}
