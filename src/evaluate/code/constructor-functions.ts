/**
 * Functions that make objects: `function Client() {…}`, `Client.prototype.get = …`, `new Client()`. Such a function stands
 * for a class from the moment that code treats it as one; what it has of its own and its prototype's share one table, as the
 * members of a class do.
 */
import type { Machine } from '../machine.js';
import { ABSENT, type Abstract, type FunctionValue, type ProjectClass } from '../memory/values.js';
import type { Site } from '../pin.js';
import { projectClass } from './project-classes.js';

export function classOfFunction(m: Machine, value: FunctionValue): ProjectClass {
  const known = knownClass(m, value);
  if (known) return known;
  const { lambda, frame } = value;
  const definition = {
    kind: 'class',
    name: lambda.name ?? '',
    bases: [],
    pieces: [],
    fields: [],
    body: [],
    span: lambda.span,
  } as const;
  const of = projectClass(m, definition, frame, []);
  of.statics.fields.set('constructor', { value: { ...value, home: of }, at: null });
  const byLambda = m.constructors.get(frame) ?? new Map<unknown, ProjectClass>();
  byLambda.set(lambda, of);
  m.constructors.set(frame, byLambda);
  return of;
}

export const knownClass = (m: Machine, { frame, lambda }: FunctionValue): ProjectClass | null =>
  m.constructors.get(frame)?.get(lambda) ?? null;

/** The class that a value stands for: a constructor function, a class, or what is read as the prototype of either. */
export function asClass(m: Machine, value: Abstract): ProjectClass | null {
  if (value.kind === 'class') return value.of;
  return value.kind === 'function' && value.lambda.takesReceiver ? classOfFunction(m, value) : null;
}

/** `Client.defaults = {…}`; `Client.prototype = {…}` gives methods, `Client.prototype = Object.create(Base.prototype)` a base. */
export function writeOnFunction(
  m: Machine,
  target: FunctionValue,
  key: string,
  value: Abstract | typeof ABSENT,
  site: Site,
): void {
  const of = classOfFunction(m, target);
  if (key !== 'prototype' || value === ABSENT) {
    m.write(of.statics, key, { value: value === ABSENT ? value : memberOf(value, of), at: site });
    return;
  }
  if (value.kind === 'class') inherit(of, value);
  else if (value.kind === 'object' && value.object.of) inherit(of, { kind: 'class', of: value.object.of, trail: [] });
  else if (value.kind === 'object')
    for (const [name, cell] of value.object.fields)
      if (cell.value !== ABSENT) m.write(of.statics, name, { value: memberOf(cell.value, of), at: cell.at });
}

/** `util.inherits(Client, Base)`. */
export function inherit(of: ProjectClass, base: Abstract): void {
  if (base.kind === 'class' && base.of === of) return;
  (of.bases as Abstract[]).push(base);
}

const memberOf = (value: Abstract, of: ProjectClass): Abstract =>
  value.kind === 'function' && value.home === undefined ? { ...value, home: of } : value;
