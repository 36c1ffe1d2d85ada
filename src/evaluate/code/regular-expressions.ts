/** Regular expressions of the scanned code, as ours: one that might run away is not run. */

const LONGEST_PATTERN = 400;

/** A repetition inside a repetition, or repeated alternatives: time may grow with the power of the text's length. */
const RUNS_AWAY = /\((?:[^()\\]|\\.)*[*+}|](?:[^()\\]|\\.)*\)\s*(?:[*+]|\{\d+,\})|\\[1-9]/;
/** The one exception that is common and harmless: blocks of PEM. */
const HARMLESS = /-----BEGIN/;

/**
 * What Java, Ruby, PHP and shells write differently is rewritten: flags in front (`(?i)`), `\A`, `\z`, POSIX classes.
 * Null for a pattern that is too long, might run away, or is none.
 */
export function compilePattern(written: string, flags: string): RegExp | null {
  if (written.length > LONGEST_PATTERN || (RUNS_AWAY.test(written) && !HARMLESS.test(written))) return null;
  const inFront = /^\(\?([a-z]+)\)/.exec(written)?.[1] ?? '';
  const source = written
    .replace(/^\(\?[a-z]+\)/, '')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\[\[:(?:alpha|alnum|digit|space):\]\]/g, '\\w');
  const known = new Set(`${flags}${inFront}`.replace(/[^gimsuy]/g, ''));
  try {
    return new RegExp(source, [...known].join(''));
  } catch {
    return null;
  }
}
