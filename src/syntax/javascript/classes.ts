/** Classes, enums and name spaces. */
import { ts } from 'ts-morph';
import { bind, constant, entry, name, record, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { ClassValue, Entry, Field, RecordValue, Value } from '../../ir/value.js';
import { lowerExpression, propertyName } from './expressions.js';
import { hasModifier, lowerFunction } from './functions.js';
import { placeName, type Source } from './source.js';
import { lowerBlock } from './statements.js';
import { outerType } from './types.js';

const { SyntaxKind } = ts;

export function lowerClass(node: ts.ClassLikeDeclaration, source: Source): ClassValue {
  const span = source.spanOf(node);
  const fields: Field[] = [];
  const body: Step[] = [];
  for (const element of node.members) {
    const isStatic = ts.isClassStaticBlockDeclaration(element) || hasModifier(element, SyntaxKind.StaticKeyword);
    const { result, before } = source.withReceiver(isStatic ? 'class' : 'this', () =>
      source.collect(() => lowerElement(element, source)),
    );
    body.push(...before, ...result.body);
    if (result.field) fields.push(result.field);
  }
  return {
    kind: 'class',
    name: node.name?.text ?? placeName('class', span),
    bases: basesOf(node, source),
    ...(hasModifier(node, SyntaxKind.AbstractKeyword) && { abstract: true as const }),
    fields,
    body,
    span,
  };
}

function basesOf(node: ts.ClassLikeDeclaration, source: Source): Value[] {
  return (node.heritageClauses ?? [])
    .filter((clause) => clause.token === SyntaxKind.ExtendsKeyword)
    .flatMap((clause) => clause.types.map((type) => lowerExpression(type.expression, source)));
}

interface Element {
  readonly field?: Field;
  readonly body: readonly Step[];
}

function lowerElement(node: ts.ClassElement, source: Source): Element {
  const span = source.spanOf(node);
  if (ts.isClassStaticBlockDeclaration(node)) return { body: lowerBlock(node.body.statements, source) };
  if (ts.isPropertyDeclaration(node)) return lowerPropertyDeclaration(node, source);
  if (ts.isConstructorDeclaration(node)) {
    // Overload signatures have no body.
    return { body: node.body ? [bind('constructor', lowerFunction(node, source), span, { hoisted: true })] : [] };
  }
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    if (node.body === undefined) return { body: [] };
    const id = propertyName(node.name, source);
    const bound = ts.isSetAccessor(node) ? `set:${id}` : id;
    return { body: [bind(bound, lowerFunction(node, source), span, { hoisted: true })] };
  }
  return { body: [] };
}

function lowerPropertyDeclaration(node: ts.PropertyDeclaration, source: Source): Element {
  if (hasModifier(node, SyntaxKind.DeclareKeyword)) return { body: [] };
  const span = source.spanOf(node);
  const id = propertyName(node.name, source);
  const type = outerType(node.type);
  const value = node.initializer && lowerExpression(node.initializer, source);
  if (!hasModifier(node, SyntaxKind.StaticKeyword)) {
    return { field: { name: id, ...(value && { value }), ...(type !== undefined && { type }), span }, body: [] };
  }
  const isConstant = hasModifier(node, SyntaxKind.ReadonlyKeyword);
  const more = { ...(isConstant && { constant: true as const }), ...(type !== undefined && { type }) };
  return { body: [bind(id, value ?? constant(null, span), span, more)] };
}

/** An enum is a record of its members; a member without a value counts on from the one before. */
export function lowerEnum(node: ts.EnumDeclaration, source: Source): RecordValue {
  let next: number | undefined = 0;
  const entries = node.members.map((element): Entry => {
    const span = source.spanOf(element);
    const value = element.initializer
      ? lowerExpression(element.initializer, source)
      : next === undefined
        ? unknown('EnumMember', span)
        : constant(next, span);
    next = value.kind === 'constant' && typeof value.value === 'number' ? value.value + 1 : undefined;
    return entry(propertyName(element.name, source), value, span);
  });
  return record(entries, source.spanOf(node));
}

/** The body runs where it stands, and what it exports is then found under the name space's own name. */
export function lowerNamespace(node: ts.ModuleDeclaration, source: Source): Step[] {
  const { body } = node;
  if (!ts.isIdentifier(node.name) || body === undefined) return [];
  const span = source.spanOf(node);
  if (ts.isModuleDeclaration(body)) {
    const inner = body.name.text;
    return [
      ...lowerNamespace(body, source),
      bind(node.name.text, record([entry(inner, name(inner, span), span)], span), span),
    ];
  }
  if (!ts.isModuleBlock(body)) return [];
  const exported = body.statements
    .filter((statement) => hasModifier(statement, SyntaxKind.ExportKeyword))
    .flatMap(declaredNames)
    .map((id) => entry(id, name(id, span), span));
  return [...lowerBlock(body.statements, source), bind(node.name.text, record(exported, span), span)];
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name: id }) => (ts.isIdentifier(id) ? [id.text] : []));
  }
  const named =
    ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement);
  return named && statement.name ? [statement.name.text] : [];
}
