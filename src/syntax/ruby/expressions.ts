import {
  argument,
  call,
  choice,
  concat,
  constant,
  entry,
  lambda,
  list,
  member,
  name,
  operator,
  record,
  text,
  unknown,
} from '../../ir/build.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerBinary } from './binary.js';
import { lowerCall, lowerSuper, lowerYield } from './calls.js';
import { lowerArrow } from './declarations.js';
import { DEEPEST, type Scope } from './scope.js';
import { lowerStatement, selfName } from './statements.js';
import { lowerHeredoc, lowerString, lowerWords } from './strings.js';

/** Total: what has no form of its own becomes `unknown` with its lowered parts. */
export function lowerValue(node: Node | null, scope: Scope, around: Span): Value {
  if (node === null) return unknown('missing', around);
  if (scope.file.depth > DEEPEST) return unknown('too deep', spanOf(node));
  scope.file.depth += 1;
  const value = lowerNode(node, scope);
  scope.file.depth -= 1;
  return value;
}

function lowerNode(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const lower = (part: Node | null): Value => lowerValue(part, scope, span);
  switch (node.type) {
    case 'identifier':
      return lowerIdentifier(node, scope, span);
    case 'constant':
    case 'global_variable':
      return name(GLOBALS[node.text] ?? node.text, span);
    case 'scope_resolution':
      return lowerScopeResolution(node, scope, span);
    case 'instance_variable':
    case 'class_variable':
      return variablePlace(node, scope).value;
    case 'self':
      return selfName(scope, span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'nil':
      return constant(null, span);
    case 'integer':
    case 'float':
      return lowerNumber(node, span);
    case 'string':
    case 'delimited_symbol':
      return lowerString(node, scope, lower);
    case 'chained_string':
      return concat(namedChildren(node).map(lower), span);
    case 'simple_symbol':
      return text(node.text.slice(1), span);
    case 'hash_key_symbol':
      return text(node.text, span);
    case 'character':
      return text(node.text.slice(1), span);
    case 'string_array':
    case 'symbol_array':
      return lowerWords(node, scope, lower);
    case 'heredoc_beginning':
      return lowerHeredoc(node, scope, lower);
    case 'subshell':
      return call(name('`', span), [argument(lowerString(node, scope, lower))], span);
    case 'regex':
      return unknown('regex', span, [lowerString(node, scope, lower)]);
    case 'array':
    case 'right_assignment_list':
      return list(lowerItems(node, scope), span);
    case 'hash':
      return record(
        namedChildren(node).map((pair) => lowerPair(pair, scope)),
        span,
      );
    case 'call':
      return lowerCall(node, scope);
    case 'super':
      return lowerSuper(node, null, scope);
    case 'yield':
      return lowerYield(node, scope);
    case 'element_reference':
      return lowerElement(node, scope, span);
    case 'binary':
      return lowerBinary(node, scope);
    case 'unary':
      return lowerUnary(node, scope, span);
    case 'lambda':
      return lowerArrow(node, scope);
    case 'conditional':
    case 'if':
    case 'unless':
      return lowerPlainIf(node, scope, span) ?? lowerWrapped(node, scope, span);
    case 'begin':
    case 'case':
    case 'case_match':
    case 'while':
    case 'until':
    case 'for':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
    case 'while_modifier':
    case 'until_modifier':
    case 'match_pattern':
    case 'test_pattern':
      return lowerWrapped(node, scope, span);
    case 'assignment':
    case 'operator_assignment':
    case 'method':
    case 'singleton_method':
    case 'class':
    case 'module':
    case 'return':
    case 'next':
    case 'break':
      return lowerAhead(node, scope, span);
    case 'parenthesized_statements':
    case 'then':
    case 'block_body':
    case 'interpolation':
    case 'pattern':
    case 'in': {
      const parts = namedChildren(node);
      const last = parts.pop();
      for (const part of parts) scope.before.push(...lowerStatement(part, scope, { kind: 'drop' }));
      return last ? lower(last) : constant(null, span);
    }
    case 'block_argument':
    case 'splat_argument':
      return lower(namedChildren(node)[0] ?? null);
    default:
      return unknown(node.type, span, namedChildren(node).map(lower));
  }
}

/** `if __FILE__ == $0` asks whether the file was started itself: taken to be so, as for every script. */
const GLOBALS: Readonly<Record<string, string>> = { $0: '__file__', $PROGRAM_NAME: '__file__' };

function lowerIdentifier(node: Node, scope: Scope, span: Span): Value {
  const id = node.text;
  if (node.isMissing) return unknown('missing', span);
  if (scope.locals.find(id) !== undefined) return name(id, span);
  switch (id) {
    case '__FILE__':
      return name('__file__', span);
    case '__dir__':
      return name('__dir__', span);
    case '__method__':
      return text(scope.method?.name ?? '', span);
  }
  if (scope.implicit && /^(it|_[1-9])$/.test(id)) {
    scope.implicit.add(id);
    return name(id, span);
  }
  return call(name(id, span), [], span);
}

/** `Net::HTTP` is one name; `self.class::CA` is a member of something computed. */
function lowerScopeResolution(node: Node, scope: Scope, span: Span): Value {
  const path = constantPath(node);
  if (path !== undefined) return name(path, span);
  const object = lowerValue(node.childForFieldName('scope'), scope, span);
  return member(object, node.childForFieldName('name')?.text ?? '', span);
}

export function constantPath(node: Node): string | undefined {
  if (node.type === 'constant') return node.text;
  if (node.type !== 'scope_resolution') return undefined;
  const id = node.childForFieldName('name')?.text ?? '';
  const outer = node.childForFieldName('scope');
  if (outer === null) return id;
  const path = constantPath(outer);
  return path && `${path}::${id}`;
}

/**
 * `@ca` is the field `ca`, so that `attr_accessor` needs no methods; unless the class has a method of that name which
 * does more (`def client = @client ||= …`). At the top of a file, and in the blocks there, it is a variable of the file.
 */
export function variablePlace(node: Node, scope: Scope): { readonly value: Value; readonly key?: string } {
  const span = spanOf(node);
  const side = node.type === 'class_variable' ? 'class' : scope.self;
  if (side === 'file') return { value: name(node.text, span) };
  const id = node.text.replace(/^@+/, '');
  const key = scope.apart[side].has(id) ? node.text : id;
  if (!scope.met[side].has(key)) scope.met[side].set(key, span);
  return { value: member(name(side === 'class' ? 'class' : 'this', span), key, span), key };
}

function lowerNumber(node: Node, span: Span): Value {
  const digits = node.text.replaceAll('_', '').toLowerCase().replace(/^0d/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return Number.isNaN(value) ? unknown(node.type, span) : constant(value, span);
}

/** Pairs without braces at the end of an array are one hash. */
function lowerItems(node: Node, scope: Scope): Argument[] {
  const items: Argument[] = [];
  const pairs: Entry[] = [];
  for (const child of namedChildren(node)) {
    const span = spanOf(child);
    if (child.type === 'pair' || child.type === 'hash_splat_argument') pairs.push(lowerPair(child, scope));
    else if (child.type === 'splat_argument') items.push({ value: lowerValue(child, scope, span), spread: true, span });
    else items.push(argument(lowerValue(child, scope, span), span));
  }
  const [first] = pairs;
  return first ? [...items, argument(record(pairs, first.span))] : items;
}

export function lowerPair(pair: Node, scope: Scope): Entry {
  const span = spanOf(pair);
  if (pair.type === 'hash_splat_argument') {
    return { key: '', value: lowerValue(namedChildren(pair)[0] ?? null, scope, span), spread: true, span };
  }
  const key = pair.childForFieldName('key');
  const value = pair.childForFieldName('value');
  const lowered = lowerValue(key, scope, span);
  // `{ ca_file: }` takes the variable or method of that name.
  const given =
    value || key?.type !== 'hash_key_symbol' ? lowerValue(value, scope, span) : lowerIdentifier(key, scope, span);
  return entry(literalKey(lowered) ?? lowered, given, span);
}

export function literalKey(key: Value): string | undefined {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? String(key.value) : undefined;
}

function lowerElement(node: Node, scope: Scope, span: Span): Value {
  const object = lowerValue(node.childForFieldName('object'), scope, span);
  const keys = elementKeys(node).map((key) => lowerValue(key, scope, span));
  const [key] = keys;
  if (key && keys.length === 1) return member(object, literalKey(key) ?? key, span);
  return call(
    member(object, '[]', span),
    keys.map((each) => argument(each)),
    span,
  );
}

export function elementKeys(node: Node): Node[] {
  const object = node.childForFieldName('object');
  return namedChildren(node).filter((child) => child.id !== object?.id);
}

function lowerUnary(node: Node, scope: Scope, span: Span): Value {
  const sign = node.childForFieldName('operator')?.type ?? '';
  const operand = lowerValue(node.childForFieldName('operand'), scope, span);
  switch (sign) {
    case '+':
      return operand;
    case 'defined?':
      return unknown(sign, span, [operand]);
    case '-':
      if (operand.kind === 'constant' && typeof operand.value === 'number') return constant(-operand.value, span);
      return operator('-', [operand], span);
    default:
      return operator(sign === 'not' ? '!' : sign, [operand], span);
  }
}

/** An `if` whose branches are single expressions is a choice. */
function lowerPlainIf(node: Node, scope: Scope, span: Span): Value | undefined {
  const then = plainBranch(node.childForFieldName('consequence'));
  const alternative = node.childForFieldName('alternative');
  const otherwise = alternative?.type === 'elsif' ? alternative : plainBranch(alternative);
  if (then === undefined || otherwise === undefined) return undefined;
  const condition = lowerValue(node.childForFieldName('condition'), scope, span);
  const first = lowerValue(then, scope, span);
  const second =
    otherwise?.type === 'elsif'
      ? (lowerPlainIf(otherwise, scope, spanOf(otherwise)) ?? lowerWrapped(otherwise, scope, spanOf(otherwise)))
      : otherwise === null
        ? constant(null, span)
        : lowerValue(otherwise, scope, span);
  return node.type === 'unless' ? choice(condition, second, first, span) : choice(condition, first, second, span);
}

const ACTS = new Set(['assignment', 'operator_assignment', 'return', 'next', 'break', 'begin', 'while', 'until']);

/** The one expression of a branch, null where it is empty, undefined where it does more than say a value. */
export function plainBranch(branch: Node | null): Node | null | undefined {
  if (branch === null) return null;
  const inner = branch.type === 'then' || branch.type === 'else' ? namedChildren(branch) : [branch];
  const [only = null] = inner;
  return inner.length > 1 || (only && ACTS.has(only.type)) ? undefined : only;
}

/** Statements in the place of a value: a block that is called where it stands. */
function lowerWrapped(node: Node, scope: Scope, span: Span): Value {
  const inner: Scope = { ...scope, wrapped: true, inside: 'block' };
  const body = lowerStatement(node, inner, { kind: 'return' });
  return call(lambda({ parameters: [], body, block: true, span }), [], span);
}

/** `if (ca = find)`: the assignment comes before the statement, its value is what it gave. */
function lowerAhead(node: Node, scope: Scope, span: Span): Value {
  let value: Value = constant(null, span);
  const keep = (given: Value): [] => {
    value = given;
    return [];
  };
  scope.before.push(...lowerStatement(node, scope, { kind: 'give', to: keep }));
  return value;
}
