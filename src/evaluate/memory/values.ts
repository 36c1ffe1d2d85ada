/**
 * What the evaluator computes with. Objects have identity, so that aliases, sessions and builders come free; everything
 * else is plain data. Every value carries the trail of places that it came through, nearest first.
 */
import type { ClassValue, Lambda } from '../../ir/value.js';
import type { Site, Spelling, Trail, TrustSource } from '../pin.js';
import type { Attempt } from '../trust/attempts.js';
import type { Check } from '../trust/check.js';
import type { Frame } from './frame.js';

export type Abstract =
  | TextValue
  | Constant
  | Native
  | Reference
  | FunctionValue
  | ClassReference
  | OneOf
  | Unknown
  | Material
  | CheckValue
  | Items
  | Fills;

/** A known string; bytes are latin-1 text. */
export interface TextValue {
  readonly kind: 'text';
  readonly text: string;
  readonly trail: Trail;
  /** Where the characters stand in a source file, for text that may be a certificate. */
  readonly literal?: Site;
  /** The file they were read from, and whether the text is still all of it. */
  readonly file?: { readonly given: string; readonly path: string; readonly found?: string; readonly whole: boolean };
  /** Only the first certificate in it is used: code parsed it so. */
  readonly first?: true;
  /** How the code writes it where it reads certificates from it. */
  readonly spelt?: readonly Spelling[];
  /** Taken because this environment variable is not set. */
  readonly unset?: string;
}

export interface Constant {
  readonly kind: 'constant';
  readonly value: boolean | number | null;
  readonly trail: Trail;
  /** Null because nothing sets this environment variable. */
  readonly unset?: string;
  /** No error as long as this connection is not refused. */
  readonly attempt?: Attempt;
  /** No error as long as all goes well, but the file that was to be read is not in the repository. */
  readonly absent?: true;
}

/** Something of a library, by qualified name: a module, class, function or constant. */
export interface Native {
  readonly kind: 'native';
  readonly name: string;
  readonly trail: Trail;
}

export interface Reference {
  readonly kind: 'object';
  readonly object: Thing;
  readonly trail: Trail;
}

export interface FunctionValue {
  readonly kind: 'function';
  readonly lambda: Lambda;
  readonly frame: Frame;
  readonly self?: Abstract;
  /** The class whose body defines it: where `super` starts. */
  readonly home?: ProjectClass;
  /** Functions of the same name with other parameters. */
  readonly overloads?: readonly FunctionValue[];
  readonly trail: Trail;
}

export interface ClassReference {
  readonly kind: 'class';
  readonly of: ProjectClass;
  readonly trail: Trail;
}

/** One of several, and what decides. */
export interface OneOf {
  readonly kind: 'oneOf';
  readonly options: readonly Option[];
  readonly trail: Trail;
}

export interface Option {
  readonly when: string;
  readonly value: Abstract;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  readonly trail: Trail;
  /** Qualified type, where a declaration or a model says it. */
  readonly type?: string;
  /** How a text begins of which the rest is unknown: enough to know the host of a URL. */
  readonly prefix?: string;
  /** How it ends: the flags that a script appends to those of its caller. */
  readonly suffix?: string;
  /** What the server showed: its certificate, chain, host. Inside a verifier, a comparison with it is a pin. */
  readonly peer?: true;
  readonly environment?: string;
  /** A parameter of a function that was run for itself: a caller that is seen knows better. */
  readonly guessed?: true;
  /** What a connection gives that may be refused. */
  readonly attempt?: Attempt;
  /** A library hands it to a method that it calls back: whatever the client was given elsewhere. */
  readonly byLibrary?: true;
}

/** Certificates whose bytes the evaluator does not hold itself: a file that is not there, a URL, a bundle. */
export interface Material {
  readonly kind: 'material';
  readonly source: TrustSource;
  readonly trail: Trail;
}

/** A statement about the server's chain, inside a verifier: true where the check passes. */
export interface CheckValue {
  readonly kind: 'check';
  readonly check: Check;
  /** True where the check fails: an error value, or a negation. */
  readonly negated?: true;
  /** A position in a list: below zero where the check fails. */
  readonly position?: true;
  readonly trail: Trail;
}

/** The elements of a list, in its cell ITEMS. A spread of something unknown leaves `open` behind. */
export interface Items {
  readonly kind: 'items';
  readonly items: readonly Abstract[];
  readonly open?: true;
  readonly trail: Trail;
}

/** What was put into a holder, in its cell FILLS. */
export interface Fills {
  readonly kind: 'fills';
  readonly fills: readonly Fill[];
  readonly trail: Trail;
}

export interface Fill {
  readonly check: Check;
  readonly site: Site;
  /** The row that filled it, for the name in the report. */
  readonly api: string;
  /** Another fill under this name takes its place. */
  readonly alias: string | null;
  /** The pattern of hosts for whom it counts; null for all. */
  readonly host: string | null;
}

export interface Cell {
  readonly value: Abstract | typeof ABSENT;
  /** Where it was written: the argument, option or assignment. */
  readonly at: Site | null;
  /** Written in two branches: what each of them left here, and where. */
  readonly branches?: readonly { readonly when: string; readonly cell: Cell }[];
}

export const ABSENT = Symbol('absent');

/** An object, record, list, instance or holder: it has identity and changes. */
export class Thing {
  readonly fields = new Map<string, Cell>();
  /** Older things are restored when a branch is undone; those born in it are not. */
  readonly born: number;

  constructor(
    readonly shape: 'record' | 'list' | 'instance',
    /** Qualified type, where a library made it. */
    readonly type: string | null,
    readonly of: ProjectClass | null,
    born: number,
  ) {
    this.born = born;
  }
}

/** A class of the project. */
export interface ProjectClass {
  readonly definition: ClassValue;
  readonly frame: Frame;
  readonly statics: Thing;
  readonly bases: readonly Abstract[];
  /** The other pieces of a class that is written in several, as far as they are known. */
  readonly pieces: ProjectClass[];
}

export const ITEMS = '#items';
export const FILLS = '#fills';
/** What a holder began with, before it was filled. */
export const START = '#start';

/** Why a record may hold more than is known: a configuration was loaded into it that is not in the repository. */
export const OPEN = '#open';

/** Begins the name of a property of the process among the variables that a script starts it with. */
export const PROPERTY = '-D';

/** Stands in a struct that was written as a literal and has not left: what nobody sets has its zero value (Go). */
export const LITERAL = '#literal';

/** Stands in a record that was poured into an object whose field has no type of its own. */
export const DECODED = '#decoded';

/** Stands in a list that is several results of one call, and not one result that is a list (Go). */
export const RESULTS = '#results';

/** In an object of an inner class: the object around it (Java). */
export const OUTER = '#outer';

export const NO_TRAIL: Trail = [];
const TRAIL_LIMIT = 12;

export const textOf = (text: string, trail: Trail = NO_TRAIL): TextValue => ({ kind: 'text', text, trail });
export const constantOf = (value: boolean | number | null, trail: Trail = NO_TRAIL): Constant => ({
  kind: 'constant',
  value,
  trail,
});
export const nativeOf = (name: string, trail: Trail = NO_TRAIL): Native => ({ kind: 'native', name, trail });
export const unknownOf = (why: string, trail: Trail = NO_TRAIL, more: Partial<Unknown> = {}): Unknown => ({
  kind: 'unknown',
  why,
  trail,
  ...more,
});
export const referTo = (object: Thing, trail: Trail = NO_TRAIL): Reference => ({ kind: 'object', object, trail });
export const NULL = constantOf(null);

export function withTrail<T extends Abstract>(value: T, trail: Trail): T {
  return { ...value, trail };
}

/** Remembers that the value came through this place. */
export function through<T extends Abstract>(value: T, site: Site): T {
  const last = value.trail[0];
  if (last && last.path === site.path && last.span.line === site.span.line) return value;
  if (value.trail.length >= TRAIL_LIMIT) return value;
  return withTrail(value, [site, ...value.trail]);
}

export function mergeTrails(values: readonly { readonly trail: Trail }[]): Trail {
  const sites: Site[] = [];
  for (const { trail } of values) {
    for (const site of trail) {
      if (sites.length < TRAIL_LIMIT && !sites.some((s) => s.path === site.path && s.span.line === site.span.line))
        sites.push(site);
    }
  }
  return sites;
}
