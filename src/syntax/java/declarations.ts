/** Classes, interfaces, enums and records; their methods, fields and initialisers. */
import { bind, create, lambda, name } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { ClassValue, Field, Lambda, Parameter, Value } from '../../ir/value.js';
import { collecting } from '../shared/order.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { argumentsIn } from './expressions.js';
import { recordMembers } from './records.js';
import { blockSteps, statement, variable } from './statements.js';
import { declaredType, modifiersOf, typeValue } from './types.js';

const DECLARATIONS = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);

export const isDeclaration = (node: Node) => DECLARATIONS.has(node.type);

export function declaration(node: Node): readonly Step[] {
  const span = spanOf(node);
  const id = node.childForFieldName('name')?.text ?? '';
  const body = node.childForFieldName('body');
  const members = body ? membersOf(body, id) : NO_MEMBERS;
  const complete = node.type === 'record_declaration' ? recordMembers(node, members) : members;
  return [bind(id, classValue(id, basesOf(node), complete, node), span, { hoisted: true })];
}

/** `new X() { … }`: a class without a name, made on the spot. */
export function anonymousClass(base: Value, body: Node): ClassValue {
  return classValue('anonymous', [base], membersOf(body, 'anonymous'), body);
}

export interface Members {
  readonly fields: readonly Field[];
  /** Methods, constants, static fields and nested classes. */
  readonly body: readonly Step[];
  /** Blocks that run for each new object. */
  readonly initialisers: readonly Step[];
}

const NO_MEMBERS: Members = { fields: [], body: [], initialisers: [] };

function classValue(id: string, bases: readonly Value[], members: Members, node: Node): ClassValue {
  const { fields, initialisers } = members;
  const body = initialisers.length > 0 ? withInitialisers(members, node) : members.body;
  return { kind: 'class', name: id, bases, fields, body, span: spanOf(node) };
}

function basesOf(node: Node): Value[] {
  const clauses = namedChildren(node).filter(
    (child) => child.type === 'superclass' || child.type === 'super_interfaces' || child.type === 'extends_interfaces',
  );
  return clauses
    .flatMap(namedChildren)
    .flatMap((child) => (child.type === 'type_list' ? namedChildren(child) : [child]))
    .map(typeValue);
}

function membersOf(body: Node, owner: string): Members {
  const fields: Field[] = [];
  const steps: Step[] = [];
  const initialisers: Step[] = [];
  for (const node of namedChildren(body)) {
    switch (node.type) {
      case 'field_declaration':
      case 'constant_declaration': {
        const modifiers = modifiersOf(node);
        const { before, result } = collecting(() => fieldBinds(node, modifiers));
        steps.push(...before);
        if (node.type === 'constant_declaration' || modifiers.has('static')) steps.push(...result);
        else fields.push(...result.map(instanceField));
        break;
      }
      case 'static_initializer':
        steps.push(...blockSteps(namedChildren(node)));
        break;
      case 'block':
        initialisers.push(...statement(node));
        break;
      case 'enum_constant':
        steps.push(enumConstant(node, owner));
        break;
      case 'enum_body_declarations':
      case 'ERROR': {
        const inner = membersOf(node, owner);
        fields.push(...inner.fields);
        steps.push(...inner.body);
        initialisers.push(...inner.initialisers);
        break;
      }
      default:
        steps.push(...statement(node));
    }
  }
  return { fields, body: steps, initialisers };
}

function fieldBinds(node: Node, modifiers: ReadonlySet<string>): Bind[] {
  const isConstant = node.type === 'constant_declaration' || modifiers.has('final');
  const type = declaredType(node.childForFieldName('type'));
  return node
    .childrenForFieldName('declarator')
    .flatMap((declarator) => (declarator ? [variable(declarator, type, isConstant)] : []));
}

/** `String ca;` has a type only. */
function instanceField(from: Bind): Field {
  const { name: id, value, type, span } = from;
  const isSet = !(value.kind === 'constant' && value.value === null);
  return { name: id, ...(isSet && { value }), ...(type !== undefined && { type }), span };
}

/** One without a body is only announced: a bind would hide the method that is inherited or implemented. */
export function methodSteps(node: Node): Step[] {
  if (node.childForFieldName('body') === null) return [];
  const id = node.type === 'method_declaration' ? (node.childForFieldName('name')?.text ?? '') : 'constructor';
  return [bind(id, methodValue(node, id), spanOf(node), { hoisted: true })];
}

function methodValue(node: Node, id: string): Lambda {
  const modifiers = modifiersOf(node);
  const body = node.childForFieldName('body');
  const result = declaredType(node.childForFieldName('type'));
  return lambda({
    name: id,
    parameters: parametersOf(node.childForFieldName('parameters')),
    body: body ? statement(body) : [],
    ...(modifiers.has('static') && { static: true }),
    ...(modifiers.has('private') && { private: true }),
    ...(result !== undefined && result !== 'void' && { result }),
    span: spanOf(node),
  });
}

/** Of methods, constructors, records and lambdas: `(String a, X... rest)`, `(a, b)`, `a`. */
export function parametersOf(node: Node | null): Parameter[] {
  if (node === null) return [];
  if (node.type === 'identifier') return [{ name: node.text, span: spanOf(node) }];
  return namedChildren(node).flatMap((child) => {
    const span = spanOf(child);
    switch (child.type) {
      case 'identifier':
      case 'underscore_pattern':
        return [{ name: child.text, span }];
      case 'formal_parameter': {
        const type = declaredType(child.childForFieldName('type'));
        return [{ name: child.childForFieldName('name')?.text ?? '_', ...(type !== undefined && { type }), span }];
      }
      case 'spread_parameter': {
        const [type, declarator] = namedChildren(child).filter((part) => part.type !== 'modifiers');
        const id = declarator?.childForFieldName('name')?.text ?? '_';
        return [{ name: id, rest: 'list' as const, ...(type && { type: declaredType(type) ?? type.text }), span }];
      }
      default:
        return [];
    }
  });
}

/** Each is a static field that holds the one object of its kind. */
function enumConstant(node: Node, owner: string): Step {
  const span = spanOf(node);
  const id = node.childForFieldName('name')?.text ?? '';
  const body = node.childForFieldName('body');
  const args = node.childForFieldName('arguments');
  const of = name(owner, span);
  const made = create(body ? anonymousClass(of, body) : of, args ? argumentsIn(args) : [], span);
  return bind(id, made, span, { constant: true, type: owner });
}

/** Blocks of a class run in each of its constructors, after `super(…)`; one that calls `this(…)` leaves that to the other. */
function withInitialisers({ body, initialisers }: Members, node: Node): readonly Step[] {
  const isConstructor = (step: Step): step is Bind => step.kind === 'bind' && step.name === 'constructor';
  if (!body.some(isConstructor)) {
    const made = lambda({ name: 'constructor', parameters: [], body: initialisers, span: spanOf(node) });
    return [...body, bind('constructor', made, spanOf(node), { hoisted: true })];
  }
  return body.map((step) => {
    if (!isConstructor(step) || step.value.kind !== 'lambda') return step;
    const [first, ...rest] = step.value.body;
    const delegates = delegatesTo(first);
    if (delegates === 'this') return step;
    const whole =
      first && delegates === 'super' ? [first, ...initialisers, ...rest] : [...initialisers, ...step.value.body];
    return { ...step, value: { ...step.value, body: whole } };
  });
}

function delegatesTo(step: Step | undefined): string | undefined {
  if (step?.kind !== 'use' || step.value.kind !== 'call') return undefined;
  const { callee } = step.value;
  if (callee.kind !== 'member' || callee.key !== 'constructor' || callee.object.kind !== 'name') return undefined;
  return callee.object.name;
}
