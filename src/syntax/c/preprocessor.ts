import { bind, both, constant, either, lambda, operator, returns, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerValue } from './expressions.js';
import { definedValue, readMacro } from './macros.js';
import type { Scope } from './scope.js';
import { lowerBlock, lowerStatements, statementsIn } from './statements.js';
import { numberOf } from './strings.js';

export function lowerDirective(node: Node, scope: Scope): Step[] {
  switch (node.type) {
    case 'preproc_include':
      return lowerInclude(node, scope);
    case 'preproc_def':
    case 'preproc_function_def':
      return lowerDefine(node, scope);
    case 'preproc_ifdef':
    case 'preproc_if':
    case 'preproc_elif':
    case 'preproc_elifdef':
      return lowerConditional(node, scope);
    case 'preproc_else':
      return lowerBlock(node, scope);
    default:
      return [];
  }
}

/** `#include "pay.h"` brings what another file of the project defines; system headers declare only. */
function lowerInclude(node: Node, scope: Scope): Step[] {
  const path = node.childForFieldName('path');
  if (path?.type !== 'string_literal') return [];
  const qualified = path.text.slice(1, -1);
  scope.file.imports.push({ local: '*', qualified, relative: true, span: spanOf(node) });
  return [];
}

/** A macro that stands for nothing is a flag or an attribute; `#ifdef` asks for it without a value. */
function lowerDefine(node: Node, scope: Scope): Step[] {
  const id = node.childForFieldName('name')?.text;
  const body = node.childForFieldName('value');
  if (id === undefined || body === null) return [];
  const span = spanOf(node);
  const { line, column } = spanOf(body);
  const value = readMacro(body.text, line, column);
  const parameters = node.childForFieldName('parameters');
  if (parameters === null)
    return [bind(id, value ?? unknown('macro', spanOf(body)), span, { hoisted: true, constant: true })];
  const names = namedChildren(parameters).map((one) => ({ name: one.text, span: spanOf(one) }));
  const steps = value ? [returns(value)] : lowerMacroStatements(body, scope);
  const isValue = steps.length === 1 && steps[0]?.kind === 'return';
  const written =
    steps.length > 0
      ? lambda({ name: id, parameters: names, body: steps, macro: true, ...(!isValue && { block: true }), span })
      : unknown('macro', spanOf(body));
  return [bind(id, written, span, { hoisted: true, constant: true })];
}

/** More text than a person puts into a macro. */
const LONGEST_MACRO = 5_000;
const HEAD = 'void f(){';

/**
 * `#define SET(k, v) if (curl_easy_setopt(h, k, v) != CURLE_OK) goto failed`: statements, read where they stand. Blanks
 * before them keep lines and columns; the head of a function fits in front, where `#define` was, or on the line above.
 */
function lowerMacroStatements(body: Node, scope: Scope): Step[] {
  const { line, column } = spanOf(body);
  if (!body.text.includes('(') || body.text.length > LONGEST_MACRO) return [];
  const text = body.text.replace(/\\(\r?\n)/g, ' $1');
  const before = column > HEAD.length ? '\n'.repeat(line - 1) + HEAD : `${'\n'.repeat(Math.max(0, line - 2))}${HEAD}\n`;
  const indent = ' '.repeat(column > HEAD.length ? column - 1 - HEAD.length : column - 1);
  const written = `${before}${indent}${text}\n;}`;
  const { grammar, pending } = scope.file;
  scope.file.pending = [];
  const steps = grammar(written, (root) => {
    const block = root.descendantsOfType('compound_statement')[0];
    const [only, ...more] = block ? statementsIn(block).filter((one) => one.text !== ';') : [];
    const inner = { ...scope, kind: 'block' } as const;
    // One expression that the reader of expressions does not know: `sizeof(a) / sizeof((a)[0])`.
    if (only?.type === 'expression_statement' && more.length === 0 && !text.includes(';'))
      return [returns(lowerValue(namedChildren(only)[0] ?? null, inner, spanOf(body)))];
    return block ? lowerBlock(block, inner) : [];
  });
  scope.file.pending = pending;
  return steps;
}

/** Both sides are kept: which one is built is for the build to say. The guard of a header is no question. */
function lowerConditional(node: Node, scope: Scope): Step[] {
  const id = node.childForFieldName('name');
  const asked = node.childForFieldName('condition');
  const alternative = node.childForFieldName('alternative');
  const inside = statementsIn(node).filter((child) => ![id?.id, asked?.id, alternative?.id].includes(child.id));
  const then = lowerStatements(inside, scope);
  const isNegated = /^#\s*(?:ifndef|elifndef)/.test(node.children[0]?.type ?? '');
  const [first] = inside;
  const isGuard = isNegated && first?.type === 'preproc_def' && first.childForFieldName('name')?.text === id?.text;
  if (isGuard && first.childForFieldName('value') === null && alternative === null) return then;
  const otherwise = alternative ? lowerDirective(alternative, scope) : [];
  if (then.length === 0 && otherwise.length === 0) return [];
  const defined = id ? definedValue(id.text, spanOf(id)) : lowerQuestion(asked, 0);
  const condition = id && isNegated ? operator('!', [defined], defined.span) : defined;
  return [{ kind: 'if', condition, then, else: otherwise, span: spanOf(node) }];
}

/** What the build defines is not known here; numbers are. */
function lowerQuestion(node: Node | null, depth: number): Value {
  if (node === null) return unknown('missing', { line: 1, column: 1, endLine: 1, endColumn: 1 });
  const span = spanOf(node);
  const inner = (one: Node | null | undefined): Value => lowerQuestion(one ?? null, depth + 1);
  if (depth > 100) return unknown('too deep', span);
  switch (node.type) {
    case 'number_literal': {
      const value = numberOf(node.text);
      return value === undefined ? unknown(node.type, span) : constant(value !== 0, span);
    }
    case 'preproc_defined':
      return definedValue(namedChildren(node)[0]?.text ?? '', span);
    case 'identifier':
      return definedValue(node.text, span);
    case 'parenthesized_expression':
      return inner(namedChildren(node)[0]);
    case 'unary_expression':
      return operator('!', [inner(node.childForFieldName('argument'))], span);
    case 'binary_expression': {
      const sign = node.childForFieldName('operator')?.type;
      const sides = [inner(node.childForFieldName('left')), inner(node.childForFieldName('right'))] as const;
      if (sign === '&&') return both(...sides, span);
      return sign === '||' ? either(...sides, span) : unknown('preproc condition', span);
    }
    default:
      return unknown('preproc condition', span);
  }
}
