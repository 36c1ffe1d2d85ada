/** Java's statements. */
import { bind, constant, operator, unknown, use } from '../../ir/build.js';
import type { Bind, Loop, Return, Step, Throw } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { collecting, inOrder, nested } from '../shared/order.js';
import { mayAct } from '../shared/values.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { assignmentStep, updateStep } from './assignments.js';
import { declaration, isDeclaration, methodSteps } from './declarations.js';
import { argumentsIn, expression, valueIn } from './expressions.js';
import { switchSteps } from './switches.js';
import { declaredType, modifiersOf } from './types.js';

export function blockSteps(statements: readonly Node[]): readonly Step[] {
  return statements.flatMap(statement);
}

/** The steps of a statement, led by what its expressions do on the way. */
export function statement(node: Node): readonly Step[] {
  return nested(
    () => inOrder(() => lowerStatement(node)),
    () => [use(unknown(node.type, spanOf(node)))],
  );
}

function lowerStatement(node: Node): readonly Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'block':
    case 'constructor_body':
    case 'labeled_statement':
      return blockSteps(namedChildren(node).filter((child) => child.type !== 'identifier'));
    case 'expression_statement': {
      const [inner] = namedChildren(node);
      return inner ? expressionSteps(inner) : [];
    }
    case 'local_variable_declaration':
      return variableSteps(node);
    case 'if_statement':
      return [
        {
          kind: 'if',
          condition: valueIn(node, 'condition'),
          then: branch(node, 'consequence'),
          else: branch(node, 'alternative'),
          span,
        },
      ];
    case 'while_statement':
      return loop(node, [], []);
    case 'do_statement':
      return doLoop(node);
    case 'for_statement':
      return forLoop(node);
    case 'enhanced_for_statement': {
      const item = node.childForFieldName('name')?.text;
      return [
        {
          kind: 'loop',
          over: valueIn(node, 'value'),
          ...(item !== undefined && { item }),
          body: branch(node, 'body'),
          span,
        },
      ];
    }
    case 'switch_expression':
      return switchSteps(node);
    case 'return_statement':
    case 'yield_statement': {
      const [value] = namedChildren(node);
      return [leave('function', node, value && expression(value))];
    }
    case 'break_statement':
      return [leave('loop', node)];
    case 'continue_statement':
      return [leave('turn', node)];
    case 'throw_statement': {
      const [value] = namedChildren(node);
      return [{ kind: 'throw', ...(value && { value: expression(value) }), span } satisfies Throw];
    }
    case 'try_statement':
    case 'try_with_resources_statement':
      return trySteps(node);
    case 'synchronized_statement':
      return branch(node, 'body');
    case 'assert_statement':
      return namedChildren(node).flatMap(expressionSteps);
    case 'explicit_constructor_invocation':
      return [use(constructorCall(node))];
    case 'method_declaration':
    case 'constructor_declaration':
    case 'compact_constructor_declaration':
      return methodSteps(node);
    case 'annotation_type_element_declaration':
      return [];
    case 'field_declaration':
      return variableSteps(node);
    default:
      return isDeclaration(node) ? declaration(node) : expressionSteps(node);
  }
}

/** An expression that stands alone: only what it does counts. */
export function expressionSteps(node: Node): readonly Step[] {
  switch (node.type) {
    case 'assignment_expression':
      return [assignmentStep(node)];
    case 'update_expression':
      return [updateStep(node)];
    case 'switch_expression':
      return switchSteps(node);
    case 'ERROR':
      return blockSteps(namedChildren(node));
    default:
      return effectOf(expression(node));
  }
}

function effectOf(value: Value): readonly Step[] {
  if (value.kind === 'call' && value.callee.kind === 'member' && value.callee.key === 'exit') {
    const { object } = value.callee;
    if (object.kind === 'name' && object.name === 'System') return [{ kind: 'throw', value, span: value.span }];
  }
  return mayAct(value) ? [use(value)] : [];
}

const leave = (leaves: Return['leaves'], node: Node, value?: Value): Return => ({
  kind: 'return',
  leaves,
  ...(value && { value }),
  span: spanOf(node),
});

export function branch(node: Node, field: string): readonly Step[] {
  const child = node.childForFieldName(field);
  return child ? statement(child) : [];
}

export function variableSteps(node: Node): readonly Step[] {
  const type = declaredType(node.childForFieldName('type'));
  const isConstant = modifiersOf(node).has('final');
  return node
    .childrenForFieldName('declarator')
    .flatMap((declarator) => (declarator ? [variable(declarator, type, isConstant)] : []));
}

/** `Type name = value`; without a value Java's own is `null`, `0` or `false`, and nobody can read a local before it is set. */
export function variable(declarator: Node, type: string | undefined, isConstant: boolean): Bind {
  const value = declarator.childForFieldName('value');
  const span = spanOf(declarator);
  const id = declarator.childForFieldName('name')?.text ?? '';
  const more: Partial<Bind> = { ...(type !== undefined && { type }), ...(isConstant && { constant: true }) };
  return bind(id, value ? expression(value) : constant(null, span), span, more);
}

/** What the condition does on the way is done before each turn. */
function loop(node: Node, init: readonly Step[], updates: readonly Step[]): readonly Step[] {
  const written = node.childForFieldName('condition');
  const { before, result: condition } = collecting(() => written && expression(written));
  const body = [...branch(node, 'body'), ...updates, ...before];
  const step: Loop = { kind: 'loop', ...(condition && { condition }), body, span: spanOf(node) };
  return [...init, ...before, step];
}

function forLoop(node: Node): readonly Step[] {
  const steps = (field: string, lower: (child: Node) => readonly Step[]) =>
    node.childrenForFieldName(field).flatMap((child) => (child?.isNamed ? inOrder(() => lower(child)) : []));
  return loop(node, steps('init', statement), steps('update', expressionSteps));
}

/** The body runs before the condition is asked: the condition becomes a `break` at its end. */
function doLoop(node: Node): readonly Step[] {
  const span = spanOf(node);
  const test = inOrder(() => [
    {
      kind: 'if',
      condition: operator('!', [valueIn(node, 'condition')], span),
      then: [leave('loop', node)],
      else: [],
      span,
    },
  ]);
  return [{ kind: 'loop', body: [...branch(node, 'body'), ...test], span }];
}

function trySteps(node: Node): readonly Step[] {
  const resources = node.childForFieldName('resources');
  const opened = resources ? namedChildren(resources).flatMap((one) => inOrder(() => resource(one))) : [];
  const body = [...opened, ...branch(node, 'body')];
  const clauses = namedChildren(node);
  const handlers = clauses.filter((clause) => clause.type === 'catch_clause').map(handler);
  const last = clauses.find((clause) => clause.type === 'finally_clause');
  const finals = last ? blockSteps(namedChildren(last)) : [];
  if (handlers.length === 0 && finals.length === 0) return body;
  return [{ kind: 'try', body, handlers, finally: finals, span: spanOf(node) }];
}

function resource(node: Node): readonly Step[] {
  if (node.childForFieldName('name') === null) return namedChildren(node).flatMap(expressionSteps);
  return [variable(node, declaredType(node.childForFieldName('type')), true)];
}

function handler(clause: Node): readonly Step[] {
  const caught = namedChildren(clause).find((child) => child.type === 'catch_formal_parameter');
  const id = caught?.childForFieldName('name');
  const body = branch(clause, 'body');
  return id && caught ? [bind(id.text, unknown(caught.type, spanOf(caught)), spanOf(caught)), ...body] : body;
}

function constructorCall(node: Node): Value {
  const span = spanOf(node);
  const target = node.childForFieldName('constructor');
  const callee: Value = {
    kind: 'member',
    object: { kind: 'name', name: target?.type === 'this' ? 'this' : 'super', span: target ? spanOf(target) : span },
    key: 'constructor',
    span: target ? spanOf(target) : span,
  };
  const args = node.childForFieldName('arguments');
  return { kind: 'call', callee, arguments: args ? argumentsIn(args) : [], span };
}
