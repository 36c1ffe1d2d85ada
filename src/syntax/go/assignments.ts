import { bind, call, member, name, operator, unknown, use } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { combine, lowerParts, lowerValue } from './expressions.js';
import { resultAt } from './functions.js';
import type { Scope } from './scope.js';
import { typeName, typeValue } from './types.js';

export type Declares = Pick<Bind, 'scope' | 'constant' | 'type'>;

const DECLARED: Declares = { scope: 'local' };
const ASSIGNED: Declares = { scope: 'nearest' };

/** `a := b`, `a, err := f()`, `a, b = b, a`, `a += b`. */
export function lowerAssignment(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const targets = listed(node.childForFieldName('left'));
  const values = listed(node.childForFieldName('right'));
  const sign = node.childForFieldName('operator')?.type ?? '=';
  if (node.type === 'assignment_statement' && sign !== '=') return lowerAugmented(sign, targets, values, scope, span);
  return distribute(targets, values, node.type === 'assignment_statement' ? ASSIGNED : DECLARED, scope, span);
}

const listed = (node: Node | null): Node[] =>
  node === null ? [] : node.type === 'expression_list' ? namedChildren(node) : [node];

function lowerAugmented(
  sign: string,
  [target]: readonly Node[],
  [added]: readonly Node[],
  scope: Scope,
  span: Span,
): Step[] {
  if (target === undefined) return [];
  const right = lowerValue(added ?? null, scope, span);
  return assign(
    target,
    combine(sign.slice(0, -1), lowerValue(target, scope, span), right, span),
    ASSIGNED,
    scope,
    span,
  );
}

/** As many values as targets, or one call for all of them. */
export function distribute(
  targets: readonly Node[],
  values: readonly Node[],
  how: Declares,
  scope: Scope,
  span: Span,
): Step[] {
  const [target] = targets;
  const [value] = values;
  if (value === undefined) return [];
  if (target === undefined) return [use(lowerValue(value, scope, span))];
  if (targets.length === 1) return assign(target, ownValue(value, scope, span), how, scope, span);
  if (values.length > 1) return assignEach(targets, values, how, scope, span);
  const asked = commaOk(value, scope);
  if (asked) return [target, targets[1]!].flatMap((one, i) => assign(one, asked[i]!, how, scope, span));
  const whole = lowerValue(value, scope, span);
  if (targets.every(isBlank)) return [use(whole)];
  const id = `destructured:${span.line}:${span.column}`;
  return [
    bind(id, whole, span),
    ...targets.flatMap((one, i) => assign(one, resultAt(name(id, span), i, span), how, scope, span)),
  ];
}

/** `copy := *pointer`, `copy := defaults`: of a struct the variable gets one of its own. */
function ownValue(value: Node, scope: Scope, span: Span): Value {
  const lowered = lowerValue(value, scope, span);
  const isDereferenced = value.type === 'unary_expression' && value.childForFieldName('operator')?.type === '*';
  const isStruct = value.type === 'identifier' && scope.structs.has(value.text);
  return (isDereferenced || isStruct) && (lowered.kind === 'name' || lowered.kind === 'member')
    ? operator('copy', [lowered], span)
    : lowered;
}

/** The right side is computed before the first target is written: `a, b = b, a` swaps. */
function assignEach(
  targets: readonly Node[],
  values: readonly Node[],
  how: Declares,
  scope: Scope,
  span: Span,
): Step[] {
  const lowered = values.map((value) => lowerValue(value, scope, span));
  const isPlain = how.scope === 'local' || lowered.every((one) => one.kind === 'text' || one.kind === 'constant');
  const held = lowered.map((one, i) => (isPlain ? one : name(`destructured:${span.line}:${span.column}:${i}`, span)));
  const first = isPlain
    ? []
    : lowered.map((one, i) => bind(`destructured:${span.line}:${span.column}:${i}`, one, span));
  return [...first, ...targets.flatMap((one, i) => assign(one, held[i] ?? unknown('missing', span), how, scope, span))];
}

/** `v, ok := x.(T)`, `v, ok := m[k]`, `v, ok := <-c`: the second value says whether there is a first. */
function commaOk(value: Node, scope: Scope): readonly [Value, Value] | undefined {
  const span = spanOf(value);
  const lowered = (): Value => lowerValue(value, scope, span);
  switch (value.type) {
    case 'type_assertion_expression': {
      const type = value.childForFieldName('type');
      const tested = (type && typeValue(type)) ?? name(type ? typeName(type) : '', span);
      return [lowered(), operator('instanceof', [lowered(), tested], span)];
    }
    case 'index_expression': {
      const found = lowered();
      if (found.kind !== 'member') return [found, unknown('comma ok', span)];
      const key = typeof found.key === 'string' ? lowerValue(value.childForFieldName('index'), scope, span) : found.key;
      return [found, operator('in', [key, found.object], span)];
    }
    case 'unary_expression':
      return [lowered(), unknown('comma ok', span)];
    default:
      return undefined;
  }
}

const isBlank = (target: Node): boolean => target.text === '_';

export function assign(target: Node, value: Value, how: Declares, scope: Scope, span: Span): Step[] {
  switch (target.type) {
    case 'identifier':
    case 'blank_identifier':
      if (!isBlank(target)) return [bind(target.text, value, span, how)];
      return ['member', 'name', 'constant', 'text'].includes(value.kind) ? [] : [use(value)];
    case 'selector_expression':
    case 'index_expression': {
      const place = lowerValue(target, scope, span);
      if (place.kind !== 'member') return [use(place), use(value)];
      return [{ kind: 'write', object: place.object, key: place.key, value, span }];
    }
    case 'parenthesized_expression':
    case 'unary_expression': {
      // What a pointer points to and the pointer are one name here.
      const inner = target.childForFieldName('operand') ?? namedChildren(target)[0];
      return inner ? assign(inner, value, how, scope, span) : [use(value)];
    }
    default:
      return [use(unknown(target.type, span, [...lowerParts(target, scope), value]))];
  }
}

const FLAG_SETTER = /^((?:String|Bool|Int|Int64|Uint|Uint64|Float64|Duration)(?:Slice|Array)?)Var(P?)$/;

/**
 * `flag.StringVar(&caFile, "ca", "ca.pem", "…")` is `caFile = *flag.String("ca", "ca.pem", "…")`; so are the methods of
 * that name on flag sets, here and in the packages made in its image.
 */
export function lowerFlag(node: Node, scope: Scope): Step[] | undefined {
  const callee = node.childForFieldName('function');
  const given = node.childForFieldName('arguments');
  const setter = FLAG_SETTER.exec(callee?.childForFieldName('field')?.text ?? '');
  const [target, ...rest] = given ? namedChildren(given) : [];
  if (!callee || !setter || target?.childForFieldName('operator')?.type !== '&') return undefined;
  const place = target.childForFieldName('operand');
  if (place === null) return undefined;
  const span = spanOf(node);
  const object = lowerValue(callee.childForFieldName('operand'), scope, span);
  const args = rest.map((one) => ({ value: lowerValue(one, scope, span), span: spanOf(one) }));
  return assign(place, call(member(object, setter[1]! + setter[2]!, span), args, span), ASSIGNED, scope, span);
}

export const increment = (node: Node, scope: Scope): Step[] => {
  const span = spanOf(node);
  const [target] = namedChildren(node);
  if (target === undefined) return [];
  const one = { kind: 'constant', value: 1, span } as const;
  const sign = node.type === 'inc_statement' ? '+' : '-';
  return assign(target, operator(sign, [lowerValue(target, scope, span), one], span), ASSIGNED, scope, span);
};
