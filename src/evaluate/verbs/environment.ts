/** Verbs on the environment and on the properties of the process. */
import { ROOT } from '../code/names.js';
import { cellOf, keyText } from '../memory/fields.js';
import { listOf, resultsOf } from '../memory/lists.js';
import {
  ABSENT,
  type Abstract,
  constantOf,
  NULL,
  referTo,
  type TextValue,
  textOf,
  unknownOf,
} from '../memory/values.js';
import { argument, positional, type Verb, type VerbCall } from './verbs.js';

const COMMAND_LINE_WORDS = 8;

function environment(call: VerbCall, name: string): Abstract {
  const cell = cellOf(call.m.environment, name);
  if (cell) return cell.value as Abstract;
  return { ...NULL, unset: name };
}

/** `os.environ.get(name, default)`, `getenv(name, default)`: what follows the name. */
const operandAfterName = (call: VerbCall): Abstract | null => positional(call, 1);

export const environmentVerbs: Readonly<Record<string, Verb>> = {
  env: (call) => {
    const name = argument(call, 0);
    // All of them: `System.getenv()`.
    if (name === null) return referTo(call.m.environment);
    const key = name ? keyText(name) : null;
    if (key === null) return unknownOf('a variable of the environment whose name is not known');
    const value = environment(call, key);
    const given = call.row.argument === undefined ? operandAfterName(call) : positional(call, 1);
    // Where the library gives something else than null for a variable that is not set.
    const fallback = given ?? (typeof call.row.value === 'string' ? textOf(call.row.value) : null);
    if (fallback && value.kind === 'constant' && value.value === null)
      return fallback.kind === 'text' ? { ...fallback, unset: key } : fallback;
    return value;
  },
  /** `v, ok := os.LookupEnv(name)`: the value, and whether there is one. */
  'env-pair': (call) => {
    const name = argument(call, 0);
    const key = name ? keyText(name) : null;
    if (key === null) return unknownOf('a variable of the environment whose name is not known');
    const value = environment(call, key);
    return resultsOf(call.m, [value, constantOf(!(value.kind === 'constant' && value.value === null))]);
  },
  /** `os.environ["X"]`: a variable that nothing sets is the end of what can be known. */
  'env-required': (call) => {
    const name = argument(call, 0);
    const key = name ? keyText(name) : null;
    const value = key === null ? null : environment(call, key);
    if (value && !(value.kind === 'constant' && value.value === null)) return value;
    return unknownOf(
      `${key ?? 'a variable'} of the environment is not set in the sources`,
      [],
      key === null ? {} : { environment: key },
    );
  },
  /** The words with which the program was started. What somebody may give besides is as absent as an unset variable. */
  'command-line': (call) => {
    const list = listOf(call.m, [textOf('program'), textOf(`${ROOT}${call.site.path}`)]);
    // Who is given too few words says so and ends: that says nothing of what it does otherwise.
    if (list.kind === 'object')
      list.object.fields.set('length', { value: unknownOf('how many words the program is given'), at: null });
    if (list.kind === 'object')
      for (let at = 2; at < COMMAND_LINE_WORDS; at++)
        list.object.fields.set(String(at), { value: { ...NULL, unset: `${call.name}[${at}]` }, at: null });
    return list;
  },
  'env-record': (call) => ({ kind: 'object', object: call.m.environment, trail: [] }),
  'set-env': (call) => {
    const name = positional(call, 0);
    const value = positional(call, 1);
    if (name?.kind === 'text' && value)
      call.m.write(call.m.environment, name.text, { value, at: call.args.positional[1]?.at ?? call.site });
    // PHP's putenv takes `NAME=value` as one text.
    const pair = value === null && name?.kind === 'text' ? /^([^=]+)=(.*)$/s.exec(name.text) : null;
    if (pair)
      call.m.write(call.m.environment, pair[1]!, { value: { ...(name as TextValue), text: pair[2]! }, at: call.site });
    return NULL;
  },
  'unset-env': (call) => {
    const name = positional(call, 0);
    if (name?.kind === 'text') call.m.write(call.m.environment, name.text, { value: ABSENT, at: call.site });
    return NULL;
  },
  property: (call) => {
    const name = positional(call, 0);
    const fallback = positional(call, 1);
    if (name?.kind !== 'text') return unknownOf('a property whose name is not known');
    const cell = cellOf(call.m.properties, name.text);
    if (cell) return cell.value as Abstract;
    // What every runtime sets: `java.home`, `file.separator`.
    const known = call.m.index.constants.get(`${call.name}:${name.text}`);
    if (typeof known === 'string') return textOf(known);
    const given = typeof call.row.value === 'boolean' ? constantOf(call.row.value) : fallback;
    return given ?? { ...NULL, unset: name.text };
  },
  /** `Boolean.getBoolean(name)`: true where the property says so. */
  'flag-property': (call) => {
    const value = environmentVerbs.property!(call);
    if (value?.kind === 'text') return constantOf(/^true$/i.test(value.text));
    return value;
  },
  'property-record': (call) => ({ kind: 'object', object: call.m.properties, trail: [] }),
  /** `System.setProperties(properties)`: each of them. */
  'set-properties': (call) => {
    const record = positional(call, 0);
    if (record?.kind !== 'object') return NULL;
    for (const [key, cell] of record.object.fields)
      if (!key.startsWith('#')) call.m.write(call.m.properties, key, cell);
    return NULL;
  },
  'set-property': (call) => {
    const name = positional(call, 0);
    const value = positional(call, 1);
    if (name?.kind === 'text' && value) call.m.write(call.m.properties, name.text, { value, at: call.site });
    return NULL;
  },
  'unset-property': (call) => {
    const name = positional(call, 0);
    if (name?.kind === 'text') call.m.write(call.m.properties, name.text, { value: ABSENT, at: call.site });
    return NULL;
  },
};
