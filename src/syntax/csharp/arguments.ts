/** Lists of things: arguments, elements, entries of anonymous objects and of changed copies. */
import { argument, entry, keyword, record, spread, unknown } from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { partsOf } from './nodes.js';
import { identifierText } from './types.js';

export function argumentsIn(node: Node): Argument[] {
  return partsOf(node)
    .filter((child) => child.text !== '')
    .map(toArgument);
}

/** `value`, `name: value`, `out var x`, `ref x`. */
function toArgument(node: Node): Argument {
  const span = spanOf(node);
  if (node.type !== 'argument') return argument(expression(node), span);
  const label = node.childForFieldName('name');
  const written = partsOf(node).findLast((child) => child.id !== label?.id);
  const value = written ? expression(written) : unknown('missing', span);
  return label && written ? keyword(identifierText(label), value, span) : argument(value, span);
}

/** Elements of an array or collection initialiser. */
export function itemsIn(node: Node, type: Node | null): Argument[] {
  return partsOf(node).map((child) => argument(expression(child, type), spanOf(child)));
}

export function collectionItems(node: Node, type: Node | null): Argument[] {
  return partsOf(node).flatMap((child) => {
    const [written] = partsOf(child);
    if (written === undefined || written.text === '') return [];
    const [spreadOut, ...others] = written.type === 'range_expression' ? partsOf(written) : [];
    if (spreadOut && others.length === 0) return spread(expression(spreadOut), spanOf(child));
    return argument(expression(written, type), spanOf(child));
  });
}

/** `new { Host = host, options.Port, timeout }`: a key is given, or that of the value. */
export function anonymousEntries(node: Node): Entry[] {
  const entries: Entry[] = [];
  let key: Node | undefined;
  for (const child of node.children) {
    if (!child?.isNamed) continue;
    if (key === undefined && child.nextSibling?.type === '=') {
      key = child;
      continue;
    }
    const value = expression(child);
    const inferred = value.kind === 'member' && typeof value.key === 'string' ? value.key : identifierText(child);
    const span = key ? { ...spanOf(child), line: spanOf(key).line, column: spanOf(key).column } : spanOf(child);
    entries.push(entry(key ? identifierText(key) : inferred, value, span));
    key = undefined;
  }
  return entries;
}

/** `settings with { Ca = ca }`: a copy, of which some is different. */
export function changed(node: Node, span: Span): Value {
  const [original, ...changes] = partsOf(node);
  const base = original ? expression(original) : unknown('missing', span);
  const copied: Entry = { key: '...', value: base, spread: true, span: base.span };
  const entries = changes.flatMap((change) => {
    const [key, value] = partsOf(change);
    return key && value ? [entry(identifierText(key), expression(value), spanOf(change))] : [];
  });
  return record([copied, ...entries], span);
}
