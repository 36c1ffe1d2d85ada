/** Verbs that call methods by a name that is a value. */
import { methodAsFunction } from '../code/bound-methods.js';
import { callMethod, constantWith } from '../code/calls.js';
import type { Arguments } from '../memory/arguments.js';
import { fieldOf, keyText } from '../memory/fields.js';
import { ABSENT, type Abstract, referTo, unknownOf } from '../memory/values.js';
import { positional, type Verb, type VerbCall } from './verbs.js';

const UNKNOWN_NAME = 'a method whose name is not known';

/** Calls `receiver.name(…)` with the arguments behind the first. */
function callNamed(call: VerbCall, receiver: Abstract, name: string, args: Arguments): Abstract {
  const [, ...rest] = args.positional;
  return callMethod(call.m, receiver, name, { positional: rest, named: args.named }, call.site);
}

export const reflectionVerbs: Readonly<Record<string, Verb>> = {
  /** `object.send(:name, value)`. */
  'call-by-name': (call) => {
    const [name] = call.args.positional;
    const known = name && name.value !== ABSENT ? keyText(name.value) : null;
    if (!call.receiver || known === null) return unknownOf(UNKNOWN_NAME);
    return callNamed(call, call.receiver, known, call.args);
  },
  /** `store.method(:add_cert)`: a function that calls it. */
  'bound-method': (call) => {
    const named = positional(call, 0);
    if (!call.receiver || named === null || keyText(named) === null) return unknownOf(UNKNOWN_NAME);
    return methodAsFunction(call.m, call.receiver, keyText(named) ?? '', call.site);
  },
  /** `type.getMethod("name", …)`: a method of no object yet, of the type that the row names. */
  'method-by-name': (call) => {
    const named = positional(call, 0);
    if (named === null || keyText(named) === null) return unknownOf(UNKNOWN_NAME);
    const method = call.m.thing('instance', call.row.type ?? null);
    method.fields.set(METHOD_NAME, { value: named, at: null });
    return referTo(method);
  },
  /** `Stage::from('live')`: of an enumeration the constant that has this value. */
  'constant-with-value': (call) => {
    const wanted = positional(call, 0);
    return call.receiver?.kind === 'class' && wanted ? constantWith(call.receiver.of, wanted) : null;
  },
  /** `method.invoke(object, …)`. */
  'invoke-method': (call) => {
    const name = call.receiver?.kind === 'object' ? fieldOf(call.receiver.object, METHOD_NAME) : null;
    const object = positional(call, 0);
    const known = name && keyText(name);
    return known && object ? callNamed(call, object, known, call.args) : unknownOf(UNKNOWN_NAME);
  },
};

const METHOD_NAME = '#method';
