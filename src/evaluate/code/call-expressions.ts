/** A call as the code writes it: what its callee means there, and what its arguments are worth. */
import type { Call, Member } from '../../ir/value.js';
import { callLibrary } from '../library/library-calls.js';
import { isModelled, isModelledMethod, methodNames } from '../library/modelled.js';
import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT, type Abstract, referTo } from '../memory/values.js';
import { evaluateArguments } from './arguments.js';
import { constructBase } from './base-classes.js';
import { callMethod, callNative, callUnknown, invoke } from './calls.js';
import { evaluate, type Hint } from './expressions.js';
import { extensionMethod } from './extension-methods.js';
import { homeOf, selfOf, typeNamed } from './names.js';
import { evaluateOperator } from './operators.js';
import { typed } from './parameters.js';

/** What `super(…)` calls where the base class is a library's. */
const CONSTRUCTOR = /^(.+)\.constructor$/;

export function evaluateCall(m: Machine, call: Call, frame: Frame, hint: Hint): Abstract {
  if (call.callee.kind === 'name' && call.callee.name.startsWith('op:')) return evaluateOperator(m, call, frame);
  const site = m.site(call.span, frame);
  if (call.callee.kind === 'member' && typeof call.callee.key === 'string' && !isOfBase(call)) {
    const receiver = evaluate(m, call.callee.object, frame);
    const args = evaluateArguments(m, call, frame);
    const extension = extensionMethod(m, receiver, call.callee.key, frame);
    if (extension) {
      const positional = [{ value: receiver, at: site }, ...args.positional];
      return typed(m, invoke(m, extension, { positional, named: args.named }, site, false), hint, frame);
    }
    return typed(m, callMethod(m, receiver, call.callee.key, args, site, call.creates === true), hint, frame);
  }
  const callee = inPlace(calleeOf(m, call, frame), frame);
  const args = evaluateArguments(m, call, frame);
  const base = callee.kind === 'native' && call.callee.kind === 'member' ? CONSTRUCTOR.exec(callee.name) : null;
  if (base?.[1]) return constructBase(m, base[1], selfOf(frame), args, site);
  // `super().get(url)` where the base is a library's: asked of the same object, past the method around.
  const self = base ? null : selfOf(frame);
  const key = isOfBase(call) ? call.callee.key : null;
  if (self?.kind === 'object' && callee.kind === 'native' && typeof key === 'string')
    return typed(m, callLibrary(m, methodNames(m, self, key), self, args, site), hint, frame);
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
  const held = call.creates && frame.unit.language === 'cpp' ? heldBy(callee, args) : null;
  if (held) return held;
  if (callee.kind === 'class' && callee.of.frame.outer?.kind === 'class') m.around = selfOf(frame);
  return typed(m, invoke(m, callee, args, site, call.creates === true), hint, frame);
}

/** A pointer under a name of the project's own (`using CtxPtr = std::unique_ptr<SSL_CTX, Free>`) is what it points to. */
function heldBy(callee: Abstract, { positional: [first] }: Arguments): Abstract | null {
  const value = first?.value;
  if (value === undefined || value === ABSENT || value.kind !== 'object') return null;
  const isSame =
    callee.kind === 'native'
      ? value.object.type === callee.name
      : callee.kind === 'class' && value.object.of === callee.of;
  return isSame ? value : null;
}

const isOfBase = (call: Call): call is Call & { callee: Member } =>
  call.callee.kind === 'member' && call.callee.object.kind === 'name' && call.callee.object.name === 'super';

function calleeOf(m: Machine, call: Call, frame: Frame): Abstract {
  const outer = m.calling;
  m.calling = call.callee.kind === 'name';
  try {
    const callee = evaluate(m, call.callee, frame, { called: true });
    const isValue =
      callee.kind === 'object' || callee.kind === 'constant' || (callee.kind === 'unknown' && !callee.type);
    // A field may be named like its type (`RestClientOptions RestClientOptions`): what `new` makes is the type.
    return call.creates && isValue && call.callee.kind === 'name' ? typeNamed(m, call.callee.name, frame) : callee;
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
