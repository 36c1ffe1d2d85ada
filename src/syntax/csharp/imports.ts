/** `using` directives, wherever they stand: at the top, in a name space, under `#if`. */
import type { Import } from '../../ir/step.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { partsOf } from './nodes.js';
import { qualifiedText } from './types.js';

/** What projects import without saying so (`ImplicitUsings`, on by default in new ones). */
const IMPLICIT = [
  'System',
  'System.Collections.Generic',
  'System.IO',
  'System.Linq',
  'System.Net.Http',
  'System.Threading.Tasks',
];

export function importsIn(root: Node): Import[] {
  const span = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const written = directivesIn(root);
  const open = new Set(written.filter((one) => one.local === '*').map((one) => one.qualified));
  const implicit = IMPLICIT.filter((qualified) => !open.has(qualified));
  return [...written, ...implicit.map((qualified) => ({ local: '*', qualified, span }))];
}

const AROUND = new Set([
  'namespace_declaration',
  'declaration_list',
  'file_scoped_namespace_declaration',
  'preproc_if',
  'preproc_elif',
  'preproc_else',
]);

function directivesIn(node: Node): Import[] {
  return partsOf(node).flatMap((child) => {
    if (child.type === 'using_directive') return directive(child);
    return AROUND.has(child.type) ? directivesIn(child) : [];
  });
}

/** `using static X` opens the members of a class as `using X` opens those of a name space. */
function directive(node: Node): Import[] {
  const alias = node.childForFieldName('name');
  const target = partsOf(node).at(-1);
  if (target === undefined) return [];
  const local = alias && alias.id !== target.id ? alias.text : '*';
  return [{ local, qualified: qualifiedText(target), span: spanOf(node) }];
}
