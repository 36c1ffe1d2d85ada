/**
 * Properties, indexers and events. An automatic property is a field. One with bodies is a getter under its own name, and a
 * setter under the name that the runtime gives it, `set_Name`; indexers and events likewise (`get_Item`, `add_Name`).
 */
import { bind, constant, lambda } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import { contained } from '../shared/order.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { bodySteps, parametersOf, returning } from './functions.js';
import { instanceField, type Members, NO_MEMBERS } from './members.js';
import { partsOf } from './nodes.js';
import { declaredType, identifierText, modifiersOf } from './types.js';

export function propertyMembers(node: Node, kind: 'class' | 'interface'): Members {
  const value = node.childForFieldName('value');
  if (value?.type === 'arrow_expression_clause') return { ...NO_MEMBERS, body: [accessor(node, 'get', value, node)] };
  const list = node.childForFieldName('accessors');
  const written = list ? partsOf(list).filter((child) => child.type === 'accessor_declaration') : [];
  const body = written.flatMap((one): Step[] => {
    const steps = one.childForFieldName('body');
    return steps ? [accessor(node, one.childForFieldName('name')?.text ?? 'get', steps, one)] : [];
  });
  const isAutomatic = body.length < written.length && node.type === 'property_declaration';
  const modifiers = modifiersOf(node);
  if (kind === 'interface' || modifiers.has('abstract') || (!isAutomatic && value === null))
    return { ...NO_MEMBERS, body };
  const stored = automatic(node, value);
  return modifiers.has('static')
    ? { ...NO_MEMBERS, body: [stored, ...body] }
    : { ...NO_MEMBERS, fields: [instanceField(stored)], body };
}

const propertyName = (node: Node) => {
  const id = node.childForFieldName('name');
  return id && node.type !== 'indexer_declaration' ? identifierText(id) : 'Item';
};

function automatic(node: Node, value: Node | null): Bind {
  const type = node.childForFieldName('type');
  const declared = declaredType(type);
  const set = value ? contained(() => expression(value, type)) : constant(null, spanOf(node));
  return bind(propertyName(node), set, spanOf(node), declared === undefined ? {} : { type: declared });
}

function accessor(node: Node, verb: string, body: Node, place: Node): Bind {
  const type = node.childForFieldName('type');
  const declared = declaredType(type);
  const isGetter = verb === 'get' && node.type === 'property_declaration';
  const id = isGetter ? propertyName(node) : `${verb === 'init' ? 'set' : verb}_${propertyName(node)}`;
  const span = spanOf(place);
  const given = verb === 'get' ? [] : [{ name: 'value', ...(declared !== undefined && { type: declared }), span }];
  const made = lambda({
    name: id,
    parameters: [...parametersOf(node.childForFieldName('parameters')), ...given],
    body: returning(verb === 'get' ? type : null, () => bodySteps(body, verb === 'get')),
    ...(modifiersOf(node).has('static') && { static: true }),
    ...(isGetter && { getter: true }),
    ...(verb === 'get' && declared !== undefined && { result: declared }),
    span,
  });
  return bind(id, made, span, { hoisted: true });
}
