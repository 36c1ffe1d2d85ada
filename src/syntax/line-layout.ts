/** Files that hold commands between other things, and settings: each has comments of one line, and statements of one. */
import type { Comment, Layout } from './layout.js';

/** What begins a comment. The first group is what stands before it. JSON has none. */
const COMMENTS: Readonly<Record<string, RegExp>> = {
  dockerfile: /^(\s*)#/,
  procfile: /^(\s*)#/,
  'env-file': /^(\s*|.*\s)#/,
  'systemd-unit': /^(\s*)[#;]/,
  compose: /^((?:[^'"#]|'[^']*'|"[^"]*"|(?<=\S)#)*?(?:^|\s))#/,
  php: /^((?:[^"';]|"[^"]*")*);/,
};

export function lineLayout(language: string, text: string): Layout {
  const lines = text.split(/\r\n?|\n/);
  const begins = COMMENTS[language];
  const comments = new Map<number, Comment>();
  lines.forEach((line, index) => {
    const before = begins?.exec(line)?.[1];
    if (before === undefined) return;
    const [text, column] = [line.slice(before.length), before.length + 1];
    comments.set(index + 1, { text, column, alone: before.trim() === '' });
  });
  const goesOn = (line: number): boolean => /\\\s*$/.test(lines[line - 1] ?? '') || comments.get(line)?.alone === true;
  return {
    comments,
    statementAround(line) {
      let first = line;
      while (first > 1 && goesOn(first - 1) && !(comments.get(first - 1)?.alone === true && !isInside(first - 1)))
        first--;
      let last = line;
      while (/\\\s*$/.test(lines[last - 1] ?? '') && last < lines.length) last++;
      return { first, last };
    },
  };

  /** A comment between the lines of one instruction. */
  function isInside(line: number): boolean {
    let above = line - 1;
    while (comments.get(above)?.alone === true) above--;
    return /\\\s*$/.test(lines[above - 1] ?? '');
  }
}
