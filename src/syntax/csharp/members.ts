/** What stands in the body of a class. */
import { bind, call, choice, constant, member, name, use } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Field, Value } from '../../ir/value.js';
import { contained } from '../shared/order.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { argumentsIn } from './arguments.js';
import { expression } from './expressions.js';
import { bodySteps, functionValue } from './functions.js';
import { partsOf } from './nodes.js';
import { sidesOf } from './preprocessor.js';
import { propertyMembers } from './properties.js';
import { declaratorsOf, statement, variable, writtenValue } from './statements.js';
import { identifierText, modifiersOf } from './types.js';

export interface Members {
  readonly fields: readonly Field[];
  /** Methods, getters, constants, static fields and nested classes. */
  readonly body: readonly Step[];
  /** Static constructors, which run after all static fields are set. */
  readonly closing: readonly Step[];
}

export const NO_MEMBERS: Members = { fields: [], body: [], closing: [] };

const inBody = (...body: Step[]): Members => ({ ...NO_MEMBERS, body });

export function membersOf(list: Node, kind: 'class' | 'interface'): Members {
  return joined(partsOf(list), kind);
}

function joined(nodes: readonly Node[], kind: 'class' | 'interface'): Members {
  const all = nodes.map((node) => memberOf(node, kind));
  return {
    fields: all.flatMap((one) => one.fields),
    body: all.flatMap((one) => one.body),
    closing: all.flatMap((one) => one.closing),
  };
}

export function memberOf(node: Node, kind: 'class' | 'interface'): Members {
  switch (node.type) {
    case 'field_declaration':
    case 'event_field_declaration':
      return fieldMembers(node);
    case 'property_declaration':
    case 'indexer_declaration':
    case 'event_declaration':
      return propertyMembers(node, kind);
    case 'method_declaration':
    case 'operator_declaration':
    case 'conversion_operator_declaration':
    case 'destructor_declaration':
      return method(node);
    case 'constructor_declaration':
      return constructorMember(node);
    case 'preproc_if':
    case 'preproc_elif':
      return conditionalMembers(node, kind);
    case 'ERROR':
      return joined(partsOf(node), kind);
    default:
      return inBody(...statement(node));
  }
}

function fieldMembers(node: Node): Members {
  const modifiers = modifiersOf(node);
  const isConstant = modifiers.has('const') || modifiers.has('readonly');
  const binds = declaratorsOf(node).map(([declarator, type]): Bind => {
    const written = writtenValue(declarator);
    const value = written ? contained(() => expression(written, type)) : constant(null, spanOf(declarator));
    return variable(declarator, type, value, isConstant);
  });
  if (modifiers.has('static') || modifiers.has('const')) return inBody(...binds);
  return { ...NO_MEMBERS, fields: binds.map(instanceField) };
}

/** `string ca;` has a type only. */
export function instanceField({ name: id, value, type, span }: Bind): Field {
  const isSet = !(value.kind === 'constant' && value.value === null);
  return { name: id, ...(isSet && { value }), ...(type !== undefined && { type }), span };
}

/** One without a body is only announced: a bind would hide the method that is inherited or implemented. */
function method(node: Node): Members {
  if (node.childForFieldName('body') === null) return NO_MEMBERS;
  const id = methodName(node);
  return inBody(bind(id, functionValue(node, id), spanOf(node), { hoisted: true }));
}

function methodName(node: Node): string {
  switch (node.type) {
    case 'operator_declaration':
      return `operator ${node.childForFieldName('operator')?.text ?? ''}`;
    case 'conversion_operator_declaration':
      return 'operator';
    case 'destructor_declaration':
      return 'Finalize';
    default:
      return identifierText(node.childForFieldName('name'));
  }
}

function constructorMember(node: Node): Members {
  const body = node.childForFieldName('body');
  if (modifiersOf(node).has('static')) return { ...NO_MEMBERS, closing: bodySteps(body, false) };
  const first = partsOf(node).find((child) => child.type === 'constructor_initializer');
  const made = functionValue(node, 'constructor');
  const whole = { ...made, body: [...(first ? [delegation(first)] : []), ...made.body] };
  return inBody(bind('constructor', whole, spanOf(node), { hoisted: true }));
}

/** `: base(…)` or `: this(…)`. */
function delegation(node: Node): Step {
  const toThis = node.children.some((child) => child?.type === 'this');
  const list = partsOf(node).find((child) => child.type === 'argument_list');
  return constructorCall(toThis ? 'this' : 'super', list, node);
}

export function constructorCall(target: 'this' | 'super', list: Node | undefined, node: Node): Step {
  const span = spanOf(node);
  const callee = member(name(target, span), 'constructor', span);
  return use(call(callee, list ? argumentsIn(list) : [], span));
}

/** A field that both sides declare has either value. */
function conditionalMembers(node: Node, kind: 'class' | 'interface'): Members {
  const { condition, then, otherwise, span } = sidesOf(node);
  const [first, second] = [joined(then, kind), joined(otherwise, kind)];
  const steps = (thenSteps: readonly Step[], elseSteps: readonly Step[]): Step[] =>
    thenSteps.length + elseSteps.length === 0
      ? []
      : [{ kind: 'if', condition, then: thenSteps, else: elseSteps, span }];
  return {
    fields: eitherFields(condition, first.fields, second.fields),
    body: steps(first.body, second.body),
    closing: steps(first.closing, second.closing),
  };
}

function eitherFields(condition: Value, first: readonly Field[], second: readonly Field[]): Field[] {
  const others = new Map(second.map((field) => [field.name, field]));
  const names = new Set(first.map((field) => field.name));
  const merged = first.map((field): Field => {
    const other = others.get(field.name)?.value;
    return field.value && other ? { ...field, value: choice(condition, field.value, other, field.span) } : field;
  });
  return [...merged, ...second.filter((field) => !names.has(field.name))];
}
