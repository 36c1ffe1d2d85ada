/** What stands behind the name of default roots: the library's own, or what the environment puts in their place. */
import type { Machine } from '../machine.js';
import { NO_ARGUMENTS } from '../memory/arguments.js';
import type { Site } from '../pin.js';
import { type Check, defaultRoots } from './check.js';
import { decide, NO_SWITCHES } from './decide.js';

export interface NamedRoots {
  readonly check: Check;
  /** Where something else was put in their place. */
  readonly site: Site | null;
  readonly api: string | null;
}

export function namedRoots(m: Machine, name: string, at: Site): NamedRoots {
  for (const { row, model } of m.index.defaults.get(name) ?? []) {
    const scope = { args: NO_ARGUMENTS, receiver: null, holder: null, model };
    const [decided] = decide(m, row.trust, NO_SWITCHES, scope, at, '');
    if (decided?.check && decided.check.check !== 'default')
      return { check: decided.check, site: decided.site, api: decided.api };
  }
  return { check: defaultRoots(name), site: null, api: null };
}
