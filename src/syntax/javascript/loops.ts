/** Loops. What a condition needs to run first runs in each turn. */
import { ts } from 'ts-morph';
import { name, operator } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { assign, bindPattern } from './assignments.js';
import { lowerExpression } from './expressions.js';
import { plainMembers } from './functions.js';
import { placeName, type Source } from './source.js';
import { lowerEffect, lowerStatement, lowerVariables } from './statements.js';

/** `for (const x of xs)` names items, `for (const k in xs)` names keys. */
export function lowerForEach(node: ts.ForInOrOfStatement, source: Source): Loop {
  const span = source.spanOf(node);
  const over = lowerExpression(node.expression, source);
  const { id, members, first } = loopVariable(node.initializer, source);
  const body = [...first, ...lowerStatement(node.statement, source)];
  const named = ts.isForInStatement(node) ? { index: id } : members ? { members } : { item: id };
  return { kind: 'loop', over, ...named, body, span };
}

interface LoopVariable {
  readonly id: string;
  readonly members?: readonly { readonly name: string; readonly key: string }[];
  /** Steps at the start of each turn. */
  readonly first: readonly Step[];
}

function loopVariable(node: ts.ForInitializer, source: Source): LoopVariable {
  if (!ts.isVariableDeclarationList(node)) {
    if (ts.isIdentifier(node)) return { id: node.text, first: [] };
    const span = source.spanOf(node);
    const id = placeName('item', span);
    const { before } = source.collect(() => assign(node, () => name(id, span), source, span));
    return { id, first: before };
  }
  const [declared] = node.declarations;
  const span = source.spanOf(node);
  if (declared === undefined) return { id: placeName('item', span), first: [] };
  if (ts.isIdentifier(declared.name)) return { id: declared.name.text, first: [] };
  const id = placeName('item', span);
  const members = plainMembers(declared.name, source);
  if (members?.every((member) => member.default === undefined)) return { id, members, first: [] };
  const pattern = declared.name;
  const { result, before } = source.collect(() => bindPattern(pattern, name(id, span), source, {}));
  return { id, first: [...before, ...result] };
}

export function lowerFor(node: ts.ForStatement, source: Source): Step[] {
  const { initializer, condition, incrementor, statement } = node;
  const first = initializer
    ? ts.isVariableDeclarationList(initializer)
      ? lowerVariables(initializer, source)
      : effects(initializer, source)
    : [];
  const body = (): Step[] => [
    ...lowerStatement(statement, source),
    ...(incrementor ? effects(incrementor, source) : []),
  ];
  return [...first, conditionLoop(node, condition, body, source)];
}

export function lowerWhile(node: ts.WhileStatement | ts.DoStatement, source: Source): Loop {
  const body = (): Step[] => lowerStatement(node.statement, source);
  if (ts.isWhileStatement(node)) return conditionLoop(node, node.expression, body, source);
  const { result, before } = source.collect(() => lowerExpression(node.expression, source));
  return { kind: 'loop', body: [...body(), ...before, breakUnless(result)], span: source.spanOf(node) };
}

function conditionLoop(node: ts.Statement, test: ts.Expression | undefined, body: () => Step[], source: Source): Loop {
  const span = source.spanOf(node);
  if (test === undefined) return { kind: 'loop', body: body(), span };
  const { result, before } = source.collect(() => lowerExpression(test, source));
  if (before.length === 0) return { kind: 'loop', condition: result, body: body(), span };
  return { kind: 'loop', body: [...before, breakUnless(result), ...body()], span };
}

const breakUnless = (condition: Value): Step => ({
  kind: 'if',
  condition: operator('!', [condition], condition.span),
  then: [{ kind: 'return', leaves: 'loop', span: condition.span }],
  else: [],
  span: condition.span,
});

function effects(node: ts.Expression, source: Source): Step[] {
  const { result, before } = source.collect(() => lowerEffect(node, source));
  return [...before, ...result];
}
