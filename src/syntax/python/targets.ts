import { argument, bind, call, constant, member, name, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { literalKey, lowerValue } from './expressions.js';
import { bindScope, type Scope } from './scope.js';

/** What may stand left of `=`, after `as` and after `for`: a name, a member, an item, or a pattern of these. */
export function assign(target: Node, value: Value, scope: Scope, span: Span, type?: string): Step[] {
  const at = spanOf(target);
  switch (target.type) {
    case 'identifier':
      return [bind(target.text, value, span, { scope: bindScope(scope, target.text), ...(type && { type }) })];
    case 'attribute': {
      const object = lowerValue(target.childForFieldName('object'), scope, at);
      return [{ kind: 'write', object, key: target.childForFieldName('attribute')?.text ?? '', value, span }];
    }
    case 'subscript': {
      const object = lowerValue(target.childForFieldName('value'), scope, at);
      const [written = null] = target.childrenForFieldName('subscript');
      const key = lowerValue(written, scope, at);
      return [{ kind: 'write', object, key: literalKey(key) ?? key, value, span }];
    }
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'expression_list':
    case 'tuple':
    case 'list':
      return destructure(target, value, scope, span);
    case 'parenthesized_expression':
    case 'as_pattern_target':
    case 'list_splat_pattern':
    case 'list_splat': {
      const [inner] = namedChildren(target);
      return inner ? assign(inner, value, scope, span) : [];
    }
    default:
      return [{ kind: 'use', value: unknown(target.type, span, [value]), span }];
  }
}

/** The whole is bound first: in `a, b = b, a` nothing is overwritten before it is read. */
function destructure(target: Node, value: Value, scope: Scope, span: Span): Step[] {
  const whole = wholeName(target);
  const parts = namedChildren(target);
  const star = parts.findIndex((part) => part.type.startsWith('list_splat'));
  const members = parts.flatMap((part, i) => {
    const span = spanOf(part);
    const from = name(whole, span);
    if (i === star) return assign(part, sliceFrom(from, i, parts.length - 1 - i, span), scope, span);
    const key = star >= 0 && i > star ? constant(i - parts.length, span) : String(i);
    return assign(part, member(from, key, span), scope, span);
  });
  // A loop or a comprehension has bound its item under this name already.
  const isBound = value.kind === 'name' && value.name === whole;
  return isBound ? members : [bind(whole, value, span), ...members];
}

export function wholeName(target: Node): string {
  const { line, column } = spanOf(target);
  return `destructured:${line}:${column}`;
}

/** `*rest` takes what its neighbours leave. */
function sliceFrom(whole: Value, before: number, after: number, span: Span): Value {
  const bounds = after === 0 ? [before] : [before, -after];
  return call(
    member(whole, 'slice', span),
    bounds.map((bound) => argument(constant(bound, span))),
    span,
  );
}

/** The plain names of a pattern and their positions; nested patterns are out of a loop's or parameter's reach. */
export function namesOf(pattern: Node): { readonly name: string; readonly key: string }[] {
  return namedChildren(pattern).flatMap((part, i) =>
    part.type === 'identifier' ? [{ name: part.text, key: String(i) }] : [],
  );
}
