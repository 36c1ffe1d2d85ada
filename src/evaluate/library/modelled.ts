/** What the models know of a value and its methods. */
import { lineage } from '../../models/index-models.js';
import { libraryBases } from '../code/instances.js';
import type { Machine } from '../machine.js';
import type { Abstract } from '../memory/values.js';

export const isModelled = (m: Machine, qualified: string): boolean => m.index.calls.has(qualified);

/** Whether some row describes this method of the value; `any` counts methods that every object has. */
export function isModelledMethod(m: Machine, receiver: Abstract, name: string, any: 'any' | 'own'): boolean {
  if (!m.index.methods.has(name)) return false;
  return (
    typesOf(m, receiver).some((type) => isModelled(m, `${type}.${name}`)) ||
    (any === 'any' && isModelled(m, `any.${name}`))
  );
}

/** The names under which models may know a method of this value, the nearest type first. */
export function methodNames(m: Machine, receiver: Abstract, name: string): string[] {
  return [...typesOf(m, receiver), 'any'].map((type) => `${type}.${name}`);
}

export function typesOf(m: Machine, value: Abstract): string[] {
  switch (value.kind) {
    case 'text':
    case 'function':
      return [value.kind];
    case 'material':
      return ['material', 'text'];
    case 'object': {
      const { object } = value;
      const bases = object.of ? libraryBases(object.of) : [];
      const own = [...new Set([...(object.type === null ? [] : [object.type]), ...bases])].flatMap((type) =>
        lineage(m.index, type),
      );
      return [...own, object.shape === 'instance' ? 'object' : object.shape];
    }
    case 'unknown':
      return [...(value.type ? lineage(m.index, value.type) : []), ...(value.peer ? ['peer'] : [])];
    case 'class':
      return libraryBases(value.of).flatMap((base) => lineage(m.index, base));
    case 'native':
      return [value.name];
    case 'check':
      return ['peer', 'check'];
    case 'constant':
      return value.value === null ? ['null'] : ['constant'];
    default:
      return [];
  }
}
