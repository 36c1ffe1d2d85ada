import { call, choice, constant, either, lambda, member, name, operator, text, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { lowerAssignment, lowerUpdate } from './assignments.js';
import { lowerCall, lowerNew } from './calls.js';
import { lowerLambda } from './functions.js';
import { lowerCompound, lowerInitializer } from './initialisers.js';
import { qualifiedName } from './names.js';
import { combine, isVisiblyText, literalKey, unary } from './operators.js';
import { collecting, DEEPEST, type Scope } from './scope.js';
import { lowerBlock } from './statements.js';
import { characterCode, literalText, lowerAdjacent, lowerNumber } from './strings.js';

/** Total: what has no form of its own becomes `unknown` with its lowered parts. */
export function lowerValue(node: Node | null, scope: Scope, around: Span): Value {
  if (node === null || node.isMissing) return unknown('missing', around);
  const { file } = scope;
  if (file.depth > DEEPEST) return unknown('too deep', spanOf(node));
  file.depth += 1;
  const value = lowerNode(node, scope);
  file.depth -= 1;
  return value;
}

function lowerNode(node: Node, scope: Scope): Value {
  const span = spanOf(node);
  const field = (id: string): Value => lowerValue(node.childForFieldName(id), scope, span);
  switch (node.type) {
    case 'identifier':
    case 'field_identifier':
    case 'type_identifier':
    case 'namespace_identifier':
    case 'primitive_type':
    case 'qualified_identifier':
    case 'template_function':
    case 'template_type':
      return name(qualifiedName(node), span);
    case 'this':
      return name('this', span);
    case 'true':
    case 'false':
      return constant(node.type === 'true', span);
    case 'null':
      return constant(null, span);
    case 'string_literal':
    case 'raw_string_literal':
      return text(literalText(node.text), span);
    case 'concatenated_string':
      return lowerAdjacent(node, span);
    case 'char_literal':
      return constant(characterCode(node.text), span);
    case 'number_literal':
      return lowerNumber(node, span);
    case 'field_expression':
      return member(field('argument'), fieldName(node), span);
    case 'subscript_expression':
      return lowerSubscript(node, scope, span);
    case 'call_expression':
      return lowerCall(node, scope, span);
    case 'new_expression':
      return lowerNew(node, scope, span);
    case 'initializer_list':
      return lowerInitializer(node, null, scope);
    case 'compound_literal_expression':
      return lowerCompound(node, scope, span);
    case 'lambda_expression':
      return lowerLambda(node, scope);
    case 'binary_expression':
      return lowerBinary(node, scope);
    case 'unary_expression':
    case 'pointer_expression':
      return unary(node.childForFieldName('operator')?.type ?? '', field('argument'), span);
    case 'update_expression':
      return lowerUpdate(node, scope);
    case 'assignment_expression':
      return lowerAssignment(node, scope);
    case 'conditional_expression':
      return lowerConditional(node, scope, span);
    case 'cast_expression':
      return lowerInitializer(node.childForFieldName('value'), node.childForFieldName('type'), scope);
    case 'comma_expression': {
      const left = field('left');
      if (left.kind === 'call') scope.file.pending.push({ kind: 'use', value: left, span: left.span });
      return field('right');
    }
    case 'preproc_defined':
      return operator('defined', [text(namedChildren(node)[0]?.text ?? '', span)], span);
    case 'compound_statement':
      // GNU's `({ … })`.
      return call(lambda({ parameters: [], body: lowerBlock(node, scope), block: true, span }), [], span);
    case 'parenthesized_expression':
    case 'condition_clause':
    case 'extension_expression':
    case 'co_await_expression':
    case 'user_defined_literal':
    case 'parameter_pack_expansion': {
      const [inner] = namedChildren(node).filter((child) => child.type !== 'literal_suffix');
      if (inner === undefined) break;
      return lowerValue(inner, scope, span);
    }
    case 'sizeof_expression':
    case 'alignof_expression':
    case 'offsetof_expression':
      return unknown(node.type, span);
  }
  return unknown(node.type, span, lowerParts(node, scope));
}

/** The named children of something without a form: they may hold calls. */
export function lowerParts(node: Node, scope: Scope): Value[] {
  const span = spanOf(node);
  return namedChildren(node).map((part) => lowerValue(part, scope, span));
}

/** `p->get<T>()` and `q->Base::get()` name `get`. */
function fieldName(node: Node): string {
  const field = node.childForFieldName('field');
  const written = field ? qualifiedName(field) : '';
  return written.slice(written.lastIndexOf(':') + 1);
}

/** C has one index, C++ a list of them. */
function lowerSubscript(node: Node, scope: Scope, span: Span): Value {
  const object = lowerValue(node.childForFieldName('argument'), scope, span);
  const list = node.childForFieldName('indices');
  const index = list ? (namedChildren(list)[0] ?? null) : node.childForFieldName('index');
  const key = lowerValue(index, scope, span);
  return member(object, literalKey(key) ?? key, span);
}

/**
 * A file may join hundreds of texts with `+`: the left spine is walked in a loop, not by recursion. What the right side of
 * `&&` and `||` assigns is assigned only where the left side lets it.
 */
function lowerBinary(node: Node, scope: Scope): Value {
  const { file } = scope;
  const spine: Node[] = [];
  let first: Node | null = node;
  while (first?.type === 'binary_expression') {
    spine.push(first);
    first = first.childForFieldName('left');
  }
  let left = lowerValue(first, scope, spanOf(node));
  for (const [done, step] of spine.reverse().entries()) {
    const span = spanOf(step);
    const sign = step.childForFieldName('operator')?.type ?? '?';
    const counted = sign === '/' ? countedTable(step) : null;
    if (counted) {
      left = operator('count', [lowerValue(counted, scope, span)], span);
      continue;
    }
    const { before, result } = collecting(file, () => lowerValue(step.childForFieldName('right'), scope, span));
    if (sign === '&&' || sign === 'and') runWhen(left, before, [], span, scope);
    else if (sign === '||' || sign === 'or') runWhen(left, [], before, span, scope);
    else file.pending.push(...before);
    const joined = combine(sign, left, result, span);
    // Joined texts stay flat; other operators nest, and generated code may chain thousands.
    left = done > DEEPEST && !isVisiblyText(joined) ? unknown('too deep', span, [result]) : joined;
  }
  return left;
}

/** `sizeof roots / sizeof roots[0]` and `sizeof(roots) / sizeof(*roots)` count the elements of a table. */
function countedTable(division: Node): Node | null {
  const whole = sizedIn(division.childForFieldName('left'));
  const part = sizedIn(division.childForFieldName('right'));
  const isElement =
    part?.type === 'subscript_expression' || (part?.type === 'pointer_expression' && part.text.startsWith('*'));
  const of = isElement ? plainOf(part.childForFieldName('argument')) : null;
  return whole && of?.text === whole.text ? whole : null;
}

function plainOf(node: Node | null): Node | null {
  let at = node;
  while (at?.type === 'parenthesized_expression') at = namedChildren(at)[0] ?? null;
  return at;
}

function sizedIn(node: Node | null): Node | null {
  const sized = plainOf(node);
  return sized?.type === 'sizeof_expression' ? plainOf(sized.childForFieldName('value')) : null;
}

function runWhen(condition: Value, then: readonly Step[], otherwise: readonly Step[], span: Span, scope: Scope): void {
  if (then.length + otherwise.length === 0) return;
  scope.file.pending.push({ kind: 'if', condition, then, else: otherwise, span });
}

function lowerConditional(node: Node, scope: Scope, span: Span): Value {
  const { file } = scope;
  const condition = lowerValue(node.childForFieldName('condition'), scope, span);
  const consequence = node.childForFieldName('consequence');
  const then = collecting(file, () => (consequence ? lowerValue(consequence, scope, span) : null));
  const other = collecting(file, () => lowerValue(node.childForFieldName('alternative'), scope, span));
  runWhen(condition, then.before, other.before, span, scope);
  // GNU's `a ?: b`.
  return then.result ? choice(condition, then.result, other.result, span) : either(condition, other.result, span);
}
