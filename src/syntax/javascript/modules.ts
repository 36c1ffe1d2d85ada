/** How modules name one another: `import`, `export … from`, `require`, `import()`. */
import { ts } from 'ts-morph';
import { bind, name } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import type { Source } from './source.js';

/** `node:tls` and `tls` are one module. */
export const moduleName = (specifier: string): string => specifier.replace(/^node:/, '');

/** The default export and the name space share the module's own name: which of them is meant, its file decides. */
const exported = (module: string, id: string): string => (id === 'default' ? module : `${module}.${id}`);

export function lowerImport(node: ts.ImportDeclaration, source: Source): Step[] {
  if (!ts.isStringLiteralLike(node.moduleSpecifier)) return [];
  const module = moduleName(node.moduleSpecifier.text);
  const clause = node.importClause;
  const span = source.spanOf(node);
  if (clause === undefined) return [{ kind: 'use', value: requireValue(module, node, source), span }];
  if (clause.name) source.import(clause.name.text, module, span);
  const bindings = clause.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) source.import(bindings.name.text, module, span);
  if (bindings && ts.isNamedImports(bindings)) {
    for (const element of bindings.elements) {
      const imported = (element.propertyName ?? element.name).text;
      source.import(element.name.text, exported(module, imported), source.spanOf(element));
    }
  }
  return [];
}

/** `export { a as b }`, `export * from './x'`: other files read exports as variables of this one. */
export function lowerExports(node: ts.ExportDeclaration, source: Source): Step[] {
  const span = source.spanOf(node);
  const from = node.moduleSpecifier;
  const module = from && ts.isStringLiteralLike(from) ? moduleName(from.text) : undefined;
  const clause = node.exportClause;
  if (clause === undefined) {
    if (module !== undefined) source.import('*', module, span);
    return [];
  }
  if (ts.isNamespaceExport(clause)) {
    if (module !== undefined) source.import(clause.name.text, module, span);
    return [];
  }
  const steps: Step[] = [];
  for (const element of clause.elements) {
    const original = (element.propertyName ?? element.name).text;
    const place = source.spanOf(element);
    if (module !== undefined) source.import(element.name.text, exported(module, original), place);
    else if (original !== element.name.text) steps.push(bind(element.name.text, name(original, place), place));
  }
  return steps;
}

/** `import x = require('y')` and `import Alias = Some.Name`. */
export function lowerImportEquals(node: ts.ImportEqualsDeclaration, source: Source): Step[] {
  const reference = node.moduleReference;
  const span = source.spanOf(node);
  if (ts.isExternalModuleReference(reference)) {
    const { expression } = reference;
    if (ts.isStringLiteralLike(expression)) source.import(node.name.text, moduleName(expression.text), span);
  } else source.import(node.name.text, entityName(reference), span);
  return [];
}

export function entityName(node: ts.EntityName): string {
  return ts.isIdentifier(node) ? node.text : `${entityName(node.left)}.${node.right.text}`;
}

/** The module that `require('x')`, `import('x')` or `await import('x')` loads, or a thing in it (`require('x').y`). */
export function requiredModule(node: ts.Expression): string | undefined {
  if (ts.isAwaitExpression(node) || ts.isParenthesizedExpression(node)) return requiredModule(node.expression);
  if (ts.isPropertyAccessExpression(node)) {
    const module = requiredModule(node.expression);
    return module === undefined ? undefined : exported(module, node.name.text);
  }
  if (!ts.isCallExpression(node)) return undefined;
  const [specifier] = node.arguments;
  const loads =
    node.expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(node.expression) && node.expression.text === 'require');
  return loads && specifier && ts.isStringLiteralLike(specifier) ? moduleName(specifier.text) : undefined;
}

/** A module loaded inside an expression is imported under a name of its own. */
export function requireValue(module: string, node: ts.Node, source: Source): Value {
  const local = `require:${module}`;
  const span = source.spanOf(node);
  source.import(local, module, span);
  return name(local, span);
}

/** `const https = require('https')` and `const { Agent: A } = require('https')` are imports in older clothes. */
export function lowerRequire(node: ts.VariableDeclaration, source: Source): boolean {
  if (node.initializer === undefined) return false;
  const module = requiredModule(node.initializer);
  if (module === undefined) return false;
  const span = source.spanOf(node);
  if (ts.isIdentifier(node.name)) {
    source.import(node.name.text, module, span);
    return true;
  }
  if (!ts.isObjectBindingPattern(node.name)) return false;
  const picked: [string, string][] = [];
  for (const { name: local, propertyName, dotDotDotToken, initializer } of node.name.elements) {
    const plain = propertyName === undefined || ts.isIdentifier(propertyName) || ts.isStringLiteralLike(propertyName);
    if (!ts.isIdentifier(local) || !plain || dotDotDotToken || initializer) return false;
    picked.push([local.text, (propertyName ?? local).text]);
  }
  for (const [local, id] of picked) source.import(local, exported(module, id), span);
  return true;
}
