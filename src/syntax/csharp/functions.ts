/** Methods, local functions, lambdas and delegates: parameters and bodies. */
import { lambda, returns } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Lambda, Parameter, Span, Value } from '../../ir/value.js';
import { collecting, contained, inOrder } from '../shared/order.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { partsOf } from './nodes.js';
import { blockSteps, expressionSteps } from './statements.js';
import { declaredType, elementType, identifierText, modifiersOf, resultType } from './types.js';

/** What the function being lowered returns, for `return new(…)`. */
let returned: Node | null = null;

export const returnedType = (): Node | null => returned;

/** Lowers a body whose `return` has that type. */
export function returning<T>(type: Node | null, lower: () => T): T {
  const outer = returned;
  returned = type;
  try {
    return lower();
  } finally {
    returned = outer;
  }
}

/** A method or local function. Local functions see the variables and the `this` around them, `static` or not. */
export function functionValue(node: Node, id: string): Lambda {
  const modifiers = modifiersOf(node);
  const type = resultType(node.childForFieldName('returns') ?? node.childForFieldName('type'));
  const result = declaredType(type);
  const returnsValue = type !== null && result !== 'void';
  const isMethod = node.type !== 'local_function_statement';
  return lambda({
    name: id,
    parameters: parametersOf(node.childForFieldName('parameters')),
    body: returning(type, () => bodySteps(node.childForFieldName('body'), returnsValue)),
    ...(isMethod && modifiers.has('static') && { static: true }),
    ...(isExtension(node) && { extends: true }),
    ...(isMethod && modifiers.has('private') && { private: true }),
    ...(returnsValue && result !== undefined && { result }),
    span: spanOf(node),
  });
}

/** `static X509Certificate2 Root(this X509Chain chain)`. */
function isExtension(node: Node): boolean {
  const list = node.childForFieldName('parameters');
  const [first] = list ? partsOf(list) : [];
  return first !== undefined && first.type === 'parameter' && /^this\b/.test(first.text);
}

/** A block, or `=> value`. */
export function bodySteps(body: Node | null, returnsValue: boolean): readonly Step[] {
  if (body === null) return [];
  if (body.type === 'block') return blockSteps(partsOf(body));
  const inner = body.type === 'arrow_expression_clause' ? partsOf(body)[0] : body;
  return inner ? arrowSteps(inner, returnsValue) : [];
}

function arrowSteps(value: Node, returnsValue: boolean): readonly Step[] {
  if (!returnsValue || value.type === 'throw_expression') return inOrder(() => expressionSteps(value));
  const { before, result } = collecting(() => expression(value, returned));
  return [...before, returns(result)];
}

/** `x => …`, `(a, b) => { … }`, `delegate { … }`. */
export function anonymousFunction(node: Node, span: Span): Value {
  const written = node.childForFieldName('parameters');
  const body = node.childForFieldName('body') ?? partsOf(node).at(-1) ?? null;
  const steps = returning(null, () => bodySteps(body, true));
  return lambda({ parameters: parametersOf(written), body: steps, span });
}

export function parametersOf(node: Node | null): Parameter[] {
  if (node === null) return [];
  if (node.type === 'implicit_parameter') return [{ name: identifierText(node), span: spanOf(node) }];
  const parameters = partsOf(node)
    .filter((child) => child.type === 'parameter')
    .map(parameter);
  // `params string[] hosts` is not wrapped in a node of its own.
  const rest = node.childForFieldName('name');
  if (!rest) return parameters;
  const type = declaredType(elementType(node.childForFieldName('type')));
  return [...parameters, { name: identifierText(rest), rest: 'list', ...(type && { type }), span: spanOf(rest) }];
}

function parameter(node: Node): Parameter {
  const id = node.childForFieldName('name');
  const type = node.childForFieldName('type');
  const declared = declaredType(type);
  const value = node.children.some((child) => child?.type === '=') ? partsOf(node).at(-1) : undefined;
  return {
    name: id ? identifierText(id) : '_',
    ...(value && { default: contained(() => expression(value, type)) }),
    ...(declared !== undefined && { type: declared }),
    span: spanOf(node),
  };
}
