/**
 * Who can lead to a function that only its file sees: functions that name it, or a variable that holds it, as tables of
 * functions do (`{"plant", pinned}`).
 */
import type { Step, Unit } from '../../ir/step.js';
import type { ClassValue, Lambda } from '../../ir/value.js';
import { factsOf } from './mentions.js';

export function namersOf(unit: Unit, lines: readonly number[], lambda: Lambda): readonly Lambda[] {
  const names = new Set(lambda.name === undefined ? [] : [lambda.name]);
  const left = new Set(variablesOf(unit));
  for (let grows = true; grows; ) {
    grows = false;
    for (const variable of left) {
      if (!variable.functions.has(lambda) && ![...variable.names].some((name) => names.has(name))) continue;
      names.add(variable.name);
      left.delete(variable);
      grows = true;
    }
  }
  return factsOf(unit, lines)
    .functions.filter(
      ({ lambda: other, mentions }) => other !== lambda && [...names].some((name) => mentions.has(name)),
    )
    .map(({ lambda: other }) => other);
}

interface Variable {
  readonly name: string;
  readonly names: Set<string>;
  readonly functions: Set<unknown>;
}

const known = new WeakMap<Unit, readonly Variable[]>();

/** Variables of the file and of its classes, with what their values name. */
function variablesOf(unit: Unit): readonly Variable[] {
  const before = known.get(unit);
  if (before) return before;
  const found: Variable[] = [];
  const note = (name: string, value: unknown) => {
    const variable = { name, names: new Set<string>(), functions: new Set<unknown>() };
    collect(value, variable);
    found.push(variable);
  };
  const inSteps = (steps: readonly Step[]) => {
    for (const step of steps) {
      if (step.kind === 'if') {
        inSteps(step.then);
        inSteps(step.else);
      }
      if (step.kind !== 'bind') continue;
      if (step.value.kind === 'class') inClass(step.value);
      else if (step.value.kind !== 'lambda') note(step.name, step.value);
    }
  };
  const inClass = (of: ClassValue) => {
    for (const field of of.fields) if (field.value && field.value.kind !== 'lambda') note(field.name, field.value);
    inSteps(of.body);
  };
  inSteps(unit.body);
  known.set(unit, found);
  return found;
}

/** Names and functions within a value; what a function in it does is that function's own. */
function collect(node: unknown, variable: Variable): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) collect(each, variable);
    return;
  }
  const value = node as Readonly<Record<string, unknown>>;
  if (value.kind === 'lambda') {
    variable.functions.add(value);
    return;
  }
  if (value.kind === 'name' && typeof value.name === 'string') variable.names.add(value.name);
  if (value.kind === 'member' && typeof value.key === 'string') variable.names.add(value.key);
  for (const [key, part] of Object.entries(value)) if (key !== 'span') collect(part, variable);
}
