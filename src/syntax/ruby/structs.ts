import { bind, lambda } from '../../ir/build.js';
import type { ClassValue, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { classOf } from './declarations.js';
import { lowerValue } from './expressions.js';
import type { Scope } from './scope.js';

/**
 * Classes that are made by a call: `Struct.new(:host, :ca)`, `Data.define(:ca)`, `Class.new(Base) do … end`. A struct's
 * constructor takes its members in order or by name, and they are its fields.
 */
export function madeClass(node: Node, id: string, scope: Scope): ClassValue | undefined {
  if (node.type !== 'call') return undefined;
  const receiver = node.childForFieldName('receiver');
  if (receiver?.type !== 'constant') return undefined;
  const maker = `${receiver.text}.${node.childForFieldName('method')?.text}`;
  const list = node.childForFieldName('arguments');
  const given = list ? namedChildren(list) : [];
  const body = node.childForFieldName('block')?.childForFieldName('body') ?? null;
  switch (maker) {
    case 'Class.new': {
      const bases = given.map((base): Value => lowerValue(base, scope, spanOf(base)));
      return classOf(id, bases, body, scope, node);
    }
    case 'Struct.new':
    case 'Data.define':
      return withConstructor(classOf(id, [], body, scope, node), given);
    default:
      return undefined;
  }
}

function withConstructor(made: ClassValue, given: readonly Node[]): ClassValue {
  const parameters = given
    .filter((field) => field.type === 'simple_symbol')
    .map((field) => ({ name: field.text.slice(1), field: field.text.slice(1), span: spanOf(field) }));
  const hasOwn = made.body.some((step) => step.kind === 'bind' && step.name === 'constructor');
  if (hasOwn) return made;
  const value = lambda({ name: 'constructor', parameters, body: [], span: made.span });
  return { ...made, body: [bind('constructor', value, made.span, { hoisted: true }), ...made.body] };
}
