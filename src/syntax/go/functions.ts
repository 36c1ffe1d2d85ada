import { argument, bind, lambda, member, name, returns, tuple } from '../../ir/build.js';
import type { Return, Step } from '../../ir/step.js';
import type { Lambda, Parameter, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { type Scope, structsIn } from './scope.js';
import { lowerBlock } from './statements.js';
import { isBasic, typeName, zeroOf } from './types.js';

export const lowerFunctionLiteral = (node: Node, scope: Scope): Lambda => lowerFunction(node, scope);

/** Functions, methods and closures; a result that has a name is a variable from the start. */
export function lowerFunction(node: Node, outer: Scope, more: Partial<Lambda> = {}): Lambda {
  const span = spanOf(node);
  const result = node.childForFieldName('result');
  const results = result?.type === 'parameter_list' ? namedResults(result) : [];
  const structs = new Set([...outer.structs, ...structsIn(node)]);
  const scope: Scope = { ...outer, structs, results: results.map(({ id }) => id), iota: null };
  const first = results.flatMap(({ id, type }): Step[] =>
    id === '_' ? [] : [bind(id, zeroOf(type, outer.file, span), spanOf(type), { type: typeName(type) })],
  );
  const written = resultType(result);
  return lambda({
    parameters: parametersOf(node.childForFieldName('parameters')),
    body: [...first, ...lowerBlock(node.childForFieldName('body'), scope)],
    ...(written !== undefined && { result: written }),
    span,
    ...more,
  });
}

interface NamedResult {
  readonly id: string;
  readonly type: Node;
}

function namedResults(list: Node): NamedResult[] {
  return namedChildren(list).flatMap((declaration) => {
    const type = declaration.childForFieldName('type');
    return type ? idsOf(declaration).map((id) => ({ id: id.text, type })) : [];
  });
}

/** Of several results the first is the one that matters; the others are errors and flags. */
function resultType(result: Node | null): string | undefined {
  if (result?.type !== 'parameter_list') return result ? typeName(result) : undefined;
  const type = namedChildren(result)[0]?.childForFieldName('type');
  return type ? typeName(type) : undefined;
}

const idsOf = (declaration: Node): Node[] =>
  declaration.childrenForFieldName('name').filter((id): id is Node => id?.isNamed === true);

function parametersOf(list: Node | null): Parameter[] {
  return (list ? namedChildren(list) : []).flatMap((declaration): Parameter[] => {
    const type = declaration.childForFieldName('type');
    const rest = declaration.type === 'variadic_parameter_declaration';
    const ids = idsOf(declaration);
    const more = { ...(rest && { rest: 'list' as const }), ...(type && { type: typeName(type) }) };
    if (ids.length === 0) return [{ name: '_', ...more, span: spanOf(declaration) }];
    const copies = !rest && type !== null && isStructByValue(type) && { copies: true as const };
    return ids.map((id) => ({ name: id.text, ...more, ...copies, span: spanOf(id) }));
  });
}

/** Without `*`; whether the name stands for a struct or an interface shows when it runs. */
const isStructByValue = (type: Node): boolean =>
  (type.type === 'type_identifier' && !isBasic(type.text)) || type.type === 'qualified_type';

/** `func (c *Client) Do()` belongs to Client and calls its receiver `c`. */
export function lowerMethod(node: Node, scope: Scope): Step[] {
  const id = node.childForFieldName('name');
  const receiver = namedChildren(node.childForFieldName('receiver') ?? node)[0];
  const type = receiver?.childForFieldName('type');
  if (!id || !type) return [];
  const called = receiver?.childForFieldName('name')?.text;
  const copies = called && isStructByValue(type) && { copiesReceiver: true as const };
  const method = lowerFunction(node, scope, { name: id.text, ...(called && { receiver: called }), ...copies });
  const object = name(typeName(type), spanOf(type));
  return [{ kind: 'write', object, key: id.text, value: method, hoisted: true, span: spanOf(node) }];
}

export function lowerReturn(node: Node, values: readonly Value[], scope: Scope, span: Span): Return {
  const given = values.length > 0 ? values : scope.results.map((id) => name(id, span));
  const [only] = given;
  if (only === undefined) return { kind: 'return', leaves: 'function', span };
  if (given.length === 1) return returns(only, span);
  return returns(
    tuple(
      given.map((value) => argument(value)),
      spanOf(node),
    ),
    span,
  );
}

/** Part of what a call with several results returns. */
export const resultAt = (all: Value, position: number, span: Span): Value => member(all, `tuple:${position}`, span);
