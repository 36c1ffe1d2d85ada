/** Lists, branches and loops. */
import { constant, either, name, operator, unknown } from '../../ir/build.js';
import type { If, Loop, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerStatus } from './conditions.js';
import type { Source } from './source.js';
import { lowerBlock, lowerStatement } from './statements.js';
import { lowerLoopWords, lowerWord } from './words.js';

function branch(condition: Value, then: readonly Step[], otherwise: readonly Step[], span: Span): If {
  return { kind: 'if', condition, then, else: otherwise, span };
}

/** `a && b || c` is read as people mean it: if a then b else c. */
export function lowerList(node: Node, source: Source): Step[] {
  const span = spanOf(node);
  const [left, right] = namedChildren(node);
  if (left === undefined || right === undefined) return lowerBlock(node, source);
  if (isAnd(node)) return [branch(lowerStatus(left, source), lowerStatement(right, source), [], span)];
  const [first, second] = left.type === 'list' && isAnd(left) ? namedChildren(left) : [];
  if (first && second) {
    return [branch(lowerStatus(first, source), lowerStatement(second, source), lowerStatement(right, source), span)];
  }
  return [branch(lowerStatus(left, source), [], lowerStatement(right, source), span)];
}

export const isAnd = (node: Node): boolean => node.children.some((child) => child?.type === '&&');

/** Statements before and after a keyword: `if … then …`, `elif … then …`. */
function around(node: Node, keyword: string): { before: Node[]; after: Node[] } {
  const before: Node[] = [];
  const after: Node[] = [];
  let passed = false;
  for (const child of node.children) {
    if (child === null) continue;
    if (child.type === keyword) passed = true;
    else if (child.isNamed && !child.isExtra) (passed ? after : before).push(child);
  }
  return { before, after };
}

export function lowerIf(node: Node, source: Source): Step[] {
  const isElse = (child: Node): boolean => child.type === 'elif_clause' || child.type === 'else_clause';
  const clauses = namedChildren(node).filter(isElse);
  let otherwise: Step[] = [];
  for (const clause of clauses.reverse()) {
    const below = otherwise;
    otherwise =
      clause.type === 'else_clause'
        ? lowerBlock(clause, source)
        : source.steps(() => ifSteps(clause, below, isElse, source));
  }
  return ifSteps(node, otherwise, isElse, source);
}

function ifSteps(node: Node, otherwise: readonly Step[], isElse: (child: Node) => boolean, source: Source): Step[] {
  const { before, after } = around(node, 'then');
  const { first, condition } = asked(before, spanOf(node), source);
  const then = after.filter((child) => !isElse(child)).flatMap((child) => lowerStatement(child, source));
  return [...first, branch(condition, then, otherwise, spanOf(node))];
}

/** Several commands may stand in a condition; the last one decides. */
function asked(nodes: readonly Node[], span: Span, source: Source): { first: Step[]; condition: Value } {
  const last = nodes.at(-1);
  const first = nodes.slice(0, -1).flatMap((node) => lowerStatement(node, source));
  if (last === undefined) return { first, condition: unknown('missing', span) };
  const { result, before } = source.collect(() => lowerStatus(last, source));
  return { first: [...first, ...before], condition: result };
}

/** `for x in a b`; without words it goes over the arguments. */
export function lowerFor(node: Node, source: Source): Loop {
  const span = spanOf(node);
  const item = node.childForFieldName('variable');
  const words = node.childrenForFieldName('value').filter((child): child is Node => child?.isNamed === true);
  const body = node.childForFieldName('body');
  const over = words.length > 0 ? lowerLoopWords(words, source) : name('$@', span);
  return {
    kind: 'loop',
    over,
    ...(item && { item: `$${item.text}` }),
    body: body ? lowerStatement(body, source) : [],
    span,
  };
}

export function lowerWhile(node: Node, source: Source): Loop {
  const span = spanOf(node);
  const body = node.childForFieldName('body');
  const questions = namedChildren(node).filter((child) => child.id !== body?.id);
  const { first, condition } = asked(questions, span, source);
  const isUntil = node.child(0)?.type === 'until';
  const goesOn = isUntil ? operator('!', [condition], condition.span) : condition;
  const turn = body ? lowerStatement(body, source) : [];
  if (first.length === 0) return { kind: 'loop', condition: goesOn, body: turn, span };
  const stop: Step = { kind: 'return', leaves: 'loop', span };
  return { kind: 'loop', body: [...first, branch(goesOn, [], [stop], span), ...turn], span };
}

export function lowerCase(node: Node, source: Source): Step[] {
  const value = node.childForFieldName('value');
  const subject = value ? lowerWord(value, source) : unknown('missing', spanOf(node));
  let chain: Step[] = [];
  for (const item of namedChildren(node)
    .filter((child) => child.type === 'case_item')
    .reverse()) {
    const { before, after } = around(item, ')');
    const body = after.flatMap((child) => lowerStatement(child, source));
    const tests = before.map((pattern) => patternTest(subject, pattern, source));
    const matchesAll = tests.some((test) => test.kind === 'constant');
    const [last = constant(false, spanOf(item)), ...others] = tests.reverse();
    const condition = others.reduce((rest, test) => either(test, rest, test.span), last);
    chain = matchesAll ? body : [branch(condition, body, chain, spanOf(item))];
  }
  return chain;
}

function patternTest(subject: Value, pattern: Node, source: Source): Value {
  const span = spanOf(pattern);
  if (pattern.text === '*') return constant(true, span);
  const value = lowerWord(pattern, source);
  const isGlob = pattern.type !== 'string' && pattern.type !== 'raw_string' && /[*?[]/.test(pattern.text);
  return operator(isGlob ? 'glob' : '==', [subject, value], span);
}
