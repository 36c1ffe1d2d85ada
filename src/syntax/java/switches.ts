/** `switch`, old and new, as a chain of `if`; as an expression, a chain of choices. */
import { call, choice, lambda, returns, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { type Case, chain } from './fallthrough.js';
import { collecting } from './order.js';
import { anyOf, matchesLabel, once } from './patterns.js';
import { blockSteps, statement } from './statements.js';

export function switchSteps(node: Node): readonly Step[] {
  return chain(casesOf(node, subjectOf(node), 'statement'));
}

/**
 * Arms that are mere expressions make a choice. With statements inside it is a function called on the spot, and `yield`
 * its `return`; Java lets no `return` or `break` cross the border of a switch expression.
 */
export function switchValue(node: Node, span: Span): Value {
  const cases = exhaustive(casesOf(node, subjectOf(node), 'value'));
  const otherwise = cases.find((one) => one.condition === null);
  const isChoice = cases.every((one) => valueOfArm(one) !== undefined);
  if (!isChoice) return call(lambda({ parameters: [], body: chain(cases), span }), [], span);
  return cases.reduceRight<Value>(
    (rest, one) => (one.condition ? choice(one.condition, valueOfArm(one) ?? rest, rest, span) : rest),
    (otherwise && valueOfArm(otherwise)) ?? unknown('missing', span),
  );
}

/** A switch expression must cover everything: without a `default` the last case is what remains. */
function exhaustive(cases: readonly Case[]): Case[] {
  const covered = cases.some((one) => one.condition === null);
  return cases.map((one, i) => (covered || i < cases.length - 1 ? one : { ...one, condition: null }));
}

function valueOfArm({ body }: Case): Value | undefined {
  const [only, ...others] = body;
  return only?.kind === 'return' && others.length === 0 ? only.value : undefined;
}

function sectionsOf(node: Node): Node[] {
  const body = node.childForFieldName('body');
  return body ? namedChildren(body) : [];
}

function subjectOf(node: Node): Value {
  const condition = node.childForFieldName('condition');
  return condition ? once(expression(condition), spanOf(condition)) : unknown('missing', spanOf(node));
}

function casesOf(node: Node, subject: Value, use: 'value' | 'statement'): Case[] {
  return sectionsOf(node).map((section) => {
    const body = namedChildren(section).filter((child) => child.type !== 'switch_label');
    return {
      condition: conditionOf(section, subject),
      body: section.type === 'switch_rule' ? body.flatMap((one) => ruleSteps(one, use)) : blockSteps(body),
      fallsThrough: section.type !== 'switch_rule',
      span: spanOf(section),
    };
  });
}

/** Null is `default`, also where it stands beside others (`case null, default`). */
function conditionOf(section: Node, subject: Value): Value | null {
  const labels = namedChildren(section).filter((child) => child.type === 'switch_label');
  if (labels.some((label) => label.children.some((child) => child?.type === 'default'))) return null;
  return anyOf(
    labels.map((label) => matchesLabel(subject, label)),
    spanOf(section),
  );
}

/** `case A -> value;`: the value of a switch expression; in a statement nobody takes it. */
function ruleSteps(body: Node, use: 'value' | 'statement'): readonly Step[] {
  const value = body.type === 'expression_statement' ? namedChildren(body)[0] : undefined;
  if (use === 'statement' || value === undefined) return statement(body);
  const { before, result } = collecting(() => expression(value));
  return [...before, returns(result)];
}
