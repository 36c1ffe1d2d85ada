/** Runs a function for itself, with parameters of which nothing is known; a method on an object that its constructor made. */
import type { Parameter } from '../../ir/value.js';
import { escape } from '../code/escape.js';
import { typeName } from '../code/imported-names.js';
import { constructed, constructorArguments } from '../code/injected.js';
import { instantiate } from '../code/instances.js';
import { unknownArgument } from '../code/parameters.js';
import { callProject } from '../code/project-calls.js';
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import { fileFrame } from '../memory/frame.js';
import { bound, linearised } from '../memory/methods.js';
import { ABSENT, type FunctionValue, NULL, type ProjectClass } from '../memory/values.js';
import { judgeHandedOut } from '../trust/connect.js';
import { runFirst } from './lifecycles.js';
import { offersTrust } from './offers.js';

export function runAlone(m: Machine, of: FunctionValue, owner: ProjectClass | null): void {
  const { lambda } = of;
  const site = { path: of.frame.unit.path, span: lambda.span };
  let callee = of;
  if (owner && lambda.name === 'constructor') {
    const made = instantiate(m, owner, constructorArguments(m, of), new Map(), site);
    escape(m, made);
    return;
  }
  if (owner && !lambda.static) callee = { ...of, self: newInstance(m, owner) };
  else if (owner && lambda.receiver) callee = bound(of, { kind: 'class', of: owner, trail: [] }) as FunctionValue;
  const args = lambda.parameters.map((p) =>
    p.default || p.rest ? null : unknownArgument(m, p.name, p.type, of.frame),
  );
  const given = args.indexOf(null);
  const positional = (given < 0 ? args : args.slice(0, given)).map((value) => ({ value: value ?? NULL, at: site }));
  const result = callProject(m, callee, { positional, named: new Map() }, site);
  if (offersTrust(m, result)) m.recorder.ask(of.frame.unit, namesOfOffer(m, of, owner));
  // `WithX(bool x = true) { …; return this; }` of a builder: whoever calls it decides.
  const isBuilding = result.kind === 'object' && callee.self?.kind === 'object' && result.object === callee.self.object;
  if (isBuilding && lambda.parameters.some((p) => p.default)) return;
  judgeHandedOut(m, result, lambda.result === undefined ? '' : typeName(m, lambda.result, of.frame));
  escape(m, result);
  for (const cell of positional) escape(m, cell.value);
  if (callee.self) escape(m, callee.self);
}

/**
 * By which name other files call it, where its answer may hang on what they give: a function by its own (`names`), a method by that
 * of its class, on whose object it runs, and one of a mixin, or one that extends another type, by both.
 */
export function namesForCallers(
  of: FunctionValue,
  names: readonly string[],
  owner: ProjectClass | null,
): readonly string[] {
  const makers = owner === null || of.lambda.static ? [] : makersOf(owner);
  if (parametersOf(of, owner).length === 0 && makers.length === 0) return [];
  if (owner === null) return names;
  const own = (owner.definition.mixin || of.lambda.extends) && of.lambda.name;
  return [owner.definition.name, ...makers, ...(own ? [own] : [])];
}

/** What stands in for a constructor where a language has none: Go's `func NewDialer() *Dialer`. */
function makersOf({ definition, frame, statics }: ProjectClass): readonly string[] {
  if (fieldOf(statics, 'constructor')) return [];
  return [...fileFrame(frame).variables].flatMap(([name, { value }]) =>
    value !== ABSENT && value.kind === 'function' && value.lambda.result?.replace(/^\*/, '') === definition.name
      ? [name]
      : [],
  );
}

/** Those of a method and of the constructor of its object. */
function parametersOf(of: FunctionValue, owner: ProjectClass | null): readonly Parameter[] {
  const made = owner && !of.lambda.static ? fieldOf(owner.statics, 'constructor') : null;
  return [...of.lambda.parameters, ...(made?.kind === 'function' ? made.lambda.parameters : [])];
}

/**
 * Run for itself, it takes its defaults, and none of what callers may give any number of: what a caller gives instead may
 * open a branch that is closed to them, or put a root in (`New(WithRootCA("ca.pem"))`).
 */
export const hasDefaults = (of: FunctionValue, owner: ProjectClass | null): boolean =>
  parametersOf(of, owner).some(({ default: fallback, rest }) => fallback !== undefined || rest === 'list');

/** An object on which a method is called, as the framework that calls it has prepared it. */
function newInstance(m: Machine, owner: ProjectClass) {
  const object = constructed(m, owner);
  runFirst(m, object, owner);
  return object;
}

/** The function, or the class of the method and the variables that hold an object of it. */
function namesOfOffer(m: Machine, { lambda, frame }: FunctionValue, owner: ProjectClass | null): readonly string[] {
  if (owner === null) return lambda.name === undefined ? [] : [lambda.name];
  const held = [...(m.frames.get(frame.unit.path)?.variables ?? [])].filter(
    ([, { value }]) => value !== ABSENT && value.kind === 'object' && value.object.of === owner,
  );
  // Who asks may know a class that it extends alone: `Trust.none()`.
  return [...linearised(owner).map((of) => of.definition.name), ...held.map(([name]) => name)];
}
