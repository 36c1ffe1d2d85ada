/** Functions, methods, accessors and arrow functions become lambdas. */
import { ts } from 'ts-morph';
import { lambda, name, returns } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Lambda, Parameter } from '../../ir/value.js';
import { bindPattern, elementKey } from './assignments.js';
import { lowerExpression, propertyName } from './expressions.js';
import { placeName, type Source } from './source.js';
import { endsProcess, lowerBlock, lowerEffect } from './statements.js';
import { outerType } from './types.js';

export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.AccessorDeclaration
  | ts.ConstructorDeclaration;

export function lowerFunction(node: FunctionNode, source: Source): Lambda {
  if (ts.isArrowFunction(node)) return lowerWithReceiver(node, source);
  const isStatic = hasModifier(node, ts.SyntaxKind.StaticKeyword);
  return source.withReceiver(isStatic ? 'class' : 'this', () => lowerWithReceiver(node, source));
}

function lowerWithReceiver(node: FunctionNode, source: Source): Lambda {
  const { parameters, before } = lowerParameters(node.parameters, source);
  const id = functionName(node, source);
  const result = outerType(node.type);
  const body = [...before, ...lowerBody(node.body, source)];
  return lambda({
    ...(id !== undefined && { name: id }),
    parameters,
    body,
    ...(hasModifier(node, ts.SyntaxKind.StaticKeyword) && { static: true }),
    ...(ts.isGetAccessor(node) && { getter: true }),
    ...((ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) && {
      takesReceiver: true,
    }),
    ...(hasModifier(node, ts.SyntaxKind.PrivateKeyword) && { private: true }),
    ...(result !== undefined && { result }),
    span: source.spanOf(node),
  });
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === kind)) ?? false;
}

function functionName(node: FunctionNode, source: Source): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name === undefined) return undefined;
  return ts.isIdentifier(node.name) ? node.name.text : propertyName(node.name, source);
}

function lowerBody(body: ts.ConciseBody | undefined, source: Source): Step[] {
  if (body === undefined) return [];
  if (ts.isBlock(body)) return lowerBlock(body.statements, source);
  const { result, before } = source.collect((): Step[] =>
    endsProcess(body) ? lowerEffect(body, source) : [returns(lowerExpression(body, source), source.spanOf(body))],
  );
  return [...before, ...result];
}

interface Parameters {
  readonly parameters: readonly Parameter[];
  /** What a pattern needs that a parameter cannot say. */
  readonly before: readonly Step[];
}

function lowerParameters(nodes: readonly ts.ParameterDeclaration[], source: Source): Parameters {
  const before: Step[] = [];
  const parameters: Parameter[] = [];
  for (const node of nodes) {
    if (ts.isIdentifier(node.name) && node.name.text === 'this') continue;
    const { result, before: steps } = source.collect(() => lowerParameter(node, source));
    parameters.push(result);
    before.push(...steps);
  }
  return { parameters, before };
}

function lowerParameter(node: ts.ParameterDeclaration, source: Source): Parameter {
  const span = source.spanOf(node);
  const type = outerType(node.type);
  const common = {
    ...(node.initializer && { default: lowerExpression(node.initializer, source) }),
    ...(node.dotDotDotToken && { rest: 'list' as const }),
    ...(type !== undefined && { type }),
    span,
  };
  if (ts.isIdentifier(node.name)) {
    return { name: node.name.text, ...common, ...(isPromoted(node) && { field: node.name.text }) };
  }
  const id = placeName('destructured', span);
  const members = plainMembers(node.name, source);
  if (members === undefined) {
    source.runFirst(...bindPattern(node.name, name(id, span), source, {}));
    return { name: id, ...common };
  }
  return { name: id, ...common, members };
}

/** `constructor(private readonly ca: string)`. */
function isPromoted(node: ts.ParameterDeclaration): boolean {
  const { PublicKeyword, PrivateKeyword, ProtectedKeyword, ReadonlyKeyword } = ts.SyntaxKind;
  return [PublicKeyword, PrivateKeyword, ProtectedKeyword, ReadonlyKeyword].some((kind) => hasModifier(node, kind));
}

/** `{ ca, port: p = 443 }` and `[first, second]`; undefined for patterns that nest or take a rest. */
export function plainMembers(
  pattern: ts.BindingPattern,
  source: Source,
): NonNullable<Parameter['members']> | undefined {
  const members: NonNullable<Parameter['members']>[number][] = [];
  for (const [position, element] of pattern.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    if (element.dotDotDotToken || !ts.isIdentifier(element.name)) return undefined;
    const key = ts.isArrayBindingPattern(pattern) ? String(position) : elementKey(element, source);
    if (typeof key !== 'string') return undefined;
    const { initializer } = element;
    members.push({
      name: element.name.text,
      key,
      ...(initializer && { default: lowerExpression(initializer, source) }),
    });
  }
  return members;
}
