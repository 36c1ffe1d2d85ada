/**
 * Go to the neutral form. This folder knows the tree-sitter grammar of Go and what its own constructs mean in plain steps:
 * several results at once, zero values, methods that stand outside their type, `//go:embed`. Conversions, pointers and
 * type arguments vanish; what a package does is left to the models.
 */
import type { Unit } from '../../ir/step.js';
import type { FrontEnd } from '../lower.js';
import { loadGrammar, type Node, namedChildren, syntaxErrors } from '../tree-sitter.js';
import { topLevelSteps } from './declarations.js';
import { importsOf } from './imports.js';
import { fileScope } from './scope.js';

const parse = await loadGrammar('go');

export const lowerGo: FrontEnd = (path, text) => parse(text, (root) => lowerFile(path, root));

function lowerFile(path: string, root: Node): Unit {
  const declared = namedChildren(root);
  const packageName = declared.find((child) => child.type === 'package_clause')?.namedChildren[0]?.text;
  const imports = declared.filter((child) => child.type === 'import_declaration').flatMap(importsOf);
  return {
    path,
    language: 'go',
    imports,
    body: topLevelSteps(root, fileScope(root, imports)),
    ...(packageName !== undefined && { package: packageName }),
    errors: syntaxErrors(root),
  };
}
