/** `switch`, old and new, as a chain of `if`; as an expression, a chain of choices. */
import { returns, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Case, chain, chosen } from '../shared/cases.js';
import { collecting } from '../shared/order.js';
import { anyOf, once } from '../shared/values.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { matchesLabel } from './patterns.js';
import { blockSteps, statement } from './statements.js';

export function switchSteps(node: Node): readonly Step[] {
  return chain(casesOf(node, subjectOf(node), 'statement'));
}

export function switchValue(node: Node, span: Span): Value {
  return chosen(casesOf(node, subjectOf(node), 'value'), span);
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
