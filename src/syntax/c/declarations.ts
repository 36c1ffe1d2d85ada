/** Variables: what they are declared as, and what is in them from the start. */
import { bind, call, constant, create, list, name, text, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { staticWrite } from './assignments.js';
import { lowerArguments } from './calls.js';
import { lowerType } from './classes.js';
import { partOf } from './control.js';
import { type Declarator, readDeclarator } from './declarators.js';
import { lowerValue } from './expressions.js';
import { createObject, lowerBraced, lowerInitializer } from './initialisers.js';
import { isList, isMap, isObjectType, isSmartPointer, isString, qualifiedName, typeName, typeValue } from './names.js';
import { lowerPrototype } from './prototypes.js';
import type { Scope } from './scope.js';
import { literalText } from './strings.js';

export const hasSpecifier = (node: Node, word: string): boolean =>
  node.children.some((child) => /specifier|qualifier/.test(child?.type ?? '') && child?.text === word);

/** `static const char *ca = "…", *key;`. One that is only declared here (`extern`, a prototype) is bound elsewhere. */
export function lowerDeclaration(node: Node, scope: Scope): Step[] {
  const type = node.childForFieldName('type');
  const declared = type?.childForFieldName('body') ? lowerType(type, scope) : [];
  const declarators = node.childrenForFieldName('declarator').filter((one): one is Node => one !== null);
  return [
    ...declared,
    ...declarators.flatMap((declarator, i) => {
      const next = declarators[i + 1];
      if (declarator.type === 'gnu_asm_expression') return [];
      if (next?.type === 'gnu_asm_expression') return lowerLabelled(declarator, next, node);
      return lowerVariable(declarator, type, node, scope);
    }),
  ];
}

/**
 * `extern const char ca[] asm("_binary_ca_pem_start")` is how a file that the build links in is reached; the symbol holds
 * the name of the file.
 */
function lowerLabelled(declarator: Node, label: Node, declaration: Node): Step[] {
  const { id } = readDeclarator(declarator);
  const symbol = label.childForFieldName('assembly_code');
  if (!id || !symbol) return [];
  const span = spanFrom(declaration, declaration);
  const value = call(
    name('asm', spanOf(label)),
    [{ value: text(literalText(symbol.text), spanOf(symbol)), span: spanOf(symbol) }],
    spanOf(label),
  );
  const type = typeName(declaration.childForFieldName('type'));
  return [bind(id.text, value, span, { constant: true, ...(type && { type }) })];
}

function lowerVariable(node: Node, type: Node | null, declaration: Node, scope: Scope): Step[] {
  const declarator = readDeclarator(node);
  const span = spanFrom(node.startIndex > (type?.startIndex ?? 0) && type ? type : node, node);
  if (declarator.parts.length > 0) return lowerBinding(node, declarator, scope, span);
  const { id } = declarator;
  if (id === null) return [];
  const value = initialValue(node, declarator, type, declaration, scope, span);
  // Those in a class are lowered with it.
  if (value === undefined) return scope.kind === 'class' ? [] : lowerPrototype(declarator, null, scope);
  if (id.type === 'qualified_identifier') return [staticWrite(id, value, span)];
  const written = typeName(type);
  const isConstant =
    !declarator.pointer && (hasSpecifier(declaration, 'const') || hasSpecifier(declaration, 'constexpr'));
  return [bind(id.text, value, span, { ...(isConstant && { constant: true }), ...(written && { type: written }) })];
}

/** `auto [client, error] = connect();` */
function lowerBinding(node: Node, { parts }: Declarator, scope: Scope, span: Span): Step[] {
  const whole = `destructured:${span.line}:${span.column}`;
  const value = lowerInitializer(node.childForFieldName('value'), null, scope);
  return [bind(whole, value, span), ...parts.map((part, i) => partOf(whole, i, part))];
}

/** Undefined where nothing is bound. */
function initialValue(
  node: Node,
  declarator: Declarator,
  type: Node | null,
  declaration: Node,
  scope: Scope,
  span: Span,
): Value | undefined {
  const given = node.type === 'init_declarator' ? node.childForFieldName('value') : null;
  const isPlain = !declarator.pointer && !declarator.reference && !declarator.array;
  if (given === null) {
    if (declarator.func) return vexing(declarator, declarator.func, type, scope, span);
    if (hasSpecifier(declaration, 'extern')) return undefined;
    return isPlain ? startOf(type, scope, span) : constant(null, span);
  }
  const isAssigned = node.children.some((child) => child?.type === '=');
  if (type && isPlain && !isAssigned) return constructed(given, type, scope, span);
  if (given.type === 'argument_list') return lowerArguments(given, scope)[0]?.value ?? constant(null, span);
  const value = lowerInitializer(given, declarator.pointer ? null : type, scope, declarator.array);
  const isAllocated = value.kind === 'record' && declarator.pointer && given.type !== 'initializer_list';
  const made = isAllocated && type && isObjectType(type, scope.file) ? typeValue(type) : undefined;
  return made ? create(made, [], value.span) : value;
}

/** What a variable without an initialiser holds. */
export function startOf(type: Node | null, scope: Scope, span: Span): Value {
  const written = typeName(type);
  if (type === null || !isObjectType(type, scope.file)) return constant(null, span);
  if (isString(written)) return text('', span);
  if (isList(written)) return list([], span);
  return createObject(typeValue(type) ?? unknown('type', span), written, [], span);
}

/** `X x(a)` and `X x{a}`; a number or a pointer is its only argument. */
export function constructed(given: Node, type: Node, scope: Scope, span: Span): Value {
  const isObject = isObjectType(type, scope.file);
  if (given.type === 'initializer_list' && isObject) return lowerBraced(given, type, scope, span);
  const args = given.type === 'argument_list' ? lowerArguments(given, scope) : elementArguments(given, scope);
  if (!isObject || isSmartPointer(type)) return args[0]?.value ?? constant(null, span);
  return createObject(typeValue(type) ?? unknown('type', span), typeName(type), args, span);
}

const elementArguments = (given: Node, scope: Scope) =>
  namedChildren(given).map((one) => ({ value: lowerInitializer(one, null, scope), span: spanOf(one) }));

/**
 * `ssl::context ctx(ssl::context::tls);` reads like a prototype. Inside a block it is a variable, for nobody declares
 * functions there; outside, if its arguments look like values.
 */
function vexing(declarator: Declarator, func: Node, type: Node | null, scope: Scope, span: Span): Value | undefined {
  if (scope.file.language === 'c' || scope.kind === 'class' || !type || declarator.pointer || declarator.reference)
    return undefined;
  const parameters = namedChildren(func.childForFieldName('parameters') ?? func);
  const types = parameters.map((parameter) =>
    parameter.childForFieldName('declarator') || parameter.children.length > 1
      ? null
      : parameter.childForFieldName('type'),
  );
  const values = types.filter((one): one is Node => one !== null && one.type !== 'primitive_type');
  if (values.length === 0 || values.length < types.length || !isObjectType(type, scope.file)) return undefined;
  if (scope.kind === 'file' && !values.every(looksLikeValue)) return undefined;
  const args = values.map((one) => ({ value: lowerValue(one, scope, span), span: spanOf(one) }));
  return createObject(typeValue(type) ?? unknown('type', span), typeName(type), args, span);
}

function looksLikeValue(node: Node): boolean {
  const id = qualifiedName(node).replace(/^.*::/, '');
  return (
    /^[A-Z0-9_]+$/.test(id) ||
    (/^[a-z]\w*$/.test(id) && !id.endsWith('_t') && !isString(qualifiedName(node)) && !isMap(id))
  );
}
