import { bind, concat, constant, operator, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerArguments } from './calls.js';
import { lowerParts, lowerValue } from './expressions.js';
import { lowerFormat } from './format.js';
import { lowerInitializer } from './initialisers.js';
import { qualifiedName } from './names.js';
import { combine, isVisiblyText } from './operators.js';
import type { Scope } from './scope.js';

/** `x = v` as a value: the steps come first, then the place is read. */
export function lowerAssignment(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const target = node.childForFieldName('left');
  const sign = node.childForFieldName('operator')?.type ?? '=';
  const right = lowerInitializer(node.childForFieldName('right'), null, scope);
  if (target === null) return right;
  const value = sign === '=' ? right : combine(sign.slice(0, -1), lowerValue(target, scope, span), right, span);
  scope.file.pending.push(...assign(target, value, scope, span));
  return lowerValue(target, scope, span);
}

/** `x++`: the old value is not kept; nobody asks it of a trust store. */
export function lowerUpdate(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const target = node.childForFieldName('argument');
  if (target === null) return unknown(node.type, span);
  const sign = (node.childForFieldName('operator')?.type ?? '++').slice(0, 1);
  const next = operator(sign, [lowerValue(target, scope, span), constant(1, span)], span);
  scope.file.pending.push(...assign(target, next, scope, span));
  return lowerValue(target, scope, span);
}

export function assign(target: Node, value: Value, scope: Scope, span: Span): Step[] {
  switch (target.type) {
    case 'identifier':
      scope.file.writes.itself.add(target.text);
      return [bind(target.text, value, span, { scope: 'nearest' })];
    case 'qualified_identifier': {
      const object = target.childForFieldName('scope');
      const id = target.childForFieldName('name');
      if (!object || !id) return [bind(qualifiedName(target), value, span, { scope: 'nearest' })];
      return [staticWrite(target, value, span)];
    }
    case 'field_expression':
    case 'subscript_expression': {
      const place = lowerValue(target, scope, span);
      if (place.kind !== 'member') return [use(place), use(value)];
      return [{ kind: 'write', object: place.object, key: place.key, value, span }];
    }
    case 'parenthesized_expression':
    case 'pointer_expression':
    case 'cast_expression': {
      // What a pointer points to and the pointer are one name here.
      const inner =
        target.childForFieldName('argument') ?? target.childForFieldName('value') ?? namedChildren(target)[0];
      if (inner?.type !== 'identifier' || target.type !== 'pointer_expression')
        return inner ? assign(inner, value, scope, span) : [use(value)];
      return writeThrough(inner, value, scope, span);
    }
    default:
      return [use(unknown(target.type, span, [...lowerParts(target, scope), value]))];
  }
}

/** What a buffer or a pointer leads to gets a value; whoever handed the pointer in sees it. */
export function writeThrough(target: Node, value: Value, scope: Scope, span: Span): Step[] {
  if (target.type !== 'identifier') return assign(target, value, scope, span);
  scope.file.writes.through.add(target.text);
  return [bind(target.text, value, span, { scope: 'nearest' })];
}

/** `Client::CA = v`, in a statement or as the definition of a static member. */
export function staticWrite(target: Node, value: Value, span: Span): Step {
  const written = qualifiedName(target);
  const end = written.lastIndexOf('::');
  const object = { kind: 'name', name: written.slice(0, end), span: spanOf(target) } as const;
  return { kind: 'write', object, key: written.slice(end + 2), value, span };
}

/** `out << a << b;` adds to what the stream holds: a text, or a file that is written. */
export function lowerStreamed(node: Node, scope: Scope): Step[] | undefined {
  const written: Node[] = [];
  let at: Node | null = node;
  while (at?.type === 'binary_expression' && at.childForFieldName('operator')?.type === '<<') {
    const right = at.childForFieldName('right');
    if (right) written.unshift(right);
    at = at.childForFieldName('left');
  }
  if (at?.type !== 'identifier' && at?.type !== 'field_expression') return undefined;
  const span = spanOf(node);
  const parts = written.map((one) => lowerValue(one, scope, span));
  const content = parts.length === 1 ? parts[0]! : concat(parts, span);
  return assign(at, operator('stream', [lowerValue(at, scope, span), content], span), scope, span);
}

/**
 * The C library writes texts into a buffer that it is given: what `path = dir + "/ca.pem"` is elsewhere. Undefined for
 * all other calls.
 */
export function lowerBufferCall(node: Node, scope: Scope): Step[] | undefined {
  const callee = node.childForFieldName('function');
  const given = node.childForFieldName('arguments');
  const id = callee?.type === 'identifier' || callee?.type === 'qualified_identifier' ? qualifiedName(callee) : '';
  const kind = BUFFER_CALLS.get(id.replace(/^std::/, ''));
  const [target] = given ? namedChildren(given) : [];
  if (kind === undefined || target === undefined) return undefined;
  const span = spanOf(node);
  const offset = behind(target);
  if (offset) return lowerBufferEnd(offset, lowerArguments(given, scope).slice(1), kind, scope, span);
  const [buffer, ...rest] = lowerArguments(given, scope);
  if (buffer === undefined || (buffer.value.kind !== 'name' && buffer.value.kind !== 'member')) return undefined;
  const [source] = rest;
  if (source === undefined) return undefined;
  switch (kind) {
    case 'copy':
      return writeThrough(target, source.value, scope, span);
    case 'append': {
      const isText = isVisiblyText(source.value);
      const joined = isText
        ? concat([buffer.value, source.value], span)
        : combine('+', buffer.value, source.value, span);
      return writeThrough(target, joined, scope, span);
    }
    default: {
      const value = lowerFormat(rest.slice(kind), span);
      return value && writeThrough(target, value, scope, span);
    }
  }
}

/** `buffer + n` and `&buffer[n]`: the buffer. */
function behind(target: Node): Node | null {
  const inner =
    target.type === 'binary_expression' && target.childForFieldName('operator')?.type === '+'
      ? target.childForFieldName('left')
      : target.type === 'pointer_expression' && target.childForFieldName('argument')?.type === 'subscript_expression'
        ? (target.childForFieldName('argument')?.childForFieldName('argument') ?? null)
        : null;
  return inner?.type === 'identifier' ? inner : null;
}

/** What is written behind the beginning of a buffer is taken to follow what is there: `sprintf(hex + 2 * i, "%02x", b)`. */
function lowerBufferEnd(
  buffer: Node,
  rest: readonly Argument[],
  kind: 'copy' | 'append' | number,
  scope: Scope,
  span: Span,
): Step[] | undefined {
  const written = typeof kind === 'number' ? lowerFormat(rest.slice(kind), span) : rest[0]?.value;
  return written && writeThrough(buffer, concat([lowerValue(buffer, scope, span), written], span), scope, span);
}

/** A number: how many arguments stand between the buffer and the format. */
const BUFFER_CALLS: ReadonlyMap<string, 'copy' | 'append' | number> = new Map<string, 'copy' | 'append' | number>([
  ['strcpy', 'copy'],
  ['strncpy', 'copy'],
  ['strcpy_s', 'copy'],
  ['memcpy', 'copy'],
  ['memmove', 'copy'],
  ['strlcpy', 'copy'],
  ['stpcpy', 'copy'],
  ['strcat', 'append'],
  ['strncat', 'append'],
  ['strlcat', 'append'],
  ['sprintf', 0],
  ['asprintf', 0],
  ['snprintf', 1],
  ['_snprintf', 1],
  ['sprintf_s', 1],
  ['g_snprintf', 1],
]);
