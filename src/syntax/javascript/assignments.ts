/** Assignments and destructuring: which variables and properties get which value. */
import { ts } from 'ts-morph';
import { argument, bind, call, constant, member, name, orIfNull, record, unknown } from '../../ir/build.js';
import type { Bind, Step } from '../../ir/step.js';
import type { Span, Value } from '../../ir/value.js';
import { lowerExpression, propertyKey } from './expressions.js';
import { placeName, type Source } from './source.js';

/** What declares or assigns: a `let` makes a variable of its own, an assignment may reach one further out. */
type Declares = Partial<Bind>;
const ASSIGNS: Declares = { scope: 'nearest' };

/** Emits the steps of `target = value` to run first and gives the value back, for `a = b = c` and `(m = f())`. */
export function assign(
  target: ts.Expression,
  value: 'absent' | (() => Value),
  source: Source,
  span: Span = source.spanOf(target),
): Value {
  const place = skipWrapping(target);
  if (value === 'absent') {
    const removed = lowerExpression(place, source);
    if (removed.kind !== 'member') return unknown('DeleteExpression', span, [removed]);
    source.runFirst({ kind: 'write', object: removed.object, key: removed.key, value, span });
    return constant(true, span);
  }
  if (ts.isIdentifier(place)) return assignName(place.text, value(), source, span);
  if (ts.isPropertyAccessExpression(place) || ts.isElementAccessExpression(place)) {
    const slot = lowerExpression(place, source);
    if (slot.kind === 'name') return assignName(slot.name, value(), source, span);
    if (slot.kind !== 'member') return unknown('assignment', span, [slot, value()]);
    const given = value();
    source.runFirst(writeMember(slot.object, slot.key, given, span));
    return isPlain(given) ? given : slot;
  }
  const given = value();
  if (!ts.isObjectLiteralExpression(place) && !ts.isArrayLiteralExpression(place)) {
    return unknown('assignment', span, [lowerExpression(place, source), given]);
  }
  const whole = name(placeName('destructured', span), span);
  source.runFirst(bind(whole.name, given, span));
  spreadOut(place, whole, source);
  return whole;
}

function assignName(id: string, given: Value, source: Source, span: Span): Value {
  // `module.exports = exports = {…}`: the inner assignment has said it all.
  if (given.kind === 'name' && given.name === id) return given;
  // `module.exports` is the file's own, also when a function assigns to it.
  source.runFirst(bind(id, given, span, id === 'exports' ? { scope: 'module' } : ASSIGNS));
  return isPlain(given) ? given : name(id, span);
}

/** Values that may stand twice without being made twice. */
const isPlain = (value: Value): boolean => value.kind === 'text' || value.kind === 'constant' || value.kind === 'name';

/** `Client.prototype.send = function () {…}` is a method of Client, there before the first step runs. */
function writeMember(object: Value, key: string | Value, value: Value, span: Span): Step {
  if (object.kind === 'member' && object.key === 'prototype' && value.kind === 'lambda') {
    return { kind: 'write', object: object.object, key, value, hoisted: true, span };
  }
  return { kind: 'write', object, key, value, span };
}

function skipWrapping(node: ts.Expression): ts.Expression {
  const wrapped = ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node);
  return wrapped ? skipWrapping(node.expression) : node;
}

/** `({ a, b: c.d } = value)` and `[a, b] = value`. */
function spreadOut(
  pattern: ts.ObjectLiteralExpression | ts.ArrayLiteralExpression,
  whole: Value,
  source: Source,
): void {
  const assignPart = (target: ts.Expression, part: Value): void => {
    const hasDefault = ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const slot = hasDefault ? target.left : target;
    const given = hasDefault ? orIfNull(part, lowerExpression(target.right, source), source.spanOf(target)) : part;
    assign(slot, () => given, source, source.spanOf(slot));
  };
  if (ts.isArrayLiteralExpression(pattern)) {
    for (const [position, element] of pattern.elements.entries()) {
      if (ts.isOmittedExpression(element)) continue;
      const span = source.spanOf(element);
      if (ts.isSpreadElement(element)) assignPart(element.expression, restOfList(whole, position, span));
      else assignPart(element, member(whole, String(position), span));
    }
    return;
  }
  const taken: (string | Value)[] = [];
  for (const property of pattern.properties) {
    const span = source.spanOf(property);
    if (ts.isPropertyAssignment(property)) {
      const key = propertyKey(property.name, source);
      taken.push(key);
      assignPart(property.initializer, member(whole, key, span));
    } else if (ts.isShorthandPropertyAssignment(property)) {
      const part = member(whole, property.name.text, span);
      const fallback = property.objectAssignmentInitializer;
      taken.push(property.name.text);
      const given = fallback ? orIfNull(part, lowerExpression(fallback, source), span) : part;
      assign(property.name, () => given, source, span);
    } else if (ts.isSpreadAssignment(property)) {
      const rest = name(placeName('rest', span), span);
      source.runFirst(...restOfRecord(rest.name, whole, taken, span, {}));
      assign(property.expression, () => rest, source, span);
    }
  }
}

/** The steps of `const { a, b: { c }, ...rest } = value`. Parameters come here too. */
export function bindPattern(pattern: ts.BindingPattern, whole: Value, source: Source, declares: Declares): Step[] {
  const steps: Step[] = [];
  const taken: (string | Value)[] = [];
  for (const [position, element] of pattern.elements.entries()) {
    if (ts.isOmittedExpression(element)) continue;
    const span = source.spanOf(element);
    if (element.dotDotDotToken) {
      const id = ts.isIdentifier(element.name) ? element.name.text : placeName('rest', span);
      if (ts.isArrayBindingPattern(pattern)) steps.push(bind(id, restOfList(whole, position, span), span, declares));
      else steps.push(...restOfRecord(id, whole, taken, span, declares));
      if (!ts.isIdentifier(element.name)) steps.push(...bindPattern(element.name, name(id, span), source, declares));
      continue;
    }
    const key = ts.isArrayBindingPattern(pattern) ? String(position) : elementKey(element, source);
    taken.push(key);
    const { initializer } = element;
    const part = member(whole, key, span);
    const value = initializer ? orIfNull(part, lowerExpression(initializer, source), span) : part;
    if (ts.isIdentifier(element.name)) steps.push(bind(element.name.text, value, span, declares));
    else {
      const inner = name(placeName('destructured', span), span);
      steps.push(bind(inner.name, value, span), ...bindPattern(element.name, inner, source, declares));
    }
  }
  return steps;
}

export function elementKey(element: ts.BindingElement, source: Source): string | Value {
  const { propertyName, name: local } = element;
  if (propertyName) return propertyKey(propertyName, source);
  return ts.isIdentifier(local) ? local.text : '';
}

const restOfList = (whole: Value, from: number, span: Span): Value =>
  call(member(whole, 'slice', span), [argument(constant(from, span))], span);

/** A copy, without what the pattern took out before. */
function restOfRecord(
  id: string,
  whole: Value,
  taken: readonly (string | Value)[],
  span: Span,
  declares: Declares,
): Step[] {
  const copy = record([{ key: '...', value: whole, spread: true, span }], span);
  const without = taken.map((key): Step => ({ kind: 'write', object: name(id, span), key, value: 'absent', span }));
  return [bind(id, copy, span, declares), ...without];
}
