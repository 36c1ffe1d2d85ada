/** Objects of the project that say themselves what they go over. */
import type { Machine } from '../machine.js';
import { elementsOf } from '../memory/lists.js';
import { bound, methodOf } from '../memory/methods.js';
import type { Abstract } from '../memory/values.js';
import type { Site } from '../pin.js';
import { callFunction } from './calls.js';

const ITERATES = ['__iter__', '__aiter__', 'getIterator'];

/** What the object hands out one by one; the value itself where it says nothing of it, or is its own iterator. */
export function iterated(m: Machine, over: Abstract, site: Site): Abstract {
  const of = over.kind === 'object' ? over.object.of : null;
  const method = of && ITERATES.map((name) => methodOf(of, name)).find((found) => found?.kind === 'function');
  const given = method ? callFunction(m, bound(method, over), [], site) : over;
  return given.kind === 'object' && elementsOf(m, given) !== null ? given : over;
}
