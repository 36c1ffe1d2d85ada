/** Branches and loops. A `switch` becomes a chain of `if`; a `select` one whose conditions nobody can know. */
import { bind, constant, either, name, operator, unknown } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Case, switchChain } from '../shared/switch-chain.js';
import { type Node, namedChildren, spanFrom, spanOf } from '../tree-sitter.js';
import { assign } from './assignments.js';
import { lowerValue } from './expressions.js';
import type { Scope } from './scope.js';
import { lowerBlock, lowerStatement } from './statements.js';
import { typeName, typeValue } from './types.js';

function lowerField(node: Node, field: string, scope: Scope): Step[] {
  const statement = node.childForFieldName(field);
  return statement ? lowerStatement(statement, scope) : [];
}

export function lowerIf(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const alternative = node.childForFieldName('alternative');
  return [
    ...lowerField(node, 'initializer', scope),
    {
      kind: 'if',
      condition: lowerValue(node.childForFieldName('condition'), scope, span),
      then: lowerBlock(node.childForFieldName('consequence'), scope),
      else: alternative ? lowerStatement(alternative, scope) : [],
      span,
    },
  ];
}

export function lowerFor(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const block = node.childForFieldName('body');
  const head = namedChildren(node).find((child) => child.id !== block?.id);
  const body = lowerBlock(block, scope);
  if (head === undefined) return [{ kind: 'loop', body, span }];
  if (head.type === 'range_clause') return [lowerRange(head, body, scope, span)];
  if (head.type !== 'for_clause') return [{ kind: 'loop', condition: lowerValue(head, scope, span), body, span }];
  const condition = head.childForFieldName('condition');
  return [
    ...lowerField(head, 'initializer', scope),
    {
      kind: 'loop',
      ...(condition && { condition: lowerValue(condition, scope, span) }),
      body: [...body, ...lowerField(head, 'update', scope)],
      span,
    },
  ];
}

/** `for i, x := range xs`; a target that is no variable is written at the start of each turn. */
function lowerRange(clause: Node, body: readonly Step[], scope: Scope, span: Span): Loop {
  const left = clause.childForFieldName('left');
  const targets = left ? (left.type === 'expression_list' ? namedChildren(left) : [left]) : [];
  const first: Step[] = [];
  const [index, item] = targets.map((target, i) => {
    if (target.text === '_') return undefined;
    if (target.type === 'identifier') return target.text;
    const id = `ranged:${spanOf(target).line}:${i}`;
    first.push(...assign(target, name(id, spanOf(target)), { scope: 'nearest' }, scope, spanOf(target)));
    return id;
  });
  const over = lowerValue(clause.childForFieldName('right'), scope, span);
  return { kind: 'loop', over, ...(index && { index }), ...(item && { item }), body: [...first, ...body], span };
}

/** A case ends where it ends: as if a `break` stood there, but for `fallthrough`. */
function caseBody(section: Node, scope: Scope): Step[] {
  const statements = namedChildren(section).filter((child) => child.type === 'statement_list');
  const goesOn = statements.some((list) => namedChildren(list).at(-1)?.type === 'fallthrough_statement');
  const body = statements.flatMap((list) => lowerBlock(list, scope));
  return goesOn ? body : [...body, { kind: 'return', leaves: 'loop', span: spanOf(section) }];
}

const sectionsOf = (node: Node): Node[] => namedChildren(node).filter((child) => child.type.endsWith('_case'));

/** Several labels of one case: any of them. */
function anyOf(conditions: readonly Value[], span: Span): Value {
  const [first = unknown('missing', span), ...rest] = conditions;
  return rest.reduce((all, one) => either(all, one, span), first);
}

export function lowerSwitch(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  const { subject, first } = heldSubject(node, scope);
  const cases = sectionsOf(node).map((section): Case => {
    const body = caseBody(section, scope);
    if (section.type === 'default_case') return { condition: null, body, span: spanOf(section) };
    const labels = section.childForFieldName('value');
    const conditions = (labels ? namedChildren(labels) : []).map((label) => {
      const value = lowerValue(label, scope, span);
      return subject ? operator('==', [subject, value], spanOf(label)) : value;
    });
    return { condition: anyOf(conditions, spanOf(section)), body, span: spanOf(section) };
  });
  return [...lowerField(node, 'initializer', scope), ...first, ...switchChain(cases)];
}

/** A subject that is called is called once. */
function heldSubject(node: Node, scope: Scope): { readonly subject: Value | null; readonly first: Step[] } {
  const value = node.childForFieldName('value');
  if (value === null) return { subject: null, first: [] };
  const span = spanOf(value);
  const subject = lowerValue(value, scope, span);
  if (subject.kind === 'name' || subject.kind === 'member') return { subject, first: [] };
  const id = `switched:${span.line}:${span.column}`;
  return { subject: name(id, span), first: [bind(id, subject, span)] };
}

/** `switch t := x.(type)`: `t` is `x`, whatever its type. */
export function lowerTypeSwitch(node: Node, scope: Scope): Step[] {
  const { subject, first } = heldSubject(node, scope);
  const tested = subject ?? unknown('missing', spanOf(node));
  const alias = node.childForFieldName('alias');
  const cases = sectionsOf(node).map((section): Case => {
    const body = caseBody(section, scope);
    if (section.type === 'default_case') return { condition: null, body, span: spanOf(section) };
    const types = section.childrenForFieldName('type').filter((type): type is Node => type?.isNamed === true);
    const conditions = types.map((type) => hasType(tested, type));
    return { condition: anyOf(conditions, spanOf(section)), body, span: spanOf(section) };
  });
  return [
    ...lowerField(node, 'initializer', scope),
    ...first,
    ...(alias ? [bind(alias.text, tested, spanFrom(alias, node.childForFieldName('value') ?? alias))] : []),
    ...switchChain(cases),
  ];
}

function hasType(tested: Value, type: Node): Value {
  const span = spanOf(type);
  if (type.text === 'nil') return operator('==', [tested, constant(null, span)], span);
  return operator('instanceof', [tested, typeValue(type) ?? name(typeName(type), span)], span);
}

export function lowerSelect(node: Node, scope: Scope): Step[] {
  const cases = sectionsOf(node).map((section): Case => {
    const span = spanOf(section);
    const communication = section.childForFieldName('communication');
    const first = communication ? lowerStatement(communication, scope) : [];
    const condition = section.type === 'default_case' ? null : unknown('select', span);
    return { condition, body: [...first, ...caseBody(section, scope)], span };
  });
  return switchChain(cases);
}
