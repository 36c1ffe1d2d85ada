/** Functions, methods inside and outside their class, constructors with their lists, lambdas. */
import { argument, bind, call, constant, create, lambda, member, name, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Lambda, Parameter, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerArguments } from './calls.js';
import { hasSpecifier } from './declarations.js';
import { readDeclarator } from './declarators.js';
import { lowerInitializer } from './initialisers.js';
import { qualifiedName, typeName } from './names.js';
import { noWrites, type Scope, type Writes } from './scope.js';
import { lowerBlock, lowerStatement } from './statements.js';

/** A function is bound under its name; `A::f` outside its class is written into the class. */
export function lowerFunctionDefinition(node: Node, scope: Scope): Step[] {
  const { id, func } = readDeclarator(node.childForFieldName('declarator'));
  if (id === null || func === null) return lowerBroken(node, scope);
  if (!hasBody(node)) return [];
  const span = spanOf(node);
  const path = qualifiedName(id);
  const end = path.lastIndexOf('::');
  const owner = end < 0 ? null : path.slice(0, end);
  const method = lowerFunction(node, func, owner === null ? path : path.slice(end + 2), owner, scope);
  if (owner === null) return [bind(method.name!, method, span, { hoisted: true })];
  const object = name(owner, spanOf(id));
  return [{ kind: 'write', object, key: method.name!, value: method, hoisted: true, span }];
}

const hasBody = (node: Node): boolean =>
  node.childForFieldName('body') !== null || namedChildren(node).some((child) => child.type === 'try_statement');

/** A macro in front of a function can hide its head from the parser; the body is read all the same. */
function lowerBroken(node: Node, scope: Scope): Step[] {
  const body = node.childForFieldName('body');
  return body ? [use(lambda({ parameters: [], body: lowerBlock(body, inBlock(scope)), span: spanOf(node) }))] : [];
}

export const inBlock = (scope: Scope): Scope => ({ ...scope, kind: 'block' });

function lowerFunction(node: Node, func: Node, id: string, owner: string | null, scope: Scope): Lambda {
  const result = typeName(node.childForFieldName('type'));
  const isConstructor = node.childForFieldName('type') === null && isNamedLike(id, owner, scope);
  const inner = inBlock(scope);
  const body = node.childForFieldName('body') ?? namedChildren(node).find((child) => child.type === 'try_statement');
  const { writes: outer, returns } = scope.file;
  const writes = noWrites();
  scope.file.writes = writes;
  scope.file.returns = node.childForFieldName('type');
  const first = isConstructor ? lowerMemberInitializers(node, id, inner) : [];
  const steps = [...first, ...(body ? lowerStatement(body, inner) : [])];
  scope.file.writes = outer;
  scope.file.returns = returns;
  const isStatic = hasSpecifier(node, 'static');
  const list = func.childForFieldName('parameters');
  return lambda({
    name: isConstructor ? 'constructor' : id,
    parameters: parametersOf(list, scope).map((one) => (isOut(one, list, writes) ? { ...one, out: true } : one)),
    body: steps,
    ...(isStatic && (scope.kind === 'class' ? { static: true as const } : { private: true as const })),
    ...(result && { result }),
    span: spanOf(node),
  });
}

/** A constructor has the name of its class: inside it, or in front of the last `::`. */
const isNamedLike = (id: string, owner: string | null, scope: Scope): boolean =>
  owner === null
    ? scope.kind === 'class' && !id.startsWith('~') && !id.startsWith('operator')
    : owner.split('::').at(-1) === id;

/** `Client(ca) : Base(ca), ca_(ca) {}`. */
function lowerMemberInitializers(node: Node, className: string, scope: Scope): Step[] {
  const list = namedChildren(node).find((child) => child.type === 'field_initializer_list');
  return (list ? namedChildren(list) : []).flatMap((one): Step[] => {
    const [target, given] = namedChildren(one);
    if (one.type !== 'field_initializer' || !target) return [];
    const span = spanOf(one);
    const args = given?.type === 'argument_list' ? lowerArguments(given, scope) : given ? elements(given, scope) : [];
    const id = qualifiedName(target);
    const receiver = (called: string): Value => member(name(called, spanOf(target)), 'constructor', spanOf(target));
    if (id === className) return [use(call(receiver('this'), args, span))];
    if (target.type !== 'field_identifier' || (/^[A-Z]/.test(id) && !scope.fields.has(id))) {
      return [use(call(receiver('super'), args, span))];
    }
    return [
      { kind: 'write', object: name('this', spanOf(target)), key: id, value: fieldValue(id, args, scope, span), span },
    ];
  });
}

/** Written through: a pointer whose target gets a value, a reference that does; here, or where it is handed on to. */
function isOut({ name: id }: Parameter, list: Node | null, writes: Writes): boolean {
  if (writes.through.has(id)) return true;
  if (!writes.itself.has(id) && !writes.handedOn.has(id)) return false;
  const node = (list ? namedChildren(list) : []).find(
    (one) => readDeclarator(one.childForFieldName('declarator')).id?.text === id,
  );
  if (!node || hasSpecifier(node, 'const')) return false;
  const { reference, pointer, array } = readDeclarator(node.childForFieldName('declarator'));
  return writes.itself.has(id) ? reference : pointer || array || reference;
}

const elements = (list: Node, scope: Scope): Argument[] =>
  namedChildren(list).map((one) => argument(lowerInitializer(one, null, scope), spanOf(one)));

/** A field of a class type is made by its constructor, where the type is seen; else it is what it is given. */
function fieldValue(id: string, args: readonly Argument[], scope: Scope, span: Span): Value {
  const type = scope.fields.get(id);
  if (type !== undefined) return create(name(type, span), args, span);
  const [first, ...more] = args;
  if (first === undefined) return constant(null, span);
  return more.length === 0
    ? first.value
    : unknown(
        'field_initializer',
        span,
        args.map((one) => one.value),
      );
}

export function parametersOf(list: Node | null, scope: Scope): Parameter[] {
  return (list ? namedChildren(list) : []).flatMap((node, position): Parameter[] => {
    const span = spanOf(node);
    if (node.type === 'identifier') return [{ name: node.text, span }];
    if (!node.type.endsWith('parameter_declaration') || node.type.startsWith('explicit')) return [];
    const { id, func } = readDeclarator(node.childForFieldName('declarator'));
    const type = typeName(node.childForFieldName('type'));
    if (id === null && type === 'void') return [];
    const given = node.childForFieldName('default_value');
    return [
      {
        name: id && !func ? id.text : (id?.text ?? `unnamed:${position}`),
        ...(given && { default: lowerInitializer(given, null, scope) }),
        ...(node.type === 'variadic_parameter_declaration' && { rest: 'list' as const }),
        ...(type && { type }),
        span,
      },
    ];
  });
}

/** `[&](int code) { … }`. What is captured is what the names around mean anyway, but for `[x = value]`. */
export function lowerLambda(node: Node, scope: Scope): Value {
  const inner = inBlock(scope);
  const declarator = node.childForFieldName('declarator');
  const captured = namedChildren(node.childForFieldName('captures') ?? node).flatMap((one): Step[] => {
    const [left] = one.type === 'lambda_capture_initializer' ? namedChildren(one) : [];
    const right = one.childForFieldName('right') ?? namedChildren(one)[1];
    return left && right ? [bind(left.text, lowerInitializer(right, null, scope), spanOf(one))] : [];
  });
  const { returns } = scope.file;
  scope.file.returns = null;
  const body = lowerBlock(node.childForFieldName('body'), inner);
  scope.file.returns = returns;
  return lambda({
    parameters: parametersOf(declarator?.childForFieldName('parameters') ?? null, scope),
    body: [...captured, ...body],
    span: spanOf(node),
  });
}
