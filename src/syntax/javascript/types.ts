/** The outer type of a declaration, as written: `Promise<Agent>` is `Promise`, `Agent | null` is `Agent`. */
import { ts } from 'ts-morph';
import { entityName } from './modules.js';

export function outerType(node: ts.TypeNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isTypeReferenceNode(node)) return entityName(node.typeName);
  if (ts.isArrayTypeNode(node)) return 'Array';
  if (ts.isParenthesizedTypeNode(node) || ts.isTypeOperatorNode(node)) return outerType(node.type);
  if (ts.isUnionTypeNode(node)) {
    const [only, ...others] = node.types.filter((type) => !isNothing(type));
    return others.length === 0 ? outerType(only) : undefined;
  }
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.NumberKeyword:
    case ts.SyntaxKind.BooleanKeyword:
      return ts.tokenToString(node.kind);
    default:
      return undefined;
  }
}

function isNothing(node: ts.TypeNode): boolean {
  return (
    node.kind === ts.SyntaxKind.UndefinedKeyword ||
    (ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword)
  );
}
