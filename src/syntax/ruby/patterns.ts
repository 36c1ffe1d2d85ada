import { bind, both, constant, either, member, operator, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { matches, subjectOf } from './control.js';
import { lowerValue } from './expressions.js';
import type { Scope, Sink } from './scope.js';
import { deliver, lowerBody } from './statements.js';

/** `case … in`: what a pattern captures is bound before its condition. */
export function lowerCaseMatch(node: Node, scope: Scope, sink: Sink): Step[] {
  const { before, subject } = subjectOf(node, scope);
  const parts = namedChildren(node);
  const last = parts.find((child) => child.type === 'else');
  let otherwise = lowerBody(last ?? null, scope, sink);
  for (const clause of parts.filter((child) => child.type === 'in_clause').reverse()) {
    const span = spanOf(clause);
    const captured: Step[] = [];
    const fits = lowerPattern(
      clause.childForFieldName('pattern'),
      subject ?? unknown('missing', span),
      scope,
      captured,
    );
    const guard = clause.childForFieldName('guard');
    const asked = guard && lowerValue(guard.childForFieldName('condition'), scope, span);
    const wanted = asked && guard.type === 'unless_guard' ? operator('!', [asked], span) : asked;
    const then = lowerBody(clause.childForFieldName('body'), scope, sink);
    const condition = wanted ? both(fits, wanted, span) : fits;
    otherwise = [...captured, { kind: 'if', condition, then, else: otherwise, span }];
  }
  return [...before, ...otherwise];
}

/** `config => { ca: }` and `config in { ca: }`. */
export function lowerPatternTest(node: Node, scope: Scope, sink: Sink): Step[] {
  const { before, subject } = subjectOf(node, scope);
  const captured: Step[] = [];
  const fits = lowerPattern(
    node.childForFieldName('pattern'),
    subject ?? unknown('missing', spanOf(node)),
    scope,
    captured,
  );
  return [...before, ...captured, ...deliver(fits, sink)];
}

function lowerPattern(pattern: Node | null, subject: Value, scope: Scope, captured: Step[]): Value {
  if (pattern === null) return unknown('missing', subject.span);
  const span = spanOf(pattern);
  const parts = namedChildren(pattern);
  const inner = (part: Node | null): Value => lowerPattern(part, subject, scope, captured);
  switch (pattern.type) {
    case 'identifier':
      capture(pattern.text, subject, span, scope, captured);
      return constant(true, span);
    case 'alternative_pattern':
      return parts.map(inner).reduce((any, part) => either(any, part, span));
    case 'as_pattern': {
      const id = pattern.childForFieldName('name');
      if (id) capture(id.text, subject, span, scope, captured);
      return inner(pattern.childForFieldName('value'));
    }
    case 'parenthesized_pattern':
      return inner(parts[0] ?? null);
    case 'hash_pattern':
    case 'array_pattern':
    case 'find_pattern':
      for (const [i, part] of parts.entries()) captureInside(part, String(i), subject, scope, captured);
      return unknown(pattern.type, span, [subject]);
    case 'variable_reference_pattern':
    case 'expression_reference_pattern':
      return operator('==', [subject, lowerValue(parts[0] ?? null, scope, span)], span);
    default:
      return matches(pattern, subject, scope);
  }
}

/** One part of a structure: `ca:`, `ca: path`, a name at a position, or a pattern further in. */
function captureInside(part: Node, position: string, subject: Value, scope: Scope, captured: Step[]): void {
  const span = spanOf(part);
  const key = part.type === 'keyword_pattern' ? part.childForFieldName('key') : null;
  if (key !== null) {
    const value = part.childForFieldName('value');
    const reached = member(subject, key.text.replace(/:$/, ''), span);
    if (value === null) capture(key.text, reached, span, scope, captured);
    else lowerPattern(value, reached, scope, captured);
  } else if (/splat|hash_splat_nil/.test(part.type)) {
    for (const id of namedChildren(part)) capture(id.text, unknown(part.type, span, [subject]), span, scope, captured);
  } else lowerPattern(part, member(subject, position, span), scope, captured);
}

function capture(id: string, value: Value, span: Span, scope: Scope, captured: Step[]): void {
  const owner = scope.locals.declare(id);
  captured.push(bind(id, value, span, { scope: scope.wrapped ? 'nearest' : owner }));
}
