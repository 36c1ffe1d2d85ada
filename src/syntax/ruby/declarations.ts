import { argument, bind, constant, keyword, lambda, name } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Argument, ClassValue, Lambda, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { constantPath } from './names.js';
import { lowerParameters } from './parameters.js';
import { Locals, type Scope, type Sides } from './scope.js';
import { lowerBody } from './statements.js';

export function lowerMethod(node: Node, outer: Scope): Step[] {
  const span = spanOf(node);
  const written = node.childForFieldName('name')?.text ?? '';
  const id = written === 'initialize' ? 'constructor' : written;
  const object = node.childForFieldName('object');
  const isStatic = outer.self !== 'file' && (object?.type === 'self' || outer.defines === 'functions');
  const inner: Scope = {
    ...outer,
    self: outer.self === 'file' ? 'file' : isStatic ? 'class' : 'object',
    locals: new Locals(),
    inside: 'body',
    implicit: null,
    wrapped: false,
    defines: 'methods',
  };
  const parameters = lowerParameters(node.childForFieldName('parameters'), inner);
  const scope: Scope = { ...inner, method: { name: id, arguments: handedOn(node.childForFieldName('parameters')) } };
  // What a constructor or a setter returns is never seen.
  const isSilent = id === 'constructor' || /\w=$/.test(id);
  const body = lowerBody(node.childForFieldName('body'), scope, { kind: isSilent ? 'drop' : 'return' });
  const value: Lambda = lambda({ name: written, parameters, body, ...(isStatic && { static: true }), span });
  if (object === null || object.type === 'self' || constantPath(object) === undefined) {
    return [bind(id, value, span, { hoisted: true })];
  }
  return [{ kind: 'write', object: lowerValue(object, outer, span), key: id, value: { ...value, static: true }, span }];
}

/** The arguments of a bare `super`. */
function handedOn(parameters: Node | null): Argument[] {
  return (parameters ? namedChildren(parameters) : []).flatMap((node): Argument[] => {
    const span = spanOf(node);
    const id = node.childForFieldName('name')?.text ?? node.text;
    switch (node.type) {
      case 'identifier':
      case 'optional_parameter':
      case 'block_parameter':
        return [argument(name(id, span))];
      case 'keyword_parameter':
        return [keyword(id, name(id, span), span)];
      case 'splat_parameter':
      case 'hash_splat_parameter':
      case 'forward_parameter':
        return [{ value: name(id, span), spread: true, span }];
      default:
        return [];
    }
  });
}

/** `{ |x| … }` and `do |x| … end`. */
export function lowerBlock(node: Node, outer: Scope): Lambda {
  const named = node.childForFieldName('parameters');
  const implicit = named ? null : new Set<string>();
  const scope: Scope = { ...outer, locals: new Locals(outer.locals), inside: 'block', implicit, wrapped: false };
  const given = lowerParameters(named, scope);
  const body = lowerBody(node.childForFieldName('body'), scope, { kind: 'return' });
  const span = spanOf(node);
  const unnamed = [...(implicit ?? [])].sort().map((id) => ({ name: id, span }));
  return lambda({ parameters: [...given, ...unnamed], body, block: true, span });
}

/** `->(x) { … }`: unlike a block, `return` leaves only it. */
export function lowerArrow(node: Node, outer: Scope): Value {
  const scope: Scope = { ...outer, locals: new Locals(outer.locals), inside: 'block', wrapped: false };
  const parameters = lowerParameters(node.childForFieldName('parameters'), scope);
  const block = node.childForFieldName('body');
  const body = lowerBody(block?.childForFieldName('body') ?? null, scope, { kind: 'return' });
  return lambda({ parameters, body, span: spanOf(node) });
}

/**
 * A class or module is bound where it stands, not hoisted: its body runs there, and reads what was bound before.
 * Mixed-in modules are bases: their methods are found as a base's are.
 */
export function lowerClass(node: Node, outer: Scope): Bind {
  const span = spanOf(node);
  const written = node.childForFieldName('name');
  const id = written ? (constantPath(written) ?? written.text) : '';
  const [parent] = namedChildren(node.childForFieldName('superclass') ?? node).slice(0, 1);
  const base = node.childForFieldName('superclass') && parent ? [lowerValue(parent, outer, span)] : [];
  return bind(id, classOf(id, base, node.childForFieldName('body'), outer, node), span);
}

export function classOf(id: string, bases: readonly Value[], body: Node | null, outer: Scope, whole: Node): ClassValue {
  const scope: Scope = {
    ...outer,
    self: 'class',
    locals: new Locals(),
    method: null,
    inside: 'body',
    apart: methodsApart(body),
    met: { object: new Map(), class: new Map() },
    defines: extendsSelf(body) ? 'functions' : 'methods',
    wrapped: false,
  };
  const steps = body ? lowerBody(body, scope, { kind: 'drop' }) : [];
  const { met } = scope;
  return {
    kind: 'class',
    name: id,
    bases: [...bases, ...mixinsOf(body, outer)],
    ...(whole.type === 'module' && { mixin: true as const }),
    // An instance variable that nothing has set is nil, and so is one of the class itself.
    fields: [...met.object].map(([field, span]) => ({ name: field, value: constant(null, span), span })),
    body: [...[...met.class].map(([field, span]) => bind(field, constant(null, span), span)), ...steps],
    span: spanOf(whole),
  };
}

/** `class << self` holds methods of the class. */
export function lowerSingletonClass(node: Node, outer: Scope): Step[] {
  return lowerBody(node.childForFieldName('body'), { ...outer, defines: 'functions' }, { kind: 'drop' });
}

function ownCalls(body: Node | null, method: RegExp): Node[] {
  return (body ? namedChildren(body) : []).filter(
    (child) =>
      child.type === 'call' &&
      !child.childForFieldName('receiver') &&
      method.test(child.childForFieldName('method')?.text ?? ''),
  );
}

const argumentsOf = (call: Node): Node[] => namedChildren(call.childForFieldName('arguments') ?? call);

function mixinsOf(body: Node | null, scope: Scope): Value[] {
  return ownCalls(body, /^(include|extend|prepend)$/)
    .flatMap(argumentsOf)
    .filter((given) => constantPath(given) !== undefined)
    .map((given) => lowerValue(given, scope, spanOf(given)));
}

const extendsSelf = (body: Node | null): boolean =>
  ownCalls(body, /^extend$/).some((each) => argumentsOf(each).some((given) => given.type === 'self'));

/** Methods that have an instance variable's name and do more than return it. */
function methodsApart(body: Node | null): Sides<ReadonlySet<string>> {
  const found = { object: new Set<string>(), class: new Set<string>() };
  const visit = (node: Node, outer: 'object' | 'class'): void => {
    let side = outer;
    for (const child of namedChildren(node)) {
      if (child.type === 'identifier' && child.text === 'module_function') side = 'class';
      else if (child.type === 'method' || child.type === 'singleton_method') {
        const id = child.childForFieldName('name')?.text ?? '';
        const isReader = child.childForFieldName('body')?.text.trim() === `@${id}`;
        if (!isReader) found[child.type === 'method' ? side : 'class'].add(id);
      } else if (child.type === 'singleton_class') {
        const inner = child.childForFieldName('body');
        if (inner) visit(inner, 'class');
      } else if (child.type === 'call' && child.childForFieldName('arguments')) {
        const list = child.childForFieldName('arguments')!;
        if (namedChildren(list).some((given) => given.type === 'method')) visit(list, side);
      }
    }
  };
  if (body) visit(body, extendsSelf(body) ? 'class' : 'object');
  return found;
}
