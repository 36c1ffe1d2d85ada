/** How this grammar differs from others: `this` and `base` are mere keywords to it, and yet expressions. */
import type { Node } from '../tree-sitter.js';

/** Children with a meaning. */
export function partsOf(node: Node): Node[] {
  return node.children.filter((child): child is Node => {
    if (child === null) return false;
    return child.isNamed ? !child.isExtra && child.type !== 'comment' : child.type === 'this' || child.type === 'base';
  });
}
