import type { Field } from '../../ir/value.js';
import { listOf as many } from '../../models/load-models.js';
import type { Machine } from '../machine.js';
import type { Frame } from '../memory/frame.js';
import { basesOf, bound, methodOf } from '../memory/methods.js';
import {
  type Abstract,
  type Cell,
  OUTER,
  type ProjectClass,
  referTo,
  type Thing,
  unknownOf,
  withTrail,
} from '../memory/values.js';
import type { Site } from '../pin.js';
import { constructBase } from './base-classes.js';
import { callFunction } from './calls.js';
import { completeClass } from './elsewhere.js';
import { evaluate } from './expressions.js';

const knownBases = new WeakMap<ProjectClass, { readonly names: readonly string[]; readonly pieces: number }>();

/** The library types that a class of the project extends or implements, nearest first. */
export function libraryBases(of: ProjectClass): readonly string[] {
  const known = knownBases.get(of);
  // Of a partial class another piece may have been read since.
  if (known && known.pieces === of.pieces.length) return known.names;
  // A class that is its own base by some detour has nothing from there.
  knownBases.set(of, { names: [], pieces: of.pieces.length });
  const found = basesOf(of).flatMap((base) =>
    base.kind === 'native' ? [base.name] : base.kind === 'class' ? libraryBases(base.of) : [],
  );
  knownBases.set(of, { names: found, pieces: of.pieces.length });
  return found;
}

/** The field in which an object that is also a function keeps it. */
export const CALLED = '#called';

/** Makes an object of a project class: fields first, base classes before their heirs, then the constructor. */
export function instantiate(
  m: Machine,
  of: ProjectClass,
  args: readonly Abstract[],
  named: ReadonlyMap<string, Cell>,
  site: Site,
): Abstract {
  completeClass(m, of);
  const [library] = libraryBases(of);
  const thing = m.thing('instance', library ?? null, of);
  const self = referTo(thing);
  if (m.around) thing.fields.set(OUTER, { value: m.around, at: null });
  m.around = null;
  setFields(m, thing, self, of);
  const constructor = methodOf(of, 'constructor');
  if (constructor?.kind === 'function') {
    const given = callFunction(m, bound(constructor, self), args, site, named);
    // `return new Client(url)` in a constructor that was called without `new`; a private constructor of a singleton.
    if (given.kind === 'object' && constructor.lambda.takesReceiver) return given;
  } else for (const [key, cell] of named) m.write(thing, key, cell);
  if (constructor === null && library && m.index.makers.has(library)) {
    const positional = args.map((value) => ({ value, at: site }));
    constructBase(m, library, self, { positional, named }, site);
  }
  if (constructor === null && of.definition.fields.length > 0 && named.size === 0) {
    args.forEach((value, i) => {
      const field = of.definition.fields[i];
      if (field && field.value === undefined) m.write(thing, field.name, { value, at: site });
    });
  }
  // `RoundTripperFunc(func(…) { … })`: a function with methods of its own.
  const [only] = args;
  if (constructor === null && of.definition.fields.length === 0 && only?.kind === 'function' && args.length === 1)
    thing.fields.set(CALLED, { value: only, at: site });
  callBack(m, of, self, site);
  return self;
}

/** What the base class of a library calls of its own accord: `HTTPAdapter` makes its pools with `init_poolmanager`. */
function callBack(m: Machine, of: ProjectClass, self: Abstract, site: Site): void {
  for (const type of libraryBases(of)) {
    for (const name of many(m.index.holders.get(type)?.row['calls-back'])) {
      const method = methodOf(of, name);
      if (method?.kind !== 'function') continue;
      const given = method.lambda.parameters.filter((p) => !p.default && !p.rest);
      const args = given.map((p) => unknownOf(`${p.name} is given by ${type}`, [], { byLibrary: true }));
      callFunction(m, bound(method, self), args, site);
    }
  }
}

function setFields(m: Machine, thing: Thing, self: Abstract, of: ProjectClass): void {
  for (const base of basesOf(of)) if (base.kind === 'class') setFields(m, thing, self, base.of);
  for (const { definition, frame } of [of, ...of.pieces])
    for (const field of definition.fields) setField(m, thing, field, { ...frame, self });
}

function setField(m: Machine, thing: Thing, field: Field, frame: Frame): void {
  if (!field.value) return;
  const site = m.site(field.span, frame);
  const value = evaluate(m, field.value, frame, { name: field.name, ...(field.type && { type: field.type }) });
  m.write(thing, field.name, {
    value: value.kind === 'function' ? value : withTrail(value, [site, ...value.trail]),
    at: site,
  });
}
