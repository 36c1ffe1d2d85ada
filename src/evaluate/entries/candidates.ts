/** The functions of a file that may be run for themselves. */
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT, type FunctionValue, type ProjectClass } from '../memory/values.js';

export interface Candidate {
  readonly of: FunctionValue;
  readonly name: string;
  readonly self: ProjectClass | null;
}

/**
 * A function that others in the file call says more when they call it: with their arguments, on their objects. One that is
 * private is handed on by somebody in it (`map(Tls::pinned)`).
 */
export function uncalledFirst(candidates: Iterable<Candidate>, called: ReadonlySet<string>): Candidate[] {
  const all = [...candidates];
  const isCalled = ({ of, name, self }: Candidate) =>
    called.has(of.lambda.name === 'constructor' && self ? self.definition.name : name.slice(name.lastIndexOf('.') + 1));
  const uncalled = all.filter((each) => !isCalled(each));
  const isPrivate = ({ of }: Candidate) => of.lambda.private === true;
  return [...uncalled.filter((each) => !isPrivate(each)), ...uncalled.filter(isPrivate), ...all.filter(isCalled)];
}

/** Functions and methods of the file, in the order in which they were defined. */
export function* functionsOf(m: Machine, file: Frame): Generator<Candidate> {
  for (const [name, cell] of file.variables) {
    if (cell.value === ABSENT) continue;
    if (cell.value.kind === 'function')
      for (const each of [...(cell.value.overloads ?? []), cell.value]) yield { of: each, name, self: null };
    if (cell.value.kind === 'object' && cell.value.object.of === null) {
      for (const [key, member] of cell.value.object.fields)
        if (member.value !== ABSENT && member.value.kind === 'function')
          yield { of: member.value, name: `${name}.${key}`, self: null };
    }
  }
  for (const of of Array.from(m.classes.values())) {
    for (const [name, cell] of of.statics.fields) {
      if (cell.value === ABSENT || cell.value.kind !== 'function') continue;
      // Those of other files are run with their file.
      for (const each of [...(cell.value.overloads ?? []), cell.value])
        if (each.frame.unit === m.unit) yield { of: each, name: `${of.definition.name}.${name}`, self: of };
    }
  }
}
