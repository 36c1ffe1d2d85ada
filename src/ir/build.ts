/** Short constructors for front ends: what a value or step looks like when nothing is special about it. */
import type { Bind, Return, Step } from './step.js';
import type {
  Argument,
  Call,
  Choice,
  Concat,
  Constant,
  Entry,
  Lambda,
  ListValue,
  Member,
  Name,
  RecordValue,
  Span,
  Text,
  Unknown,
  Value,
} from './value.js';

export const text = (value: string, span: Span): Text => ({ kind: 'text', value, span });
export const constant = (value: boolean | number | null, span: Span): Constant => ({ kind: 'constant', value, span });
export const name = (id: string, span: Span): Name => ({ kind: 'name', name: id, span });
export const member = (object: Value, key: string | Value, span: Span): Member => ({
  kind: 'member',
  object,
  key,
  span,
});
export const argument = (value: Value, span: Span = value.span): Argument => ({ value, span });
export const keyword = (id: string, value: Value, span: Span): Argument => ({ name: id, value, span });
export const spread = (value: Value, span: Span): Argument => ({ value, spread: true, span });
export const call = (callee: Value, args: readonly Argument[], span: Span): Call => ({
  kind: 'call',
  callee,
  arguments: args,
  span,
});
export const create = (callee: Value, args: readonly Argument[], span: Span): Call => ({
  kind: 'call',
  callee,
  arguments: args,
  creates: true,
  span,
});
export const list = (items: readonly Argument[], span: Span): ListValue => ({ kind: 'list', items, span });
export const tuple = (items: readonly Argument[], span: Span): ListValue => ({
  kind: 'list',
  items,
  tuple: true,
  span,
});
export const entry = (key: string | Value, value: Value, span: Span): Entry => ({ key, value, span });
export const record = (entries: readonly Entry[], span: Span, type?: Value): RecordValue => ({
  kind: 'record',
  entries,
  span,
  ...(type && { type }),
});
export const unknown = (node: string, span: Span, parts: readonly Value[] = []): Unknown => ({
  kind: 'unknown',
  node,
  parts,
  span,
});

/** An operator under its reserved name, `op:==`. */
export const operator = (sign: string, operands: readonly Value[], span: Span): Call =>
  call(
    name(`op:${sign}`, span),
    operands.map((operand) => argument(operand)),
    span,
  );

export const either = (condition: Value, otherwise: Value, span: Span): Choice => ({
  kind: 'choice',
  condition,
  else: otherwise,
  span,
});
export const both = (condition: Value, then: Value, span: Span): Choice => ({ kind: 'choice', condition, then, span });
export const orIfNull = (value: Value, otherwise: Value, span: Span): Choice => ({
  kind: 'choice',
  condition: value,
  test: 'present',
  else: otherwise,
  span,
});
export const choice = (condition: Value, then: Value, otherwise: Value, span: Span): Choice => ({
  kind: 'choice',
  condition,
  then,
  else: otherwise,
  span,
});

/** Neighbouring literals become one, nested concatenations flat. */
export function concat(parts: readonly Value[], span: Span): Value {
  const flat: Value[] = [];
  for (const part of parts.flatMap((p): readonly Value[] => (p.kind === 'concat' ? p.parts : [p]))) {
    const last = flat.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') {
      flat[flat.length - 1] = text(last.value + part.value, joinSpans(last.span, part.span));
    } else flat.push(part);
  }
  const [only] = flat;
  if (flat.length === 0) return text('', span);
  return flat.length === 1 && only?.kind === 'text'
    ? text(only.value, span)
    : ({ kind: 'concat', parts: flat, span } satisfies Concat);
}

export function joinSpans(first: Span, last: Span): Span {
  return { line: first.line, column: first.column, endLine: last.endLine, endColumn: last.endColumn };
}

export const lambda = (parts: Omit<Lambda, 'kind'>): Lambda => ({ kind: 'lambda', ...parts });
export const bind = (id: string, value: Value, span: Span, more: Partial<Bind> = {}): Bind => ({
  kind: 'bind',
  name: id,
  value,
  scope: 'local',
  span,
  ...more,
});
export const use = (value: Value): Step => ({ kind: 'use', value, span: value.span });
export const returns = (value: Value, span: Span = value.span): Return => ({
  kind: 'return',
  leaves: 'function',
  value,
  span,
});
