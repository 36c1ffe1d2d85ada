import { bind, either, name, operator, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { assign, wholeName } from './assignment.js';
import { lowerValue } from './expressions.js';
import { constantPath } from './names.js';
import { DEEPEST, type Scope, type Sink } from './scope.js';
import { lowerBody, lowerStatements } from './statements.js';

const DROP: Sink = { kind: 'drop' };

export function lowerIf(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  const asked = lowerValue(node.childForFieldName('condition'), scope, span);
  const condition = node.type === 'unless' ? operator('!', [asked], asked.span) : asked;
  const then = lowerBody(node.childForFieldName('consequence'), scope, sink);
  const otherwise = lowerBody(node.childForFieldName('alternative'), scope, sink);
  return [{ kind: 'if', condition, then, else: otherwise, span }];
}

/** `a if b`. The body is lowered first: what it assigns is a variable in the condition after it. */
export function lowerModifier(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  const body = node.childForFieldName('body');
  if (node.type === 'rescue_modifier') {
    const handler = lowerBody(node.childForFieldName('handler'), scope, sink);
    return [{ kind: 'try', body: lowerBody(body, scope, sink), handlers: [handler], finally: [], span }];
  }
  const isLoop = node.type === 'while_modifier' || node.type === 'until_modifier';
  const then = lowerBody(body, isLoop ? { ...scope, inside: 'loop' } : scope, isLoop ? DROP : sink);
  const asked = lowerValue(node.childForFieldName('condition'), scope, span);
  const isNegative = node.type === 'unless_modifier' || node.type === 'until_modifier';
  const condition = isNegative ? operator('!', [asked], asked.span) : asked;
  if (!isLoop) return [{ kind: 'if', condition, then, else: lowerBody(null, scope, sink), span }];
  if (body?.type !== 'begin') return [{ kind: 'loop', condition, body: then, span }];
  // `begin … end while x` runs once before it asks.
  const leave: Step[] = [{ kind: 'return', leaves: 'loop', span }];
  const ends: Step = { kind: 'if', condition, then: [], else: leave, span };
  return [{ kind: 'loop', body: [...then, ends], span }];
}

export function lowerLoop(node: Node, outer: Scope): Step[] {
  const span = spanOf(node);
  const scope: Scope = { ...outer, inside: 'loop' };
  const body = node.childForFieldName('body');
  if (node.type === 'for') {
    const target = node.childForFieldName('pattern');
    const over = lowerValue(node.childForFieldName('value'), outer, span);
    const item = target?.type === 'identifier' ? target.text : target ? wholeName(target) : '_';
    const from = name(item, span);
    const binds = target && target.type !== 'identifier' ? assign(target, from, scope, span) : [];
    if (target?.type === 'identifier') scope.locals.declare(target.text);
    return [{ kind: 'loop', over, item, body: [...binds, ...lowerBody(body, scope, DROP)], span }];
  }
  const before: Step[] = [];
  const asked = lowerValue(node.childForFieldName('condition'), { ...outer, before }, span);
  const condition = node.type === 'until' ? operator('!', [asked], asked.span) : asked;
  return [...before, { kind: 'loop', condition, body: [...lowerBody(body, scope, DROP), ...before], span }];
}

/** A chain of `if`; without a subject, each `when` asks for itself. */
export function lowerCase(node: Node, scope: Scope, sink: Sink): Step[] {
  const { before, subject } = subjectOf(node, scope);
  const clauses = namedChildren(node).filter((child) => child.type === 'when' || child.type === 'else');
  const last = clauses.at(-1);
  let otherwise = lowerBody(last?.type === 'else' ? last : null, scope, sink);
  const whens = clauses.filter((each) => each.type === 'when');
  const [beyond] = whens.splice(DEEPEST);
  if (beyond) otherwise = [use(unknown('too deep', spanOf(beyond)))];
  for (const clause of whens.reverse()) {
    const patterns = clause.childrenForFieldName('pattern').flatMap((pattern) => namedChildren(pattern));
    const tests = patterns.map((pattern) => matches(pattern, subject, scope));
    const condition =
      tests.length > 0 ? tests.reduce((any, test) => either(any, test, test.span)) : unknown('when', spanOf(clause));
    const then = lowerBody(clause.childForFieldName('body'), scope, sink);
    otherwise = [{ kind: 'if', condition, then, else: otherwise, span: spanOf(clause) }];
  }
  return [...before, ...otherwise];
}

/** Asked again by each clause: what is more than a name is bound first. */
export function subjectOf(node: Node, scope: Scope): { readonly before: Step[]; readonly subject: Value | null } {
  const written = node.childForFieldName('value');
  if (written === null) return { before: [], subject: null };
  const value = lowerValue(written, scope, spanOf(written));
  if (value.kind === 'name') return { before: [], subject: value };
  const { line, column } = spanOf(written);
  const id = `subject:${line}:${column}`;
  return { before: [bind(id, value, value.span)], subject: name(id, value.span) };
}

/** `when` asks `pattern === subject`: a class for its instances, a range or pattern for what it covers. */
export function matches(pattern: Node, subject: Value | null, scope: Scope): Value {
  const span = spanOf(pattern);
  const value = lowerValue(pattern, scope, span);
  if (subject === null) return value;
  const path = constantPath(pattern);
  // LIVE is a constant, String a class: only the spelling tells.
  if (path !== undefined && /(^|::)[A-Z]\w*[a-z]\w*$/.test(path)) return operator('instanceof', [subject, value], span);
  switch (pattern.type) {
    case 'regex':
      return operator('match', [subject, value], span);
    case 'range':
    case 'splat_argument':
      return operator('in', [subject, value], span);
    default:
      return operator('==', [subject, value], span);
  }
}

/** A body with `rescue`, `else` and `ensure`. */
export function lowerRescued(body: Node, statements: readonly Node[], scope: Scope, sink: Sink): Step[] {
  const clauses = statements.filter((each) => /^(rescue|else|ensure)$/.test(each.type));
  const main = statements.filter((each) => !clauses.includes(each));
  const otherwise = clauses.find((each) => each.type === 'else');
  const last = clauses.find((each) => each.type === 'ensure');
  const span = spanOf(body);
  const tried = lowerStatements(main, scope, otherwise ? DROP : sink, span);
  return [
    {
      kind: 'try',
      body: otherwise ? [...tried, ...lowerBody(otherwise, scope, sink)] : tried,
      handlers: clauses.filter((each) => each.type === 'rescue').map((each) => lowerHandler(each, scope, sink)),
      finally: last ? lowerBody(last, scope, DROP) : [],
      span,
    },
  ];
}

function lowerHandler(clause: Node, scope: Scope, sink: Sink): Step[] {
  const variable = clause.childForFieldName('variable');
  const [caught] = variable ? namedChildren(variable) : [];
  const bound = caught ? assign(caught, unknown('exception', spanOf(caught)), scope, spanOf(caught)) : [];
  return [...bound, ...lowerBody(clause.childForFieldName('body'), scope, sink)];
}
