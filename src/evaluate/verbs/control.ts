/** Verbs that pass values on, call back, keep process-wide variables, or end the run. */
import * as build from '../../ir/build.js';
import { ownFrame } from '../code/bound-methods.js';
import { besides } from '../code/branches.js';
import { callFunction, callUnknown } from '../code/calls.js';
import { asClass, inherit } from '../code/constructor-functions.js';
import { escape } from '../code/escape.js';
import { readMember } from '../code/read-member.js';
import { Thrown } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf, listOf } from '../memory/lists.js';
import { truth } from '../memory/truth.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  NULL,
  nativeOf,
  referTo,
  textOf,
  unknownOf,
} from '../memory/values.js';
import { argument, back, positional, subject, type Verb, type VerbCall } from './verbs.js';

function functions(call: VerbCall): Abstract[] {
  return [...call.args.positional, ...call.args.named.values()]
    .map((cell) => cell.value as Abstract)
    .filter((value) => value.kind === 'function');
}

/** The function, to be run on this object. */
const withReceiver = (callee: Abstract, self: Abstract | null): Abstract =>
  callee.kind === 'function' && callee.lambda.takesReceiver && self && (self.kind === 'object' || self.kind === 'class')
    ? { ...callee, self }
    : callee;

function partialOf(call: VerbCall, captured: Readonly<Record<'callee' | 'given' | 'options', Abstract>>): Abstract {
  const { span } = call.site;
  const variables = new Map<string, Cell>();
  for (const [key, value] of Object.entries(captured)) variables.set(key, { value, at: call.site });
  const frame = ownFrame(call.m, variables);
  const parts = ['given', 'list', 'options', 'named'].map((part) => build.spread(build.name(part, span), span));
  const body = [build.returns(build.call(build.name('callee', span), parts, span))];
  const parameters = [
    { name: 'list', rest: 'list', span },
    { name: 'named', rest: 'record', span },
  ] as const;
  return { kind: 'function', lambda: build.lambda({ parameters, body, span }), frame, trail: [] };
}

function namedValue(call: VerbCall, name: string): Abstract | null {
  const value = call.args.named.get(name)?.value;
  return value && value !== ABSENT ? value : null;
}

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
  /** Calls its function argument with the receiver: `tap`, `then`, `use`, `also`. */
  then: (call) => {
    const value = subject(call);
    let result: Abstract = value ?? NULL;
    const [next, failed] = functions(call);
    const given = positional(call, 0);
    const callee = next ?? (given?.kind === 'native' ? given : null);
    if (callee) result = back(call, callee, value ? [value] : []);
    if (failed) besides(call.m, 'conditional', () => void back(call, failed, [unknownOf('an error')]));
    return result;
  },
  /** The receiver where the function accepts it, else null: `Optional.filter`. */
  'keep-if': (call) => {
    const callee = positional(call, 0);
    const answer = callee && call.receiver ? truth(back(call, callee, [call.receiver])) : null;
    return answer === false ? NULL : call.receiver;
  },
  /** The same, giving the receiver back. */
  tap: (call) => {
    for (const each of functions(call)) back(call, each, call.receiver ? [call.receiver] : []);
    return call.receiver;
  },
  /** Runs its block on the receiver, which is the object around there: `instance_eval`, `Savon.client do … end`. */
  'run-on-receiver': (call) => {
    let result: Abstract = call.receiver ?? NULL;
    for (const each of functions(call))
      if (each.kind === 'function' && call.receiver)
        result = back(call, { ...each, self: call.receiver }, [call.receiver]);
    return result;
  },
  /** A field of the receiver under another name: the path of an open file. */
  'get-field': (call) => (call.receiver ? readMember(call.m, call.receiver, call.row.name ?? '', call.site) : null),
  /** A class of the library that another one stands for. */
  library: (call) => nativeOf(call.row.type ?? call.name),
  /** Calls its function arguments with nothing: `setTimeout`, `Thread.new`, `describe`, `new Promise`. */
  call: (call) => {
    let result: Abstract = NULL;
    for (const each of functions(call))
      result = back(call, each, [unknownOf('given by the library'), unknownOf('given by the library')]);
    return result;
  },
  /** `Thread(target=work, args=(url,), kwargs={"ca": CA})`. */
  'start-thread': (call) => {
    const target = namedValue(call, 'target') ?? positional(call, 1);
    if (!target) return unknownOf('a thread');
    const list = namedValue(call, 'args');
    const given = list && elementsOf(call.m, list)?.map((e) => e.value);
    const options = namedValue(call, 'kwargs');
    const named = options?.kind === 'object' ? options.object.fields : new Map<string, Cell>();
    callFunction(call.m, target, given ?? [], call.site, named);
    return unknownOf('a thread');
  },
  /** `type(self)`, `object.class`: the class of an object. */
  'class-of': (call) => {
    const value = subject(call);
    if (value?.kind !== 'object') return unknownOf('a class');
    if (value.object.of) return { kind: 'class', of: value.object.of, trail: value.trail };
    return value.object.type === null ? unknownOf('a class') : nativeOf(value.object.type);
  },
  /** `WithTlsOptions(o => o.WithTrustChain(roots))`: the function gets an object of the library to fill. */
  configure: (call) => {
    for (const each of functions(call)) {
      const given = referTo(call.m.thing('instance', call.row.type ?? call.name));
      back(call, each, [given]);
      escape(call.m, given);
    }
    for (const cell of call.args.positional) escape(call.m, cell.value as Abstract);
    return call.receiver;
  },
  /** `forRootAsync({ useFactory: () => options })`: what the factory gives is handed to the call that the row names. */
  'call-with-made': (call) => {
    const options = positional(call, 0);
    const factory = options?.kind === 'object' ? cellOf(options.object, 'useFactory')?.value : null;
    if (!factory || factory === ABSENT || factory.kind !== 'function') return null;
    const made = back(
      call,
      factory,
      factory.lambda.parameters.map((parameter) => unknownOf(`${parameter.name} is injected`)),
    );
    return callFunction(call.m, nativeOf(call.row.name ?? call.name), [made], call.site);
  },
  /** `f.call(self, a)`, `f.apply(self, list)`, `method.invoke`: with the arguments after the first. */
  'call-receiver': (call) =>
    call.receiver
      ? back(
          call,
          call.receiver,
          call.args.positional.map((cell) => cell.value as Abstract),
        )
      : null,
  'call-with-receiver': (call) =>
    call.receiver
      ? back(
          call,
          withReceiver(call.receiver, positional(call, 0)),
          call.args.positional.slice(1).map((cell) => cell.value as Abstract),
        )
      : null,
  'apply-with-receiver': (call) => {
    const list = positional(call, 1);
    const elements = list ? elementsOf(call.m, list) : null;
    return call.receiver
      ? back(call, withReceiver(call.receiver, positional(call, 0)), elements?.map((e) => e.value) ?? [])
      : null;
  },
  /** `this.get.bind(this)`: the receiver, and perhaps the first arguments, are there already. */
  'bind-receiver': (call) => {
    if (!call.receiver) return null;
    const [self, ...given] = call.args.positional.map((cell) => cell.value as Abstract);
    const callee = withReceiver(call.receiver, self ?? null);
    return given.length === 0
      ? callee
      : partialOf(call, { callee, given: listOf(call.m, given), options: referTo(call.m.thing('record', null)) });
  },
  /** `util.inherits(Client, Base)`, `Object.setPrototypeOf(Client.prototype, Base.prototype)`. */
  inherits: (call) => {
    const [heir, base] = [positional(call, 0), positional(call, 1)];
    const of = heir && asClass(call.m, heir);
    const above = base && (asClass(call.m, base) ?? base);
    if (of && above) inherit(of, 'kind' in above ? above : { kind: 'class', of: above, trail: [] });
    return heir;
  },
  /** What a promise comes to: what its function hands to `resolve`. */
  promise: (call) => {
    const [executor] = functions(call);
    if (!executor) return unknownOf('a promise');
    const outcome = call.m.thing('record', null);
    const { span } = call.site;
    const variables = new Map<string, Cell>([['outcome', { value: referTo(outcome), at: call.site }]]);
    const body = [
      {
        kind: 'write',
        object: build.name('outcome', span),
        key: 'value',
        value: build.name('value', span),
        span,
      } as const,
    ];
    const lambda = build.lambda({ parameters: [{ name: 'value', span }], body, span });
    const resolve: Abstract = { kind: 'function', lambda, frame: ownFrame(call.m, variables), trail: [] };
    back(call, executor, [resolve, unknownOf('given by the library')]);
    const cell = cellOf(outcome, 'value');
    return cell && cell.value !== ABSENT ? cell.value : unknownOf('what a promise comes to');
  },
  /** `.catch(f)`, `.on('error', f)`: runs where what came before failed, which the sources don't say. */
  'on-failure': (call) => {
    const [event] = call.args.positional.map((cell) => cell.value as Abstract);
    const isFailure =
      event?.kind === 'function' || (event?.kind === 'text' && /^(error|close|timeout|abort)/.test(event.text));
    for (const each of functions(call)) {
      if (isFailure) besides(call.m, 'conditional', () => void back(call, each, [unknownOf('an error')]));
    }
    if (!isFailure) callUnknown(call.m, call.receiver ?? NULL, call.args, call.site);
    return call.receiver;
  },
  'call-user-function': (call) => {
    const [callee, ...rest] = call.args.positional.map((cell) => cell.value as Abstract);
    return callee ? back(call, callee, rest) : null;
  },
  /** `call_user_func_array($f, [$a, $b])`. */
  'apply-user-function': (call) => {
    const [callee, list] = [positional(call, 0), positional(call, 1)];
    const elements = list ? elementsOf(call.m, list) : null;
    return callee ? back(call, callee, elements?.map((e) => e.value) ?? []) : null;
  },
  /** `$stack->push(fn ($next) => fn ($request, $options) => $next($request, $options))`: run once, as each request would. */
  middleware: (call) => {
    for (const wrap of functions(call)) {
      const handler = back(call, wrap, [nativeOf(call.row.name ?? call.name)]);
      if (handler.kind !== 'function') continue;
      const given = handler.lambda.parameters.map((_, at) =>
        at === 0 ? unknownOf('a request') : referTo(call.m.thing('record', null)),
      );
      back(call, handler, given);
    }
    return call.receiver;
  },
  /** `functools.partial(f, a, k=b)`: a function that already has some of its arguments. */
  partial: (call) => {
    const [callee, ...given] = call.args.positional.map((cell) => cell.value as Abstract);
    if (!callee) return null;
    const options = call.m.thing('record', null);
    for (const [key, cell] of call.args.named) options.fields.set(key, cell);
    return partialOf(call, { callee, given: listOf(call.m, given), options: referTo(options) });
  },
  /** `namedtuple("Settings", "url ca")`: a function that makes records with these fields. */
  'record-class': (call) => {
    const given = positional(call, 1);
    const names =
      given?.kind === 'text'
        ? given.text.split(/[\s,]+/)
        : ((given && elementsOf(call.m, given)) ?? []).flatMap(({ value }) =>
            value.kind === 'text' ? [value.text] : [],
          );
    const { span } = call.site;
    const entries = names.map((name) => build.entry(name, build.name(name, span), span));
    const parameters = names.map((name) => ({ name, default: build.constant(null, span), span }));
    const lambda = build.lambda({ parameters, body: [build.returns(build.record(entries, span))], span });
    return { kind: 'function', lambda, frame: ownFrame(call.m, new Map()), trail: [] };
  },
  'new-list-of': (call) =>
    listOf(
      call.m,
      call.args.positional.map((cell) => cell.value as Abstract),
    ),
  'set-slot': (call) => {
    const value = argument(call, 0);
    const at = call.args.positional[0]?.at ?? call.site;
    if (value && call.row.slot) call.m.write(call.m.slots, call.row.slot, { value, at });
    return call.receiver ?? NULL;
  },
  /** Connects with what it is given: judged when the entry ends, with what is still set or asked afterwards. */
  leaves: (call) => {
    for (const cell of call.args.positional) if (cell.value !== ABSENT) escape(call.m, cell.value);
    return call.row.value === undefined ? unknownOf(`the result of ${call.name}`) : constantOf(Number(call.row.value));
  },
  /** What was set in the object is gone: `curl_easy_reset`. */
  forget: (call) => {
    const object = subject(call);
    if (object?.kind === 'object')
      for (const key of object.object.fields.keys()) call.m.write(object.object, key, { value: ABSENT, at: call.site });
    return NULL;
  },
  /** A field that holds an object of its own from the start: made at the first look at it. */
  own: (call) => {
    const object = subject(call);
    if (object?.kind !== 'object' || !call.row.type) return null;
    const field = call.name.slice(call.name.lastIndexOf('.') + 1);
    const known = cellOf(object.object, field);
    if (known) return known.value as Abstract;
    const made = referTo(call.m.thing('instance', call.row.type));
    call.m.write(object.object, field, { value: made, at: null });
    return made;
  },
  'get-slot': (call) => {
    const cell = call.row.slot ? cellOf(call.m.slots, call.row.slot) : null;
    if (cell && cell.value !== ABSENT) return cell.value;
    if (!call.row.slot || !call.row.type) return unknownOf(`what ${call.name} is set to`);
    // First read: the object that the library made for the whole process.
    const made = referTo(call.m.thing('instance', call.row.type));
    call.m.write(call.m.slots, call.row.slot, { value: made, at: null });
    return made;
  },
};
