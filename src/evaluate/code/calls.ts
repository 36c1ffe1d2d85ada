/** Calls: into project code they are followed, library calls mean what the models say, the rest is unknown. */
import { callLibrary } from '../library/library-calls.js';
import { isModelled, isModelledMethod, methodNames } from '../library/modelled.js';
import { CALLS_BACK } from '../limits.js';
import { type Machine, Thrown } from '../machine.js';
import { oneOf, sameValue } from '../memory/alternatives.js';
import { type Arguments, valuesOf } from '../memory/arguments.js';
import { fieldOf } from '../memory/fields.js';
import { elementsOf } from '../memory/lists.js';
import { bound, calledMethodOf, methodOf } from '../memory/methods.js';
import { writtenUnseen } from '../memory/open-files.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  type FunctionValue,
  LITERAL,
  type OneOf,
  type ProjectClass,
  type TextValue,
  unknownOf,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { wordsIn } from '../trust/flags.js';
import { accessed } from './accessors.js';
import { classOfFunction } from './constructor-functions.js';
import { escape } from './escape.js';
import { CALLED, instantiate, libraryBases } from './instances.js';
import { iterated } from './iterated.js';
import { unknownArgument } from './parameters.js';
import { callProject } from './project-calls.js';
import { readMember } from './read-member.js';
import { saidBySoleOwner } from './sole-owner.js';
import { writeMember } from './write-member.js';

/** Asked of a class, a method that only its objects have gives way to the library's: `self.class.get` in `def get`. */
function ownMember(m: Machine, receiver: Abstract, name: string, site: Site): Abstract {
  const member = readMember(m, receiver, name, site);
  const ofObjects = receiver.kind === 'class' && member.kind === 'function' && !member.lambda.static;
  return ofObjects && isModelledMethod(m, receiver, name, 'own') ? unknownOf('a method of its objects') : member;
}

/** Calls a value with values: how verbs and verifiers call back into the project. */
export function callFunction(
  m: Machine,
  callee: Abstract,
  args: readonly Abstract[],
  site: Site,
  named: ReadonlyMap<string, Cell> = new Map(),
): Abstract {
  return invoke(m, callee, { positional: args.map((value) => ({ value, at: site })), named }, site, false);
}

export function invoke(m: Machine, callee: Abstract, args: Arguments, site: Site, creates: boolean): Abstract {
  switch (callee.kind) {
    case 'oneOf':
      return invokeEach(m, callee, args, site, creates);
    case 'function':
      return creates && callee.lambda.takesReceiver
        ? instantiate(m, classOfFunction(m, callee), valuesOf(args), args.named, site)
        : callProject(m, ...onFirst(callee, args), site);
    case 'class':
      return isEnumeration(callee.of) && args.positional.length === 1
        ? constantWith(callee.of, valuesOf(args)[0]!)
        : made(m, callee.of, args, site, creates);
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
      if (isModelled(m, callee.text)) return callNative(m, callee.text, null, args, site, creates);
      return callCommand(m, callee, args, site) ?? callUnknown(m, callee, args, site);
    case 'object': {
      const ofType = callee.object.fields.get(CALLED)?.value;
      if (ofType && ofType !== ABSENT) return invoke(m, ofType, args, site, creates);
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

/** `CURL="curl -sS --cacert ca.pem"; $CURL "$url"`: a program and its first words in a variable (shell). */
function callCommand(m: Machine, line: TextValue, args: Arguments, site: Site): Abstract | null {
  const [, program = '', rest = ''] = /^\s*(?:[\w./-]*\/)?([\w-]+)(?=\s|$)([\s\S]*)$/.exec(line.text) ?? [];
  if (!isModelled(m, program)) return null;
  const words = wordsIn({ ...line, text: rest }, site);
  return callNative(m, program, null, { ...args, positional: [...words, ...args.positional] }, site, false);
}

const isEnumeration = (of: ProjectClass): boolean =>
  libraryBases(of).some((base) => /^enum\.\w*(Enum|Flag)$/.test(base));

/** `new Builder()`: what nobody sets in it is null (Java, C#), unlike in an object that a container makes. */
function made(m: Machine, of: ProjectClass, args: Arguments, site: Site, creates: boolean): Abstract {
  const object = instantiate(m, of, valuesOf(args), args.named, site);
  if (creates && object.kind === 'object' && ['java', 'csharp'].includes(of.frame.unit.language))
    m.write(object.object, LITERAL, { value: constantOf(true), at: null });
  return object;
}

/** `Stage("live")`: of an enumeration the constant that has this value. */
export function constantWith(of: ProjectClass, wanted: Abstract): Abstract {
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

/** One that throws was not the one that was meant, unless all of them do. */
function invokeEach(m: Machine, { options }: OneOf, args: Arguments, site: Site, creates: boolean): Abstract {
  const given = options.flatMap(({ when, value }) => {
    try {
      return [{ when, value: invoke(m, value, args, site, creates) }];
    } catch (error) {
      if (!(error instanceof Thrown)) throw error;
      return [];
    }
  });
  if (given.length === 0) throw new Thrown();
  return oneOf(given);
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
    if (method) return invoke(m, bound(method, receiver), args, site, creates);
  }
  const beside = receiver.kind === 'class' ? methodOf(receiver.of, `${name}()`) : null;
  if (beside) return invoke(m, bound(beside, receiver), args, site, creates);
  if (receiver.kind === 'object' || receiver.kind === 'class' || receiver.kind === 'function') {
    const member = ownMember(m, receiver, name, site);
    // `factory = ssl.create_default_context` in a class: what stands there is called.
    if (member.kind === 'function' || member.kind === 'class' || member.kind === 'native')
      return invoke(m, receiving(member, receiver), args, site, creates);
    // An attribute of a module is asked as a method is: `Shop.config` (Ruby).
    const isAsked = receiver.kind === 'class' && args.positional.length + args.named.size === 0;
    if (isAsked && member.kind === 'object') return member;
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
    // `[read(path) for path in roots]`: of an object that says what it goes over.
    const items = iterated(m, receiver, site);
    if (items !== receiver && isModelledMethod(m, items, name, 'own'))
      return callLibrary(m, methodNames(m, items, name), items, args, site);
    // Delegated to what the object holds, or answered by code that is not seen.
    if (receiver.object.of) escape(m, receiver);
    return callLibrary(m, methodNames(m, receiver, name), receiver, args, site);
  }
  const said =
    receiver.kind === 'unknown'
      ? saidBySoleOwner(m, receiver, name, (owner) => callMethod(m, owner, name, args, site, creates))
      : null;
  return said ?? callUnknown(m, receiver, args, site);
}

/** A function in a field runs on the object that has the field. */
function receiving(member: Abstract, receiver: Abstract): Abstract {
  return member.kind === 'function' && member.lambda.takesReceiver && !member.home && !member.self
    ? { ...member, self: receiver }
    : member;
}

export function callNative(
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
    writtenUnseen(m, value, site);
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
