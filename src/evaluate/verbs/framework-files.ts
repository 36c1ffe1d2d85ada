/** Verbs that ask for settings by the name of a file in the folder `config`, as Laravel and Rails do. */
import { mergeInto } from '../code/expressions.js';
import { includeFile } from '../code/imports.js';
import { fileFrameFor } from '../code/modules.js';
import { readMember } from '../code/read-member.js';
import { keyText } from '../memory/fields.js';
import { type Abstract, NULL, referTo, textOf, unknownOf } from '../memory/values.js';
import { parsedAs } from './data-files.js';
import { positional, type Verb } from './verbs.js';

/** An entry that nothing sets; one that a variable of the environment would set is there. */
const isMissing = (value: Abstract): boolean =>
  value.kind === 'constant' && value.value === null && value.unset === undefined;

export const frameworkFileVerbs: Readonly<Record<string, Verb>> = {
  /** `config('services.pay.ca', $fallback)`: an entry of what `config/services.php` returns. */
  'config-entry': (call) => {
    const key = positional(call, 0);
    if (key?.kind !== 'text') return unknownOf('a setting whose name is not known');
    const [file, ...steps] = key.text.split('.');
    const frame = fileFrameFor(call.m.unit, call.m.heap.birth());
    let at = includeFile(call.m, textOf(`config/${file}.php`), frame, call.site);
    for (const step of steps) at = readMember(call.m, at, step, call.site);
    return isMissing(at) ? (positional(call, 1) ?? at) : at;
  },
  /** `config_for(:pay)`: of `config/pay.yml` what all environments share, and what is production's. */
  'config-of-file': (call) => {
    const name = keyText(positional(call, 0) ?? NULL);
    if (name === null) return unknownOf('a configuration whose name is not known');
    const all = parsedAs(call, textOf(`config/${name}.yml`), 'yaml');
    if (all.kind !== 'object') return all;
    const merged = call.m.thing('record', null);
    for (const part of ['shared', 'production']) {
      const entries = readMember(call.m, all, part, call.site);
      if (entries.kind === 'object') mergeInto(merged.fields, entries);
    }
    return referTo(merged);
  },
};
