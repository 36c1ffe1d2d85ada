/** Computes values. Strings are computed for real; what can't be known is `unknown` with its reason. */
import type { Choice, ClassValue, Concat, ListValue, RecordValue, Value } from '../../ir/value.js';
import type { Machine } from '../machine.js';
import { oneOf } from '../memory/alternatives.js';
import { keyText } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { elementsOf, listOf, resultsOf } from '../memory/lists.js';
import { present, truth } from '../memory/truth.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  type FunctionValue,
  LITERAL,
  NO_TRAIL,
  NULL,
  type Option,
  type ProjectClass,
  referTo,
  unknownOf,
} from '../memory/values.js';
import { chooseCheck } from '../trust/verifier.js';
import { whenOf } from './branches.js';
import { evaluateCall } from './call-expressions.js';
import { instantiate } from './instances.js';
import { frameOfTurn } from './loops.js';
import { evaluateMember } from './member-expressions.js';
import { lookUp } from './names.js';
import { projectClass } from './project-classes.js';
import { absentVariable } from './required.js';
import { runSteps } from './run-steps.js';

/** What the surroundings say of a value: the variable that it goes to, and its declared type. */
export interface Hint {
  readonly name?: string;
  readonly type?: string;
  /** It is called: of a method and a field of one name the method is meant. */
  readonly called?: true;
}

export function evaluate(m: Machine, value: Value, frame: Frame, hint: Hint = {}): Abstract {
  switch (value.kind) {
    case 'text': {
      const site = { path: frame.unit.path, span: value.span };
      return { kind: 'text', text: value.value, trail: NO_TRAIL, literal: site };
    }
    case 'constant':
      return constantOf(value.value);
    case 'concat':
      return evaluateConcat(m, value, frame);
    case 'name':
      return lookUp(m, value.name, frame, m.site(value.span, frame), hint.called);
    case 'member':
      return evaluateMember(m, value, frame);
    case 'call':
      return evaluateCall(m, value, frame, hint);
    case 'record':
      return evaluateRecord(m, value, frame);
    case 'list':
      return evaluateList(m, value, frame);
    case 'choice':
      return evaluateChoice(m, value, frame);
    case 'lambda': {
      const made: FunctionValue = {
        kind: 'function',
        lambda: value,
        frame: frameOfTurn(m, frame),
        trail: NO_TRAIL,
        ...(frame.kind === 'class' && frame.home && { home: frame.home }),
      };
      if (frame.unit === m.unit && !m.functions.has(value)) m.functions.set(value, made);
      return made;
    }
    case 'class':
      return { kind: 'class', of: defineClass(m, value, frame), trail: NO_TRAIL };
    case 'unknown': {
      const parts = (value.parts ?? []).map((part) => evaluate(m, part, frame));
      const peer = parts.some((part) => part.kind === 'unknown' && part.peer);
      return unknownOf(`${value.node.replace(/_/g, ' ')} is not followed`, NO_TRAIL, peer ? { peer: true } : {});
    }
  }
}

function evaluateConcat(m: Machine, value: Concat, frame: Frame): Abstract {
  const parts = value.parts.map((part) => evaluate(m, part, frame));
  return joinMaterial(m, parts) ?? concatenate(parts);
}

function evaluateRecord(m: Machine, value: RecordValue, frame: Frame): Abstract {
  const type = value.type ? evaluate(m, value.type, frame) : null;
  const named = new Map<string, Cell>();
  for (const entry of value.entries) {
    const at = m.site(entry.span, frame);
    const content = evaluate(m, entry.value, frame);
    if (entry.spread) {
      mergeInto(named, content);
      continue;
    }
    const key = typeof entry.key === 'string' ? entry.key : keyText(evaluate(m, entry.key, frame));
    if (key !== null) named.set(key, { value: content, at });
  }
  const site = m.site(value.span, frame);
  if (type?.kind === 'class') {
    const made = instantiate(m, type.of, [], named, site);
    if (frame.unit.language === 'go' && made.kind === 'object')
      m.write(made.object, LITERAL, { value: constantOf(true), at: null });
    return made;
  }
  const name = type?.kind === 'native' ? type.name : type?.kind === 'unknown' ? (type.type ?? null) : null;
  const thing = m.thing(name === null ? 'record' : 'instance', name);
  for (const [key, cell] of named) thing.fields.set(key, cell);
  return referTo(thing);
}

/** Entries of a record go into another; the place where each was written stays with it. */
export function mergeInto(target: Map<string, Cell>, source: Abstract): void {
  if (source.kind === 'oneOf') {
    for (const option of source.options) {
      if (option.value.kind !== 'object') continue;
      for (const [key, cell] of option.value.object.fields) {
        if (key.startsWith('#') || cell.value === ABSENT) continue;
        const before = target.get(key);
        const other = before && before.value !== ABSENT ? before.value : NULL;
        target.set(key, {
          value: oneOf([
            { when: option.when, value: cell.value },
            { when: `not: ${option.when}`, value: other },
          ]),
          at: cell.at,
        });
      }
    }
    return;
  }
  if (source.kind !== 'object') return;
  for (const [key, cell] of source.object.fields) if (!key.startsWith('#')) target.set(key, cell);
}

function evaluateList(m: Machine, value: ListValue, frame: Frame): Abstract {
  const items: Abstract[] = [];
  let open = false;
  const contents = value.items.map((item) => ({ ...item, content: evaluate(m, item.value, frame) }));
  // PHP's `[...$defaults, ...$tls]`: arrays with names give an array with names.
  const isNamed = (content: Abstract) => content.kind === 'object' && content.object.shape === 'record';
  if (frame.unit.variablesByInclude && contents.length > 1 && contents.every((c) => c.spread && isNamed(c.content))) {
    const record = m.thing('record', null);
    for (const { content } of contents) mergeInto(record.fields, content);
    return referTo(record);
  }
  for (const item of contents) {
    const { content } = item;
    if (!item.spread) items.push(content);
    else {
      const elements = elementsOf(m, content);
      if (elements) items.push(...elements.map((e) => e.value));
      else if (content.kind === 'material' || content.kind === 'text') items.push(content);
      // Go's `append(o.files, file)` to a list that nobody has begun.
      else if (!(content.kind === 'constant' && content.value === null)) open = true;
    }
  }
  return value.tuple ? resultsOf(m, items) : listOf(m, items, open);
}

function evaluateChoice(m: Machine, value: Choice, frame: Frame): Abstract {
  const condition = evaluate(m, value.condition, frame);
  const arm = (which: Value | undefined) => (which ? evaluate(m, which, frame) : condition);
  const decided = value.test === 'present' ? present(condition) : truth(condition);
  if (decided !== null) {
    const taken = arm(decided ? value.then : value.else);
    return remember(m, taken, condition, frame);
  }
  if (condition.kind === 'oneOf' && (!value.then || !value.else)) return chooseEach(m, condition, value, frame);
  const then = arm(value.then);
  const otherwise = arm(value.else);
  const check = m.pending === null ? null : chooseCheck(condition, then, otherwise);
  if (check) return check;
  const at = m.site(value.condition.span, frame);
  return oneOf([
    { when: whenOf(at, true), value: then },
    { when: whenOf(at, false), value: otherwise },
  ]);
}

/** `a || b` where `a` is one of several: those that count stay, the others give way. */
function chooseEach(
  m: Machine,
  condition: Extract<Abstract, { kind: 'oneOf' }>,
  value: Choice,
  frame: Frame,
): Abstract {
  return oneOf(
    condition.options.flatMap((option): Option[] => {
      const decided = value.test === 'present' ? present(option.value) : truth(option.value);
      const yes = (): Option => ({
        when: option.when,
        value: value.then ? evaluate(m, value.then, frame) : option.value,
      });
      const no = (): Option => ({
        when: option.when,
        value: value.else ? evaluate(m, value.else, frame) : option.value,
      });
      return decided === null ? [yes(), no()] : decided ? [yes()] : [no()];
    }),
  );
}

/** A default taken because a variable of the environment is not set: the report names it. */
function remember(m: Machine, taken: Abstract, condition: Abstract, { unit }: Frame): Abstract {
  const unset = absentVariable(condition);
  if (unset !== undefined) m.decideByAbsence(unset, unit.path);
  return unset && taken.kind === 'text' ? { ...taken, unset } : taken;
}

function defineClass(m: Machine, definition: ClassValue, frame: Frame): ProjectClass {
  const known = m.classes.get(definition);
  if (known) return known;
  const bases = definition.bases.map((base) => asType(evaluate(m, base, frame)));
  const of = projectClass(m, definition, frame, bases);
  runSteps(m, definition.body, of.frame);
  return of;
}

/** A base class that this file does not know is a library's, by its name. */
function asType(base: Abstract): Abstract {
  return base.kind === 'unknown' && base.type ? { kind: 'native', name: base.type, trail: NO_TRAIL } : base;
}
