/**
 * Java in the neutral form. Classes become values whose body runs once (methods, constants, static initialisers), string
 * `+` becomes concatenation, `switch` a chain of `if`. What a name means (local, field, imported class) is left to the
 * evaluator, and so are types: casts and type arguments vanish.
 */
import type { Import, Unit } from '../../ir/step.js';
import type { FrontEnd } from '../lower.js';
import { loadGrammar, type Node, namedChildren, spanOf, syntaxErrors } from '../tree-sitter.js';
import { blockSteps } from './statements.js';

const parse = await loadGrammar('java');

export const lowerJava: FrontEnd = (path, text) => parse(text, (root) => lowerProgram(path, root));

function lowerProgram(path: string, root: Node): Unit {
  const children = namedChildren(root);
  const packageName = children.find((child) => child.type === 'package_declaration')?.namedChildren.at(-1)?.text;
  const imports = children.filter((child) => child.type === 'import_declaration').flatMap(lowerImport);
  const declared = children.filter((child) => !IN_FRONT.has(child.type));
  return {
    path,
    language: 'java',
    imports: [...imports, { local: '*', qualified: 'java.lang', span: spanOf(root) }],
    body: blockSteps(declared),
    ...(packageName !== undefined && { package: packageName }),
    errors: syntaxErrors(root),
  };
}

const IN_FRONT = new Set(['package_declaration', 'import_declaration', 'module_declaration']);

/** `import static a.B.f` names a member just as `import a.B` names a class, so both read alike. */
function lowerImport(node: Node): Import[] {
  const [path, asterisk] = namedChildren(node);
  if (path === undefined) return [];
  const qualified = path.text.replace(/\s/g, '');
  const local = asterisk ? '*' : qualified.slice(qualified.lastIndexOf('.') + 1);
  return [{ local, qualified, span: spanOf(node) }];
}
