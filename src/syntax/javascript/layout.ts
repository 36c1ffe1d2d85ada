/** Comments and statements of JavaScript and TypeScript, from the compiler's tree. */
import { ts } from 'ts-morph';
import { type Comment, type Layout, linesAround, type Placed } from '../layout.js';

export function scriptLayout(path: string, text: string): Layout {
  const kind = /\.[jt]sx$/i.test(path) ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  const lines = text.split(/\r\n?|\n/);
  const placeOf = (at: number) => {
    const { line, character } = ts.getLineAndCharacterOfPosition(file, at);
    return { line: line + 1, column: character + 1 };
  };
  const comments = new Map<number, Comment>();
  const statements: Placed[] = [];
  const bodies: Placed[] = [];
  const add = (range: { readonly pos: number; readonly end: number }): void => {
    const [start, end] = [placeOf(range.pos), placeOf(range.end)];
    for (let line = start.line; line <= end.line; line++) {
      const whole = lines[line - 1] ?? '';
      const from = line === start.line ? start.column - 1 : 0;
      const to = line === end.line ? end.column - 1 : whole.length;
      const alone = whole.slice(0, from).trim() === '' && whole.slice(to).trim() === '';
      comments.set(line, { text: whole.slice(from, to), column: from + 1, alone });
    }
  };
  /** Comments stand before a token: between what is a node and what is, the text is tokens and comments alone. */
  const commentsFrom = (from: number, to: number): void => {
    for (let at = from; at < to; ) {
      const ranges = [
        ...(ts.getLeadingCommentRanges(text, at) ?? []),
        ...(ts.getTrailingCommentRanges(text, at) ?? []),
      ].filter(({ pos }) => pos < to);
      for (const range of ranges) add(range);
      const end = Math.max(at, ...ranges.map((range) => range.end));
      // Past the token that follows: `,`, `)`, `else`.
      at = Math.max(end + 1, at + 1);
      while (at < to && !/[\s/]/.test(text[at] ?? '')) at++;
    }
  };
  const visit = (node: ts.Node): void => {
    if (isBody(node)) {
      bodies.push({ start: placeOf(skip(node)), end: placeOf(node.end) });
    }
    let at = node.pos;
    ts.forEachChild(node, (child) => {
      commentsFrom(at, child.pos);
      if (isBody(node)) statements.push({ start: placeOf(skip(child)), end: placeOf(child.end) });
      visit(child);
      at = Math.max(at, child.end);
    });
    // The text of a token is its own: a string may hold whatever it likes.
    if (ts.isTokenKind(node.kind)) commentsFrom(node.pos, skip(node));
    else commentsFrom(at, node.end);
  };
  const skip = (node: ts.Node): number => Math.min(node.end, node.getStart(file));
  visit(file);
  return { comments, statementAround: (line, column) => linesAround({ line, column }, statements, bodies) };
}

const isBody = (node: ts.Node): boolean =>
  ts.isSourceFile(node) ||
  ts.isBlock(node) ||
  ts.isModuleBlock(node) ||
  ts.isClassLike(node) ||
  ts.isCaseOrDefaultClause(node);
