import { unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { increment, lowerAssignment, lowerFlag } from './assignments.js';
import { lowerFor, lowerIf, lowerSelect, lowerSwitch, lowerTypeSwitch } from './control.js';
import { lowerDeclaration } from './declarations.js';
import { lowerParts, lowerValue } from './expressions.js';
import { lowerFunction, lowerReturn } from './functions.js';
import { DEEPEST, type Scope } from './scope.js';

/** A block or a list of statements. */
export function lowerBlock(block: Node | null, scope: Scope): Step[] {
  return block ? statementsIn(block).flatMap((statement) => lowerStatement(statement, scope)) : [];
}

/** What the parser marks as an error may still hold whole statements. */
const statementsIn = (block: Node): Node[] =>
  block.namedChildren.filter((child): child is Node => child !== null && (child.isError || !child.isExtra));

export function lowerStatement(node: Node, scope: Scope): Step[] {
  const { file } = scope;
  if (file.depth > DEEPEST) return [use(unknown('too deep', spanOf(node)))];
  file.depth += 1;
  const steps = lowerOne(node, scope);
  file.depth -= 1;
  return steps;
}

function lowerOne(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'block':
    case 'statement_list':
    case 'labeled_statement':
    case 'ERROR':
      // Around a syntax error whole statements may stand unharmed.
      return lowerBlock(node, scope);
    case 'expression_statement':
    case 'go_statement':
    case 'defer_statement':
      return namedChildren(node).flatMap((child) => lowerExpressionStatement(child, scope));
    case 'short_var_declaration':
    case 'assignment_statement':
      return lowerAssignment(node, scope);
    case 'inc_statement':
    case 'dec_statement':
      return increment(node, scope);
    case 'var_declaration':
    case 'const_declaration':
    case 'type_declaration':
      return lowerDeclaration(node, [], scope);
    case 'function_declaration':
      // Misplaced by a syntax error; read all the same.
      return [use(lowerFunction(node, scope))];
    case 'return_statement': {
      const [values] = namedChildren(node);
      const lowered = values ? lowerParts(values.type === 'expression_list' ? values : node, scope) : [];
      return [lowerReturn(node, lowered, scope, span)];
    }
    case 'break_statement':
      return [{ kind: 'return', leaves: 'loop', span }];
    case 'continue_statement':
      return [{ kind: 'return', leaves: 'turn', span }];
    case 'if_statement':
      return lowerIf(node, scope);
    case 'for_statement':
      return lowerFor(node, scope);
    case 'expression_switch_statement':
      return lowerSwitch(node, scope);
    case 'type_switch_statement':
      return lowerTypeSwitch(node, scope);
    case 'select_statement':
      return lowerSelect(node, scope);
    case 'receive_statement':
      if (node.childForFieldName('left')) return lowerAssignment(node, scope);
      return [use(unknown(node.type, span, lowerParts(node, scope)))];
    case 'send_statement':
      return [use(unknown(node.type, span, lowerParts(node, scope)))];
    case 'empty_statement':
    case 'fallthrough_statement':
    case 'goto_statement':
    case 'label_name':
    case 'import_declaration':
    case 'package_clause':
      return [];
    default:
      return lowerExpressionStatement(node, scope);
  }
}

/** Also the pieces that the parser leaves around a syntax error; bare names and literals say nothing. */
function lowerExpressionStatement(node: Node, scope: Scope): Step[] {
  const flag = node.type === 'call_expression' ? lowerFlag(node, scope) : undefined;
  if (flag) return flag;
  const value = lowerValue(node, scope, spanOf(node));
  if (value.kind === 'call')
    return [endsProcess(value.callee) ? { kind: 'throw', value, span: value.span } : use(value)];
  return ['name', 'text', 'constant', 'member'].includes(value.kind) ? [] : [use(value)];
}

/** `panic`, `os.Exit`, and `Fatal` of whatever logger: by convention none of them returns. */
function endsProcess(callee: Value): boolean {
  if (callee.kind === 'name') return callee.name === 'panic';
  if (callee.kind !== 'member' || typeof callee.key !== 'string') return false;
  const of = callee.object.kind === 'name' ? callee.object.name : '';
  return /^(Fatal|Panic)(f|ln)?$/.test(callee.key) || ['os.Exit', 'runtime.Goexit'].includes(`${of}.${callee.key}`);
}
