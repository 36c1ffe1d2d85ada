/** Template literals. A tag is called with the joined text, except `String.raw`, which is the text itself. */
import { ts } from 'ts-morph';
import { argument, call, concat, text } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { lowerExpression } from './expressions.js';
import type { Source } from './source.js';

/** `raw`: backslashes stay, as `String.raw` wants them. */
export function lowerTemplate(node: ts.TemplateLiteral, source: Source, raw = false): Value {
  const span = source.spanOf(node);
  if (ts.isNoSubstitutionTemplateLiteral(node)) return text(piece(node, raw), span);
  const parts: Value[] = [text(piece(node.head, raw), source.spanOf(node.head))];
  for (const { expression, literal } of node.templateSpans) {
    parts.push(lowerExpression(expression, source), text(piece(literal, raw), source.spanOf(literal)));
  }
  return concat(
    parts.filter((part) => part.kind !== 'text' || part.value !== ''),
    span,
  );
}

const piece = (node: ts.TemplateLiteralLikeNode, raw: boolean): string =>
  raw ? (node.rawText ?? node.text) : node.text;

export function lowerTagged(node: ts.TaggedTemplateExpression, source: Source): Value {
  const { tag, template } = node;
  const isRaw =
    ts.isPropertyAccessExpression(tag) &&
    tag.name.text === 'raw' &&
    ts.isIdentifier(tag.expression) &&
    tag.expression.text === 'String';
  if (isRaw) return lowerTemplate(template, source, true);
  return call(lowerExpression(tag, source), [argument(lowerTemplate(template, source))], source.spanOf(node));
}
