/**
 * What the grammars cannot read, turned into blanks before they see it: attribute macros, and `#if` in the middle of an
 * expression. Every character stays where it was, so all spans hold.
 */

const ATTRIBUTES = 'PROGMEM|ICACHE_RODATA_ATTR|ICACHE_FLASH_ATTR|IRAM_ATTR|DRAM_ATTR|RODATA_ATTR|RTC_DATA_ATTR';

/** Known ones anywhere, others between `[]` and `=`: `const char ca[] PROGMEM = "…"` is what every Arduino sketch says. */
const ATTRIBUTE = new RegExp(`\\b(?:${ATTRIBUTES})\\b(?!\\s*\\()|(?<=\\]\\s*)\\b[A-Z][A-Z0-9_]{2,}(?=\\s*=[^=])`, 'g');

const blank = (written: string): string => written.replace(/[^\r\n]/g, ' ');

export function prepared(text: string): string {
  const plain = text.replace(ATTRIBUTE, blank);
  return /^[ \t]*#[ \t]*if/m.test(plain) ? withoutInnerDirectives(plain) : plain;
}

const PIECE =
  /(^[ \t]*#[ \t]*(\w*)(?:\\\r?\n|\/\*[\s\S]*?\*\/|[^\r\n])*)|([\r\n]+|[^\S\r\n]+|\/\*[\s\S]*?\*\/|\/\/[^\n]*)|R"([^(\s]*)\([\s\S]*?\)\4"|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\.)+'|\w+|[\s\S]/my;

interface Group {
  readonly ranges: [number, number][];
  isInner: boolean;
  readonly isElse: boolean;
}

/** `#ifdef A` before an `else if`: the branch belongs to the `if` above. */
const ELSE = /else\b/y;
/** Piece by piece: one expression for all of it would try each way to divide the comments again. */
const BLANK_OR_COMMENT = /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n]*/y;

function standsBeforeElse(text: string, end: number): boolean {
  let at = end;
  for (BLANK_OR_COMMENT.lastIndex = at; BLANK_OR_COMMENT.test(text); BLANK_OR_COMMENT.lastIndex = at)
    at = BLANK_OR_COMMENT.lastIndex;
  ELSE.lastIndex = at;
  return ELSE.test(text);
}

/**
 * A list of certificates is often put together with `#if` between its literals, or a struct with `#if` between its
 * fields, and a chain of `else if` with one of its branches between them. There the directives go and all that they
 * choose from stays, as if each of them were built in.
 */
function withoutInnerDirectives(text: string): string {
  const groups: Group[] = [];
  const inner: [number, number][] = [];
  const braces: boolean[] = [];
  let last = '';
  let word = '';
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const match = PIECE.exec(text);
    if (match === null) break;
    const [piece, line, directive = '', space] = match;
    if (line !== undefined) {
      const isElse = word === 'else' || (last === '}' && standsBeforeElse(text, at + piece.length));
      const isInner = isElse || '"=,(+|'.includes(last || ';') || (braces.at(-1) === true && '{}'.includes(last));
      follow(directive, [at, at + piece.length], isInner, isElse, groups, inner);
    } else if (space === undefined) {
      if (piece === '{')
        braces.push(last !== '' && '=,('.includes(last) ? true : last === '{' && braces.at(-1) === true);
      else if (piece === '}') braces.pop();
      last = piece.at(-1)!;
      word = piece;
    }
    at += piece.length;
  }
  return inner
    .sort(([a], [b]) => a - b)
    .reduceRight((done, [start, end]) => done.slice(0, start) + blank(done.slice(start, end)) + done.slice(end), text);
}

/** Only whole groups go: an `#if` without its `#endif` would do more harm than both. */
function follow(
  directive: string,
  range: [number, number],
  isInner: boolean,
  isElse: boolean,
  groups: Group[],
  inner: [number, number][],
): void {
  if (directive.startsWith('if')) {
    groups.push({ ranges: [range], isInner, isElse });
    return;
  }
  const group = groups.at(-1);
  if (group === undefined || !/^(?:else|elif|endif)/.test(directive)) return;
  group.ranges.push(range);
  // One branch and its `else`, on whichever side the `else` stands.
  const isBranch = directive === 'endif' && group.ranges.length === 2 && (isElse || group.isElse);
  group.isInner = isBranch || (group.isInner && isInner);
  if (directive !== 'endif') return;
  groups.pop();
  if (group.isInner) inner.push(...group.ranges);
}
