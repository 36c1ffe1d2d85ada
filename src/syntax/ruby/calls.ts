import {
  argument,
  bind,
  call,
  constant,
  create,
  keyword,
  lambda,
  member,
  name,
  operator,
  record,
  returns,
} from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerPair } from './collections.js';
import { lowerBlock } from './declarations.js';
import { lowerValue } from './expressions.js';
import { formatted } from './format.js';
import { lowerIteration } from './iteration.js';
import type { Scope, Sink } from './scope.js';
import { deliver, lowerStatement } from './statements.js';
import { madeClass } from './structs.js';

export function lowerCall(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const receiver = node.childForFieldName('receiver');
  const method = node.childForFieldName('method');
  if (method?.type === 'super') return lowerSuper(node, node.childForFieldName('arguments'), scope);
  if (receiver === null) return lowerOwnCall(node, method?.text ?? '', scope, span);
  if (receiver.type === 'constant') {
    const made = madeClass(node, '', scope);
    if (made) return made;
  }
  const object = lowerValue(receiver, scope, span);
  return lowerMethodCall(object, method?.text ?? 'call', lowerArguments(node, scope), span);
}

function lowerOwnCall(node: Node, method: string, scope: Scope, span: Span): Value {
  const block = node.childForFieldName('block');
  const list = node.childForFieldName('arguments');
  if ((method === 'lambda' || method === 'proc') && block && !list) {
    const { block: _, ...value } = lowerBlock(block, scope);
    return value;
  }
  const given = lowerArguments(node, scope);
  const [first] = given;
  if (method.startsWith('require') || method === 'load') collectImport(method, first?.value, scope, span);
  if (method === 'new' && scope.self === 'class') return create(name('class', span), given, span);
  if (method === 'method' && first?.value.kind === 'text') return name(first.value.value, span);
  if ((method === 'format' || method === 'sprintf') && first?.value.kind === 'text') {
    const value = formatted(first.value, given.slice(1), span);
    if (value) return value;
  }
  return call(name(method, span), given, span);
}

function lowerMethodCall(object: Value, method: string, given: readonly Argument[], span: Span): Value {
  const [first] = given;
  switch (method) {
    case 'new':
      return create(object, given, span);
    // What stands behind `__END__`, and constants by name.
    case 'read':
      if (object.kind === 'name' && object.name === 'DATA') return object;
      break;
    case 'const_get':
      if (object.kind === 'name' && first?.value.kind === 'text')
        return name(`${object.name}::${first.value.value}`, span);
      break;
    case 'freeze':
      return object;
    case 'class':
      if (object.kind === 'name' && object.name === 'this') return name('class', span);
      break;
    case 'nil?':
      return operator('==', [object, constant(null, span)], span);
    case 'is_a?':
    case 'kind_of?':
    case 'instance_of?':
      if (first) return operator('instanceof', [object, first.value], span);
      break;
    case 'method':
      if (first?.value.kind === 'text') return member(object, first.value.value, span);
      break;
    case 'send':
    case 'public_send':
    case '__send__':
      if (first?.value.kind === 'text') return lowerMethodCall(object, first.value.value, given.slice(1), span);
  }
  return call(member(object, method, span), given, span);
}

/** `require_relative "tls"`, `require "./tls"`: a file of the project; gems are found by the constants they define. */
function collectImport(method: string, path: Value | undefined, scope: Scope, span: Span): void {
  if (path?.kind !== 'text' || (method !== 'require_relative' && !/^\.\.?\//.test(path.value))) return;
  scope.file.imports.push({ local: '*', qualified: path.value, relative: true, span });
}

/** `super` alone hands on what the method was given; inside `initialize` it is the base's constructor. */
export function lowerSuper(node: Node, list: Node | null, scope: Scope): Value {
  const span = spanOf(node);
  const given = list === null && node.type === 'super' ? (scope.method?.arguments ?? []) : lowerArguments(node, scope);
  return call(member(name('super', span), scope.method?.name ?? 'super', span), given, span);
}

export function lowerYield(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const [list] = namedChildren(node);
  return call(name('op:yield', span), list ? lowerList(list, scope) : [], span);
}

/** The arguments of a call, its block last. */
export function lowerArguments(node: Node, scope: Scope): Argument[] {
  const list = node.childForFieldName('arguments');
  const block = node.childForFieldName('block');
  const given = list ? lowerList(list, scope) : [];
  return block ? [...given, argument(lowerBlock(block, scope))] : given;
}

/** Symbol keys are keyword arguments; other pairs are a hash, the last argument. */
export function lowerList(list: Node, scope: Scope): Argument[] {
  const given: Argument[] = [];
  const pairs: Entry[] = [];
  const last: Argument[] = [];
  for (const child of namedChildren(list)) {
    const span = spanOf(child);
    const [inner = null] = namedChildren(child);
    switch (child.type) {
      case 'pair': {
        const pair = lowerPair(child, scope);
        const isSymbol = child.childForFieldName('key')?.type !== 'string' || child.child(1)?.type === ':';
        if (typeof pair.key === 'string' && isSymbol) given.push(keyword(pair.key, pair.value, span));
        else pairs.push(pair);
        break;
      }
      case 'splat_argument':
      case 'hash_splat_argument': {
        const value = inner ? lowerValue(inner, scope, span) : name(child.type === 'splat_argument' ? '*' : '**', span);
        given.push({ value, spread: true, span });
        break;
      }
      case 'forward_argument':
        given.push({ value: name('...', span), spread: true, span });
        break;
      case 'block_argument':
        last.push(argument(lowerBlockArgument(inner, scope, span), span));
        break;
      default:
        given.push(argument(lowerValue(child, scope, span), span));
    }
  }
  const [first] = pairs;
  return [...given, ...(first ? [argument(record(pairs, first.span))] : []), ...last];
}

/** `&:to_pem` is a block that calls that method on what it gets. */
function lowerBlockArgument(given: Node | null, scope: Scope, span: Span): Value {
  if (given === null) return name('&', span);
  if (given.type !== 'simple_symbol') return lowerValue(given, scope, span);
  const each = name('each', span);
  const body = [returns(call(member(each, given.text.slice(1), span), [], span))];
  return lambda({ parameters: [{ name: 'each', span }], body, block: true, span });
}

const THROWERS = new Set(['raise', 'fail', 'abort', 'exit', 'exit!']);

/** `raise`, `abort`, `exit`, `Process.exit`. */
export function throws(node: Node): boolean {
  if (node.type === 'identifier') return THROWERS.has(node.text);
  if (node.type === 'parenthesized_statements') return namedChildren(node).some(throws);
  if (node.type !== 'call' || !THROWERS.has(node.childForFieldName('method')?.text ?? '')) return false;
  const receiver = node.childForFieldName('receiver');
  return receiver === null || receiver.text === 'Process' || receiver.text === 'Kernel';
}

/** Words of a class body that only say how its methods may be called, or make accessors for fields. */
const WORDS =
  /^(private|public|protected|module_function|private_class_method|public_class_method|private_constant|attr_reader|attr_writer|attr_accessor|alias_method|include|extend|prepend)$/;

export function lowerCallStatement(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  if (throws(node) && scope.locals.find(node.text) === undefined) {
    return [{ kind: 'throw', value: lowerValue(node, scope, span), span }];
  }
  const isOwn = node.type === 'identifier' || (node.type === 'call' && node.childForFieldName('receiver') === null);
  const own = isOwn ? lowerOwnStatement(node, scope, span) : undefined;
  const iteration = own ?? (sink.kind === 'give' ? undefined : lowerIteration(node, scope));
  return iteration ?? deliver(lowerValue(node, scope, span), sink);
}

/** Calls without a receiver that are declarations rather than calls; undefined for all others. */
function lowerOwnStatement(node: Node, scope: Scope, span: Span): Step[] | undefined {
  const method = (node.type === 'identifier' ? node : node.childForFieldName('method'))?.text ?? '';
  if (method === 'require' || method === 'require_relative') {
    lowerValue(node, scope, span);
    return [];
  }
  if (method === 'include' && scope.self === 'file') {
    for (const { value } of lowerArguments(node, scope))
      if (value.kind === 'name') scope.file.imports.push({ local: '*', qualified: value.name, span });
  }
  if (scope.self !== 'class') return undefined;
  if (WORDS.test(method)) {
    const list = node.type === 'call' ? node.childForFieldName('arguments') : null;
    const defined = list ? namedChildren(list).filter((child) => /^(singleton_)?method$/.test(child.type)) : [];
    return defined.flatMap((child) => lowerStatement(child, scope, { kind: 'drop' }));
  }
  return method === 'define_method' ? lowerDefineMethod(node, scope, span) : undefined;
}

/** `define_method(:verify) { |ok| … }`. */
function lowerDefineMethod(node: Node, scope: Scope, span: Span): Step[] | undefined {
  const [id, ...more] = lowerArguments(node, { ...scope, self: 'object' });
  const body = more.at(-1)?.value;
  if (!id || body?.kind !== 'lambda') return undefined;
  const { block: _, ...own } = body;
  if (id.value.kind === 'text') return [bind(id.value.value, own, span, { hoisted: true })];
  // A name that is put together, as a rule once in each turn of a loop.
  return [{ kind: 'write', object: name('class', span), key: id.value, value: own, span }];
}
