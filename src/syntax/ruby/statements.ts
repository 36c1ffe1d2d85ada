import { constant, name, operator, returns, unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerAssignment, lowerOperatorAssignment } from './assignment.js';
import { lowerAppend } from './binary.js';
import { lowerCallStatement } from './calls.js';
import { lowerCase, lowerIf, lowerLoop, lowerModifier, lowerRescued } from './control.js';
import { lowerClass, lowerMethod, lowerSingletonClass } from './declarations.js';
import { lowerValue } from './expressions.js';
import { lowerCaseMatch, lowerPatternTest } from './patterns.js';
import { DEEPEST, type Scope, type Sink } from './scope.js';

const DROP: Sink = { kind: 'drop' };

/** Nodes that only hold statements. */
const BODIES = new Set([
  'program',
  'body_statement',
  'block_body',
  'then',
  'else',
  'do',
  'begin',
  'ensure',
  'begin_block',
  'end_block',
  'parenthesized_statements',
  'ERROR',
]);

/** Statements in order; the value of the last one goes into the sink. */
export function lowerBody(body: Node | null, scope: Scope, sink: Sink): Step[] {
  if (body === null) return nothing(sink);
  if (!BODIES.has(body.type)) return lowerStatement(body, scope, sink);
  const statements = body.namedChildren.filter((child) => child.isError || !child.isExtra);
  if (statements.some((child) => child.type === 'rescue' || child.type === 'ensure')) {
    return lowerRescued(body, statements, scope, sink);
  }
  return lowerStatements(statements, scope, sink, spanOf(body));
}

export function lowerStatements(statements: readonly Node[], scope: Scope, sink: Sink, around: Span): Step[] {
  if (statements.length === 0) return nothing(sink, around);
  // `private` and `module_function` change what follows them.
  let at = scope;
  return statements.flatMap((statement, i) => {
    if (statement.type === 'identifier' && statement.text === 'module_function') at = { ...at, defines: 'functions' };
    return lowerStatement(statement, at, i === statements.length - 1 ? sink : DROP);
  });
}

/** A variable becomes nil; a method that ends without a value returns nil by itself. */
function nothing(sink: Sink, around?: Span): Step[] {
  const span = around ?? { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return sink.kind === 'give' ? sink.to(constant(null, span)) : [];
}

export function deliver(value: Value, sink: Sink): Step[] {
  switch (sink.kind) {
    case 'return':
      return [returns(value)];
    case 'give':
      return sink.to(value);
    case 'drop':
      return value.kind === 'text' || value.kind === 'constant' || value.kind === 'name' ? [] : [use(value)];
  }
}

export function lowerStatement(node: Node, outer: Scope, sink: Sink): Step[] {
  if (outer.file.depth > DEEPEST) return deliver(unknown('too deep', spanOf(node)), sink);
  outer.file.depth += 1;
  const scope: Scope = { ...outer, before: [] };
  const steps = lowerOne(node, scope, sink);
  outer.file.depth -= 1;
  const lost = node.hasError && !BODIES.has(node.type) ? lowerErrors(node, outer) : [];
  return [...scope.before, ...lost, ...steps];
}

/** What the parser could not place inside a statement may hold whole calls. */
function lowerErrors(statement: Node, scope: Scope): Step[] {
  const steps: Step[] = [];
  const waiting = [statement];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of node.children) {
      if (child.isError) steps.push(...lowerBody(child, scope, DROP));
      else if (child.hasError && !BODIES.has(child.type)) waiting.push(child);
    }
  }
  return steps;
}

function lowerOne(node: Node, scope: Scope, sink: Sink): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'if':
    case 'unless':
    case 'elsif':
      return lowerIf(node, scope, sink);
    case 'conditional':
      return sink.kind === 'drop' ? lowerIf(node, scope, sink) : deliver(lowerValue(node, scope, span), sink);
    case 'if_modifier':
    case 'unless_modifier':
    case 'while_modifier':
    case 'until_modifier':
    case 'rescue_modifier':
      return lowerModifier(node, scope, sink);
    case 'while':
    case 'until':
    case 'for':
      return lowerLoop(node, scope);
    case 'case':
      return lowerCase(node, scope, sink);
    case 'case_match':
      return lowerCaseMatch(node, scope, sink);
    case 'match_pattern':
    case 'test_pattern':
      return lowerPatternTest(node, scope, sink);
    case 'assignment':
      return lowerAssignment(node, scope, sink);
    case 'operator_assignment':
      return lowerOperatorAssignment(node, scope, sink);
    case 'method':
    case 'singleton_method':
      return lowerMethod(node, scope);
    case 'class':
    case 'module':
      return [lowerClass(node, scope)];
    case 'singleton_class':
      return lowerSingletonClass(node, scope);
    case 'return':
    case 'next':
    case 'break':
      return lowerLeave(node, scope);
    case 'redo':
    case 'retry':
    case 'alias':
    case 'undef':
    case 'empty_statement':
    case 'uninterpreted':
      return [];
    case 'call':
    case 'identifier':
    case 'yield':
      return lowerCallStatement(node, scope, sink);
    case 'binary':
      return lowerShortBinary(node, scope, sink) ?? deliver(lowerValue(node, scope, span), sink);
    default:
      return BODIES.has(node.type) ? lowerBody(node, scope, sink) : deliver(lowerValue(node, scope, span), sink);
  }
}

/** `return a, b` gives a list. In a block, `next` gives the block's value; `return` is taken to do the same. */
function lowerLeave(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const [given] = namedChildren(node);
  const values = given?.type === 'argument_list' ? namedChildren(given) : given ? [given] : [];
  const [only] = values;
  const leaves =
    node.type === 'return' || scope.inside === 'block' ? 'function' : node.type === 'next' ? 'turn' : 'loop';
  if (leaves !== 'function' || only === undefined) return [{ kind: 'return', leaves, span }];
  if (values.length === 1 && only.type !== 'splat_argument' && only.type !== 'pair') {
    return lowerStatement(only, scope, { kind: 'give', to: (value) => [returns(value, span)] });
  }
  const items = values.map((value) => ({ value: lowerValue(value, scope, span), span: spanOf(value) }));
  return [returns({ kind: 'list', items, tuple: true, span }, span)];
}

/** `certs << cert` and `ready or raise` are statements of their own kinds. */
function lowerShortBinary(node: Node, scope: Scope, sink: Sink): Step[] | undefined {
  const isAppend = node.childForFieldName('operator')?.type === '<<';
  return isAppend && sink.kind === 'drop' ? lowerAppend(node, scope) : lowerAndOr(node, scope, sink);
}

/** `ready or raise`, `ca && store.add_file(ca)` as statements are conditions. */
function lowerAndOr(node: Node, scope: Scope, sink: Sink): Step[] | undefined {
  const sign = node.childForFieldName('operator')?.type ?? '';
  const right = node.childForFieldName('right');
  if (sink.kind !== 'drop' || right === null || !['and', '&&', 'or', '||'].includes(sign)) return undefined;
  const span = spanOf(node);
  const left = lowerValue(node.childForFieldName('left'), scope, span);
  const then = lowerStatement(right, scope, sink);
  const condition = sign === 'and' || sign === '&&' ? left : operator('!', [left], left.span);
  return [{ kind: 'if', condition, then, else: [], span }];
}

/** The name of the file's own object, of the class around, or of the receiver. */
export const selfName = (scope: Scope, span: Span): Value => name(scope.self === 'class' ? 'class' : 'this', span);
