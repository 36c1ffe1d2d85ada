import type { Step } from '../../ir/step.js';
import type { Node } from '../tree-sitter.js';
import type { Scope } from './scope.js';
import { lowerBlock } from './statements.js';

/** Second names of structs come last: they may be given before the struct is defined. */
export function lowerFile(root: Node, scope: Scope): Step[] {
  const steps = lowerBlock(root, scope);
  return [...steps, ...scope.file.aliases];
}
