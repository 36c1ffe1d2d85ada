import { unknown, use } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerBufferCall, lowerStreamed } from './assignments.js';
import { lowerType, lowerTypedef, lowerUsing } from './classes.js';
import { lowerFor, lowerIf, lowerRange, lowerSwitch, lowerTry, lowerWhile } from './control.js';
import { lowerDeclaration } from './declarations.js';
import { lowerValue } from './expressions.js';
import { lowerFunctionDefinition } from './functions.js';
import { lowerBraced, lowerInitializer } from './initialisers.js';
import { isString, typeName } from './names.js';
import { lowerDirective } from './preprocessor.js';
import { collecting, DEEPEST, type Scope } from './scope.js';

export function lowerBlock(block: Node | null, scope: Scope): Step[] {
  return block ? lowerStatements(statementsIn(block), scope) : [];
}

/** What the parser marks as an error may still hold whole statements. */
export const statementsIn = (block: Node): Node[] =>
  block.namedChildren.filter(
    (child): child is Node => child !== null && (child.isError || (!child.isExtra && child.type !== 'comment')),
  );

export const lowerStatements = (statements: readonly Node[], scope: Scope): Step[] =>
  statements.flatMap((statement) => lowerStatement(statement, scope));

/** What the parser could not place inside a statement may hold whole calls. */
function lowerErrors(statement: Node, scope: Scope): Step[] {
  return statement.hasError && !statement.isError
    ? statement.children.flatMap((child) => (child?.isError ? lowerBlock(child, scope) : []))
    : [];
}

export function lowerStatement(node: Node, scope: Scope): Step[] {
  const { file } = scope;
  if (file.depth > DEEPEST) return [use(unknown('too deep', spanOf(node)))];
  file.depth += 1;
  const { before, result } = collecting(file, () => lowerOne(node, scope));
  file.depth -= 1;
  const lost = LEAVES_ERRORS.has(node.type) ? lowerErrors(node, scope) : [];
  return [...before, ...lost, ...result];
}

const LEAVES_ERRORS = new Set(['expression_statement', 'declaration', 'return_statement', 'function_definition']);

function lowerOne(node: Node, scope: Scope): Step[] {
  const span = spanOf(node);
  switch (node.type) {
    case 'translation_unit':
    case 'compound_statement':
    case 'declaration_list':
    case 'linkage_specification':
    case 'namespace_definition':
    case 'template_declaration':
    case 'template_instantiation':
    case 'export_declaration':
    case 'attributed_statement':
    case 'labeled_statement':
    case 'case_statement':
    case 'ERROR':
      return lowerInside(node, scope);
    case 'expression_statement':
      return namedChildren(node).flatMap((child) => lowerExpressionStatement(child, scope));
    case 'declaration':
      return lowerDeclaration(node, scope);
    case 'function_definition':
      return lowerFunctionDefinition(node, scope);
    case 'struct_specifier':
    case 'class_specifier':
    case 'union_specifier':
    case 'enum_specifier':
      return lowerType(node, scope);
    case 'type_definition':
      return lowerTypedef(node, scope);
    case 'alias_declaration':
    case 'using_declaration':
    case 'namespace_alias_definition':
      return lowerUsing(node, scope);
    case 'return_statement':
    case 'co_return_statement': {
      const [given] = namedChildren(node);
      const value = given && lowerReturned(given, scope);
      return [{ kind: 'return', leaves: 'function', ...(value && { value }), span }];
    }
    case 'break_statement':
      return [{ kind: 'return', leaves: 'loop', span }];
    case 'continue_statement':
      return [{ kind: 'return', leaves: 'turn', span }];
    case 'throw_statement': {
      const [given] = namedChildren(node);
      return [{ kind: 'throw', ...(given && { value: lowerValue(given, scope, span) }), span }];
    }
    case 'if_statement':
      return lowerIf(node, scope);
    case 'else_clause':
      return lowerBlock(node, scope);
    case 'for_statement':
      return lowerFor(node, scope);
    case 'for_range_loop':
      return lowerRange(node, scope);
    case 'while_statement':
    case 'do_statement':
      return lowerWhile(node, scope);
    case 'switch_statement':
      return lowerSwitch(node, scope);
    case 'try_statement':
    case 'seh_try_statement':
      return lowerTry(node, scope);
    case 'goto_statement':
    case 'statement_identifier':
    case 'namespace_identifier':
    case 'nested_namespace_specifier':
    case 'template_parameter_list':
    case 'access_specifier':
    case 'static_assert_declaration':
    case 'friend_declaration':
    case 'empty_declaration':
      return [];
    default:
      // Heads of declarations that an unknown macro has torn apart.
      if (/(?:_declarator|_specifier|_qualifier|_descriptor|parameter_list|parameter_declaration)$/.test(node.type))
        return [];
      return node.type.startsWith('preproc_') ? lowerDirective(node, scope) : lowerExpressionStatement(node, scope);
  }
}

/** Wrappers around statements: name spaces, `extern "C"`, labels, and what stands unharmed around a syntax error. */
function lowerInside(node: Node, scope: Scope): Step[] {
  const id = node.childForFieldName('name');
  if (node.type === 'namespace_definition' && id) scope.file.space ??= id.text.replace(/\s/g, '');
  const skipped = new Set([id?.id, node.childForFieldName('value')?.id, node.childForFieldName('label')?.id]);
  return lowerStatements(
    statementsIn(node).filter((child) => !skipped.has(child.id)),
    scope,
  );
}

/** Bare names and literals say nothing; for assignments all has been said before. */
export function lowerExpressionStatement(node: Node, scope: Scope): Step[] {
  if (node.type === 'comma_expression')
    return namedChildren(node).flatMap((one) => lowerExpressionStatement(one, scope));
  const written = node.type === 'call_expression' ? lowerBufferCall(node, scope) : undefined;
  if (written) return written;
  const streamed = node.type === 'binary_expression' ? lowerStreamed(node, scope) : undefined;
  if (streamed) return streamed;
  const value = lowerValue(node, scope, spanOf(node));
  if (value.kind === 'call')
    return [endsProcess(value.callee) ? { kind: 'throw', value, span: value.span } : use(value)];
  const isEmpty =
    value.kind === 'unknown' && (value.parts ?? []).every((part) => part.kind === 'name' || part.kind === 'member');
  return isEmpty || ['name', 'text', 'constant', 'member'].includes(value.kind) ? [] : [use(value)];
}

const ENDS = /^(?:std::)?(?:exit|_exit|_Exit|quick_exit|abort|terminate)$|^errx?$/;

const endsProcess = (callee: Value): boolean => callee.kind === 'name' && ENDS.test(callee.name);

/** `return {first, last};` makes what the function says that it returns. */
function lowerReturned(given: Node, scope: Scope): Value {
  const { returns, structs } = scope.file;
  const written = typeName(returns);
  const isMade = given.type === 'initializer_list' && (isString(written) || structs.has(written ?? ''));
  return returns && isMade ? lowerBraced(given, returns, scope, spanOf(given)) : lowerInitializer(given, null, scope);
}
