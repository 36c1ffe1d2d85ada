/** Loops. What a condition needs to run first runs in each turn. */
import { constant, name, operator, unknown } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { assign, patternMembers } from './assignments.js';
import { lowerExpression } from './expressions.js';
import { placeName, type Source } from './source.js';
import { bodyOf, lowerEffect } from './statements.js';

/** `foreach ($files as $name => $file)`. */
export function lowerForEach(node: Node, source: Source): Step[] {
  const body = node.childForFieldName('body');
  const [collection, named] = namedChildren(node).filter((child) => child.id !== body?.id);
  const span = spanOf(node);
  const over = collection ? lowerExpression(collection, source) : unknown('missing', span);
  const [key, item] = named?.type === 'pair' ? namedChildren(named) : [undefined, named];
  const index = key ? { index: key.text } : {};
  const read = (): Step[] => source.within('loop', () => bodyOf(node, source));
  if (!item) return [{ kind: 'loop', over, body: read(), span }];
  const variable = item.type === 'by_ref' ? (namedChildren(item)[0] ?? item) : item;
  if (variable.type === 'variable_name') {
    return [{ kind: 'loop', over, item: variable.text, ...index, body: read(), span }];
  }
  const members = /^(list_literal|array_creation_expression)$/.test(variable.type)
    ? patternMembers(variable, source)
    : null;
  if (members) return [{ kind: 'loop', over, members, ...index, body: read(), span }];
  const id = placeName('item', variable);
  const { before } = source.collect(() => assign(variable, () => name(id, spanOf(variable)), source));
  return [{ kind: 'loop', over, item: id, ...index, body: [...before, ...read()], span }];
}

export function lowerFor(node: Node, source: Source): Step[] {
  const effects = (field: string): Step[] => {
    const part = node.childForFieldName(field);
    return part ? source.steps(() => lowerEffect(part, source)) : [];
  };
  const body = (): Step[] => [...source.within('loop', () => bodyOf(node, source)), ...effects('update')];
  return [...effects('initialize'), conditionLoop(node, body, source)];
}

export function lowerWhile(node: Node, source: Source): Step[] {
  return [conditionLoop(node, () => source.within('loop', () => bodyOf(node, source)), source)];
}

export function lowerDo(node: Node, source: Source): Step[] {
  const body = source.within('loop', () => bodyOf(node, source));
  const { result, before } = condition(node, source);
  return [{ kind: 'loop', body: [...body, ...before, breakUnless(result)], span: spanOf(node) }];
}

function conditionLoop(node: Node, body: () => Step[], source: Source): Loop {
  const span = spanOf(node);
  const { result, before } = condition(node, source);
  if (before.length === 0) return { kind: 'loop', condition: result, body: body(), span };
  return { kind: 'loop', body: [...before, breakUnless(result), ...body()], span };
}

function condition(node: Node, source: Source): { result: Value; before: readonly Step[] } {
  const tested = node.childForFieldName('condition');
  return source.collect(() => (tested ? lowerExpression(tested, source) : constant(true, spanOf(node))));
}

const breakUnless = (tested: Value): Step => ({
  kind: 'if',
  condition: operator('!', [tested], tested.span),
  then: [{ kind: 'return', leaves: 'loop', span: tested.span }],
  else: [],
  span: tested.span,
});
