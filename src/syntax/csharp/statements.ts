/** C#'s statements. */
import { bind, constant, operator, unknown, use } from '../../ir/build.js';
import type { Bind, Loop, Return, Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { collecting, inOrder, nested } from '../shared/order.js';
import { mayAct } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { assignmentSteps, deconstruction, updateStep } from './assignments.js';
import { declaration, isDeclaration } from './declarations.js';
import { expression, valueIn } from './expressions.js';
import { functionValue, returnedType } from './functions.js';
import { partsOf } from './nodes.js';
import { sidesOf } from './preprocessor.js';
import { switchSteps } from './switches.js';
import { declaredType, identifierText, modifiersOf } from './types.js';

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
    case 'using_directive':
    case 'file_scoped_namespace_declaration':
    case 'extern_alias_directive':
    case 'global_attribute':
    case 'attribute_list':
    case 'empty_statement':
    case 'goto_statement':
      return [];
    case 'block':
    case 'global_statement':
    case 'checked_statement':
    case 'unsafe_statement':
    case 'lock_statement':
    case 'fixed_statement':
    case 'ERROR':
      return blockSteps(partsOf(node));
    case 'labeled_statement':
      return blockSteps(partsOf(node).slice(1));
    case 'preproc_if':
    case 'preproc_elif': {
      const { condition, then, otherwise } = sidesOf(node);
      const [first, second] = [blockSteps(then), blockSteps(otherwise)];
      return first.length + second.length > 0 ? [{ kind: 'if', condition, then: first, else: second, span }] : [];
    }
    case 'expression_statement': {
      const [inner] = partsOf(node);
      return inner ? expressionSteps(inner) : [];
    }
    case 'local_declaration_statement':
      return variables(node, modifiersOf(node).has('const'));
    case 'variable_declaration':
      return variables(node, false);
    case 'local_function_statement': {
      const id = identifierText(node.childForFieldName('name'));
      return [bind(id, functionValue(node, id), span, { hoisted: true })];
    }
    case 'if_statement': {
      const condition = valueIn(node, 'condition');
      return [{ kind: 'if', condition, then: branch(node, 'consequence'), else: branch(node, 'alternative'), span }];
    }
    case 'while_statement':
      return loop(node, [], []);
    case 'do_statement':
      return doLoop(node);
    case 'for_statement':
      return forLoop(node);
    case 'foreach_statement':
      return forEach(node);
    case 'switch_statement':
      return switchSteps(node);
    case 'return_statement': {
      const [value] = partsOf(node);
      return [leave('function', node, value && expression(value, returnedType()))];
    }
    case 'break_statement':
      return [leave('loop', node)];
    case 'continue_statement':
      return [leave('turn', node)];
    case 'yield_statement': {
      const [value] = partsOf(node);
      return value ? [use(operator('yield', [expression(value)], span))] : [leave('function', node)];
    }
    case 'throw_statement':
    case 'throw_expression': {
      const [value] = partsOf(node);
      return [{ kind: 'throw', ...(value && { value: expression(value) }), span }];
    }
    case 'using_statement':
      return [...blockSteps(partsOf(node).slice(0, -1)), ...branch(node, 'body')];
    case 'try_statement':
      return trySteps(node);
    default:
      return isDeclaration(node) ? declaration(node) : expressionSteps(node);
  }
}

/** An expression that stands alone: only what it does counts. */
export function expressionSteps(node: Node): readonly Step[] {
  switch (node.type) {
    case 'assignment_expression':
      return assignmentSteps(node);
    case 'throw_expression':
      return lowerStatement(node);
    case 'prefix_unary_expression':
    case 'postfix_unary_expression': {
      const sign = node.children.find((child) => child?.isNamed === false)?.type;
      return sign === '++' || sign === '--' ? [updateStep(node)] : effectOf(expression(node));
    }
    default:
      return effectOf(expression(node));
  }
}

function effectOf(value: Value): readonly Step[] {
  if (value.kind === 'call' && value.callee.kind === 'member') {
    const { object, key } = value.callee;
    const ends = key === 'Exit' || key === 'FailFast';
    if (ends && object.kind === 'name' && object.name === 'Environment')
      return [{ kind: 'throw', value, span: value.span }];
  }
  return mayAct(value) ? [use(value)] : [];
}

const leave = (leaves: Return['leaves'], node: Node, value?: Value): Return => ({
  kind: 'return',
  leaves,
  ...(value && { value }),
  span: spanOf(node),
});

function branch(node: Node, field: string): readonly Step[] {
  const child = node.childForFieldName(field);
  return child ? statement(child) : [];
}

function variables(node: Node, isConstant: boolean): readonly Step[] {
  return declaratorsOf(node).flatMap(([declared, type]) => declarator(declared, type, isConstant));
}

/** Of a local declaration, a field or an event: all that it declares, with its type. */
export function declaratorsOf(node: Node): (readonly [Node, Node | null])[] {
  if (node.type !== 'variable_declaration') {
    return partsOf(node).flatMap((child) => (child.type === 'variable_declaration' ? declaratorsOf(child) : []));
  }
  const type = node.childForFieldName('type');
  return partsOf(node).flatMap((child) => (child.type === 'variable_declarator' ? [[child, type] as const] : []));
}

function declarator(node: Node, type: Node | null, isConstant: boolean): readonly Step[] {
  const span = spanOf(node);
  const written = writtenValue(node);
  const value = written ? expression(written, type) : constant(null, span);
  const pattern = partsOf(node).find((child) => child.type === 'tuple_pattern');
  if (pattern) return deconstruction(pattern, value, span);
  return [variable(node, type, value, isConstant)];
}

/** `Type name = value`; without a value it is null, or zero, which decides nothing either. */
export function variable(node: Node, type: Node | null, value: Value, isConstant: boolean): Bind {
  const declared = declaredType(type);
  const more: Partial<Bind> = {
    ...(declared !== undefined && { type: declared }),
    ...(isConstant && { constant: true }),
  };
  return bind(identifierText(node.childForFieldName('name')), value, spanOf(node), more);
}

export function writtenValue(node: Node): Node | undefined {
  return node.children.some((child) => child?.type === '=') ? partsOf(node).at(-1) : undefined;
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
  const steps = (field: string) =>
    node.childrenForFieldName(field).flatMap((child) => (child?.isNamed ? statement(child) : []));
  return loop(node, steps('initializer'), steps('update'));
}

/** The body runs before the condition is asked: the condition becomes a `break` at its end. */
function doLoop(node: Node): readonly Step[] {
  const span = spanOf(node);
  const test = inOrder(() => {
    const condition = operator('!', [valueIn(node, 'condition')], span);
    return [{ kind: 'if', condition, then: [leave('loop', node)], else: [], span }];
  });
  return [{ kind: 'loop', body: [...branch(node, 'body'), ...test], span }];
}

/** `foreach (var (key, value) in pairs)` names parts of each item. */
function forEach(node: Node): readonly Step[] {
  const left = node.childForFieldName('left');
  const over = valueIn(node, 'right');
  const body = branch(node, 'body');
  const span = spanOf(node);
  if (left?.type !== 'tuple_pattern' && left?.type !== 'tuple_expression') {
    return [{ kind: 'loop', over, ...(left && { item: identifierText(left) }), body, span }];
  }
  const members = partsOf(left).flatMap((part, i) => {
    const declared = partsOf(part).at(-1);
    const id = (declared ? declared.childForFieldName('name') : null) ?? declared ?? part;
    return id.text === '_' ? [] : [{ name: identifierText(id), key: String(i) }];
  });
  return [{ kind: 'loop', over, members, body, span }];
}

function trySteps(node: Node): readonly Step[] {
  const clauses = partsOf(node);
  const handlers = clauses.filter((clause) => clause.type === 'catch_clause').map(handler);
  const last = clauses.find((clause) => clause.type === 'finally_clause');
  const finals = last ? blockSteps(partsOf(last)) : [];
  return [{ kind: 'try', body: branch(node, 'body'), handlers, finally: finals, span: spanOf(node) }];
}

/** `catch (X e) when (…)`: where the filter says no, the exception goes on. */
function handler(clause: Node): readonly Step[] {
  const span = spanOf(clause);
  const children = partsOf(clause);
  const id = children.find((child) => child.type === 'catch_declaration')?.childForFieldName('name');
  const [filter] = children.filter((child) => child.type === 'catch_filter_clause').flatMap(partsOf);
  const body = branch(clause, 'body');
  const caught = id ? [bind(identifierText(id), unknown('catch_declaration', spanOf(id)), spanOf(id))] : [];
  if (!filter) return [...caught, ...body];
  const test = inOrder(() => [
    { kind: 'if', condition: expression(filter), then: body, else: [{ kind: 'throw', span }], span },
  ]);
  return [...caught, ...test];
}
