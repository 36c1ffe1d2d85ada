/** Verbs that lead to other modules by a name or path that is computed, and to the program itself. */
import { moduleAt, moduleNamed } from '../code/imports.js';
import { ROOT } from '../code/names.js';
import { each } from '../memory/alternatives.js';
import { referTo, textOf, unknownOf } from '../memory/values.js';
import { positional, subject, type Verb } from './verbs.js';

export const moduleVerbs: Readonly<Record<string, Verb>> = {
  'import-module': (call) => {
    const name = subject(call);
    return name === null
      ? null
      : each(name, (one) => {
          const found = one.kind === 'text' ? moduleNamed(call.m, one.text, call.site.path) : null;
          return found ?? unknownOf('a module whose name is not known', one.trail);
        });
  },
  /** Another module, by a path that is computed. */
  module: (call) => {
    const value = positional(call, 0);
    return value === null
      ? null
      : each(value, (one) => {
          const found = one.kind === 'text' ? moduleAt(call.m, one.text, call.site.path) : null;
          return found ?? unknownOf('a module that is not in the repository', one.trail);
        });
  },
  /** `sys.argv`: the first word is the program itself. */
  'program-words': (call) => {
    const words = call.m.thing('instance', 'words of the program');
    words.fields.set('0', { value: textOf(`${ROOT}${call.m.unit.path}`), at: null });
    return referTo(words);
  },
};
