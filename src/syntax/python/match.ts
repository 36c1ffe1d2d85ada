import { bind, both, constant, either, member, name, operator, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { bindScope, DEEPEST, type Scope } from './scope.js';
import { lowerBlock } from './statements.js';

/** `match` is a chain of `if` on the subject; names that a pattern captures are bound before its condition. */
export function lowerMatch(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const before: Step[] = [];
  const subjects = node.childrenForFieldName('subject').map((child) => lowerValue(child, scope, span));
  let subject: Value = subjects.length === 1 ? subjects[0]! : unknown('subject', span, subjects);
  if (subject.kind !== 'name') {
    const id = `subject:${span.line}:${span.column}`;
    before.push(bind(id, subject, subject.span));
    subject = name(id, subject.span);
  }
  const clauses = namedChildren(node.childForFieldName('body') ?? node).filter((child) => child.type === 'case_clause');
  const [beyond] = clauses.splice(DEEPEST);
  let otherwise: Step[] = beyond ? [use(unknown('too deep', spanOf(beyond)))] : [];
  for (const clause of clauses.reverse()) otherwise = lowerCase(clause, subject, otherwise, scope);
  return [...before, ...otherwise];
}

function lowerCase(clause: Node, subject: Value, otherwise: readonly Step[], scope: Scope): Step[] {
  const span = spanOf(clause);
  const captured: Step[] = [];
  const capture = (id: string, value: Value, at: Span): void => {
    captured.push(bind(id, value, at, { scope: bindScope(scope, id) }));
  };
  const patterns = namedChildren(clause).filter((child) => child.type === 'case_pattern');
  const [only, ...more] = patterns;
  const matches =
    only && more.length === 0
      ? lowerPattern(only, { subject, scope, capture })
      : unknown(
          'pattern',
          span,
          patterns.map((p, i) => lowerPattern(p, { subject: member(subject, String(i), span), scope, capture })),
        );
  const guard = clause.childForFieldName('guard');
  const asked = guard && lowerValue(namedChildren(guard)[0] ?? null, scope, span);
  const then = lowerBlock(clause.childForFieldName('consequence'), scope);
  return [
    ...captured,
    { kind: 'if', condition: asked ? both(matches, asked, span) : matches, then, else: otherwise, span },
  ];
}

interface Matching {
  readonly subject: Value;
  readonly scope: Scope;
  readonly capture: (id: string, value: Value, span: Span) => void;
}

function lowerPattern(pattern: Node, matching: Matching): Value {
  const span = spanOf(pattern);
  const { subject, scope, capture } = matching;
  const parts = namedChildren(pattern);
  const [first, second] = parts;
  const inner = (part: Node): Value => lowerPattern(part, matching);
  switch (pattern.type) {
    case 'case_pattern':
      // The grammar has no node for `_`.
      return first ? inner(first) : constant(true, span);
    case 'union_pattern':
      return parts.map(inner).reduce((any, part) => either(any, part, span));
    case 'as_pattern':
      if (second) capture(second.text, subject, span);
      return first ? inner(first) : constant(true, span);
    case 'dotted_name':
      if (parts.length > 1) return operator('==', [subject, dottedValue(parts, span)], span);
      if (pattern.text !== '_') capture(pattern.text, subject, span);
      return constant(true, span);
    case 'class_pattern':
      for (const part of parts.slice(1)) captureAll(part, capture);
      return operator(
        'instanceof',
        [subject, first ? dottedValue(namedChildren(first), span) : unknown('missing', span)],
        span,
      );
    case 'list_pattern':
    case 'tuple_pattern':
    case 'dict_pattern':
    case 'splat_pattern':
      for (const part of parts) captureAll(part, capture);
      return unknown(pattern.type, span, [subject]);
    default:
      return operator('==', [subject, lowerValue(pattern, scope, span)], span);
  }
}

/** What is inside a structure is not followed: its names are bound, so that they do not mean something outside. */
function captureAll(pattern: Node, capture: Matching['capture']): void {
  const parts = namedChildren(pattern);
  const span = spanOf(pattern);
  if (pattern.type === 'dotted_name' && parts.length === 1) capture(pattern.text, unknown('captured', span), span);
  else if (pattern.type === 'splat_pattern' && parts[0]) capture(parts[0].text, unknown('captured', span), span);
  else for (const part of parts) if (part.type !== 'identifier') captureAll(part, capture);
}

function dottedValue(parts: readonly Node[], span: Span): Value {
  const [first, ...rest] = parts;
  const head: Value = first ? name(first.text, spanOf(first)) : unknown('missing', span);
  return rest.reduce<Value>((value, part) => member(value, part.text, span), head);
}
