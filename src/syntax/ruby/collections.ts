import { argument, call, entry, member, record } from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { lowerIdentifier } from './names.js';
import type { Scope } from './scope.js';

/** Pairs without braces at the end of an array are one hash. */
export function lowerItems(node: Node, scope: Scope): Argument[] {
  const items: Argument[] = [];
  const pairs: Entry[] = [];
  for (const child of namedChildren(node)) {
    const span = spanOf(child);
    if (child.type === 'pair' || child.type === 'hash_splat_argument') pairs.push(lowerPair(child, scope));
    else if (child.type === 'splat_argument') items.push({ value: lowerValue(child, scope, span), spread: true, span });
    else items.push(argument(lowerValue(child, scope, span), span));
  }
  const [first] = pairs;
  return first ? [...items, argument(record(pairs, first.span))] : items;
}

export function lowerPair(pair: Node, scope: Scope): Entry {
  const span = spanOf(pair);
  if (pair.type === 'hash_splat_argument') {
    return { key: '', value: lowerValue(namedChildren(pair)[0] ?? null, scope, span), spread: true, span };
  }
  const key = pair.childForFieldName('key');
  const value = pair.childForFieldName('value');
  const lowered = lowerValue(key, scope, span);
  // `{ ca_file: }` takes the variable or method of that name.
  const given =
    value || key?.type !== 'hash_key_symbol' ? lowerValue(value, scope, span) : lowerIdentifier(key, scope, span);
  return entry(literalKey(lowered) ?? lowered, given, span);
}

export function literalKey(key: Value): string | undefined {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? String(key.value) : undefined;
}

export function lowerElement(node: Node, scope: Scope, span: Span): Value {
  const object = lowerValue(node.childForFieldName('object'), scope, span);
  const keys = elementKeys(node).map((key) => lowerValue(key, scope, span));
  const [key] = keys;
  // `Dir["*.pem"]` looks for files; every other element is looked up.
  if (object.kind === 'name' && object.name === 'Dir') {
    return call(
      member(object, 'glob', span),
      keys.map((each) => argument(each)),
      span,
    );
  }
  if (key && keys.length === 1) return member(object, literalKey(key) ?? key, span);
  return call(
    member(object, '[]', span),
    keys.map((each) => argument(each)),
    span,
  );
}

export function elementKeys(node: Node): Node[] {
  const object = node.childForFieldName('object');
  return namedChildren(node).filter((child) => child.id !== object?.id);
}
