/**
 * The fingerprint by which GitHub code scanning knows an alert again after lines have moved. It has to be exactly the
 * one that `upload-sarif` computes, which warns of any other; so it is a transcription, not a design:
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts
 *
 * A rolling hash of base 37 and 64 bits goes over 100 characters from the start of each line; blanks do not count, and
 * every line end is one line feed. Behind the colon stands how many lines so far had that hash.
 */

const WINDOW = 100;
const BASE = 37;

/** A number of 64 bits is two halves of 32, whose products stay exact: big integers take five times as long here. */
const HALF = 2 ** 32;
const FIRST = BigInt.asUintN(64, BigInt(BASE) ** BigInt(WINDOW));
const FIRST_LOW = Number(FIRST & 0xffff_ffffn);
const FIRST_HIGH = Number(FIRST >> 32n);

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const END_OF_FILE = 0xffff;

/** Line number -> fingerprint, for all lines up to `lastLine`. */
export function lineHashes(text: string, lastLine = Number.POSITIVE_INFINITY): ReadonlyMap<number, string> {
  const hashes = new Map<number, string>();
  const counts = new Map<string, number>();
  const window = new Uint16Array(WINDOW);
  /** For each place in the window, the number of the line that begins there; 0 for none. */
  const starts = new Int32Array(WINDOW);
  let low = 0;
  let high = 0;
  let at = 0;
  let line = 0;
  let lineStarts = true;
  let afterReturn = false;

  const finishLine = () => {
    const started = starts[at]!;
    if (started === 0) return;
    const value = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const count = (counts.get(value) ?? 0) + 1;
    counts.set(value, count);
    hashes.set(started, `${value}:${count}`);
    starts[at] = 0;
  };
  const push = (unit: number) => {
    const oldest = window[at]!;
    const below = low * BASE + unit - FIRST_LOW * oldest;
    const carry = Math.floor(below / HALF);
    low = below - carry * HALF;
    const above = high * BASE + carry - FIRST_HIGH * oldest;
    high = above - Math.floor(above / HALF) * HALF;
    window[at] = unit;
    at = at + 1 === WINDOW ? 0 : at + 1;
  };
  const take = (unit: number) => {
    const blank = unit === SPACE || unit === TAB || (afterReturn && unit === LINE_FEED);
    afterReturn = unit === CARRIAGE_RETURN;
    if (blank) return;
    finishLine();
    if (lineStarts) starts[at] = ++line;
    const ends = unit === CARRIAGE_RETURN || unit === LINE_FEED;
    lineStarts = ends;
    push(ends ? LINE_FEED : unit);
  };

  for (let index = 0; index < text.length && !hashes.has(lastLine); index++) take(text.charCodeAt(index));
  take(END_OF_FILE);
  for (let index = 0; index < WINDOW; index++) {
    finishLine();
    push(0);
  }
  return hashes;
}
