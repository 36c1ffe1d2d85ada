/** Verbs of calls that run the functions they are given, now or when the connection answers. */
import * as build from '../../ir/build.js';
import { ownFrame } from '../code/bound-methods.js';
import { besides } from '../code/branches.js';
import { callFunction, callUnknown } from '../code/calls.js';
import { escape } from '../code/escape.js';
import { cellOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { truth } from '../memory/truth.js';
import { ABSENT, type Abstract, type Cell, NULL, nativeOf, referTo, unknownOf } from '../memory/values.js';
import { back, positional, subject, type Verb, type VerbCall } from './verbs.js';

function functions(call: VerbCall): Abstract[] {
  return [...call.args.positional, ...call.args.named.values()]
    .map((cell) => cell.value as Abstract)
    .filter((value) => value.kind === 'function');
}

function namedValue(call: VerbCall, name: string): Abstract | null {
  const value = call.args.named.get(name)?.value;
  return value && value !== ABSENT ? value : null;
}

export const callbackVerbs: Readonly<Record<string, Verb>> = {
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
};
