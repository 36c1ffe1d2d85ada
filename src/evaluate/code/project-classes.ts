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
  const of: ProjectClass = { definition, frame: inner, statics, bases, pieces: [] };
  own.of = of;
  if (definition.partial) joinPieces(m, of);
  m.classes.set(definition, of);
  return of;
}

/** Pieces of one class know each other. */
function joinPieces(m: Machine, of: ProjectClass): void {
  const { definition, frame } = of;
  for (const other of m.classes.values()) {
    const isPiece = other.definition.partial && other.definition.name === definition.name;
    if (!isPiece || other.frame.unit.package !== frame.unit.package) continue;
    other.pieces.push(of);
    of.pieces.push(other);
  }
}
