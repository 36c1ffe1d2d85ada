/** A certificate as a text of the code: one line of it on each line, joined as the language joins them. */
import type { Root } from '../verdict/migrations.js';
import { pemLines } from './append-root.js';
import type { Statement } from './statement.js';

/** What stands between two texts on lines of their own. */
const JOINT: Readonly<Record<string, string>> = {
  java: ' +',
  csharp: ' +',
  go: ' +',
  javascript: ' +',
  typescript: ' +',
  php: ' .',
  ruby: ' \\',
  c: '',
  cpp: '',
  python: '',
};

export const literalOf = (root: Root, { code }: Statement): string =>
  pemLines(root)
    .map((line) => `"${line}\\n"`)
    .join(`${JOINT[code.language] ?? ' +'}\n    `);
