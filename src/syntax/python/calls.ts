import { argument, call, keyword, member, name, operator } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { formatBraces } from './format.js';
import type { Scope } from './scope.js';

export function lowerCall(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const callee = node.childForFieldName('function');
  const list = node.childForFieldName('arguments');
  const given = list === null ? [] : lowerArguments(list, scope);
  if (callee?.type === 'identifier' && callee.text === 'isinstance' && given.length === 2) {
    return operator('instanceof', [given[0]!.value, given[1]!.value], span);
  }
  if (callee?.type === 'identifier' && callee.text === 'super') return name('super', span);
  if (callee?.type === 'attribute') return lowerMethodCall(callee, given, scope, span);
  return call(lowerValue(callee, scope, span), given, span);
}

function lowerMethodCall(callee: Node, given: readonly Argument[], scope: Scope, span: Span): Value {
  const object = callee.childForFieldName('object');
  const written = callee.childForFieldName('attribute')?.text ?? '';
  const inherited = written === '__init__' ? 'constructor' : written;
  if (object && isBaseCall(object, given, scope)) {
    return call(member(name('super', spanOf(object)), inherited, spanOf(callee)), given.slice(1), span);
  }
  const receiver = lowerValue(object, scope, span);
  if (receiver.kind === 'name' && receiver.name === 'super') {
    return call(member(receiver, inherited, spanOf(callee)), given, span);
  }
  const formatted = written === 'format' && receiver.kind === 'text' ? formatBraces(receiver, given, span) : undefined;
  return formatted ?? call(member(receiver, written, spanOf(callee)), given, span);
}

/** `HTTPAdapter.__init__(self, …)` inside a class that extends it. */
function isBaseCall(object: Node, given: readonly Argument[], scope: Scope): boolean {
  const first = given[0]?.value;
  return first?.kind === 'name' && first.name === scope.receiver && scope.bases.includes(object.text);
}

/** The arguments of a call, the bases of a class; or the bare generator of `any(x for x in xs)`. */
export function lowerArguments(node: Node, scope: Scope): Argument[] {
  if (node.type === 'generator_expression') return [argument(lowerValue(node, scope, spanOf(node)))];
  return namedChildren(node).map((child): Argument => {
    const span = spanOf(child);
    switch (child.type) {
      case 'keyword_argument':
        return keyword(
          child.childForFieldName('name')?.text ?? '',
          lowerValue(child.childForFieldName('value'), scope, span),
          span,
        );
      case 'list_splat':
      case 'dictionary_splat':
        return { value: lowerValue(namedChildren(child)[0] ?? null, scope, span), spread: true, span };
      default:
        return argument(lowerValue(child, scope, span), span);
    }
  });
}
