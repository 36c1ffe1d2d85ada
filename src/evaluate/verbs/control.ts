/** Verbs that pass values on, make something new of the library, or end the run. */
import { escape } from '../code/escape.js';
import { readMember } from '../code/read-member.js';
import { Thrown } from '../machine.js';
import { listOf } from '../memory/lists.js';
import { ABSENT, type Abstract, constantOf, NULL, nativeOf, referTo, textOf, unknownOf } from '../memory/values.js';
import { argument, subject, type Verb } from './verbs.js';

export const controlVerbs: Readonly<Record<string, Verb>> = {
  /** The receiver of a method, or the first argument, unchanged. */
  identity: (call) => subject(call),
  /** The argument that the row names. */
  argument: (call) => argument(call, 0),
  /** What follows the options of a command: `readlink -f path`. */
  'last-argument': (call) => (call.args.positional.at(-1)?.value as Abstract | undefined) ?? null,
  null: () => NULL,
  value: (call) => (typeof call.row.value === 'string' ? textOf(call.row.value) : constantOf(call.row.value ?? null)),
  unknown: (call) => unknownOf(`the result of ${call.name}`),
  /** Something of the server that the code looks at inside a verifier; outside one simply unknown. */
  peer: (call) => unknownOf('something that the server shows', call.receiver?.trail ?? [], { peer: true }),
  /** The certificate above one that the server showed. */
  'peer-above': (call) => {
    call.m.looksUp = true;
    return unknownOf('something that the server shows', call.receiver?.trail ?? [], { peer: true });
  },
  /** An object of a library of which only the type matters. */
  new: (call) => {
    const thing = call.m.thing('instance', call.row.type ?? call.name);
    for (const [key, cell] of call.args.named) thing.fields.set(key, cell);
    return referTo(thing);
  },
  throws: () => {
    throw new Thrown();
  },
  /** A field of the receiver under another name: the path of an open file. */
  'get-field': (call) => (call.receiver ? readMember(call.m, call.receiver, call.row.name ?? '', call.site) : null),
  /** A class of the library that another one stands for. */
  library: (call) => nativeOf(call.row.type ?? call.name),
  /** `type(self)`, `object.class`: the class of an object. */
  'class-of': (call) => {
    const value = subject(call);
    if (value?.kind !== 'object') return unknownOf('a class');
    if (value.object.of) return { kind: 'class', of: value.object.of, trail: value.trail };
    return value.object.type === null ? unknownOf('a class') : nativeOf(value.object.type);
  },
  'new-list-of': (call) =>
    listOf(
      call.m,
      call.args.positional.map((cell) => cell.value as Abstract),
    ),
  /** Connects with what it is given: judged when the entry ends, with what is still set or asked afterwards. */
  leaves: (call) => {
    for (const cell of call.args.positional) if (cell.value !== ABSENT) escape(call.m, cell.value);
    return call.row.value === undefined ? unknownOf(`the result of ${call.name}`) : constantOf(Number(call.row.value));
  },
};
