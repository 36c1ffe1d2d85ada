/** Options of a command line: one that the sources give a default has it. */
import { fieldOf } from '../memory/fields.js';
import { ABSENT, type Abstract, constantOf, referTo, unknownOf } from '../memory/values.js';
import type { Verb, VerbCall } from './verbs.js';

function named(call: VerbCall, key: string): Abstract | null {
  const value = call.args.named.get(key)?.value;
  return value === undefined || value === ABSENT ? null : value;
}

/** `--ca-file` is read as `ca_file`; of several names the first long one counts. */
function nameOf(call: VerbCall): string | null {
  const dest = named(call, 'dest');
  if (dest?.kind === 'text') return dest.text;
  const given = call.args.positional.flatMap(({ value }) =>
    value !== ABSENT && value.kind === 'text' ? [value.text] : [],
  );
  const name = given.find((each) => each.startsWith('--')) ?? given[0];
  return name?.replace(/^-+/, '').replaceAll('-', '_') ?? null;
}

export const optionVerbs: Readonly<Record<string, Verb>> = {
  /** `parser.add_argument("--ca", default=…)`. */
  'declare-option': (call) => {
    const key = nameOf(call);
    if (call.receiver?.kind !== 'object' || key === null) return null;
    const action = named(call, 'action');
    const flag = action?.kind === 'text' ? /^store_(true|false)$/.exec(action.text) : null;
    const value =
      named(call, 'default') ??
      (flag ? constantOf(flag[1] === 'false') : unknownOf(`${key} comes from the command line`));
    call.m.write(call.receiver.object, key, { value, at: null });
    return null;
  },
  'parse-options': (call) => {
    if (call.receiver?.kind !== 'object') return null;
    const options = call.m.thing('instance', null);
    for (const key of call.receiver.object.fields.keys()) {
      const value = fieldOf(call.receiver.object, key);
      if (value) options.fields.set(key, { value, at: null });
    }
    return referTo(options);
  },
};
