/** Assignments, destructuring and `unset`: which variables and array slots get which value. */
import { argument, bind, call, constant, member, name, unknown } from '../../ir/build.js';
import type { Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { type Node, namedChildren, spanOf } from '../tree-sitter.js';
import { literalKey, lowerExpression } from './expressions.js';
import { placeName, type Source } from './source.js';

/** Emits the steps of `target = value` to run first and gives the value back, for `$a = $b = c()`. */
export function assign(target: Node, value: () => Value, source: Source, span: Span = spanOf(target)): Value {
  return assignTo(target, () => valueOf(value()), source, span);
}

/** `$a = &$b`: both are the same variable from now on. */
export const assignReference = (target: Node, value: () => Value, source: Source): Value =>
  assignTo(target, value, source, spanOf(target));

/** Arrays are values: what a variable holds is copied into another, objects are not. */
export const copied = (value: Value): Value => call(name('op:copy-array', value.span), [argument(value)], value.span);

const valueOf = (value: Value): Value =>
  (value.kind === 'name' && value.name.startsWith('$')) || value.kind === 'member' ? copied(value) : value;

function assignTo(target: Node, value: () => Value, source: Source, span: Span): Value {
  switch (target.type) {
    case 'by_ref':
    case 'parenthesized_expression': {
      const [inner] = namedChildren(target);
      return inner ? assign(inner, value, source, span) : value();
    }
    case 'list_literal':
    case 'array_creation_expression': {
      const whole = name(placeName('destructured', target), span);
      source.runFirst(bind(whole.name, value(), span));
      spreadOut(target, whole, source);
      return whole;
    }
    case 'subscript_expression': {
      const [object, index] = namedChildren(target);
      if (object === undefined || isGlobals(object)) break;
      const place = lowerExpression(object, source);
      const key = index ? literalKey(lowerExpression(index, source)) : null;
      const given = value();
      source.runFirst({ kind: 'write', object: place, key, value: given, span });
      return isPlain(given) || key === null ? given : member(place, key, spanOf(target));
    }
    default:
      break;
  }
  const place = lowerExpression(target, source);
  const given = value();
  if (place.kind === 'name') {
    source.runFirst(bind(place.name, given, span, { scope: source.globals?.has(place.name) ? 'module' : 'local' }));
  } else if (place.kind === 'member') {
    source.runFirst({ kind: 'write', object: place.object, key: place.key, value: given, span });
  } else return unknown('assignment', span, [place, given]);
  return isPlain(given) ? given : place;
}

/** `$GLOBALS['x']` is the variable `$x` of the file. */
export const isGlobals = (node: Node): boolean => node.type === 'variable_name' && node.text === '$GLOBALS';

/** Values that may stand twice without being made twice. */
const isPlain = (value: Value): boolean => value.kind === 'text' || value.kind === 'constant' || value.kind === 'name';

/** `[$a, , 'k' => $b] = …`: an empty place still counts. */
function spreadOut(pattern: Node, whole: Value, source: Source): void {
  for (const { key, target } of patternSlots(pattern, source)) {
    assign(target, () => member(whole, key, spanOf(target)), source, spanOf(target));
  }
}

interface Slot {
  readonly key: string | Value;
  readonly target: Node;
}

function patternSlots(pattern: Node, source: Source): Slot[] {
  const slots: Slot[] = [];
  let position = 0;
  let key: Node | undefined;
  let target: Node | undefined;
  const close = (): void => {
    if (target) slots.push({ key: key ? literalKey(lowerExpression(key, source)) : String(position), target });
    position += 1;
    key = undefined;
    target = undefined;
  };
  const take = (node: Node): void => {
    if (node.type === 'array_element_initializer')
      for (const part of node.children) {
        if (part) take(part);
      }
    else if (node.type === '=>') key = target;
    else if (node.type === ',') close();
    else if (node.isNamed && !node.isExtra) target = node;
  };
  for (const child of pattern.children) if (child) take(child);
  close();
  return slots;
}

/** `foreach ($pairs as [$id, 'file' => $file])`: names and keys; null for patterns that nest. */
export function patternMembers(pattern: Node, source: Source): { name: string; key: string }[] | null {
  const members: { name: string; key: string }[] = [];
  for (const { key, target } of patternSlots(pattern, source)) {
    if (target.type !== 'variable_name' || typeof key !== 'string') return null;
    members.push({ name: target.text, key });
  }
  return members;
}

export function lowerUnset(target: Node, source: Source): Step {
  const span = spanOf(target);
  const place = lowerExpression(target, source);
  if (place.kind === 'member') return { kind: 'write', object: place.object, key: place.key, value: 'absent', span };
  if (place.kind === 'name') return bind(place.name, constant(null, span), span);
  return { kind: 'use', value: place, span };
}
