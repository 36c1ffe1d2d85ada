/** A class of the project, with the frame in which its body and its methods stand. */
import type { ClassValue } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { type Abstract, type ProjectClass, Thing } from '../memory/values.js';

export function projectClass(
  m: Machine,
  definition: ClassValue,
  frame: Frame,
  bases: readonly Abstract[],
): ProjectClass {
  const statics = new Thing('instance', null, null, m.heap.birth());
  const own: { of?: ProjectClass } = {};
  const inner: Frame = {
    unit: frame.unit,
    variables: statics.fields,
    outer: frame,
    isolated: false,
    self: null,
    receiver: null,
    get home() {
      return own.of ?? null;
    },
    born: statics.born,
    kind: 'class',
  };
  const of: ProjectClass = { definition, frame: inner, statics, bases };
  own.of = of;
  m.classes.set(definition, of);
  return of;
}
