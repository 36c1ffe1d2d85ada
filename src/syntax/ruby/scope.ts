import type { Bind, Import, Step } from '../../ir/step.js';
import type { Argument, Span, Value } from '../../ir/value.js';
import type { Node } from '../tree-sitter.js';

/** What one file gathers while it is lowered. */
export interface RubyFile {
  readonly text: string;
  readonly imports: Import[];
  /** The body of each heredoc, by the id of the node where it is announced. */
  readonly heredocs: ReadonlyMap<number, Node>;
  depth: number;
}

/** What a variable was last seen to hold: `pem << line` grows a text, `certs << cert` a list. */
export type Holds = 'text' | 'other';

/**
 * A bare word is a variable only where an assignment before it, in the same method or in a block around, made it one;
 * else it is a call. Ruby decides this while parsing, and so do we.
 */
export class Locals {
  readonly #own = new Map<string, Holds>();
  readonly #outer: Locals | null;

  constructor(outer: Locals | null = null) {
    this.#outer = outer;
  }

  find(id: string): Holds | undefined {
    return this.#own.get(id) ?? this.#outer?.find(id);
  }

  /** Says whose variable an assignment sets. */
  declare(id: string, holds: Holds = 'other'): Bind['scope'] {
    const isOuter = !this.#own.has(id) && this.#outer?.find(id) !== undefined;
    if (isOuter) this.#outer?.declare(id, holds);
    else this.#own.set(id, holds);
    return isOuter ? 'nearest' : 'local';
  }
}

export interface Method {
  readonly name: string;
  /** What `super` without arguments hands on. */
  readonly arguments: readonly Argument[];
}

/** By whose variable it is: an object's, or the class's own. */
export interface Sides<T> {
  readonly object: T;
  readonly class: T;
}

/** Where a statement or an expression stands. */
export interface Scope {
  readonly file: RubyFile;
  /** What `self` is: an object, the class around (class bodies, `def self.x`), or the file's own object. */
  readonly self: 'object' | 'class' | 'file';
  readonly locals: Locals;
  readonly method: Method | null;
  /** What `next` and `break` leave. */
  readonly inside: 'loop' | 'block' | 'body';
  /** Steps that come before the statement at hand: assignments inside of conditions and arguments. */
  readonly before: Step[];
  /** Instance variables that have a method of the same name: kept apart under `@name`. */
  readonly apart: Sides<ReadonlySet<string>>;
  /** Instance variables met so far in the class around: all of them begin as nil. */
  readonly met: Sides<Map<string, Span>>;
  /** In a block without parameters: `it`, `_1`. */
  readonly implicit: Set<string> | null;
  /** Inside an `if` or `begin` that stands for a value: its variables are those of the method around. */
  readonly wrapped: boolean;
  /** After `module_function`, and in `class << self`. */
  readonly defines: 'methods' | 'functions';
}

/** Deeper nesting than any person writes; past it an expression is `unknown`, so that no room runs out of stack. */
export const DEEPEST = 250;

export const fileScope = (file: RubyFile): Scope => ({
  file,
  self: 'file',
  locals: new Locals(),
  method: null,
  inside: 'body',
  before: [],
  apart: { object: new Set(), class: new Set() },
  met: { object: new Map(), class: new Map() },
  implicit: null,
  wrapped: false,
  defines: 'methods',
});

/** Where the value of a statement goes: nowhere, out of the method or block, or into a variable. */
export type Sink =
  | { readonly kind: 'drop' }
  | { readonly kind: 'return' }
  | { readonly kind: 'give'; readonly to: (value: Value) => Step[] };
