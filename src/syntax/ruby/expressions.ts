import {
  argument,
  call,
  choice,
  concat,
  constant,
  lambda,
  list,
  name,
  operator,
  record,
  text,
  unknown,
} from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerBinary } from './binary.js';
import { lowerCall, lowerSuper, lowerYield } from './calls.js';
import { lowerElement, lowerItems, lowerPair } from './collections.js';
import { lowerArrow } from './declarations.js';
import { GLOBALS, lowerIdentifier, lowerScopeResolution, variablePlace } from './names.js';
import { DEEPEST, type Scope } from './scope.js';
import { lowerStatement, selfName } from './statements.js';
import { lowerHeredoc, lowerPatternSource, lowerString, lowerWords } from './strings.js';

/** Total: what has no form of its own becomes `unknown` with its lowered parts. */
export function lowerValue(node: Node | null, scope: Scope, around: Span): Value {
  if (node === null) return unknown('missing', around);
  if (scope.file.depth > DEEPEST) return unknown('too deep', spanOf(node));
  scope.file.depth += 1;
  const value = lowerNode(node, scope);
  scope.file.depth -= 1;
  return value;
}

function lowerNode(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const lower = (part: Node | null): Value => lowerValue(part, scope, span);
  switch (node.type) {
    case 'identifier':
      return lowerIdentifier(node, scope, span);
    case 'constant':
    case 'global_variable':
      return name(GLOBALS[node.text] ?? node.text, span);
    case 'scope_resolution':
      return lowerScopeResolution(node, scope, span);
    case 'instance_variable':
    case 'class_variable':
      return variablePlace(node, scope).value;
    case 'self':
      return selfName(scope, span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'nil':
      return constant(null, span);
    case 'integer':
    case 'float':
      return lowerNumber(node, span);
    case 'string':
    case 'delimited_symbol':
      return lowerString(node, scope, lower);
    case 'chained_string':
      return concat(namedChildren(node).map(lower), span);
    case 'simple_symbol':
      return text(node.text.slice(1), span);
    case 'hash_key_symbol':
      return text(node.text, span);
    case 'character':
      return text(node.text.slice(1), span);
    case 'string_array':
    case 'symbol_array':
      return lowerWords(node, scope, lower);
    case 'heredoc_beginning':
      return lowerHeredoc(node, scope, lower);
    case 'subshell':
      return call(name('`', span), [argument(lowerString(node, scope, lower))], span);
    case 'regex':
      return operator('pattern', [lowerPatternSource(node, scope, lower)], span);
    case 'array':
    case 'right_assignment_list':
      return list(lowerItems(node, scope), span);
    case 'hash':
      return record(
        namedChildren(node).map((pair) => lowerPair(pair, scope)),
        span,
      );
    case 'call':
      return lowerCall(node, scope);
    case 'super':
      return lowerSuper(node, null, scope);
    case 'yield':
      return lowerYield(node, scope);
    case 'element_reference':
      return lowerElement(node, scope, span);
    case 'binary':
      return lowerBinary(node, scope);
    case 'unary':
      return lowerUnary(node, scope, span);
    case 'lambda':
      return lowerArrow(node, scope);
    case 'conditional':
    case 'if':
    case 'unless':
      return lowerPlainIf(node, scope, span) ?? lowerWrapped(node, scope, span);
    case 'begin':
    case 'case':
    case 'case_match':
    case 'while':
    case 'until':
    case 'for':
    case 'if_modifier':
    case 'unless_modifier':
    case 'rescue_modifier':
    case 'while_modifier':
    case 'until_modifier':
    case 'match_pattern':
    case 'test_pattern':
      return lowerWrapped(node, scope, span);
    case 'assignment':
    case 'operator_assignment':
    case 'method':
    case 'singleton_method':
    case 'class':
    case 'module':
    case 'return':
    case 'next':
    case 'break':
      return lowerAhead(node, scope, span);
    case 'parenthesized_statements':
    case 'then':
    case 'block_body':
    case 'interpolation':
    case 'pattern':
    case 'in': {
      const parts = namedChildren(node);
      const last = parts.pop();
      for (const part of parts) scope.before.push(...lowerStatement(part, scope, { kind: 'drop' }));
      return last ? lower(last) : constant(null, span);
    }
    case 'block_argument':
    case 'splat_argument':
      return lower(namedChildren(node)[0] ?? null);
    default:
      return unknown(node.type, span, namedChildren(node).map(lower));
  }
}

function lowerNumber(node: Node, span: Span): Value {
  const digits = node.text.replaceAll('_', '').toLowerCase().replace(/^0d/, '');
  const value = Number(/^0\d+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return Number.isNaN(value) ? unknown(node.type, span) : constant(value, span);
}

function lowerUnary(node: Node, scope: Scope, span: Span): Value {
  const sign = node.childForFieldName('operator')?.type ?? '';
  const operand = lowerValue(node.childForFieldName('operand'), scope, span);
  switch (sign) {
    case '+':
      return operand;
    case 'defined?':
      return unknown(sign, span, [operand]);
    case '-':
      if (operand.kind === 'constant' && typeof operand.value === 'number') return constant(-operand.value, span);
      return operator('-', [operand], span);
    default:
      return operator(sign === 'not' ? '!' : sign, [operand], span);
  }
}

/** An `if` whose branches are single expressions is a choice. */
function lowerPlainIf(node: Node, scope: Scope, span: Span): Value | undefined {
  const then = plainBranch(node.childForFieldName('consequence'));
  const alternative = node.childForFieldName('alternative');
  const otherwise = alternative?.type === 'elsif' ? alternative : plainBranch(alternative);
  if (then === undefined || otherwise === undefined) return undefined;
  const condition = lowerValue(node.childForFieldName('condition'), scope, span);
  const first = lowerValue(then, scope, span);
  const second =
    otherwise?.type === 'elsif'
      ? (lowerPlainIf(otherwise, scope, spanOf(otherwise)) ?? lowerWrapped(otherwise, scope, spanOf(otherwise)))
      : otherwise === null
        ? constant(null, span)
        : lowerValue(otherwise, scope, span);
  return node.type === 'unless' ? choice(condition, second, first, span) : choice(condition, first, second, span);
}

const ACTS = new Set(['assignment', 'operator_assignment', 'return', 'next', 'break', 'begin', 'while', 'until']);

/** The one expression of a branch, null where it is empty, undefined where it does more than say a value. */
export function plainBranch(branch: Node | null): Node | null | undefined {
  if (branch === null) return null;
  const inner = branch.type === 'then' || branch.type === 'else' ? namedChildren(branch) : [branch];
  const [only = null] = inner;
  return inner.length > 1 || (only && ACTS.has(only.type)) ? undefined : only;
}

/** Statements in the place of a value: a block that is called where it stands. */
function lowerWrapped(node: Node, scope: Scope, span: Span): Value {
  const inner: Scope = { ...scope, wrapped: true, inside: 'block' };
  const body = lowerStatement(node, inner, { kind: 'return' });
  return call(lambda({ parameters: [], body, block: true, span }), [], span);
}

/** `if (ca = find)`: the assignment comes before the statement, its value is what it gave. */
function lowerAhead(node: Node, scope: Scope, span: Span): Value {
  let value: Value = constant(null, span);
  const keep = (given: Value): [] => {
    value = given;
    return [];
  };
  scope.before.push(...lowerStatement(node, scope, { kind: 'give', to: keep }));
  return value;
}
