/** Verbs on functions themselves: called with another receiver, bound, given some of their arguments. */
import * as build from '../../ir/build.js';
import { ownFrame } from '../code/bound-methods.js';
import { asClass, inherit } from '../code/constructor-functions.js';
import { elementsOf, listOf } from '../memory/lists.js';
import { type Abstract, type Cell, referTo } from '../memory/values.js';
import { back, positional, type Verb, type VerbCall } from './verbs.js';

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

/** A function that hands its answer to a callback gives it: `promisify(load)`. */
function answering(call: VerbCall, callee: Abstract): Abstract {
  const { span } = call.site;
  const frame = ownFrame(call.m, new Map([['callee', { value: callee, at: call.site }]]));
  const write = {
    kind: 'write',
    object: build.name('answer', span),
    key: 'value',
    value: build.name('value', span),
    span,
  } as const;
  const parameters = ['error', 'value'].map((name) => ({ name, span }));
  const callback = build.argument(build.lambda({ parameters, body: [write], span }), span);
  const body = [
    build.bind('answer', build.record([], span), span),
    build.use(build.call(build.name('callee', span), [build.spread(build.name('list', span), span), callback], span)),
    build.returns(build.member(build.name('answer', span), 'value', span)),
  ];
  const list = [{ name: 'list', rest: 'list', span }] as const;
  return { kind: 'function', lambda: build.lambda({ parameters: list, body, span }), frame, trail: [] };
}

export const functionVerbs: Readonly<Record<string, Verb>> = {
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
  /** A library's own function gives its answer already. */
  promisify: (call) => {
    const callee = positional(call, 0);
    return callee?.kind === 'function' ? answering(call, callee) : callee;
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
};
