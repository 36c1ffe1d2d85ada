import { argument, call, lambda, member, name, returns, tuple, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Parameter, Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { deferred, type Scope } from './scope.js';
import { assign, wholeName } from './targets.js';

interface Clause {
  readonly parameter: Parameter;
  /** What a pattern such as `(name, path)` takes out of the parameter. */
  readonly binds: readonly Step[];
  readonly over: Value;
  readonly conditions: readonly Value[];
}

/** `[f(x) for x in xs if c]` is `xs.filter(x => c).map(x => f(x))`; a second `for` makes the outer one a `flatMap`. */
export function lowerComprehension(node: Node, outer: Scope): Value {
  const scope = deferred(outer);
  const span = spanOf(node);
  const body = node.childForFieldName('body');
  const clauses = clausesOf(node, scope);
  if (clauses.length === 0 || body === null) {
    return unknown(
      node.type,
      span,
      namedChildren(node).map((part) => lowerValue(part, scope, span)),
    );
  }
  const isRecord = body.type === 'pair';
  let result = isRecord ? pairOf(body, scope, span) : lowerValue(body, scope, span);
  for (const [i, clause] of [...clauses.entries()].reverse()) {
    const kept = clause.conditions.reduce(
      (over, condition) => each(over, 'filter', clause, condition, span),
      clause.over,
    );
    const isWhole = result.kind === 'name' && result.name === clause.parameter.name && clause.conditions.length > 0;
    const innermost = i === clauses.length - 1;
    // `[x for x in xs if c]` only filters.
    result = isWhole && innermost ? kept : each(kept, innermost ? 'map' : 'flatMap', clause, result, span);
  }
  // `{k: v for …}` is `dict((k, v) for …)`.
  return isRecord ? call(name('dict', span), [argument(result)], span) : result;
}

function pairOf(body: Node, scope: Scope, span: Span): Value {
  const parts = ['key', 'value'].map((part) => lowerValue(body.childForFieldName(part), scope, span));
  return tuple(
    parts.map((part) => argument(part)),
    spanOf(body),
  );
}

function clausesOf(node: Node, scope: Scope): Clause[] {
  const clauses: Clause[] = [];
  for (const child of namedChildren(node)) {
    const span = spanOf(child);
    const last = clauses.at(-1);
    if (child.type === 'for_in_clause') {
      const over = lowerValue(child.childForFieldName('right'), scope, span);
      clauses.push({ ...targetOf(child.childForFieldName('left'), scope, span), over, conditions: [] });
    } else if (child.type === 'if_clause' && last) {
      const condition = lowerValue(namedChildren(child)[0] ?? null, scope, span);
      clauses[clauses.length - 1] = { ...last, conditions: [...last.conditions, condition] };
    }
  }
  return clauses;
}

function targetOf(target: Node | null, scope: Scope, span: Span): Pick<Clause, 'parameter' | 'binds'> {
  if (target === null) return { parameter: { name: '_', span }, binds: [] };
  const at = spanOf(target);
  if (target.type === 'identifier') return { parameter: { name: target.text, span: at }, binds: [] };
  const item = wholeName(target);
  return { parameter: { name: item, span: at }, binds: assign(target, name(item, at), scope, at) };
}

function each(over: Value, method: 'map' | 'filter' | 'flatMap', clause: Clause, result: Value, span: Span): Value {
  const { parameter, binds } = clause;
  const step = lambda({ parameters: [parameter], body: [...binds, returns(result)], span: result.span });
  return call(member(over, method, over.span), [argument(step)], span);
}
