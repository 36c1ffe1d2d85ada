/** Computes values. Strings are computed for real; what can't be known is `unknown` with its reason. */
import type { Choice, ClassValue, Concat, ListValue, Member, RecordValue, Value } from '../ir/value.js';
import { callFunction, evaluateCall } from './calls.js';
import type { Frame } from './frame.js';
import { COMBINATIONS, TEXT_LENGTH } from './limits.js';
import type { Machine } from './machine.js';
import { lookUp, selfOf } from './names.js';
import { bound, elementsOf, instantiate, keyText, libraryBases, listOf, methodOf, readMember } from './objects.js';
import { hashCheck } from './operators.js';
import { runSteps, whenOf } from './run-steps.js';
import { present, truth } from './truth.js';
import {
  ABSENT,
  type Abstract,
  type Cell,
  constantOf,
  type FunctionValue,
  mergeTrails,
  NO_TRAIL,
  NULL,
  type Option,
  oneOf,
  type ProjectClass,
  referTo,
  type TextValue,
  Thing,
  unknownOf,
} from './values.js';
import { readProperty } from './verbs.js';
import { chooseCheck } from './verifier.js';

/** What the surroundings say of a value: the variable that it goes to, and its declared type. */
export interface Hint {
  readonly name?: string;
  readonly type?: string;
}

export function evaluate(m: Machine, value: Value, frame: Frame, hint: Hint = {}): Abstract {
  switch (value.kind) {
    case 'text': {
      const site = m.site(value.span, frame);
      return { kind: 'text', text: value.value, trail: NO_TRAIL, literal: site };
    }
    case 'constant':
      return constantOf(value.value);
    case 'concat':
      return evaluateConcat(m, value, frame);
    case 'name':
      return lookUp(m, value.name, frame, m.site(value.span, frame));
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
        frame,
        trail: NO_TRAIL,
        ...(frame.kind === 'class' && frame.home && { home: frame.home }),
      };
      m.functions.push(made);
      return made;
    }
    case 'class':
      return { kind: 'class', of: defineClass(m, value, frame), trail: NO_TRAIL };
    case 'unknown': {
      for (const part of value.parts ?? []) evaluate(m, part, frame);
      return unknownOf(`${value.node.replace(/_/g, ' ')} is not followed`);
    }
  }
}

function evaluateConcat(m: Machine, value: Concat, frame: Frame): Abstract {
  const parts = value.parts.map((part) => evaluate(m, part, frame));
  return joinMaterial(m, parts) ?? concatenate(parts);
}

/** A bundle that only its library knows, with certificates behind it: all of them, one after the other. */
export function joinMaterial(m: Machine, parts: readonly Abstract[]): Abstract | null {
  const flat = parts.flatMap((part) => elementsOf(m, part)?.map((element) => element.value) ?? [part]);
  if (!flat.some((part) => part.kind === 'material')) return null;
  const holding = flat.filter((part) => part.kind !== 'text' || part.text.trim() !== '');
  return holding.every((part) => part.kind === 'material' || part.kind === 'text') ? listOf(m, holding) : null;
}

/** Joins texts; every combination of alternatives, up to a limit. */
export function concatenate(parts: readonly Abstract[]): Abstract {
  let options: { when: string; texts: Abstract[] }[] = [{ when: '', texts: [] }];
  for (const part of parts) {
    const choices: readonly Option[] = part.kind === 'oneOf' ? part.options : [{ when: '', value: part }];
    options = options.flatMap(({ when, texts }) =>
      choices.map((choice) => ({ when: when || choice.when, texts: [...texts, choice.value] })),
    );
    if (options.length > COMBINATIONS) return unknownOf('too many combinations of alternatives', mergeTrails(parts));
  }
  return oneOf(options.map(({ when, texts }) => ({ when, value: joinTexts(texts) })));
}

function joinTexts(parts: readonly Abstract[]): Abstract {
  const trail = mergeTrails(parts);
  let text = '';
  for (const part of parts) {
    const known =
      part.kind === 'text' ? part.text : part.kind === 'constant' && !part.unset ? String(part.value ?? '') : null;
    if (known === null) {
      const environment =
        part.kind === 'constant' ? part.unset : part.kind === 'unknown' ? part.environment : undefined;
      const why =
        part.kind === 'unknown'
          ? part.why
          : environment
            ? `${environment} is not set in the sources`
            : 'part of a text is unknown';
      const more = part.kind === 'unknown' && part.prefix ? part.prefix : '';
      return unknownOf(why, trail, {
        prefix: text + more,
        ...suffixOf(parts),
        ...(environment && { environment }),
        ...(part.kind === 'unknown' && part.peer && { peer: true }),
      });
    }
    text += known;
    if (text.length > TEXT_LENGTH) return unknownOf('a text longer than is computed with', trail);
  }
  const texts = parts.filter((part): part is TextValue => part.kind === 'text');
  const file = texts.find((part) => part.file)?.file;
  const literal =
    texts.find((part) => part.literal && part.text.includes('-----BEGIN'))?.literal ??
    texts.find((part) => part.literal)?.literal;
  const unset = texts.find((part) => part.unset)?.unset;
  return {
    kind: 'text',
    text,
    trail,
    ...(literal && { literal }),
    ...(file && { file: { ...file, whole: false } }),
    ...(unset && { unset }),
  };
}

/** The known text at the end. */
function suffixOf(parts: readonly Abstract[]): { suffix?: string } {
  let suffix = '';
  for (let i = parts.length - 1; i > 0; i--) {
    const part = parts[i]!;
    if (part.kind === 'unknown' && part.suffix) suffix = part.suffix + suffix;
    if (part.kind !== 'text') break;
    suffix = part.text + suffix;
  }
  return suffix === '' ? {} : { suffix };
}

function evaluateMember(m: Machine, value: Member, frame: Frame): Abstract {
  const site = m.site(value.span, frame);
  if (value.object.kind === 'name' && value.object.name === 'super') return superMember(value, frame);
  if (value.object.kind === 'name' && value.object.name === '__globals__') {
    let file = frame;
    while (file.outer) file = file.outer;
    const cell = file.variables.get(typeof value.key === 'string' ? value.key : '');
    return cell && cell.value !== ABSENT ? cell.value : NULL;
  }
  const object = evaluate(m, value.object, frame);
  if (typeof value.key === 'string')
    return readProperty(m, object, value.key, site) ?? readMember(m, object, value.key, site);
  const key = evaluate(m, value.key, frame);
  if (key.kind === 'oneOf')
    return oneOf(key.options.map((o) => ({ when: o.when, value: memberByKey(m, object, o.value, site) })));
  return memberByKey(m, object, key, site);
}

function memberByKey(m: Machine, object: Abstract, key: Abstract, site: Cell['at'] & object): Abstract {
  // Ruby calls a function with brackets: `configure[http]`.
  if (object.kind === 'function') return callFunction(m, object, [key], site);
  const known = keyText(key);
  if (known === null && object.kind === 'unknown' && object.peer) m.looksUp = true;
  if (known !== null) return readProperty(m, object, known, site) ?? readMember(m, object, known, site);
  // `pins[fingerprint]`: whether what the server shows is among the keys.
  const among = key.kind === 'unknown' && key.peer && m.pending !== null ? hashCheck(m, object) : null;
  if (among?.kind === 'check') return among;
  // A table looked up by something unknown: any of its entries.
  const elements = elementsOf(m, object);
  if (elements && elements.length > 0)
    return oneOf(elements.map((e) => ({ when: `the key is ${keyText(e.key) ?? 'another'}`, value: e.value })));
  return unknownOf(
    'a member whose name is unknown',
    object.trail,
    object.kind === 'unknown' && object.peer ? { peer: true } : {},
  );
}

function superMember(value: Member, frame: Frame): Abstract {
  const self = selfOf(frame);
  let home = frame.home;
  for (let at: Frame | null = frame; at && !home; at = at.outer) home = at.home;
  for (const base of home?.bases ?? []) {
    const found = base.kind === 'class' && typeof value.key === 'string' ? methodOf(base.of, value.key) : null;
    if (found) return self ? bound(found, self) : found;
  }
  const [library] = home ? libraryBases(home) : [];
  if (library && typeof value.key === 'string' && self?.kind === 'object') {
    return { kind: 'native', name: `${library}.${value.key}`, trail: NO_TRAIL };
  }
  return unknownOf('the base class is not in this file');
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
  if (type?.kind === 'class') return instantiate(m, type.of, [], named, site);
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
  for (const item of value.items) {
    const content = evaluate(m, item.value, frame);
    if (!item.spread) items.push(content);
    else {
      const elements = elementsOf(m, content);
      if (elements) items.push(...elements.map((e) => e.value));
      else if (content.kind === 'material' || content.kind === 'text') items.push(content);
      else open = true;
    }
  }
  return listOf(m, items, open);
}

function evaluateChoice(m: Machine, value: Choice, frame: Frame): Abstract {
  const condition = evaluate(m, value.condition, frame);
  const arm = (which: Value | undefined) => (which ? evaluate(m, which, frame) : condition);
  const decided = value.test === 'present' ? present(condition) : truth(condition);
  if (decided !== null) {
    const taken = arm(decided ? value.then : value.else);
    return remember(taken, condition);
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
function remember(taken: Abstract, condition: Abstract): Abstract {
  const unset = condition.kind === 'constant' ? condition.unset : undefined;
  return unset && taken.kind === 'text' ? { ...taken, unset } : taken;
}

function defineClass(m: Machine, definition: ClassValue, frame: Frame): ProjectClass {
  const known = m.classes.get(definition);
  if (known) return known;
  const statics = new Thing('instance', null, null, m.heap.birth());
  const bases = definition.bases.map((base) => asType(evaluate(m, base, frame)));
  const own: { of?: ProjectClass } = {};
  const inner: Frame = {
    unit: frame.unit,
    variables: statics.fields,
    outer: frame,
    isolated: false,
    self: null,
    receiver: null,
    get home() {
      return own.of ?? null;
    },
    born: statics.born,
    kind: 'class',
  };
  const of: ProjectClass = { definition, frame: inner, statics, bases };
  own.of = of;
  m.classes.set(definition, of);
  runSteps(m, definition.body, inner);
  return of;
}

/** A base class that this file does not know is a library's, by its name. */
function asType(base: Abstract): Abstract {
  return base.kind === 'unknown' && base.type ? { kind: 'native', name: base.type, trail: NO_TRAIL } : base;
}
