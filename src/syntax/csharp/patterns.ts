/** `x is Foo f`, `x is not null`, `case > 3 when …`: tests, and the names they give. */
import { bind, both, constant, either, joinSpans, member, operator, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { before } from '../shared/order.js';
import { combine, once } from '../shared/values.js';
import { type Node, spanOf } from '../tree-sitter.js';
import { expression } from './expressions.js';
import { partsOf } from './nodes.js';
import { declaredType, identifierText, typeValue } from './types.js';

/** A bare name is more often a type after `is`, and more often a constant after `case`. */
type Place = 'is' | 'case';

const TYPES = new Set(['generic_name', 'predefined_type', 'array_type', 'nullable_type', 'qualified_name']);

/** An operator and its right side that the grammar took for a part of the pattern. */
interface Tail {
  readonly sign: string;
  readonly right: Node;
  readonly span: Span;
}

export interface Test {
  readonly value: Value;
  readonly tails: readonly Tail[];
}

/** Tails found in the pattern that is being read. */
let found: Tail[] = [];

/**
 * `x is pattern`. The grammar reads `x is null && y` as `x is (null && y)`, where C# means `(x is null) && y`: what follows
 * the constant is a tail, which belongs to the expression around.
 */
export function isTest(node: Node): Test {
  const span = spanOf(node);
  const [first, second] = partsOf(node);
  const subject = first ? expression(first) : unknown('missing', span);
  if (second === undefined) return { value: unknown('missing', span, [subject]), tails: [] };
  const outer = found;
  found = [];
  try {
    return { value: matches(subject, second, 'is'), tails: found };
  } finally {
    found = outer;
  }
}

/** The constant in front; what hangs on it goes to the tails. */
function withoutTail(value: Node, place: Place): Node {
  if (place !== 'is') return value;
  const tails: Tail[] = [];
  let constantPart = value;
  while (constantPart.type === 'binary_expression') {
    const [sign, left, right] = ['operator', 'left', 'right'].map((field) => constantPart.childForFieldName(field));
    if (!sign || !left || !right || !(sign.type in PRECEDENCE)) break;
    tails.push({ sign: sign.type, right, span: spanOf(right) });
    constantPart = left;
  }
  found.push(...tails.reverse());
  return constantPart;
}

/** Of the operators that bind less tightly than `is`. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '??': 0,
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
};

/** A test on the right of an operator: its tails go to one side of it or the other. */
export function combineTest(sign: string, left: Value, { value, tails }: Test, span: Span): Value {
  const limit = PRECEDENCE[sign] ?? 7;
  const inner = tails.findIndex((tail) => (PRECEDENCE[tail.sign] ?? 7) <= limit);
  const split = inner < 0 ? tails.length : inner;
  return withTails(combine(sign, left, withTails(value, tails.slice(0, split)), span), tails.slice(split));
}

export function withTails(value: Value, tails: readonly Tail[]): Value {
  return tails.reduce(
    (left, { sign, right, span }) => combine(sign, left, expression(right), joinSpans(left.span, span)),
    value,
  );
}

export function matches(subject: Value, pattern: Node, place: Place): Value {
  const span = spanOf(pattern);
  const named = pattern.childForFieldName('name');
  const type = pattern.childForFieldName('type');
  switch (pattern.type) {
    case 'constant_pattern': {
      const [value] = partsOf(pattern);
      return value ? constantMatch(subject, withoutTail(value, place), place, span) : unknown('missing', span);
    }
    case 'declaration_pattern':
    case 'var_pattern': {
      const id = named ?? partsOf(pattern).at(-1);
      if (id?.type === 'identifier') nameSubject(subject, type, id);
      return type && declaredType(type) !== undefined ? instanceOf(subject, type, span) : constant(true, span);
    }
    case 'type_pattern':
      return type ? instanceOf(subject, type, span) : unknown('missing', span);
    case 'discard':
      return constant(true, span);
    case 'parenthesized_pattern': {
      const [inner] = partsOf(pattern);
      return inner ? matches(subject, inner, place) : unknown('missing', span);
    }
    case 'negated_pattern':
      return negation(subject, pattern, place, span);
    case 'and_pattern':
      return both(side(subject, pattern, 'left', place), side(subject, pattern, 'right', place), span);
    case 'or_pattern':
      return either(side(subject, pattern, 'left', place), side(subject, pattern, 'right', place), span);
    case 'relational_pattern': {
      const [bound] = partsOf(pattern);
      const sign = pattern.child(0)?.type ?? '?';
      return bound ? operator(sign, [subject, expression(withoutTail(bound, place))], span) : unknown('missing', span);
    }
    case 'recursive_pattern':
      return recursive(subject, pattern, span);
    default:
      return pattern.type.endsWith('_pattern')
        ? unknown(pattern.type, span)
        : constantMatch(subject, pattern, place, span);
  }
}

const instanceOf = (subject: Value, type: Node, span: Span) => operator('instanceof', [subject, typeValue(type)], span);

function constantMatch(subject: Value, value: Node, place: Place, span: Span): Value {
  if (TYPES.has(value.type) || (place === 'is' && value.type === 'identifier')) return instanceOf(subject, value, span);
  return operator('==', [subject, expression(value)], span);
}

function side(subject: Value, pattern: Node, field: string, place: Place): Value {
  const part = pattern.childForFieldName(field);
  return part ? matches(subject, part, place) : unknown('missing', spanOf(pattern));
}

function negation(subject: Value, pattern: Node, place: Place, span: Span): Value {
  const [inner] = partsOf(pattern);
  const test = inner ? matches(subject, inner, place) : unknown('missing', span);
  const isEquality = test.kind === 'call' && test.callee.kind === 'name' && test.callee.name === 'op:==';
  return isEquality
    ? operator(
        '!=',
        test.arguments.map((one) => one.value),
        span,
      )
    : operator('!', [test], span);
}

/** `Foo { Length: > 0, Name: var n } f`: the type, then each property; of `{ }` remains "is not null". */
function recursive(asked: Value, pattern: Node, span: Span): Value {
  const subject = once(asked, asked.span);
  const type = pattern.childForFieldName('type');
  const named = pattern.childForFieldName('name');
  if (named) nameSubject(subject, type, named);
  const first = type ? instanceOf(subject, type, span) : operator('!=', [subject, constant(null, span)], span);
  return partsOf(pattern)
    .filter((child) => child.type.endsWith('_pattern_clause'))
    .flatMap(partsOf)
    .reduce<Value>((all, part) => both(all, propertyMatch(subject, part), span), first);
}

function propertyMatch(subject: Value, part: Node): Value {
  const [path, pattern] = partsOf(part);
  if (path === undefined || pattern === undefined) return unknown(part.type, spanOf(part));
  const property = path.text.split('.').reduce<Value>((of, key) => member(of, key.trim(), spanOf(path)), subject);
  return matches(property, pattern, 'case');
}

function nameSubject(subject: Value, type: Node | null, id: Node): void {
  if (id.text === '_') return;
  const declared = declaredType(type);
  before(bind(identifierText(id), subject, spanOf(id), declared === undefined ? {} : { type: declared }));
}
