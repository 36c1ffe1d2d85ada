/** Calls: into project code they are followed, library calls mean what the models say, the rest is unknown. */
import type { Call, Lambda } from '../ir/value.js';
import { accessed } from './accessors.js';
import { constructBase } from './base-classes.js';
import { assignTo } from './bindings.js';
import { whenOf } from './branches.js';
import { classOfFunction } from './constructor-functions.js';
import { copied } from './copies.js';
import { evaluate, type Hint, mergeInto } from './expressions.js';
import { extensionMethod } from './extension-methods.js';
import type { Frame } from './frame.js';
import { CALLED, instantiate, libraryBases } from './instances.js';
import { callLibrary, isModelled, isModelledMethod, methodNames } from './library-calls.js';
import { CALL_DEPTH, CALLS_BACK, RECURSION } from './limits.js';
import { type Element, elementsOf, listOf } from './lists.js';
import { type Machine, Thrown } from './machine.js';
import { homeOf, selfOf } from './names.js';
import { bound, calledMethodOf, escape, fieldOf, methodOf, readMember, writeMember } from './objects.js';
import { evaluateOperator } from './operators.js';
import { resultOf } from './outcome.js';
import { bindParameters, chooseOverload, typed, unknownArgument } from './parameters.js';
import type { Site } from './pin.js';
import { runSteps } from './run-steps.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  type FunctionValue,
  oneOf,
  type ProjectClass,
  referTo,
  sameValue,
  unknownOf,
} from './values.js';
import { outcomeCheck, refusalOf } from './verifier.js';

/** Under this name a function keeps the block that it was called with: what `yield` runs. */
export const BLOCK = '&';

function blockIn(args: Arguments): Abstract | null {
  const last = args.positional.at(-1)?.value;
  return last && last !== ABSENT && last.kind === 'function' && last.lambda.block ? last : null;
}

/** The arguments of one call, with the place where each stands. */
export interface Arguments {
  readonly positional: readonly Cell[];
  readonly named: ReadonlyMap<string, Cell>;
  /** Gives a value to the variable that stands at this position: out-parameters. */
  readonly assign?: (position: number, value: Abstract) => void;
}

export const valuesOf = (args: Arguments): Abstract[] => args.positional.map((cell) => cell.value as Abstract);

/** What `super(…)` calls where the base class is a library's. */
const CONSTRUCTOR = /^(.+)\.constructor$/;

export function evaluateCall(m: Machine, call: Call, frame: Frame, hint: Hint): Abstract {
  if (call.callee.kind === 'name' && call.callee.name.startsWith('op:')) return evaluateOperator(m, call, frame);
  const site = m.site(call.span, frame);
  if (
    call.callee.kind === 'member' &&
    typeof call.callee.key === 'string' &&
    !(call.callee.object.kind === 'name' && call.callee.object.name === 'super')
  ) {
    const receiver = evaluate(m, call.callee.object, frame);
    const args = evaluateArguments(m, call, frame);
    const extension = extensionMethod(m, receiver, call.callee.key, frame);
    if (extension) {
      const positional = [{ value: receiver, at: site }, ...args.positional];
      return typed(m, call_(m, extension, { positional, named: args.named }, site, false), hint, frame);
    }
    return typed(m, callMethod(m, receiver, call.callee.key, args, site, call.creates === true), hint, frame);
  }
  const callee = inPlace(calleeOf(m, call, frame), frame);
  const args = evaluateArguments(m, call, frame);
  const base = callee.kind === 'native' && call.callee.kind === 'member' ? CONSTRUCTOR.exec(callee.name) : null;
  if (base?.[1]) return constructBase(m, base[1], selfOf(frame), args, site);
  const inherited =
    callee.kind === 'unknown' && call.callee.kind === 'name' ? heirOf(m, call.callee.name, frame) : null;
  if (inherited && call.callee.kind === 'name')
    return typed(m, callMethod(m, inherited, call.callee.name, args, site), hint, frame);
  if (
    callee.kind === 'unknown' &&
    callee.type &&
    call.callee.kind === 'name' &&
    (call.creates || isModelled(m, callee.type))
  ) {
    return typed(m, callNative(m, callee.type, null, args, site, call.creates === true), hint, frame);
  }
  // `new() { … }` for a type that only the target knows: what was given stays readable.
  if (call.creates && call.callee.kind === 'unknown') {
    callUnknown(m, callee, args, site);
    const thing = m.thing('record', null);
    for (const [key, cell] of args.named) thing.fields.set(key, cell);
    return referTo(thing);
  }
  // Ruby writes a call without arguments as it writes a variable.
  if (
    callee.kind !== 'function' &&
    callee.kind !== 'class' &&
    callee.kind !== 'native' &&
    callee.kind !== 'unknown' &&
    args.positional.length + args.named.size === 0
  )
    return callee;
  if (callee.kind === 'class' && callee.of.frame.outer?.kind === 'class') m.around = selfOf(frame);
  return typed(m, call_(m, callee, args, site, call.creates === true), hint, frame);
}

function calleeOf(m: Machine, call: Call, frame: Frame): Abstract {
  const outer = m.calling;
  m.calling = call.callee.kind === 'name';
  try {
    return evaluate(m, call.callee, frame, { called: true });
  } finally {
    m.calling = outer;
  }
}

/** The names in a macro mean what they mean where it is used; its text stays in the file that defines it. */
function inPlace(callee: Abstract, frame: Frame): Abstract {
  if (callee.kind === 'oneOf')
    return { ...callee, options: callee.options.map((o) => ({ when: o.when, value: inPlace(o.value, frame) })) };
  if (callee.kind !== 'function' || !callee.lambda.macro) return callee;
  const { unit, born } = callee.frame;
  const around: Frame = { ...NOTHING_OF_ITS_OWN, unit, variables: new Map(), outer: frame, born };
  return { ...callee, frame: around };
}

const NOTHING_OF_ITS_OWN = { isolated: false, self: null, receiver: null, home: null, kind: 'block' } as const;

/** A bare call may mean a method that the class around has from a library: `ssl_ca_file 'ca.pem'` after `include HTTParty`. */
function heirOf(m: Machine, name: string, frame: Frame): Abstract | null {
  const home = homeOf(frame);
  const heir: Abstract | null = selfOf(frame) ?? (home && { kind: 'class', of: home, trail: [] });
  return heir && isModelledMethod(m, heir, name, 'own') ? heir : null;
}

/** Asked of a class, a method that only its objects have gives way to the library's: `self.class.get` in `def get`. */
function ownMember(m: Machine, receiver: Abstract, name: string, site: Site): Abstract {
  const member = readMember(m, receiver, name, site);
  const ofObjects = receiver.kind === 'class' && member.kind === 'function' && !member.lambda.static;
  return ofObjects && isModelledMethod(m, receiver, name, 'own') ? unknownOf('a method of its objects') : member;
}

export function evaluateArguments(m: Machine, call: Call, frame: Frame): Arguments {
  const positional: Cell[] = [];
  const named = new Map<string, Cell>();
  for (const argument of call.arguments) {
    const value = evaluate(m, argument.value, frame, argument.name ? { name: argument.name } : {});
    const at = m.site(argument.span, frame);
    if (argument.spread) {
      const elements = longestList(m, value);
      if (elements) positional.push(...elements.map((e) => ({ value: e.value, at })));
      else mergeInto(named, value);
    } else if (argument.name !== undefined) named.set(argument.name, { value, at });
    else positional.push({ value, at });
  }
  return {
    positional,
    named,
    assign: (position, value) => {
      const target = call.arguments[position];
      if (target) assignTo(m, target.value, frame, value, m.site(call.span, frame));
    },
  };
}

/** The elements of a list; of one of several lists, of that to which most was added. */
function longestList(m: Machine, value: Abstract): Element[] | null {
  if (value.kind === 'oneOf')
    return value.options
      .map((option) => longestList(m, option.value))
      .reduce((a, b) => ((b?.length ?? -1) > (a?.length ?? -1) ? b : a), null);
  return value.kind === 'object' && value.object.shape === 'list' ? elementsOf(m, value) : null;
}

/** Calls a value with values: how verbs and verifiers call back into the project. */
export function callFunction(
  m: Machine,
  callee: Abstract,
  args: readonly Abstract[],
  site: Site,
  named: ReadonlyMap<string, Cell> = new Map(),
): Abstract {
  return call_(m, callee, { positional: args.map((value) => ({ value, at: site })), named }, site, false);
}

function call_(m: Machine, callee: Abstract, args: Arguments, site: Site, creates: boolean): Abstract {
  switch (callee.kind) {
    case 'oneOf':
      return oneOf(callee.options.map((o) => ({ when: o.when, value: call_(m, o.value, args, site, creates) })));
    case 'function':
      return creates && callee.lambda.takesReceiver
        ? instantiate(m, classOfFunction(m, callee), valuesOf(args), args.named, site)
        : callProject(m, ...onFirst(callee, args), site);
    case 'class':
      return constantWith(callee.of, args) ?? instantiate(m, callee.of, valuesOf(args), args.named, site);
    case 'native': {
      // `String::trim` is given the text as an argument.
      const [first] = valuesOf(args);
      const method = callee.name.slice(callee.name.lastIndexOf('.') + 1);
      const isUnbound = first && !creates && !isModelled(m, callee.name);
      if (isUnbound && methodNames(m, first, method).some((name) => !name.startsWith('any.') && isModelled(m, name)))
        return callMethod(m, first, method, { ...args, positional: args.positional.slice(1) }, site);
      return callNative(m, callee.name, null, args, site, creates);
    }
    case 'text':
      // PHP names functions in texts: `array_map('file_get_contents', $files)`.
      return isModelled(m, callee.text)
        ? callNative(m, callee.text, null, args, site, creates)
        : callUnknown(m, callee, args, site);
    case 'object': {
      const ofType = callee.object.fields.get(CALLED)?.value;
      if (ofType && ofType !== ABSENT) return call_(m, ofType, args, site, creates);
      const method = callee.object.shape === 'list' ? elementsOf(m, callee) : null;
      const [owner, name] = method ?? [];
      if (method?.length === 2 && owner && name?.value.kind === 'text')
        return callMethod(m, owner.value, name.value.text, args, site);
      // An object of a library that is itself a function: `const api = axios.create(); api('/pay')`.
      return callee.object.type !== null && isModelledMethod(m, callee, '()', 'any')
        ? callLibrary(m, methodNames(m, callee, '()'), callee, args, site)
        : callUnknown(m, callee, args, site);
    }
    default:
      return callUnknown(m, callee, args, site);
  }
}

/** `Stage("live")`: of an enumeration the constant that has this value. */
function constantWith(of: ProjectClass, args: Arguments): Abstract | null {
  const [wanted] = valuesOf(args);
  if (!wanted || args.positional.length !== 1 || !libraryBases(of).some((base) => /^enum\.\w*(Enum|Flag)$/.test(base)))
    return null;
  for (const { value } of of.statics.fields.values()) {
    if (value === ABSENT || value.kind !== 'object') continue;
    const own = fieldOf(value.object, 'value');
    if (own && sameValue(own, { ...wanted, trail: own.trail })) return value;
  }
  return unknownOf(`a constant of ${of.definition.name}`, wanted.trail);
}

/** `Service::name`, a method of objects that was read from their class, runs on its first argument. */
function onFirst(callee: FunctionValue, args: Arguments): [FunctionValue, Arguments] {
  const [first, ...rest] = args.positional;
  const isUnbound = callee.self?.kind === 'class' && !callee.lambda.static && !callee.lambda.receiver;
  if (!isUnbound || first === undefined || args.positional.length !== callee.lambda.parameters.length + 1)
    return [callee, args];
  return [
    { ...callee, self: first.value as Abstract },
    { ...args, positional: rest },
  ];
}

const SETTER = /^\w+=$/;

export function callMethod(
  m: Machine,
  receiver: Abstract,
  name: string,
  args: Arguments,
  site: Site,
  creates = false,
): Abstract {
  if (receiver.kind === 'oneOf')
    return oneOf(
      receiver.options.map((o) => ({ when: o.when, value: callMethod(m, o.value, name, args, site, creates) })),
    );
  if (receiver.kind === 'native') {
    const qualified = m.index.aliases.get(`${receiver.name}.${name}`) ?? `${receiver.name}.${name}`;
    // A method that every object has (`Client.class.getResourceAsStream`) may be asked of a class too.
    const names = isModelled(m, qualified) || creates ? [qualified] : [qualified, `any.${name}`];
    return callLibrary(m, names, receiver, args, site, creates);
  }
  const [value] = valuesOf(args);
  if (SETTER.test(name) && value) {
    // Ruby's `http.send(:ca_file=, path)`.
    writeMember(m, receiver, name.slice(0, -1), value, args.positional[0]?.at ?? site);
    return value;
  }
  if (receiver.kind === 'object' && receiver.object.of) {
    const method = calledMethodOf(receiver.object.of, name);
    if (method) return call_(m, bound(method, receiver), args, site, creates);
  }
  const beside = receiver.kind === 'class' ? methodOf(receiver.of, `${name}()`) : null;
  if (beside) return call_(m, bound(beside, receiver), args, site, creates);
  if (receiver.kind === 'object' || receiver.kind === 'class' || receiver.kind === 'function') {
    const member = ownMember(m, receiver, name, site);
    // `factory = ssl.create_default_context` in a class: what stands there is called.
    if (member.kind === 'function' || member.kind === 'class' || member.kind === 'native')
      return call_(m, receiving(member, receiver), args, site, creates);
  }
  if (isModelledMethod(m, receiver, name, 'any'))
    return callLibrary(m, methodNames(m, receiver, name), receiver, args, site);
  if (receiver.kind === 'object') {
    // A getter by another spelling (`ca_file()` for the field), or a field that holds a function.
    const field = receiver.object.fields.get(name);
    if (field && args.positional.length === 0 && args.named.size === 0 && typeof field.value !== 'symbol')
      return field.value;
    const property = accessed(m, receiver, name, args, site);
    if (property) return property;
    // Delegated to what the object holds, or answered by code that is not seen.
    if (receiver.object.of) escape(m, receiver);
    return callLibrary(m, methodNames(m, receiver, name), receiver, args, site);
  }
  return callUnknown(m, receiver, args, site);
}

/** A function in a field runs on the object that has the field. */
function receiving(member: Abstract, receiver: Abstract): Abstract {
  return member.kind === 'function' && member.lambda.takesReceiver && !member.home && !member.self
    ? { ...member, self: receiver }
    : member;
}

function callNative(
  m: Machine,
  qualified: string,
  receiver: Abstract | null,
  args: Arguments,
  site: Site,
  creates: boolean,
): Abstract {
  return callLibrary(m, [qualified], receiver, args, site, creates);
}

/** Code that can't be seen: trust objects leave, callbacks run once, the result is unknown. */
export function callUnknown(m: Machine, callee: Abstract, args: Arguments, site: Site): Abstract {
  for (const cell of [...args.positional, ...args.named.values()]) {
    const value = cell.value as Abstract;
    escape(m, value);
    if (value.kind === 'function' && mayCallBack(m, value)) callBack(m, value, site);
  }
  const peer = (callee.kind === 'unknown' && callee.peer) || valuesOf(args).some((v) => v.kind === 'unknown' && v.peer);
  return unknownOf(callee.kind === 'unknown' ? callee.why : 'the result of a call that is not seen', callee.trail, {
    ...(peer && { peer: true }),
    ...(callee.kind === 'unknown' && callee.guessed && { guessed: true }),
  });
}

/** Each call runs the function, for what it changes; one that is called over and over in an entry has shown what it does. */
function mayCallBack(m: Machine, { lambda }: FunctionValue): boolean {
  const times = m.calledBack.get(lambda) ?? 0;
  m.calledBack.set(lambda, times + 1);
  return times < CALLS_BACK && !m.stack.includes(lambda);
}

/** Code that can't be seen calls a function of ours: what it gives is unknown, what it gets back or is changed has left. */
function callBack(m: Machine, value: FunctionValue, site: Site): void {
  const given = value.lambda.parameters.map((p) =>
    p.type === undefined
      ? unknownOf('given by code that is not seen')
      : unknownArgument(m, p.name, p.type, value.frame),
  );
  for (const each of [callFunction(m, value, given, site), ...given]) escape(m, each);
}

/** What the function left in its out-parameters, the variables of the caller hold now. */
function handBack(lambda: Lambda, frame: Frame, given: ReadonlyMap<string, Cell>, args: Arguments): void {
  for (const [position, { name, out }] of lambda.parameters.entries()) {
    const left = out && frame.variables.get(name);
    if (left && left !== given.get(name) && left.value !== ABSENT) args.assign?.(position, left.value);
  }
}

export function callProject(m: Machine, callee: FunctionValue, args: Arguments, site: Site): Abstract {
  const chosen = chooseOverload(callee, args.positional.length + args.named.size);
  const { lambda } = chosen;
  if (m.stack.length >= CALL_DEPTH) return unknownOf(`calls nest deeper than ${CALL_DEPTH}`);
  if (m.stack.filter((each) => each === lambda).length >= RECURSION)
    return unknownOf('recursion is not followed further');
  m.ran.add(lambda);
  const self = callee.self ?? chosen.self ?? null;
  const frame: Frame = {
    unit: chosen.frame.unit,
    variables: new Map(),
    outer: chosen.frame,
    isolated: lambda.isolated === true,
    self,
    receiver: lambda.receiver ?? null,
    home: chosen.home ?? null,
    born: m.heap.birth(),
    kind: lambda.block ? 'block' : 'function',
    ...(lambda.macro && lambda.block && { at: site }),
  };
  if (lambda.receiver && self)
    frame.variables.set(lambda.receiver, { value: lambda.copiesReceiver ? copied(m, self) : self, at: site });
  if (lambda.takesReceiver) frame.variables.set('arguments', { value: listOf(m, valuesOf(args)), at: site });
  if (!lambda.block) frame.variables.set(BLOCK, { value: blockIn(args) ?? ABSENT, at: site });
  m.stack.push(lambda);
  m.callSites.push(site);
  const returned = m.returned;
  m.returned = [];
  try {
    bindParameters(m, lambda, frame, args, site);
    const given = new Map(frame.variables);
    const outcome = runSteps(m, lambda.body, frame);
    for (const { changes, when, otherwise } of m.returned.reverse()) m.heap.join(changes, when, new Map(), otherwise);
    handBack(lambda, frame, given, args);
    if (m.pending) {
      const refusal = refusalOf(m, outcome);
      if (refusal) m.pending.push(refusal);
      const check = refusal ? null : outcomeCheck(outcome);
      if (check) return check;
    }
    const value = resultOf(outcome, whenOf);
    if (value === null) throw new Thrown();
    return value;
  } finally {
    m.returned = returned;
    m.stack.pop();
    m.callSites.pop();
  }
}
