/** Classes, interfaces, enums and records; their methods, fields and initialisers. */
import { bind, create, lambda, name } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { ClassValue, Field, Lambda, Parameter, Value } from '../../ir/value.js';
import { collecting } from '../shared/order.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { callingBase, withInitialisers } from './constructors.js';
import { enumMembers } from './enums.js';
import { argumentsIn } from './expressions.js';
import { configured, injected } from './injected.js';
import { lombokMembers } from './lombok.js';
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
  const complete =
    node.type === 'record_declaration'
      ? recordMembers(node, members)
      : node.type === 'enum_declaration' && body
        ? enumMembers(body, id, members)
        : lombokMembers(node, id, members);
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
  const { initialisers } = members;
  const fields = configured(node, members.fields);
  const hasBase = node.namedChildren.some((child) => child?.type === 'superclass');
  const based = hasBase ? callingBase(members.body) : members.body;
  const body = apart(
    initialisers.length > 0 ? withInitialisers(based, initialisers, spanOf(node), hasBase) : based,
    fields,
  );
  const isAbstract = node.type === 'interface_declaration' || modifiersOf(node).has('abstract');
  return {
    kind: 'class',
    name: id,
    bases,
    ...(isAbstract && { abstract: true as const }),
    fields,
    body,
    span: spanOf(node),
  };
}

/**
 * A method and a field of one name live apart in Java: the method of such a pair is bound under its name with parentheses,
 * where calls look first.
 */
function apart(body: readonly Step[], fields: readonly Field[]): readonly Step[] {
  const isMethod = (step: Bind) => step.hoisted === true && step.value.kind === 'lambda';
  const taken = new Set(fields.map((field) => field.name));
  for (const step of body) if (step.kind === 'bind' && !isMethod(step)) taken.add(step.name);
  return body.map((step) =>
    step.kind === 'bind' && isMethod(step) && taken.has(step.name) ? { ...step, name: `${step.name}()` } : step,
  );
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
    .flatMap((declarator) => (declarator ? [variable(declarator, type, isConstant)] : []))
    .map((bound) => (isNull(bound.value) ? { ...bound, value: injected(node) ?? bound.value } : bound));
}

const isNull = (value: Value): boolean => value.kind === 'constant' && value.value === null;

/** `String ca;` has a type only. */
function instanceField(from: Bind): Field {
  const { name: id, value, type, span } = from;
  const isSet = !isNull(value);
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
        const given = injected(child);
        const more = { ...(type !== undefined && { type }), ...(given && { default: given }) };
        return [{ name: child.childForFieldName('name')?.text ?? '_', ...more, span }];
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
