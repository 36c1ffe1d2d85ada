/** `new`: with a type or without, with what its initialiser sets, adds and indexes. */
import {
  argument,
  bind,
  call,
  create,
  entry,
  keyword,
  list,
  member,
  name,
  record,
  unknown,
  use,
} from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Argument, Entry, Span, Value } from '../../ir/value.js';
import { before } from '../shared/order.js';
import { keyOf } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { argumentsIn, itemsIn } from './arguments.js';
import { expression, valueIn } from './expressions.js';
import { partsOf } from './nodes.js';
import { elementType, identifierText, typeName, typeValue } from './types.js';

export function creation(node: Node, span: Span): Value {
  const type = node.childForFieldName('type');
  const args = node.childForFieldName('arguments');
  return made(type, args, node.childForFieldName('initializer'), span);
}

/** `new(…) { … }`: of the type that its place wants, where that is written. */
export function implicitCreation(node: Node, type: Node | null, span: Span): Value {
  const children = partsOf(node);
  const args = children.find((child) => child.type === 'argument_list') ?? null;
  const initialiser = children.find((child) => child.type === 'initializer_expression') ?? null;
  return made(type?.type === 'implicit_type' ? null : type, args, initialiser, span);
}

/** Elements of `new T[] { … }`, `new[] { … }`, `stackalloc[] { … }`; none where only a size is given. */
export function arrayItems(node: Node, wanted: Node | null): Argument[] {
  const initialiser = partsOf(node).find((child) => child.type === 'initializer_expression');
  return initialiser ? itemsIn(initialiser, elementType(node.childForFieldName('type') ?? wanted)) : [];
}

const LISTS = new Set([
  'Collection',
  'HashSet',
  'LinkedList',
  'List',
  'ObservableCollection',
  'Queue',
  'SortedSet',
  'Stack',
]);
const DICTIONARIES = new Set(['ConcurrentDictionary', 'Dictionary', 'Hashtable', 'SortedDictionary', 'SortedList']);

function made(type: Node | null, args: Node | null, initialiser: Node | null, span: Span): Value {
  const of = type ? typeValue(type) : unknown('target type', span);
  const written = args ? argumentsIn(args) : [];
  if (initialiser === null) return create(of, written, span);
  const element = elementType(type);
  const simple = type ? typeName(type).replace(/^.*\./, '') : '';
  const parts = partsOf(initialiser);
  if (simple.endsWith('[]')) return list(itemsIn(initialiser, element), span);
  if (LISTS.has(simple)) return list([...copied(written), ...itemsIn(initialiser, element)], span);
  if (DICTIONARIES.has(simple))
    return record(
      parts.flatMap((part) => dictionaryEntry(part, element)),
      span,
    );
  const properties = parts.filter(isPlainProperty);
  const object = create(of, [...written, ...properties.map(property)], span);
  const others = parts.filter((part) => !isPlainProperty(part));
  return others.length === 0 ? object : filled(object, others, span);
}

/** `new List<T>(others) { … }` begins with what it is given; a capacity is nothing, and a comparer only compares. */
function copied(args: readonly Argument[]): Argument[] {
  const isContent = ({ value }: Argument) => value.kind !== 'constant' && !isComparer(value);
  return args.filter(isContent).map(({ value, span }) => ({ value, spread: true as const, span }));
}

const isComparer = (value: Value): boolean =>
  value.kind === 'member' && value.object.kind === 'name' && value.object.name.endsWith('Comparer');

/** `Name = value`. */
function isPlainProperty(part: Node): boolean {
  if (part.type !== 'assignment_expression') return false;
  return (
    part.childForFieldName('left')?.type === 'identifier' &&
    part.childForFieldName('right')?.type !== 'initializer_expression'
  );
}

function property(part: Node): Argument {
  return keyword(identifierText(part.childForFieldName('left')), valueIn(part, 'right'), spanOf(part));
}

/** `{ "k", v }` or `["k"] = v`. */
function dictionaryEntry(part: Node, type: Node | null): Entry[] {
  const span = spanOf(part);
  if (part.type === 'initializer_expression') {
    const [key, value] = partsOf(part);
    return key && value ? [entry(keyOf(expression(key)), expression(value, type), span)] : [];
  }
  const index = part.childForFieldName('left');
  const [key] = index?.type === 'element_binding_expression' ? argumentsIn(index) : [];
  const value = part.childForFieldName('right');
  return key && value ? [entry(keyOf(key.value), expression(value, type), span)] : [];
}

/** Elements and nested initialisers are calls of `Add` and assignments, made before the object is used. */
function filled(object: Value, parts: readonly Node[], span: Span): Value {
  const temporary = name(`created:${span.line}:${span.column}`, span);
  before(bind(temporary.name, object, span));
  for (const part of parts) for (const step of fillSteps(temporary, part)) before(step);
  return temporary;
}

function fillSteps(object: Value, part: Node): readonly Step[] {
  const span = spanOf(part);
  switch (part.type) {
    case 'initializer_expression':
      return [use(call(member(object, 'Add', span), itemsIn(part, null), span))];
    case 'assignment_expression': {
      const target = targetOf(object, part.childForFieldName('left'));
      const right = part.childForFieldName('right');
      if (target === undefined || right === null) return [];
      if (right.type === 'initializer_expression') return partsOf(right).flatMap((one) => fillSteps(target, one));
      return [{ kind: 'write', object: target.object, key: target.key, value: expression(right), span }];
    }
    default:
      return [use(call(member(object, 'Add', span), [argument(expression(part), span)], span))];
  }
}

function targetOf(object: Value, left: Node | null) {
  if (left?.type === 'identifier') return member(object, identifierText(left), spanOf(left));
  const [key] = left?.type === 'element_binding_expression' ? argumentsIn(left) : [];
  return key && left ? member(object, keyOf(key.value), spanOf(left)) : undefined;
}
