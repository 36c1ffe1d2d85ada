import { callLibrary } from '../library/library-calls.js';
import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import { type Abstract, NULL } from '../memory/values.js';
import type { Site } from '../pin.js';

/** `super({ ca })` in a class that extends `https.Agent`: what the library would have made becomes part of `self`. */
export function constructBase(m: Machine, type: string, self: Abstract | null, args: Arguments, site: Site): Abstract {
  const made = callLibrary(m, [type], null, args, site, true);
  if (self?.kind === 'object' && made.kind === 'object')
    for (const [key, cell] of made.object.fields) m.write(self.object, key, cell);
  return NULL;
}
