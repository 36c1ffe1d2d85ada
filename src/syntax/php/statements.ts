/** Statements to steps. */
import { argument, bind, call, constant, member, name, operator, returns, unknown, use } from '../../ir/build.js';
import type { If, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Case, switchChain } from '../shared/switch-chain.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerUnset } from './assignments.js';
import { lowerClassDeclaration, lowerConstants, lowerFunctionDefinition } from './declarations.js';
import { lowerExpression } from './expressions.js';
import { lowerDo, lowerFor, lowerForEach, lowerWhile } from './loops.js';
import { lowerUse, plainName } from './names.js';
import { placeName, type Source } from './source.js';

/** The statements of a file, a block or a single statement in its place. */
export function lowerBlock(node: Node, source: Source): Step[] {
  return namedChildren(node).flatMap((child) => lowerStatement(child, source));
}

export function lowerStatement(node: Node, source: Source): Step[] {
  return source.nested(
    () => source.steps(() => lowerKind(node, source)),
    () => [use(unknown('too deep', spanOf(node)))],
  );
}

function lowerKind(node: Node, source: Source): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'expression_statement': {
      const [inner] = namedChildren(node);
      return inner ? lowerEffect(inner, source) : [];
    }
    case 'compound_statement':
    case 'colon_block':
      return lowerBlock(node, source);
    case 'namespace_definition': {
      source.package ??= node.childForFieldName('name')?.text;
      const body = node.childForFieldName('body');
      return body ? lowerBlock(body, source) : [];
    }
    case 'namespace_use_declaration':
      lowerUse(node, source);
      return [];
    case 'declare_statement':
      return namedChildren(node)
        .filter((child) => child.type !== 'declare_directive')
        .flatMap((child) => lowerStatement(child, source));
    case 'const_declaration':
      return lowerConstants(node, source);
    case 'function_definition':
      return lowerFunctionDefinition(node, source);
    case 'class_declaration':
    case 'trait_declaration':
    case 'interface_declaration':
    case 'enum_declaration':
      return lowerClassDeclaration(node, source);
    case 'if_statement':
      return lowerIf(node, source);
    case 'switch_statement':
      return lowerSwitch(node, source);
    case 'foreach_statement':
      return lowerForEach(node, source);
    case 'for_statement':
      return lowerFor(node, source);
    case 'while_statement':
      return lowerWhile(node, source);
    case 'do_statement':
      return lowerDo(node, source);
    case 'break_statement':
    case 'continue_statement':
      return lowerJump(node, source);
    case 'return_statement': {
      const [value] = namedChildren(node);
      return [value ? returns(lowerExpression(value, source), span) : { kind: 'return', leaves: 'function', span }];
    }
    case 'exit_statement': {
      const args = namedChildren(node).map((child) => argument(lowerExpression(child, source)));
      return [{ kind: 'throw', value: call(name('exit', span), args, span), span }];
    }
    case 'try_statement':
      return [lowerTry(node, source)];
    case 'echo_statement':
      return [
        use(
          call(
            name('echo', span),
            echoed(node).map((child) => argument(lowerExpression(child, source))),
            span,
          ),
        ),
      ];
    case 'unset_statement':
      return namedChildren(node).map((target) => lowerUnset(target, source));
    case 'global_declaration':
      return namedChildren(node).flatMap((variable) => lowerGlobal(variable, source));
    case 'function_static_declaration':
      return namedChildren(node).flatMap((variable) => lowerStatic(variable, source));
    case 'text':
    case 'php_tag':
    case 'text_interpolation':
    case 'empty_statement':
    case 'named_label_statement':
    case 'goto_statement':
      return [];
    default:
      return [use(lowerExpression(node, source))];
  }
}

const echoed = (node: Node): Node[] =>
  namedChildren(node).flatMap((child) => (child.type === 'sequence_expression' ? namedChildren(child) : [child]));

/** An expression for its effect: `$ca or die()` is an `if`, `$a = $b` a bind, `define('X', 1)` a constant. */
export function lowerEffect(node: Node, source: Source): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'parenthesized_expression':
    case 'error_suppression_expression':
    case 'sequence_expression':
      return namedChildren(node).flatMap((child) => source.steps(() => lowerEffect(child, source)));
    case 'assignment_expression':
    case 'reference_assignment_expression':
    case 'augmented_assignment_expression':
    case 'update_expression':
    case 'throw_expression': {
      // The steps that it leaves are all there is to it; its own value goes nowhere.
      const value = lowerExpression(node, source);
      return value.kind === 'unknown' ? [use(value)] : [];
    }
    case 'binary_expression': {
      const sign = node.childForFieldName('operator')?.text.toLowerCase();
      const left = node.childForFieldName('left');
      const right = node.childForFieldName('right');
      if (left === null || right === null || !sign) break;
      const arm = (): Step[] => source.steps(() => lowerEffect(right, source));
      if (sign === '&&' || sign === 'and') return [branch(lowerExpression(left, source), arm(), [], span)];
      if (sign === '||' || sign === 'or') return [branch(lowerExpression(left, source), [], arm(), span)];
      break;
    }
    case 'conditional_expression': {
      const condition = node.childForFieldName('condition');
      const then = node.childForFieldName('body');
      const otherwise = node.childForFieldName('alternative');
      if (condition === null || otherwise === null) break;
      const tested = lowerExpression(condition, source);
      const arm = (part: Node | null): Step[] => (part ? source.steps(() => lowerEffect(part, source)) : []);
      return [branch(tested, arm(then), arm(otherwise), span)];
    }
    case 'name':
      if (/^(die|exit)$/i.test(node.text)) return [{ kind: 'throw', value: call(name('exit', span), [], span), span }];
      break;
    case 'string':
      return [];
    default:
      break;
  }
  const value = lowerExpression(node, source);
  if (value.kind === 'call') return [defined(value) ?? use(value)];
  return value.kind === 'constant' ? [] : [use(value)];
}

/** `define('CA', …)` makes a constant of the whole program, wherever it stands. */
function defined(value: Extract<Value, { kind: 'call' }>): Step | null {
  const [id, given] = value.arguments;
  if (value.callee.kind !== 'name' || value.callee.name !== 'define' || id?.value.kind !== 'text' || !given)
    return null;
  return bind(plainName(id.value.value), given.value, value.span, { scope: 'module', constant: true });
}

function branch(condition: Value, then: readonly Step[], otherwise: readonly Step[], span: Span): If {
  return { kind: 'if', condition, then, else: otherwise, span };
}

function lowerIf(node: Node, source: Source): Step[] {
  const clauses = namedChildren(node).filter((child) => child.type === 'else_if_clause');
  const last = namedChildren(node).find((child) => child.type === 'else_clause');
  let otherwise = last ? bodyOf(last, source) : [];
  for (const clause of clauses.reverse()) otherwise = source.steps(() => [branchOf(clause, otherwise, source)]);
  return [branchOf(node, otherwise, source)];
}

function branchOf(node: Node, otherwise: readonly Step[], source: Source): If {
  const condition = node.childForFieldName('condition');
  const tested = condition ? lowerExpression(condition, source) : unknown('missing', spanOf(node));
  return branch(tested, bodyOf(node, source), otherwise, spanOf(node));
}

export function bodyOf(node: Node, source: Source): Step[] {
  const body = node.childForFieldName('body');
  return body ? lowerStatement(body, source) : [];
}

function lowerSwitch(node: Node, source: Source): Step[] {
  const condition = node.childForFieldName('condition');
  const block = node.childForFieldName('body');
  if (condition === null || block === null) return [];
  const value = lowerExpression(condition, source);
  const isSimple = value.kind === 'name' || value.kind === 'constant' || value.kind === 'member';
  const subject = isSimple ? value : name(placeName('switch', condition), value.span);
  const cases = namedChildren(block).map((clause): Case => {
    const tested = clause.childForFieldName('value');
    const statements = namedChildren(clause).filter((child) => child.id !== tested?.id);
    const body = source.within('switch', () => statements.flatMap((child) => lowerStatement(child, source)));
    return { condition: tested ? caseCondition(subject, tested, source) : null, body, span: spanOf(clause) };
  });
  const first = subject.kind === 'name' && !isSimple ? [bind(subject.name, value, value.span)] : [];
  return [...first, ...switchChain(cases)];
}

/** `switch (true) { case $a > $b: … }` asks for the cases themselves. */
function caseCondition(subject: Value, tested: Node, source: Source): Value {
  const value = lowerExpression(tested, source);
  if (subject.kind === 'constant' && subject.value === true) return value;
  return operator('==', [subject, value], value.span);
}

/** PHP counts a `switch` as a loop: there `continue` is `break`, and `break 2` leaves the loop around it. */
function lowerJump(node: Node, source: Source): Step[] {
  const span = spanOf(node);
  const [count] = namedChildren(node);
  const levels = Math.max(1, Number(count?.text ?? 1) || 1);
  const target = source.enclosing.at(-levels);
  const leaves = node.type === 'continue_statement' && target === 'loop' ? 'turn' : 'loop';
  const jump: Step = { kind: 'return', leaves, span };
  const passesSwitch = leaves === 'loop' && levels > 1 && source.enclosing.at(-1) === 'switch';
  // A jump at the end of a case leaves the switch. Wrapped, it is out of sight there and goes on to the loop.
  return [passesSwitch ? { kind: 'try', body: [jump], handlers: [], finally: [], span } : jump];
}

function lowerTry(node: Node, source: Source): Step {
  const handlers: Step[][] = [];
  let last: Step[] = [];
  for (const clause of namedChildren(node)) {
    if (clause.type === 'catch_clause') {
      const caught = clause.childForFieldName('name');
      const first = caught ? [bind(caught.text, unknown('caught', spanOf(caught)), spanOf(caught))] : [];
      handlers.push([...first, ...bodyOf(clause, source)]);
    } else if (clause.type === 'finally_clause') last = bodyOf(clause, source);
  }
  return { kind: 'try', body: bodyOf(node, source), handlers, finally: last, span: spanOf(node) };
}

/** In a function, `global $x` makes the file's `$x` known, for reading and for writing. */
function lowerGlobal(node: Node, source: Source): Step[] {
  if (source.globals === null || node.type !== 'variable_name') return [];
  source.globals.add(node.text);
  const span = spanOf(node);
  return [bind(node.text, member(name('__globals__', span), node.text, span), span)];
}

/** A static variable starts with its value once; that later calls find the last one is not told. */
function lowerStatic(node: Node, source: Source): Step[] {
  const id = node.childForFieldName('name');
  const value = node.childForFieldName('value');
  const span = spanOf(node);
  return id ? [bind(id.text, value ? lowerExpression(value, source) : constant(null, span), span)] : [];
}
