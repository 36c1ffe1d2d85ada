/** `$"…"` in all its forms, as a concatenation. */
import { argument, call, concat, member, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { partsOf } from './nodes.js';
import { rawPieces, unescapePiece } from './strings.js';

/** Runs of literal text between the holes; the grammar splits them at each escape. */
type Part =
  | { readonly kind: 'hole'; readonly node: Node }
  | { readonly kind: 'run'; text: string; readonly span: Span };

export function interpolated(node: Node, span: Span): Value {
  const parts = runsOf(node);
  const start = node.namedChildren.find((child) => child?.type === 'interpolation_start')?.text ?? '$';
  const isRaw = node.namedChildren.some((child) => child?.type === 'interpolation_quote' && child.text.length >= 3);
  const texts = textsOf(parts, isRaw ? 'raw' : start.includes('@') ? 'verbatim' : 'regular');
  return concat(
    parts.map((part, i) => (part.kind === 'hole' ? hole(part.node) : text(texts[i] ?? '', part.span))),
    span,
  );
}

function runsOf(node: Node): Part[] {
  const parts: Part[] = [];
  for (const child of partsOf(node)) {
    const last = parts.at(-1);
    if (child.type === 'interpolation') parts.push({ kind: 'hole', node: child });
    else if (child.type !== 'string_content' && child.type !== 'escape_sequence') continue;
    else if (last?.kind === 'run') last.text += child.text;
    else parts.push({ kind: 'run', text: child.text, span: spanOf(child) });
  }
  return parts;
}

/** Texts by position among the parts; a hole has none. */
function textsOf(parts: readonly Part[], style: 'regular' | 'verbatim' | 'raw'): string[] {
  const written = parts.map((part) => (part.kind === 'run' ? part.text : ''));
  return style === 'raw' ? rawPieces(written) : written.map((piece) => unescapePiece(piece, style));
}

/** `{value}`, `{value:X2}`, `{value,10}`. */
function hole(node: Node): Value {
  const span = spanOf(node);
  const children = partsOf(node);
  const written = children.find((child) => !child.type.startsWith('interpolation_'));
  const value = written ? expression(written) : unknown('missing', span);
  const format = children.find((child) => child.type === 'interpolation_format_clause');
  if (children.some((child) => child.type === 'interpolation_alignment_clause')) {
    return unknown('interpolation_alignment_clause', span, [value]);
  }
  if (!format) return value;
  return call(member(value, 'ToString', span), [argument(text(format.text.slice(1), spanOf(format)))], span);
}
