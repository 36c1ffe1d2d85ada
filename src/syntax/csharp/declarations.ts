/** Name spaces, classes, structs, records, interfaces and enums. */
import { bind, constant, operator } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { ClassValue, Value } from '../../ir/value.js';
import { contained } from '../shared/order.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { withPrimaryConstructor } from './constructors.js';
import { expression } from './expressions.js';
import { memberOf, membersOf, NO_MEMBERS } from './members.js';
import { partsOf } from './nodes.js';
import { blockSteps } from './statements.js';
import { identifierText, modifiersOf, typeValue } from './types.js';

const CLASSES = new Set(['class_declaration', 'struct_declaration', 'record_declaration', 'interface_declaration']);
/** Members that stand in no class: broken code, or a file that is a fragment. */
const STRAY = new Set(['method_declaration', 'constructor_declaration', 'property_declaration', 'field_declaration']);
const OTHERS = new Set(['namespace_declaration', 'declaration_list', 'enum_declaration', 'delegate_declaration']);

export const isDeclaration = ({ type }: Node) => CLASSES.has(type) || STRAY.has(type) || OTHERS.has(type);

export function declaration(node: Node): readonly Step[] {
  switch (node.type) {
    case 'namespace_declaration': {
      const body = node.childForFieldName('body');
      return body ? blockSteps(partsOf(body)) : [];
    }
    case 'declaration_list':
      return blockSteps(partsOf(node));
    case 'enum_declaration':
      return [enumeration(node)];
    // A delegate's declaration is a type only.
    case 'delegate_declaration':
      return [];
    default:
      return CLASSES.has(node.type) ? [classDeclaration(node)] : memberOf(node, 'class').body;
  }
}

function classDeclaration(node: Node): Step {
  const id = identifierText(node.childForFieldName('name'));
  const body = node.childForFieldName('body');
  const kind = node.type === 'interface_declaration' ? 'interface' : 'class';
  const abstract = (kind === 'interface' || modifiersOf(node).has('abstract')) && { abstract: true as const };
  const partial = modifiersOf(node).has('partial') && { partial: true as const };
  const written = body ? membersOf(body, kind) : NO_MEMBERS;
  const { fields, body: steps, closing } = withPrimaryConstructor(node, written);
  const bases = partsOf(node).flatMap((child) => (child.type === 'base_list' ? basesIn(child) : []));
  const span = spanOf(node);
  const all = [...steps, ...closing];
  const value: ClassValue = { kind: 'class', name: id, bases, ...abstract, ...partial, fields, body: all, span };
  return bind(id, value, span, { hoisted: true });
}

function basesIn(list: Node): Value[] {
  return partsOf(list).flatMap((child) => {
    if (child.type === 'argument_list') return [];
    const type = child.type === 'primary_constructor_base_type' ? child.childForFieldName('type') : child;
    return type ? [typeValue(type)] : [];
  });
}

/** Members are numbers, counted on from the one before. */
function enumeration(node: Node): Step {
  const id = identifierText(node.childForFieldName('name'));
  const list = node.childForFieldName('body');
  const body: Step[] = [];
  let next: Value = constant(0, spanOf(node));
  for (const item of list ? partsOf(list) : []) {
    if (item.type !== 'enum_member_declaration') continue;
    const span = spanOf(item);
    const written = item.childForFieldName('value');
    const value: Value = written ? contained(() => expression(written)) : { ...next, span };
    body.push(bind(identifierText(item.childForFieldName('name')), value, span, { constant: true, type: id }));
    next = following(value);
  }
  const span = spanOf(node);
  return bind(id, { kind: 'class', name: id, bases: [], fields: [], body, span }, span, { hoisted: true });
}

function following(value: Value): Value {
  if (value.kind === 'constant' && typeof value.value === 'number') return constant(value.value + 1, value.span);
  return operator('+', [value, constant(1, value.span)], value.span);
}
