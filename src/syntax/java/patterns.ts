/** `x instanceof Foo f`, `case Foo f when f.ok()`: tests on the type, and the names they give. */
import { bind, both, operator, unknown } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';
import { before } from '../shared/order.js';
import { anyOf } from '../shared/values.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { expression, valueIn } from './expressions.js';
import { declaredType, typeValue } from './types.js';

export function instanceOf(node: Node, span: Span): Value {
  const subject = valueIn(node, 'left');
  const right = node.childForFieldName('right');
  const pattern = node.childForFieldName('pattern');
  const named = node.childForFieldName('name');
  if (right === null) return pattern ? matches(subject, pattern) : unknown(node.type, span, [subject]);
  if (named) nameSubject(subject, right, named);
  return operator('instanceof', [subject, typeValue(right)], span);
}

/** Does `subject` match the label of a `case`? A label is an expression, `null`, or a pattern with a guard. */
export function matchesLabel(subject: Value, label: Node): Value {
  const alternatives: Value[] = [];
  for (const part of namedChildren(label)) {
    const last = alternatives.at(-1);
    if (part.type === 'guard') {
      const [condition] = namedChildren(part);
      if (last && condition) alternatives[alternatives.length - 1] = both(last, expression(condition), spanOf(label));
    } else alternatives.push(matches(subject, part));
  }
  return anyOf(alternatives, spanOf(label));
}

function matches(subject: Value, pattern: Node): Value {
  const span = spanOf(pattern);
  switch (pattern.type) {
    case 'pattern': {
      const [inner] = namedChildren(pattern);
      return inner ? matches(subject, inner) : unknown('missing', span);
    }
    case 'type_pattern': {
      const [type, named] = namedChildren(pattern).filter((child) => child.type !== 'modifiers');
      if (type === undefined) return unknown('missing', span);
      if (named) nameSubject(subject, type, named);
      return operator('instanceof', [subject, typeValue(type)], span);
    }
    case 'record_pattern': {
      const [type] = namedChildren(pattern);
      return type ? operator('instanceof', [subject, typeValue(type)], span) : unknown('missing', span);
    }
    default:
      return operator('==', [subject, expression(pattern)], span);
  }
}

function nameSubject(subject: Value, type: Node, named: Node): void {
  const declared = declaredType(type);
  before(bind(named.text, subject, spanOf(named), declared === undefined ? {} : { type: declared }));
}
