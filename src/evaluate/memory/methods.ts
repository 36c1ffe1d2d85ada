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

/** The bases that any piece of the class names. */
export const basesOf = (of: ProjectClass): readonly Abstract[] => [of, ...of.pieces].flatMap(({ bases }) => bases);

export function methodOf(of: ProjectClass, key: string): Abstract | null {
  for (const piece of [of, ...of.pieces]) {
    const own = fieldOf(piece.statics, key);
    if (own) return own;
  }
  for (const base of basesOf(of)) {
    const found = base.kind === 'class' ? methodOf(base.of, key) : null;
    if (found) return found;
  }
  return null;
}

/** What a call of that name runs: a method beside a field of the same name stands under its name with parentheses (Java). */
export const calledMethodOf = (of: ProjectClass, key: string): Abstract | null =>
  methodOf(of, `${key}()`) ?? methodOf(of, key);

/** The class and those that it inherits from, in the order in which `super` goes from one to the next (C3). */
export function linearised(of: ProjectClass): readonly ProjectClass[] {
  const bases = of.bases.flatMap((base) => (base.kind === 'class' && base.of !== of ? [base.of] : []));
  if (bases.length < 2) return bases[0] ? [of, ...linearised(bases[0])] : [of];
  const order = [of];
  let rows = [...bases.map(linearised), bases].filter((row) => row.length > 0);
  while (rows.length > 0) {
    // The first that no other row wants to come later; where there is none, the order is any.
    const next =
      rows.map((row) => row[0]!).find((head) => rows.every((row) => row.lastIndexOf(head) <= 0)) ?? rows[0]![0]!;
    order.push(next);
    rows = rows.map((row) => row.filter((each) => each !== next)).filter((row) => row.length > 0);
  }
  return order;
}
