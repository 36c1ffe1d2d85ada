import type { Node } from '../tree-sitter.js';

/** A body stands on the lines after its announcement, anywhere in the tree; bodies come in the order of announcements. */
export function heredocsOf(root: Node, source: string): Map<number, Node> {
  const found = new Map<number, Node>();
  if (!source.includes('<<')) return found;
  const open: Node[] = [];
  const nodes = root.descendantsOfType(['heredoc_beginning', 'heredoc_body']);
  for (const node of nodes.sort((a, b) => a.startIndex - b.startIndex)) {
    if (node.type === 'heredoc_beginning') {
      open.push(node);
      continue;
    }
    const tag = node.lastChild?.type === 'heredoc_end' ? node.lastChild.text.trim() : '';
    const at = open.findIndex((beginning) => tagOf(beginning.text) === tag);
    const [beginning] = open.splice(Math.max(at, 0), 1);
    if (beginning) found.set(beginning.id, node);
  }
  return found;
}

const tagOf = (beginning: string): string => beginning.replace(/^<<[~-]?["'`]?/, '').replace(/["'`]$/, '');

/** Literal text, or code between `#{` and `}`. */
export type Piece = string | Node;

/**
 * Removes from `<<~` the indent of the least indented line. Lines of blanks alone don't count, and code stands where it
 * stands: only literal text is looked at. https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html#label-Here+Document+Literals
 */
export function dedent(pieces: readonly Piece[]): Piece[] {
  const margins: number[] = [];
  pieces.forEach((piece, i) => {
    if (typeof piece !== 'string') return;
    for (const [, start, blanks, next] of piece.matchAll(/(^|\n)([ \t]*)(?=([^ \t\n]|\n|$))/g)) {
      if (start === '' && i > 0) continue;
      const endsPiece = next === '' && i + 1 < pieces.length;
      if (endsPiece || (next !== '' && next !== '\n')) margins.push(width(blanks!));
    }
  });
  const margin = margins.length > 0 ? Math.min(...margins) : 0;
  return pieces.map((piece, i) =>
    typeof piece === 'string'
      ? piece.replace(/(^|\n)([ \t]*)/g, (whole, start: string, blanks: string) =>
          start === '' && i > 0 ? whole : start + strip(blanks, margin),
        )
      : piece,
  );
}

/** A tab reaches to the next multiple of eight. */
const width = (blanks: string): number =>
  blanks.split('').reduce((at, blank) => (blank === '\t' ? (Math.floor(at / 8) + 1) * 8 : at + 1), 0);

function strip(blanks: string, margin: number): string {
  let at = 0;
  let i = 0;
  while (i < blanks.length && at < margin) {
    const next = blanks[i] === '\t' ? (Math.floor(at / 8) + 1) * 8 : at + 1;
    if (next > margin) break;
    at = next;
    i += 1;
  }
  return blanks.slice(i);
}
