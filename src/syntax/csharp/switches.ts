/** `switch`, the statement and the expression. */
import { both, returns, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Case, chain, chosen } from '../shared/cases.js';
import { collecting } from '../shared/order.js';
import { once } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { partsOf } from './nodes.js';
import { matches } from './patterns.js';
import { blockSteps } from './statements.js';

export function switchSteps(node: Node): readonly Step[] {
  const value = node.childForFieldName('value');
  const subject = subjectOf(value, spanOf(node));
  const body = node.childForFieldName('body');
  return chain(body ? partsOf(body).map((section) => sectionCase(subject, section)) : []);
}

export function switchValue(node: Node, span: Span): Value {
  const [value, ...arms] = partsOf(node);
  const subject = subjectOf(value ?? null, span);
  return chosen(
    arms.filter((arm) => arm.type === 'switch_expression_arm').map((arm) => armCase(subject, arm)),
    span,
  );
}

function subjectOf(value: Node | null, span: Span): Value {
  return value ? once(expression(value), spanOf(value)) : unknown('missing', span);
}

/** Up to the first colon stands the label. A body that is not empty never falls through. */
function sectionCase(subject: Value, section: Node): Case {
  const colon = section.children.findIndex((child) => child?.type === ':');
  const isNamed = (child: Node | null): child is Node => child?.isNamed === true && !child.isExtra;
  const label = section.children.slice(0, colon).filter(isNamed);
  const body = section.children.slice(colon + 1).filter(isNamed);
  return {
    condition: conditionOf(subject, label, spanOf(section)),
    body: blockSteps(body),
    fallsThrough: body.length === 0,
    span: spanOf(section),
  };
}

/** Null for `default` and a lone `_`. */
function conditionOf(subject: Value, label: readonly Node[], span: Span): Value | null {
  const guard = label.find((child) => child.type === 'when_clause');
  const [pattern] = label.filter((child) => child.type !== 'when_clause');
  if (pattern === undefined || (pattern.type === 'discard' && !guard)) return null;
  const test = matches(subject, pattern, 'case');
  const [condition] = guard ? partsOf(guard) : [];
  return condition ? both(test, expression(condition), span) : test;
}

function armCase(subject: Value, arm: Node): Case {
  const parts = partsOf(arm);
  const value = parts.at(-1);
  const span = spanOf(arm);
  const condition = conditionOf(subject, parts.slice(0, -1), span);
  return { condition, body: value ? armSteps(value) : [], fallsThrough: false, span };
}

function armSteps(value: Node): readonly Step[] {
  if (value.type === 'throw_expression') return blockSteps([value]);
  const { before, result } = collecting(() => expression(value));
  return [...before, returns(result)];
}
