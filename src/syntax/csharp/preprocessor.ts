/** `#if`: both sides are kept, under a condition that nobody decides. */
import { both, either, name, operator, text, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { partsOf } from './nodes.js';

const DIRECTIVE = /^[ \t]*#[ \t]*(if|elif|else|endif)\b.*$/gm;

/**
 * The text as it stands, then, where directives cut through an expression or a declaration so that the grammar can't read
 * it, with these directives blanked, with all of them, and last also without what follows `#else`. Places in the file stay
 * the same.
 */
export function* readings(source: string): Generator<string> {
  yield source;
  if (!/^[ \t]*#[ \t]*if\b/m.test(source)) return;
  yield withoutCuts(source);
  yield source.replace(DIRECTIVE, blank);
  yield withoutAlternatives(source);
}

const CODE_ENDS = /[;}\]]\s*(?:\/\/.*)?$/;

/** Without the directives around code that goes on behind them: `x =` of an `#if`, whose right side stands after `#endif`. */
function withoutCuts(source: string): string {
  const lines = source.split('\n');
  const cut = new Set<number>();
  const open: { readonly directives: number[]; isCut: boolean }[] = [];
  let last = '';
  for (const [at, line] of lines.entries()) {
    const directive = /^[ \t]*#[ \t]*(if|elif|else|endif)\b/.exec(line)?.[1];
    if (directive === undefined) {
      if (line.trim() !== '' && !/^\s*\/\//.test(line)) last = line;
      continue;
    }
    if (directive === 'if') open.push({ directives: [], isCut: false });
    const group = open.at(-1);
    if (group === undefined) continue;
    if (directive !== 'if' && last !== '' && !CODE_ENDS.test(last)) group.isCut = true;
    group.directives.push(at);
    last = '';
    if (directive === 'endif' && open.pop()?.isCut) for (const each of group.directives) cut.add(each);
  }
  return lines.map((line, at) => (cut.has(at) ? blank(line) : line)).join('\n');
}

const blank = (line: string) => ' '.repeat(line.length);

function withoutAlternatives(source: string): string {
  /** For each open `#if`: are we past its first branch? */
  const open: boolean[] = [];
  return source.replace(/^.*$/gm, (line) => {
    const directive = /^[ \t]*#[ \t]*(if|elif|else|endif)\b/.exec(line)?.[1];
    if (directive === 'if') open.push(false);
    else if (directive === 'endif') open.pop();
    else if (directive !== undefined) open[open.length - 1] = true;
    return directive !== undefined || open.includes(true) ? blank(line) : line;
  });
}

export interface Sides {
  readonly condition: Value;
  readonly then: readonly Node[];
  /** `#elif` stands here as a node of its own. */
  readonly otherwise: readonly Node[];
  readonly span: Span;
}

/** Of an `#if` or `#elif`. */
export function sidesOf(node: Node): Sides {
  const condition = node.childForFieldName('condition');
  const alternative = node.childForFieldName('alternative');
  const kept = partsOf(node).filter((child) => child.id !== condition?.id && child.id !== alternative?.id);
  const otherwise =
    alternative === null ? [] : alternative.type === 'preproc_elif' ? [alternative] : partsOf(alternative);
  const span = spanOf(node);
  return { condition: condition ? defined(condition) : unknown('missing', span), then: kept, otherwise, span };
}

function defined(node: Node): Value {
  const span = spanOf(node);
  const part = (field: string): Value => {
    const child = node.childForFieldName(field);
    return child ? defined(child) : unknown('missing', span);
  };
  switch (node.type) {
    case 'identifier':
      return operator('defined', [text(node.text, span)], span);
    case 'boolean_literal':
      return { kind: 'constant', value: node.text === 'true', span };
    case 'parenthesized_expression': {
      const [inner] = partsOf(node);
      return inner ? defined(inner) : unknown('missing', span);
    }
    case 'unary_expression':
      return operator('!', [part('argument')], span);
    case 'binary_expression': {
      const sign = node.childForFieldName('operator')?.type ?? '?';
      if (sign === '&&') return both(part('left'), part('right'), span);
      if (sign === '||') return either(part('left'), part('right'), span);
      return operator(sign, [part('left'), part('right')], span);
    }
    default:
      return name(node.text, span);
  }
}
