/** How wide text is on a terminal, and how it is broken there. East Asian characters take two columns. */

/** https://www.unicode.org/reports/tr11/: wide and full-width ranges, and the emoji that terminals draw wide. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character < '\u0300') return 1;
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/**
 * Text as any terminal can show it. That of a scanned repository may hold escape sequences, which would move the cursor
 * or repaint a verdict, and characters that turn the direction of writing: they become `?`. Typographic quotes and
 * dashes of our own messages become the plain ones.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2013\u2014]/g, '-')
    .replace(/\u2026/g, '...')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '?');
}

/** Lines of at most `width` columns, broken at blanks; a word that is wider stands alone unless it has wide characters. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text
    .split(/\s+/)
    .filter((part) => part !== '')
    .flatMap((part) => breakable(part, width))) {
    const joined = line === '' ? word.text : `${line}${word.glued ? '' : ' '}${word.text}`;
    if (line !== '' && widthOf(joined) > width) {
      lines.push(line);
      line = word.text;
    } else line = joined;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** Chinese and Japanese have no blanks: a line may end after each of their characters. */
function breakable(word: string, width: number): readonly { readonly text: string; readonly glued: boolean }[] {
  if (widthOf(word) <= Math.min(width, 20) || !WIDE.test(word)) return [{ text: word, glued: false }];
  const pieces: { text: string; glued: boolean }[] = [];
  for (const character of word) {
    const last = pieces.at(-1);
    // What is not wide holds together, and closing punctuation stays at the end of its line.
    if (
      last !== undefined &&
      (!WIDE.test(character) || /[\u3001\u3002\uff0c\uff1b\uff1a\uff09\uff01\uff1f]/.test(character)) &&
      !(WIDE.test(last.text) && !WIDE.test(character))
    ) {
      last.text += character;
    } else pieces.push({ text: character, glued: pieces.length > 0 });
  }
  return pieces;
}
