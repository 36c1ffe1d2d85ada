/** How the arguments of a call reach the parameters of the function. */
import { DECLARED, type Lambda } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import type { Arguments } from '../memory/arguments.js';
import { fieldOf } from '../memory/fields.js';
import { type Frame, frameOf } from '../memory/frame.js';
import { listOf } from '../memory/lists.js';
import { type Abstract, type FunctionValue, NULL, referTo, START, unknownOf, withTrail } from '../memory/values.js';
import type { Site } from '../pin.js';
import { copied, isOfType } from './copies.js';
import { foundElsewhere } from './elsewhere.js';
import { evaluate, type Hint } from './expressions.js';
import { typeName } from './imported-names.js';
import { injected } from './injected.js';
import { readMember } from './read-member.js';

export function chooseOverload(callee: FunctionValue, count: number): FunctionValue {
  const fits = (f: FunctionValue) => {
    const needed = f.lambda.parameters.filter((p) => !p.default && !p.rest).length;
    return count >= needed && (count <= f.lambda.parameters.length || f.lambda.parameters.some((p) => p.rest));
  };
  const candidates = [callee, ...(callee.overloads ?? [])];
  return candidates.find((f) => f.lambda.parameters.length === count && fits(f)) ?? candidates.find(fits) ?? callee;
}

export function bindParameters(m: Machine, lambda: Lambda, frame: Frame, args: Arguments, site: Site): void {
  const positional = [...args.positional];
  const used = new Set<string>();
  for (const [position, parameter] of lambda.parameters.entries()) {
    let value: Abstract;
    const given = args.named.get(parameter.name);
    if (parameter.rest === 'list')
      value = listOf(
        m,
        positional.splice(0).map((cell) => cell.value as Abstract),
      );
    else if (
      parameter.rest === 'record' ||
      (positional.length === 0 &&
        !given &&
        args.named.size > used.size &&
        parameter === lambda.parameters.at(-1) &&
        ![...args.named.keys()].some((key) => lambda.parameters.some((p) => p.name === key)))
    ) {
      // Keyword arguments that no parameter names: `**kwargs`, or Ruby's trailing options hash.
      const record = m.thing('record', null);
      for (const [key, cell] of args.named) if (!used.has(key)) record.fields.set(key, cell);
      value = referTo(record);
    } else if (given) {
      used.add(parameter.name);
      value = given.value as Abstract;
    } else if (positional.length > 0) value = positional.shift()!.value as Abstract;
    else if (parameter.default) value = evaluate(m, parameter.default, frame);
    else value = declaredDefault(m, lambda, position, frame) ?? NULL;
    if (parameter.copies && parameter.type && isOfType(m, value, parameter.type, frame)) value = copied(m, value);
    value = withTrail(value, value.trail);
    frame.variables.set(parameter.name, { value, at: site });
    for (const member of parameter.members ?? []) {
      const part = readMember(m, value, member.key, site);
      const missing = part.kind === 'constant' && part.value === null;
      frame.variables.set(member.name, {
        value: missing && member.default ? evaluate(m, member.default, frame) : part,
        at: site,
      });
    }
    if (parameter.field && frame.self?.kind === 'object')
      m.write(frame.self.object, parameter.field, { value, at: site });
  }
}

/** C++ says them where the function is declared: in its class, or in a header. */
function declaredDefault(m: Machine, { name }: Lambda, position: number, frame: Frame): Abstract | null {
  if (frame.unit.language !== 'cpp' || name === undefined) return null;
  const called = DECLARED + name;
  const declared = frame.home
    ? fieldOf(frame.home.statics, called)
    : (frameOf(frame, called)?.variables.get(called)?.value ?? foundElsewhere(m, called, frame));
  if (!declared || typeof declared === 'symbol' || declared.kind !== 'function') return null;
  const written = declared.lambda.parameters[position]?.default;
  return written ? evaluate(m, written, declared.frame) : null;
}

/** A declared type helps where the value says nothing. */
export function typed(m: Machine, value: Abstract, hint: Hint, frame: Frame): Abstract {
  if (value.kind !== 'unknown' || value.type || !hint.type) return value;
  const type = typeName(m, hint.type, frame);
  return m.index.known.has(type) ? { ...value, type } : value;
}

/** A parameter of a function that is run for itself: an object of its declared type of which nothing is known. */
export function unknownArgument(m: Machine, name: string, type: string | undefined, frame: Frame): Abstract {
  const why = `${name} is given by callers that are not known`;
  if (type === undefined) return unknownOf(why, [], { guessed: true });
  const resolved = typeName(m, type, frame);
  if (m.index.holders.has(resolved)) {
    const thing = m.thing('instance', resolved);
    thing.fields.set(START, { value: unknownOf(why, [], { guessed: true }), at: null });
    return referTo(thing);
  }
  return injected(m, type, frame) ?? unknownOf(why, [], { type: resolved, guessed: true });
}
