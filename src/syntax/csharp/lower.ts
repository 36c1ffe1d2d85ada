/**
 * C# in the neutral form. Properties with bodies become getters, object initialisers named arguments, collection
 * initialisers lists and records, `+=` on an event a write that adds. What a name means, which overload and which
 * extension method is called are left to the evaluator. What C# shares with Java beyond the grammar lives with Java.
 */
import type { Unit } from '../../ir/step.js';
import type { FrontEnd } from '../lower.js';
import { loadGrammar, type Node, syntaxErrors } from '../tree-sitter.js';
import { importsIn } from './imports.js';
import { partsOf } from './nodes.js';
import { readings } from './preprocessor.js';
import { blockSteps } from './statements.js';
import { qualifiedText } from './types.js';

const parse = await loadGrammar('csharp');

export const lowerCsharp: FrontEnd = (path, text) => {
  let first: Unit | undefined;
  for (const reading of readings(text)) {
    const unit = parse(reading, (root) => lowerUnit(path, root));
    if (unit.errors.length === 0) return unit;
    first ??= unit;
  }
  return first ?? { path, language: 'csharp', imports: [], body: [], errors: [] };
};

function lowerUnit(path: string, root: Node): Unit {
  const packageName = namespaceOf(root);
  return {
    path,
    language: 'csharp',
    imports: importsIn(root),
    body: blockSteps(partsOf(root)),
    ...(packageName !== undefined && { package: packageName }),
    errors: syntaxErrors(root),
  };
}

/** The first one, and those nested in it: files with several are rare. */
function namespaceOf(node: Node): string | undefined {
  const declared = partsOf(node).find(
    (child) => child.type === 'namespace_declaration' || child.type === 'file_scoped_namespace_declaration',
  );
  const id = declared?.childForFieldName('name');
  if (!declared || !id) return undefined;
  const body = declared.childForFieldName('body');
  const inner = body ? namespaceOf(body) : undefined;
  return inner === undefined ? qualifiedText(id) : `${qualifiedText(id)}.${inner}`;
}
