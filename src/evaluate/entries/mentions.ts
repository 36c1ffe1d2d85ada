/** What each function of a file names, and the names that it goes by itself: read off the neutral form without running it. */
import { holdsLine } from '../../ir/holds-line.js';
import type { Step, Unit } from '../../ir/step.js';
import type { ClassValue, Lambda, Span, Value } from '../../ir/value.js';

export interface FunctionFacts {
  readonly lambda: Lambda;
  /** Its own name, the variable or field that it is bound to, and for a constructor the class. */
  readonly names: readonly string[];
  /** Every name, member and key in its body, those of functions inside it included. */
  readonly mentions: ReadonlySet<string>;
  /** Fields and outer variables that it writes: what reads them may meet what it left there. */
  readonly writes: ReadonlySet<string>;
  /** A word that some model knows stands in it, or around it in its class. */
  suspect: boolean;
}

export interface UnitFacts {
  readonly functions: readonly FunctionFacts[];
  /** Variables, fields and classes whose value or body holds a word of the models: `OPTIONS = {"verify": …}`. */
  readonly suspectNames: ReadonlySet<string>;
}

const known = new WeakMap<Unit, UnitFacts>();

/** `lines`: those that hold a word of the models, in ascending order. */
export function factsOf(unit: Unit, lines: readonly number[]): UnitFacts {
  const before = known.get(unit);
  if (before) return before;
  const reader = new Reader(lines);
  reader.steps(unit.body, null);
  const facts: UnitFacts = { functions: reader.functions, suspectNames: reader.suspectNames };
  known.set(unit, facts);
  return facts;
}

interface OpenClass {
  readonly name: string;
  readonly methods: FunctionFacts[];
}

interface Open {
  readonly mentions: Set<string>;
  readonly writes: Set<string>;
}

class Reader {
  readonly functions: FunctionFacts[] = [];
  readonly suspectNames = new Set<string>();
  private readonly open: Open[] = [];

  constructor(private readonly lines: readonly number[]) {}

  private mention(name: string): void {
    // `Pay::Client` and `shop.pay` are known elsewhere by their last part.
    const bare = name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('.'), name.lastIndexOf('\\')) + 1);
    for (const { mentions } of this.open) {
      mentions.add(name);
      if (bare !== name) mentions.add(bare);
    }
  }

  private written(name: string): void {
    for (const { writes } of this.open) writes.add(name);
  }

  private noteSuspect(name: string, span: Span): void {
    if (holdsLine(this.lines, span)) this.suspectNames.add(name);
  }

  steps(steps: readonly Step[], within: OpenClass | null): void {
    for (const step of steps) this.step(step, within);
  }

  private step(step: Step, within: OpenClass | null): void {
    switch (step.kind) {
      case 'bind':
        this.noteSuspect(step.name, step.span);
        if (step.scope !== 'local') this.written(step.name);
        this.named(step.value, [step.name], within);
        return;
      case 'write': {
        this.value(step.object);
        const key = typeof step.key === 'string' ? step.key : null;
        if (key !== null) {
          this.mention(key);
          this.noteSuspect(key, step.span);
          this.written(key);
        } else if (step.key !== null && typeof step.key !== 'string') this.value(step.key);
        if (step.value !== 'absent') this.named(step.value, key === null ? [] : [key], within);
        return;
      }
      case 'use':
        this.value(step.value);
        return;
      case 'return':
      case 'throw':
        if (step.value) this.value(step.value);
        return;
      case 'if':
        this.value(step.condition);
        this.steps(step.then, within);
        this.steps(step.else, within);
        return;
      case 'loop':
        if (step.over) this.value(step.over);
        if (step.condition) this.value(step.condition);
        this.steps(step.body, within);
        return;
      case 'try':
        this.steps(step.body, within);
        for (const handler of step.handlers) this.steps(handler, within);
        this.steps(step.finally, within);
    }
  }

  private named(value: Value, names: readonly string[], within: OpenClass | null): void {
    if (value.kind === 'lambda') this.lambda(value, names, within);
    else this.value(value);
  }

  private lambda(lambda: Lambda, names: readonly string[], within: OpenClass | null): void {
    const own = new Set([...names, ...(lambda.name === undefined ? [] : [lambda.name])]);
    if (within && own.has('constructor')) own.add(within.name);
    const open: Open = { mentions: new Set(), writes: new Set() };
    this.open.push(open);
    for (const parameter of lambda.parameters) {
      if (parameter.default) this.value(parameter.default);
      if (parameter.type) this.mention(parameter.type);
    }
    this.steps(lambda.body, null);
    this.open.pop();
    const facts = { lambda, names: [...own], ...open, suspect: holdsLine(this.lines, lambda.span) };
    this.functions.push(facts);
    within?.methods.push(facts);
  }

  private value(value: Value): void {
    switch (value.kind) {
      case 'text':
        // Functions and settings are called by their names too: `send(:connect)`, `options['verify']`.
        if (value.value.length <= LONGEST_NAME) {
          this.mention(value.value);
          // A file that is included: `/../config/partner.php`.
          if (value.value.includes('/')) this.mention(value.value.slice(value.value.lastIndexOf('/') + 1));
        }
        return;
      case 'constant':
        return;
      case 'concat':
        for (const part of value.parts) this.value(part);
        return;
      case 'name':
        this.mention(value.name);
        return;
      case 'member':
        this.value(value.object);
        if (typeof value.key === 'string') this.mention(value.key);
        else this.value(value.key);
        return;
      case 'call':
        this.value(value.callee);
        for (const argument of value.arguments) this.argument(argument);
        return;
      case 'record':
        if (value.type) this.value(value.type);
        for (const entry of value.entries) {
          if (typeof entry.key === 'string') this.mention(entry.key);
          else this.value(entry.key);
          this.named(entry.value, typeof entry.key === 'string' ? [entry.key] : [], null);
        }
        return;
      case 'list':
        for (const item of value.items) this.value(item.value);
        return;
      case 'choice':
        this.value(value.condition);
        if (value.then) this.value(value.then);
        if (value.else) this.value(value.else);
        return;
      case 'lambda':
        this.lambda(value, [], null);
        return;
      case 'class':
        this.class_(value);
        return;
      case 'unknown':
        for (const part of value.parts ?? []) this.value(part);
    }
  }

  private class_(value: ClassValue): void {
    this.noteSuspect(value.name, value.span);
    const within: OpenClass = { name: value.name, methods: [] };
    for (const base of value.bases) this.value(base);
    for (const field of value.fields) {
      this.noteSuspect(field.name, field.span);
      if (field.value) this.named(field.value, [field.name], within);
    }
    this.steps(value.body, within);
    // What a class says outside its methods (`ssl_ca_file 'ca.pem'`, `verify = CA`) concerns them all.
    const said = [...value.fields, ...value.body].filter((each) => !('value' in each && isCode(each.value)));
    if (said.some(({ span }) => holdsLine(this.lines, span)))
      for (const method of within.methods) method.suspect = true;
  }

  private argument({ name, value }: { readonly name?: string; readonly value: Value }): void {
    if (name !== undefined) this.mention(name);
    this.named(value, name === undefined ? [] : [name], null);
  }
}

const isCode = (value: Value | 'absent' | undefined): boolean =>
  value === undefined || (value !== 'absent' && (value.kind === 'lambda' || value.kind === 'class'));

const LONGEST_NAME = 60;
