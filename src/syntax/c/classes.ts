/** Structs, classes, enumerations, and second names for types. */
import { bind, constant, name, operator } from '../../ir/build.js';
import type { Import, Step } from '../../ir/step.js';
import type { ClassValue, Field, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { constructed, hasSpecifier, startOf } from './declarations.js';
import { readDeclarator } from './declarators.js';
import { lowerValue } from './expressions.js';
import { lowerInitializer } from './initialisers.js';
import { isObjectType, isString, qualifiedName, typeName, typeValue } from './names.js';
import { lowerPrototype } from './prototypes.js';
import type { Scope } from './scope.js';
import { lowerStatement, statementsIn } from './statements.js';

/** Only a definition says something; `called` names a struct that has no name of its own. */
export function lowerType(node: Node, scope: Scope, called?: string): Step[] {
  if (node.type === 'enum_specifier') return lowerEnum(node, scope);
  const id = node.childForFieldName('name');
  const written = id ? qualifiedName(id) : called;
  const body = node.childForFieldName('body');
  if (written === undefined || body === null) return [];
  const members = membersOf(body);
  const inner: Scope = { ...scope, kind: 'class', fields: constructedFields(members, scope) };
  const value: ClassValue = {
    kind: 'class',
    name: written,
    bases: basesOf(node),
    fields: members.flatMap((one) => (one.type === 'field_declaration' ? instanceFields(one, inner) : [])),
    body: members.flatMap((one) => [
      ...prototypes(one, written, inner),
      ...(one.type === 'field_declaration' ? staticFields(one, inner) : lowerMember(one, inner)),
    ]),
    span: spanOf(node),
  };
  return [bind(written, value, spanOf(node), { hoisted: true })];
}

/** Both sides of `#if` inside a class count. */
const membersOf = (body: Node): Node[] =>
  statementsIn(body).flatMap((child) =>
    child.isError || /^preproc_(if|ifdef|else|elif|elifdef)$/.test(child.type) ? membersOf(child) : [child],
  );

const MEMBERS =
  /^(?:function_definition|template_declaration|type_definition|alias_declaration|preproc_def|declaration)$/;

const lowerMember = (node: Node, scope: Scope): Step[] =>
  MEMBERS.test(node.type) || node.type.endsWith('_specifier') ? lowerStatement(node, scope) : [];

/** Methods that are only declared here; a constructor has no type of its own. */
const prototypes = (node: Node, className: string, scope: Scope): Step[] =>
  /^(?:field_)?declaration$/.test(node.type)
    ? node
        .childrenForFieldName('declarator')
        .flatMap((one) => lowerPrototype(readDeclarator(one), className.replace(/^.*::/, ''), scope))
    : [];

function basesOf(node: Node): Value[] {
  const clause = namedChildren(node).find((child) => child.type === 'base_class_clause');
  const bases = (clause ? namedChildren(clause) : []).filter((child) => /identifier|template_type/.test(child.type));
  return bases.map((base) => name(qualifiedName(base), spanOf(base)));
}

/** Types of the fields that hold an object rather than a text, a number or a pointer. */
function constructedFields(members: readonly Node[], scope: Scope): Map<string, string> {
  const types = new Map<string, string>();
  for (const node of members) {
    const type = node.type === 'field_declaration' ? node.childForFieldName('type') : null;
    const written = typeName(type);
    if (written === undefined || isString(written) || !isObjectType(type, scope.file)) continue;
    for (const declarator of node.childrenForFieldName('declarator')) {
      const { id, pointer, reference, array, func } = readDeclarator(declarator);
      if (id && !pointer && !reference && !array && !func) types.set(id.text, written);
    }
  }
  return types;
}

interface FieldParts {
  readonly id: Node;
  readonly type: Node | null;
  readonly given: Node | null;
  /** `X x{a}` makes it; `X x = {a}` and a value by itself do not. */
  readonly isMade: boolean;
  readonly isObject: boolean;
}

/** The value of a field stands beside its declarator, not inside it. */
function fieldParts(node: Node, scope: Scope): FieldParts[] {
  const type = node.childForFieldName('type');
  const parts: FieldParts[] = [];
  for (const [position, child] of node.children.entries()) {
    if (child === null || node.fieldNameForChild(position) !== 'declarator') continue;
    const { id, func } = readDeclarator(child);
    if (!id || func) continue;
    const next = node.children.slice(position + 1).findIndex((one) => one?.type === ',');
    const rest = node.children.slice(position + 1, next < 0 ? undefined : position + 1 + next);
    const given = rest.find((one, i) => one && node.fieldNameForChild(position + 1 + i) === 'default_value') ?? null;
    const isObject = scope.fields.has(id.text);
    const isMade = isObject && given?.type === 'initializer_list' && !rest.some((one) => one?.type === '=');
    parts.push({ id, type, given, isMade, isObject });
  }
  return parts;
}

function instanceFields(node: Node, scope: Scope): Field[] {
  if (hasSpecifier(node, 'static') || hasSpecifier(node, 'typedef')) return [];
  const written = typeName(node.childForFieldName('type'));
  return fieldParts(node, scope).map(({ id, type, given, isMade, isObject }) => {
    const span = spanOf(node);
    if (isMade && given && type)
      return { name: id.text, value: constructed(given, type, scope, span), ...(written && { type: written }), span };
    const value = given
      ? lowerInitializer(given, type, scope)
      : isObject
        ? startOf(type, scope, spanOf(id))
        : undefined;
    return { name: id.text, ...(value && { value: unbraced(value, given) }), ...(written && { type: written }), span };
  });
}

/** `int *p{nullptr}` has one value in its braces. */
function unbraced(value: Value, given: Node | null): Value {
  const isSingle = given?.type === 'initializer_list' && value.kind === 'list' && value.items.length === 1;
  return isSingle ? value.items[0]!.value : value;
}

function staticFields(node: Node, scope: Scope): Step[] {
  const type = node.childForFieldName('type');
  const nested = type?.childForFieldName('body') ? lowerType(type, scope) : [];
  if (!hasSpecifier(node, 'static')) return nested;
  const written = typeName(type);
  const isConstant = hasSpecifier(node, 'const') || hasSpecifier(node, 'constexpr');
  const binds = fieldParts(node, scope).flatMap(({ id, given }): Step[] => {
    if (given === null) return [];
    const more = { ...(isConstant && { constant: true as const }), ...(written && { type: written }) };
    return [bind(id.text, unbraced(lowerInitializer(given, type, scope), given), spanOf(node), more)];
  });
  return [...nested, ...binds];
}

/** Each name counts on from the one before it. A scoped enumeration keeps its names to itself. */
function lowerEnum(node: Node, scope: Scope): Step[] {
  const body = node.childForFieldName('body');
  let base: Value | null = null;
  let offset = 0;
  const names = (body ? namedChildren(body) : []).flatMap((one): Step[] => {
    const id = one.childForFieldName('name');
    if (one.type !== 'enumerator' || id === null) return [];
    const span = spanOf(one);
    const given = one.childForFieldName('value');
    if (given) {
      const value = lowerValue(given, scope, span);
      const isNumber = value.kind === 'constant' && typeof value.value === 'number';
      base = isNumber ? null : value;
      offset = isNumber ? Number(value.value) : 0;
    }
    const value =
      base === null
        ? constant(offset, span)
        : offset === 0
          ? base
          : operator('+', [base, constant(offset, span)], span);
    offset += 1;
    return [bind(id.text, value, span, { constant: true })];
  });
  const called = node.childForFieldName('name');
  const isScoped = node.children.some((child) => child?.type === 'class' || child?.type === 'struct');
  if (!isScoped || called === null) return names;
  const span = spanOf(node);
  return [
    bind(called.text, { kind: 'class', name: called.text, bases: [], fields: [], body: names, span }, span, {
      hoisted: true,
    }),
  ];
}

/** `typedef struct client { … } client_t;` */
export function lowerTypedef(node: Node, scope: Scope): Step[] {
  const { file } = scope;
  const type = node.childForFieldName('type');
  const declared: Step[] = [];
  for (const declarator of node.childrenForFieldName('declarator')) {
    const { id, pointer, array, func } = readDeclarator(declarator);
    if (!id || !type) continue;
    const isObject = !pointer && !array && !func && isObjectType(type, file);
    file.typedefs.set(id.text, isObject ? 'object' : 'scalar');
    const target = typeValue(type);
    if (type.childForFieldName('body') && declared.length === 0) declared.push(...lowerType(type, scope, id.text));
    if (!isObject || target?.kind !== 'name' || target.name === id.text) continue;
    if (type.type.endsWith('_specifier')) file.aliases.push(bind(id.text, target, spanOf(node), { hoisted: true }));
    else file.imports.push({ local: id.text, qualified: target.name, span: spanOf(node) });
  }
  return declared;
}

/** `using namespace a::b`, `using a::b`, `using X = a::Y`, `namespace s = a::b`. */
export function lowerUsing(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const id = node.childForFieldName('name');
  const target =
    node.childForFieldName('type') ??
    namedChildren(node)
      .filter((child) => child.id !== id?.id)
      .at(-1);
  if (target === undefined || target === null) return [];
  const qualified = target.type === 'nested_namespace_specifier' ? target.text.replace(/\s/g, '') : typeName(target);
  if (qualified === undefined) return [];
  const isOpen = node.children.some((child) => child?.type === 'namespace') && node.type === 'using_declaration';
  const local = isOpen ? '*' : (id?.text ?? qualified.slice(qualified.lastIndexOf(':') + 1));
  if (local !== qualified) scope.file.imports.push({ local, qualified, span } satisfies Import);
  return [];
}
