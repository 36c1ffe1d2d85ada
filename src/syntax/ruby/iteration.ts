import { call, member, name } from '../../ir/build.js';
import type { Loop, Step } from '../../ir/step.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { assign, wholeName } from './assignment.js';
import { lowerList } from './calls.js';
import { lowerValue } from './expressions.js';
import { Locals, type Scope } from './scope.js';
import { lowerBody } from './statements.js';

/** Methods that run their block once for each element, and which of key and item it names. */
const EACH: Readonly<Record<string, 'items' | 'items and positions' | 'keys'>> = {
  each: 'items',
  each_pair: 'items',
  each_value: 'items',
  each_entry: 'items',
  each_key: 'keys',
  each_with_index: 'items and positions',
};

/** Those that run it once for each element of what they give without one: `text.scan(PEM) { |pem| … }`. */
const EACH_OF_RESULT: ReadonlySet<string> = new Set(['scan', 'glob', 'each_line', 'each_child', 'foreach']);

/**
 * `paths.each do |path| … end` as a statement is a loop: `next`, `break` and `return` in it mean what they mean there.
 * Undefined for every other call.
 */
export function lowerIteration(node: Node, outer: Scope): Step[] | undefined {
  if (node.type !== 'call') return undefined;
  const block = node.childForFieldName('block');
  const method = node.childForFieldName('method')?.text ?? '';
  const isOfResult = EACH_OF_RESULT.has(method);
  const given = node.childForFieldName('arguments');
  if (given && !isOfResult) return undefined;
  const receiver = node.childForFieldName('receiver');
  if (block === null) return undefined;
  const named = block.childForFieldName('parameters');
  const parameters = named ? namedChildren(named) : [];
  const scope: Scope = { ...outer, inside: 'loop', locals: new Locals(outer.locals), implicit: null };
  const span = spanOf(node);
  if (receiver === null) {
    if (method !== 'loop' || parameters.length > 0) return undefined;
    return [{ kind: 'loop', body: lowerBody(block.childForFieldName('body'), scope, { kind: 'drop' }), span }];
  }
  const kind = isOfResult ? 'items' : EACH[method];
  if (kind === undefined || parameters.some((each) => !/^(identifier|destructured_parameter)$/.test(each.type))) {
    return undefined;
  }
  const object = lowerValue(receiver, outer, span);
  const over = isOfResult ? call(member(object, method, span), given ? lowerList(given, outer) : [], span) : object;
  const { head, binds } = headOf(kind, parameters, scope);
  const body = lowerBody(block.childForFieldName('body'), scope, { kind: 'drop' });
  return [{ kind: 'loop', over, ...head, body: [...binds, ...body], span }];
}

interface Head {
  readonly head: Pick<Loop, 'item' | 'index' | 'members'>;
  readonly binds: readonly Step[];
}

function headOf(kind: 'items' | 'items and positions' | 'keys', parameters: readonly Node[], scope: Scope): Head {
  const [first, second] = parameters;
  for (const parameter of parameters) if (parameter.type === 'identifier') scope.locals.declare(parameter.text);
  if (first === undefined) {
    scope.locals.declare('it');
    return { head: { item: 'it' }, binds: [] };
  }
  if (kind === 'keys') return { head: { index: first.text }, binds: [] };
  if (second && kind === 'items') {
    const members = parameters.map((each, i) => ({
      name: each.type === 'identifier' ? each.text : wholeName(each),
      key: String(i),
    }));
    const patterns = parameters.filter((each) => each.type !== 'identifier');
    return { head: { members }, binds: patterns.flatMap((each) => unpack(each, scope)) };
  }
  const position = second?.type === 'identifier' ? { index: second.text } : {};
  if (first.type === 'identifier') return { head: { item: first.text, ...position }, binds: [] };
  return { head: { item: wholeName(first), ...position }, binds: unpack(first, scope) };
}

function unpack(pattern: Node, scope: Scope): Step[] {
  const span = spanOf(pattern);
  return assign(pattern, name(wholeName(pattern), span), scope, span);
}
