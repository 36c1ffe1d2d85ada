/**
 * Whether fixes did what they were for. The project is looked at again as it would be after them: a pin that still breaks
 * was not fixed, a file that no longer parses was damaged, and a pin that only now decides may be worse than the old one.
 */
import type { Unit } from '../ir/step.js';
import type { Edit, Finding, PinResult, VerdictWord } from '../result.js';
import { type Change, changesOf } from './apply-edits.js';
import { offsetAt, positionAt } from './text-positions.js';

/** What is asked of the project, before fixes and after them. */
export interface Seen {
  readonly pins: readonly PinResult[];
  /** With their remedies. */
  readonly findings: readonly Finding[];
  readonly textOf: (path: string) => string;
  /** The neutral form of a file that was read. */
  readonly unitOf: (path: string) => Unit | null;
  /** How many syntax errors the parser stepped over in a file that was read. */
  readonly errorsIn: (path: string) => number;
}

export interface Shortcoming {
  /** null: something that no single fix can be blamed for. */
  readonly pin: string | null;
  readonly why: string;
  /** The file in which it shows: what was edited there comes under suspicion. */
  readonly path: string;
  /** A pin of the second look, which decides only now. */
  readonly now?: PinResult;
}

const BAD: readonly VerdictWord[] = ['breaks', 'unprotected', 'unresolved'];

const isBad = (pin: PinResult): boolean => pin.reach === 'live' && pin.shadowedBy === null && BAD.includes(pin.verdict);

/** `fixed` are the ids of the pins that the edits were for. */
export function shortcomings(
  before: Seen,
  after: Seen,
  edits: readonly Edit[],
  fixed: ReadonlySet<string>,
): readonly Shortcoming[] {
  const moved = movedBy(before, after, edits);
  const places = before.pins.map((pin) => ({ pin, now: moved(pin) }));
  const found: Shortcoming[] = [];
  const explained = new Set<PinResult>();
  for (const { pin, now } of places) {
    const same = after.pins.find((one) => one.path === pin.path && isAt(one, now) && (!now.replaced || isBad(one)));
    if (same === undefined) continue;
    if (fixed.has(pin.id)) {
      explained.add(same);
      if (isBad(same) && !isAsOpenAsBefore(pin, same))
        found.push({ pin: pin.id, path: pin.path, why: stillBad(pin, same, after) });
    } else if (isBad(pin) || !isBad(same)) explained.add(same);
  }
  for (const pin of after.pins) {
    if (isBad(pin) && !explained.has(pin))
      found.push({ pin: null, path: pin.path, why: onlyNow(pin, after), now: pin });
  }
  for (const path of new Set(edits.map((edit) => edit.path))) {
    if (after.errorsIn(path) > before.errorsIn(path))
      found.push({
        pin: null,
        path,
        why: `${path} would no longer be in order: line ${lineOf(edits, path)} could not be parsed`,
      });
  }
  return found;
}

/** The way that broke is mended; beside it stands a question that stood there before. */
const isAsOpenAsBefore = (pin: PinResult, now: PinResult): boolean =>
  now.verdict === 'unresolved' &&
  now.alternatives
    .filter((way) => way.verdict === 'unresolved')
    .every((way) => pin.alternatives.some((old) => old.verdict === 'unresolved' && old.when === way.when)) &&
  now.alternatives.some((way) => way.verdict !== 'unresolved');

const lineOf = (edits: readonly Edit[], path: string): number =>
  edits.find((edit) => edit.path === path)?.startLine ?? 1;

function stillBad(pin: PinResult, now: PinResult, after: Seen): string {
  const message = after.findings.find((finding) => finding.pin === now.id)?.message;
  if (now.verdict === pin.verdict) return `it would still be so: ${message ?? now.verdict}`;
  return `it would then be ${wordFor(now.verdict)}: ${message ?? 'what it trusts could not be told'}`;
}

const onlyNow = (pin: PinResult, after: Seen): string =>
  `${pin.path}:${pin.line} would then be ${wordFor(pin.verdict)}: ${
    after.findings.find((finding) => finding.pin === pin.id)?.message ?? 'what it trusts could not be told'
  }`;

function wordFor(verdict: VerdictWord): string {
  if (verdict === 'unprotected') return 'without any verification';
  return verdict === 'unresolved' ? 'unknown' : 'broken';
}

interface Moved {
  /** Places of the second text: where the pin begins now, or the text that took its place. */
  readonly from: { readonly line: number; readonly column: number };
  readonly to: { readonly line: number; readonly column: number };
  readonly replaced: boolean;
}

const isAt = (pin: PinResult, { from, to, replaced }: Moved): boolean =>
  replaced ? compare(pin, from) >= 0 && compare(pin, to) <= 0 : pin.line === from.line && pin.column === from.column;

const compare = (a: { line: number; column: number }, b: { line: number; column: number }): number =>
  a.line - b.line || a.column - b.column;

/** Where a pin of the first look stands in the second. */
function movedBy(before: Seen, after: Seen, edits: readonly Edit[]): (pin: PinResult) => Moved {
  const changes = new Map<string, readonly Change[]>();
  for (const path of new Set(edits.map((edit) => edit.path))) {
    changes.set(
      path,
      changesOf(
        before.textOf(path),
        edits.filter((edit) => edit.path === path),
      ),
    );
  }
  return (pin) => {
    const here = { line: pin.line, column: pin.column };
    const list = changes.get(pin.path);
    if (list === undefined) return { from: here, to: here, replaced: false };
    const start = offsetAt(before.textOf(pin.path), pin.line, pin.column);
    const text = after.textOf(pin.path);
    let shift = 0;
    for (const change of list) {
      if (change.end <= start && change.end > change.start) shift += change.text.length - (change.end - change.start);
      else if (change.end <= start) shift += change.text.length;
      else if (change.start <= start) {
        const at = change.start + shift;
        return { from: positionAt(text, at), to: positionAt(text, at + change.text.length), replaced: true };
      } else break;
    }
    const at = positionAt(text, start + shift);
    return { from: at, to: at, replaced: false };
  };
}
