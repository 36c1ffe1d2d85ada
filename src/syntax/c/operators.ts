/** Operators on values already lowered: shared by expressions and by the text of macros. */
import { both, concat, constant, either, operator } from '../../ir/build.js';
import type { Span, Value } from '../../ir/value.js';

/** Text and whole numbers are keys as they stand. */
export function literalKey(key: Value): string | undefined {
  if (key.kind === 'text') return key.value;
  return key.kind === 'constant' && typeof key.value === 'number' && key.value >= 0 ? String(key.value) : undefined;
}

/** Streams (`out << "a" << b`) join texts as `+` does. */
export function combine(sign: string, left: Value, right: Value, span: Span): Value {
  switch (sign) {
    case '&&':
    case 'and':
      return both(left, right, span);
    case '||':
    case 'or':
      return either(left, right, span);
    case '+':
    case '<<':
      return isVisiblyText(left) || isVisiblyText(right)
        ? concat([left, right], span)
        : operator(sign, [left, right], span);
    default:
      return operator(sign, [left, right], span);
  }
}

export const isVisiblyText = (value: Value): boolean => value.kind === 'text' || value.kind === 'concat';

export function unary(sign: string, operand: Value, span: Span): Value {
  switch (sign) {
    case '&':
    case '*':
    case '+':
      return operand;
    case 'not':
      return operator('!', [operand], span);
    case '-':
      if (operand.kind === 'constant' && typeof operand.value === 'number') return constant(-operand.value, span);
      return operator(sign, [operand], span);
    default:
      return operator(sign, [operand], span);
  }
}
