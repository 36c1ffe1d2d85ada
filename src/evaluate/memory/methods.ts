/** Methods of the project's classes, and the objects that they are called on. */
import { fieldOf } from './fields.js';
import type { Abstract, FunctionValue, ProjectClass } from './values.js';

/** A function read from an object has that object as receiver. */
export function bound(value: Abstract, self: Abstract): Abstract {
  if (value.kind !== 'function' || !value.home) return value;
  const chosen = sideOf(value, self.kind === 'class');
  return chosen.lambda.static && !chosen.lambda.receiver ? chosen : { ...chosen, self };
}

/** `def self.call` beside `def call`: a class asks for the one, an object for the other. */
function sideOf(value: FunctionValue, ofClass: boolean): FunctionValue {
  const all = [value, ...(value.overloads ?? [])];
  const fitting = all.filter((each) => (each.lambda.static === true) === ofClass);
  const [first, ...others] = fitting;
  return first === undefined || fitting.length === all.length ? value : { ...first, overloads: others };
}

export function methodOf(of: ProjectClass, key: string): Abstract | null {
  const own = fieldOf(of.statics, key);
  if (own) return own;
  for (const base of of.bases) {
    const found = base.kind === 'class' ? methodOf(base.of, key) : null;
    if (found) return found;
  }
  return null;
}

/** What a call of that name runs: a method beside a field of the same name stands under its name with parentheses (Java). */
export const calledMethodOf = (of: ProjectClass, key: string): Abstract | null =>
  methodOf(of, `${key}()`) ?? methodOf(of, key);
