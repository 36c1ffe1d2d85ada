/** Markup has no meaning here, but its attributes and children hold calls and handlers. */
import { ts } from 'ts-morph';
import { unknown } from '../../ir/build.js';
import type { Value } from '../../ir/value.js';
import { lowerExpression } from './expressions.js';
import type { Source } from './source.js';

export function lowerJsx(node: ts.JsxElement | ts.JsxSelfClosingElement | ts.JsxFragment, source: Source): Value {
  const opening = ts.isJsxElement(node) ? node.openingElement : node;
  const attributes = ts.isJsxFragment(opening) ? [] : opening.attributes.properties;
  const children = ts.isJsxSelfClosingElement(node) ? [] : node.children;
  const parts = [...attributes.map(attributeValue), ...children.map(childValue)].filter((part) => part !== undefined);
  return unknown(
    'Jsx',
    source.spanOf(node),
    parts.map((part) => lowerExpression(part, source)),
  );
}

function attributeValue(node: ts.JsxAttributeLike): ts.Expression | undefined {
  if (ts.isJsxSpreadAttribute(node)) return node.expression;
  const { initializer } = node;
  return initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
}

function childValue(node: ts.JsxChild): ts.Expression | undefined {
  if (ts.isJsxText(node)) return undefined;
  return ts.isJsxExpression(node) ? node.expression : node;
}
