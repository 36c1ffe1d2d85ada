/** Expressions to values. Assignments inside an expression become steps that run first. */
import {
  argument,
  call,
  choice,
  constant,
  either,
  lambda,
  list,
  member,
  name,
  operator,
  record,
  returns,
  spread,
  text,
  unknown,
} from '../../ir/build.js';
import type { Entry, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { isGlobals } from './assignments.js';
import { invoke, lowerCall, lowerCreation } from './calls.js';
import { lowerFunction } from './declarations.js';
import { className, constantName } from './names.js';
import { lowerAssignment, lowerBinary, lowerMatch, lowerUpdate } from './operators.js';
import type { Source } from './source.js';
import { lowerBackticks, lowerDoubleQuoted, lowerHeredoc, lowerSingleQuoted } from './strings.js';

/** Variables that PHP itself fills. What a web server adds to `$_SERVER` is nowhere in the sources either. */
const RESERVED: Readonly<Record<string, string>> = { $this: 'this', $_ENV: '__env__', $_SERVER: '__env__' };

export function lowerExpression(node: Node, source: Source): Value {
  return source.nested(
    () => lowerKind(node, source),
    () => unknown('too deep', spanOf(node)),
  );
}

/** The first meaningful child, lowered: of parentheses, casts, `@`, `&`, `print`. */
function lowerInner(node: Node, source: Source): Value {
  const [inner] = namedChildren(node);
  return inner ? lowerExpression(inner, source) : unknown('missing', spanOf(node));
}

function lowerField(node: Node, field: string, source: Source): Value {
  const child = node.childForFieldName(field);
  return child ? lowerExpression(child, source) : unknown('missing', spanOf(node));
}

function lowerKind(node: Node, source: Source): Value {
  const span = spanOf(node);
  switch (node.type) {
    case 'string':
      return lowerSingleQuoted(node);
    case 'encapsed_string':
      return lowerDoubleQuoted(node, source);
    case 'heredoc':
    case 'nowdoc':
      return lowerHeredoc(node, source);
    case 'shell_command_expression':
      return call(name('shell_exec', span), [argument(lowerBackticks(node, source))], span);
    case 'integer':
    case 'float':
      return constant(numberOf(node.text), span);
    case 'boolean':
      return constant(node.text.toLowerCase() === 'true', span);
    case 'null':
      return constant(null, span);
    case 'variable_name':
      return name(RESERVED[node.text] ?? node.text, span);
    case 'dynamic_variable_name':
      return lowerDynamicVariable(node, source);
    case 'name':
    case 'qualified_name':
    case 'relative_name':
    case 'namespace_name':
      return constantName(node);
    case 'relative_scope':
      return className(node);
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'by_ref':
    case 'variadic_unpacking':
    case 'argument':
      return lowerInner(node, source);
    case 'cast_expression':
      return lowerField(node, 'value', source);
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return member(lowerField(node, 'object', source), memberKey(node.childForFieldName('name'), source), span);
    case 'scoped_property_access_expression':
      return member(lowerScope(node.childForFieldName('scope'), source), scopedKey(node, source), span);
    case 'class_constant_access_expression':
      return lowerClassConstant(node, source);
    case 'subscript_expression':
      return lowerSubscript(node, source);
    case 'function_call_expression':
      return lowerCall(node, source);
    case 'member_call_expression':
    case 'nullsafe_member_call_expression': {
      const callee = member(
        lowerField(node, 'object', source),
        memberKey(node.childForFieldName('name'), source),
        span,
      );
      return invoke(node, callee, source);
    }
    case 'scoped_call_expression': {
      const key = memberKey(node.childForFieldName('name'), source);
      const scope = lowerScope(node.childForFieldName('scope'), source);
      return invoke(node, member(scope, key === '__construct' ? 'constructor' : key, span), source);
    }
    case 'object_creation_expression':
      return lowerCreation(node, source);
    case 'array_creation_expression':
    case 'list_literal':
      return lowerArray(node, source);
    case 'anonymous_function':
    case 'arrow_function':
      return lowerFunction(node, source);
    case 'assignment_expression':
    case 'reference_assignment_expression':
    case 'augmented_assignment_expression':
      return lowerAssignment(node, source);
    case 'update_expression':
      return lowerUpdate(node, source);
    case 'binary_expression':
      return lowerBinary(node, source);
    case 'unary_op_expression': {
      const sign = node.child(0)?.text ?? '?';
      const operand = lowerInner(node, source);
      if (sign === '-' && operand.kind === 'constant' && typeof operand.value === 'number') {
        return constant(-operand.value, span);
      }
      return operator(sign, [operand], span);
    }
    case 'conditional_expression': {
      const condition = lowerField(node, 'condition', source);
      const then = node.childForFieldName('body');
      const otherwise = node.childForFieldName('alternative');
      const other = otherwise ? lowerArm(otherwise, source) : constant(null, span);
      return then ? choice(condition, lowerArm(then, source), other, span) : either(condition, other, span);
    }
    case 'match_expression':
      return lowerMatch(node, source);
    case 'throw_expression':
      source.runFirst({ kind: 'throw', value: lowerInner(node, source), span });
      return constant(null, span);
    case 'include_expression':
    case 'include_once_expression':
    case 'require_expression':
    case 'require_once_expression':
      return call(name('op:include', span), [argument(lowerInner(node, source))], span);
    case 'clone_expression':
      return call(name('clone', span), [argument(lowerInner(node, source))], span);
    case 'print_intrinsic':
      return call(name('print', span), [argument(lowerInner(node, source))], span);
    case 'yield_expression':
      return operator(
        node.children.some((child) => /\bfrom$/.test(child?.type ?? '')) ? 'yield-all' : 'yield',
        // Of a key and a value, the value.
        namedChildren(node)
          .flatMap((child) => (child.type === 'array_element_initializer' ? namedChildren(child) : [child]))
          .slice(-1)
          .map((child) => lowerExpression(child, source)),
        span,
      );
    default:
      return unknown(
        node.type,
        span,
        namedChildren(node).map((child) => lowerExpression(child, source)),
      );
  }
}

function numberOf(written: string): number {
  const digits = written.replace(/_/g, '').toLowerCase();
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  return Number(digits);
}

/** `${name}` is `$name`; `$$x` depends on what `$x` holds. */
function lowerDynamicVariable(node: Node, source: Source): Value {
  const span = spanOf(node);
  const [inner] = namedChildren(node);
  if (inner?.type === 'name') return name(`$${inner.text}`, span);
  return unknown(node.type, span, inner ? [lowerExpression(inner, source)] : []);
}

/** `->name`, `->$name`, `->{'name'}`. */
function memberKey(node: Node | null, source: Source): string | Value {
  if (node === null) return '';
  if (node.type === 'name') return node.text;
  const key = lowerExpression(node, source);
  return key.kind === 'text' ? key.value : key;
}

/** `A::$pool` keeps its `$`: a class may have a constant, a method and a static field of one name. */
function scopedKey(node: Node, source: Source): string | Value {
  const id = node.childForFieldName('name');
  return id?.type === 'variable_name' ? id.text : memberKey(id, source);
}

export function lowerScope(node: Node | null, source: Source): Value {
  if (node === null) return name('class', { line: 1, column: 1, endLine: 1, endColumn: 1 });
  return /name$|relative_scope/.test(node.type) &&
    node.type !== 'variable_name' &&
    node.type !== 'dynamic_variable_name'
    ? className(node)
    : lowerExpression(node, source);
}

function lowerClassConstant(node: Node, source: Source): Value {
  const span = spanOf(node);
  const [scope, id] = namedChildren(node);
  const owner = lowerScope(scope ?? null, source);
  if (id?.text !== 'class') return member(owner, memberKey(id ?? null, source), span);
  const isWritten =
    owner.kind === 'name' && owner.name !== 'class' && owner.name !== 'super' && scope?.type !== 'variable_name';
  return isWritten ? text(owner.name, span) : member(owner, 'class', span);
}

function lowerSubscript(node: Node, source: Source): Value {
  const span = spanOf(node);
  const [object, index] = namedChildren(node);
  if (object === undefined) return unknown(node.type, span);
  const key = index === undefined ? null : literalKey(lowerExpression(index, source));
  if (isGlobals(object) && typeof key === 'string') return member(name('__globals__', span), `$${key}`, span);
  const value = lowerExpression(object, source);
  return key === null ? unknown('append', span, [value]) : member(value, key, span);
}

/** A literal key is a string, as an array's keys are: `$a[0]` and `$a['0']` are one slot. */
export function literalKey(key: Value): string | Value {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' ? String(key.value) : key;
}

/** One key makes a record of the whole array; places without a key count on from the highest number so far. */
function lowerArray(node: Node, source: Source): Value {
  const span = spanOf(node);
  const elements = namedChildren(node).filter((child) => child.type === 'array_element_initializer');
  const parsed = elements.map((element) => ({ element, parts: namedChildren(element) }));
  if (parsed.every(({ parts }) => parts.length < 2)) {
    return list(
      parsed.map(({ element, parts: [item] }) => {
        const value = item ? lowerExpression(item, source) : unknown('missing', spanOf(element));
        return item?.type === 'variadic_unpacking' ? spread(value, spanOf(element)) : argument(value, spanOf(element));
      }),
      span,
    );
  }
  let next = 0;
  const entries = parsed.map(({ element, parts: [first, second] }): Entry => {
    const place = spanOf(element);
    if (first === undefined) return { key: String(next++), value: unknown('missing', place), span: place };
    if (first.type === 'variadic_unpacking') {
      return { key: '...', value: lowerExpression(first, source), spread: true, span: place };
    }
    if (second === undefined) return { key: String(next++), value: lowerExpression(first, source), span: place };
    const key = literalKey(lowerExpression(first, source));
    if (typeof key === 'string' && /^\d+$/.test(key)) next = Math.max(next, Number(key) + 1);
    return { key, value: lowerExpression(second, source), span: place };
  });
  return record(entries, span);
}

/** An arm of `?:`, `&&`, `??`, `match`: steps that it needs must not run when the arm is not taken. */
export function lowerArm(node: Node, source: Source): Value {
  const { result, before } = source.collect(() => lowerExpression(node, source));
  if (before.length === 0) return result;
  const { span } = result;
  return call(lambda({ parameters: [], body: [...before, returns(result)], block: true, span }), [], span);
}
