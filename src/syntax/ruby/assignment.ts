import { argument, bind, both, call, constant, either, member, name, operator } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { combine, isText } from './binary.js';
import { elementKeys, literalKey } from './collections.js';
import { lowerValue, plainBranch } from './expressions.js';
import { variablePlace } from './names.js';
import type { Scope, Sink } from './scope.js';
import { deliver, lowerStatement } from './statements.js';
import { madeClass } from './structs.js';

/** What may stand left of `=`. */
export function assign(target: Node, value: Value, scope: Scope, span: Span): Step[] {
  const at = spanOf(target);
  const [inner] = namedChildren(target);
  switch (target.type) {
    case 'identifier': {
      const nearest = scope.locals.declare(target.text, holds(value) ? 'text' : 'other');
      return [bind(target.text, value, span, { scope: scope.wrapped ? 'nearest' : nearest })];
    }
    case 'constant':
      return [bind(target.text, value, span, { constant: true })];
    case 'global_variable':
      return [bind(target.text, value, span, { scope: 'module' })];
    case 'instance_variable':
    case 'class_variable': {
      const { value: place } = variablePlace(target, scope);
      if (place.kind !== 'member') return [bind(target.text, value, span, { scope: 'module' })];
      return [{ kind: 'write', object: place.object, key: place.key, value, direct: true, span }];
    }
    case 'call': {
      const object = lowerValue(target.childForFieldName('receiver'), scope, at);
      return [{ kind: 'write', object, key: target.childForFieldName('method')?.text ?? '', value, span }];
    }
    case 'element_reference': {
      const object = lowerValue(target.childForFieldName('object'), scope, at);
      const [key = constant(null, at)] = elementKeys(target).map((each) => lowerValue(each, scope, at));
      return [{ kind: 'write', object, key: literalKey(key) ?? key, value, span }];
    }
    case 'scope_resolution': {
      const object = lowerValue(target.childForFieldName('scope'), scope, at);
      return [{ kind: 'write', object, key: target.childForFieldName('name')?.text ?? '', value, span }];
    }
    case 'left_assignment_list':
    case 'destructured_left_assignment':
    case 'destructured_parameter':
      return destructure(target, value, scope, span);
    case 'rest_assignment':
    case 'splat_parameter':
      return inner ? assign(inner, value, scope, span) : [];
    default:
      return [{ kind: 'use', value, span }];
  }
}

/** `+""` and `String.new` begin a text as a literal does. */
function holds(value: Value): boolean {
  if (value.kind !== 'call') return isText(value);
  const { callee } = value;
  if (value.creates) return callee.kind === 'name' && callee.name === 'String';
  return callee.kind === 'member' && callee.key === 'dup' && isText(callee.object);
}

/** The whole is bound first: in `a, b = b, a` nothing is overwritten before it is read. */
function destructure(target: Node, value: Value, scope: Scope, span: Span): Step[] {
  const whole = wholeName(target);
  const parts = namedChildren(target);
  const rest = parts.findIndex((part) => part.type === 'rest_assignment' || part.type === 'splat_parameter');
  const members = parts.flatMap((part, i) => {
    const at = spanOf(part);
    const from = name(whole, at);
    if (i === rest) {
      const bounds = i === parts.length - 1 ? [i] : [i, i + 1 - parts.length];
      const given = bounds.map((bound) => argument(constant(bound, at)));
      return assign(part, call(member(from, 'slice', at), given, at), scope, span);
    }
    const key = rest >= 0 && i > rest ? constant(i - parts.length, at) : String(i);
    return assign(part, member(from, key, at), scope, span);
  });
  // A loop or a block has bound its item under this name already.
  const isBound = value.kind === 'name' && value.name === whole;
  return isBound ? members : [bind(whole, value, span), ...members];
}

export function wholeName(target: Node): string {
  const { line, column } = spanOf(target);
  return `destructured:${line}:${column}`;
}

/** Right sides with statements in them: the assignment moves to where each of their ends is. */
function hasStatements(right: Node): boolean {
  if (/^(begin|case|case_match|rescue_modifier)$/.test(right.type)) return true;
  if (right.type !== 'if' && right.type !== 'unless') return false;
  const alternative = right.childForFieldName('alternative');
  if (alternative?.type === 'elsif') return true;
  return plainBranch(right.childForFieldName('consequence')) === undefined || plainBranch(alternative) === undefined;
}

export function lowerAssignment(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  const target = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (target === null || right === null) return deliver(lowerValue(right, scope, span), sink);
  // In `ca = ca`, the right side is the variable too, and nil.
  declareAll(target, scope);
  const give = (value: Value): Step[] => assign(target, value, scope, span);
  const made = target.type === 'constant' ? madeClass(right, target.text, scope) : undefined;
  const steps = made
    ? give(made)
    : hasStatements(right)
      ? lowerStatement(right, scope, { kind: 'give', to: give })
      : give(lowerValue(right, scope, span));
  return [...steps, ...readBack(target, scope, sink)];
}

function declareAll(target: Node, scope: Scope): void {
  if (target.type === 'identifier') {
    if (scope.locals.find(target.text) === undefined) scope.locals.declare(target.text);
  } else if (/_assignment/.test(target.type)) for (const part of namedChildren(target)) declareAll(part, scope);
}

/** `a = b` as the last line, or inside a condition, stands for what `a` then is. */
function readBack(target: Node, scope: Scope, sink: Sink): Step[] {
  if (sink.kind === 'drop') return [];
  const isList = target.type === 'left_assignment_list';
  const value = isList ? name(wholeName(target), spanOf(target)) : lowerValue(target, scope, spanOf(target));
  return deliver(value, sink);
}

/** `a ||= b`, `a += b`, `pem <<= line`. */
export function lowerOperatorAssignment(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  const target = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  const sign = (node.childForFieldName('operator')?.type ?? '=').slice(0, -1);
  if (target === null || right === null) return deliver(lowerValue(right, scope, span), sink);
  const isNew = target.type === 'constant' || (target.type === 'identifier' && !scope.locals.find(target.text));
  const give = (value: Value): Step[] => assign(target, value, scope, span);
  const back = (): Step[] => readBack(target, scope, sink);
  // Nothing can have set it before.
  if (isNew && sign === '||') return [...give(lowerValue(right, scope, span)), ...back()];
  if (target.type === 'identifier' && isNew) scope.locals.declare(target.text);
  const before = lowerValue(target, scope, span);
  if ((sign === '||' || sign === '&&') && hasStatements(right)) {
    const condition = sign === '||' ? operator('!', [before], before.span) : before;
    const then = lowerStatement(right, scope, { kind: 'give', to: give });
    return [{ kind: 'if', condition, then, else: [], span }, ...back()];
  }
  const value = lowerValue(right, scope, span);
  const joined =
    sign === '||'
      ? either(before, value, span)
      : sign === '&&'
        ? both(before, value, span)
        : combine(sign, before, value, span);
  return [...give(joined), ...back()];
}
