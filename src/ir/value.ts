/**
 * The neutral form: values.
 *
 * Every front end lowers its language to these twelve kinds of value and to the steps of `step.ts`; everything behind
 * `syntax/` reads nothing else. A thirteenth kind needs two languages that want it. What a front end can't express is
 * `unknown`, never undefined and never an exception: the evaluator then says "could not tell" instead of guessing.
 */
import type { Step } from './step.js';

/** A place in one file. Lines and columns start at 1, columns count UTF-16 code units, the end column is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Value =
  | Text
  | Constant
  | Concat
  | Name
  | Member
  | Call
  | RecordValue
  | ListValue
  | Choice
  | Lambda
  | ClassValue
  | Unknown;

/** A string or byte literal, unescaped. Bytes are kept as latin-1 text: one code unit is one byte. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly span: Span;
}

/** `undefined` and `nil` are `null`; what tells them apart has never decided a trust question. */
export interface Constant {
  readonly kind: 'constant';
  readonly value: boolean | number | null;
  readonly span: Span;
}

/** Interpolation, formatting, adjacent literals and `+` between operands of which one is visibly a string. */
export interface Concat {
  readonly kind: 'concat';
  readonly parts: readonly Value[];
  readonly span: Span;
}

/**
 * A variable, function, class, macro or imported name, as written. Reserved: `this` (the receiver, whatever the language
 * calls it), `super` (the same object, looked up from the base class), `class` (the class around: PHP's `self`, Ruby's
 * `self` in a class body), `__file__` and `__dir__` (path of this source file and of its folder, relative to the root).
 */
export interface Name {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

/** `object.name`, `object->name`, `Type::name`, and `object[key]`. */
export interface Member {
  readonly kind: 'member';
  readonly object: Value;
  readonly key: string | Value;
  readonly span: Span;
}

/**
 * A function, method or constructor call, a shell command (callee: a name, the program), or an operator: then the callee
 * is a name that begins with `op:` (`op:==`, `op:!=`, `op:<`, `op:!`, `op:in`, `op:+`, `op:-`, `op:*`, `op:/`, `op:%`,
 * `op:|`, `op:instanceof`, …). `&&`, `||`, `??` and `?:` are choices. `-x` is `op:-` with one argument.
 * `.then(f)`, `await`, `&x`, `*x`, `(Type) x` and parentheses leave no trace where they change nothing.
 */
export interface Call {
  readonly kind: 'call';
  readonly callee: Value;
  readonly arguments: readonly Argument[];
  /** `new X(…)`, `X.new`, `X(…)` of a type by the language's own syntax. */
  readonly creates?: true;
  readonly span: Span;
}

export interface Argument {
  readonly value: Value;
  /** A keyword argument, or a property of an object initialiser (`new X { Name = value }`). */
  readonly name?: string;
  /** `*list`, `**record`, `...list`. */
  readonly spread?: true;
  /** The whole argument, keyword included. */
  readonly span: Span;
}

/** A dictionary, hash, object or struct literal, or keyed options. Written order is kept; later entries win. */
export interface RecordValue {
  readonly kind: 'record';
  readonly entries: readonly Entry[];
  /** The struct type of `tls.Config{…}`, as written. */
  readonly type?: Value;
  readonly span: Span;
}

export interface Entry {
  /** A literal key is a string (numbers in decimal); an expression (`CURLOPT_CAINFO =>`) is a value. Spreads have `...`. */
  readonly key: string | Value;
  readonly value: Value;
  readonly spread?: true;
  /** The whole entry, key included. */
  readonly span: Span;
}

/** An array, list, set, slice or tuple. A spread element stands as an argument with `spread`. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Argument[];
  readonly tuple?: true;
  readonly span: Span;
}

/**
 * `c ? a : b`, `a || b`, `a && b`, `a ?? b`, Python's `a if c else b`. An absent arm is the condition's own value:
 * `a || b` has no `then`, `a && b` has no `else`. `test: 'present'` asks for "not null" instead of "true".
 */
export interface Choice {
  readonly kind: 'choice';
  readonly condition: Value;
  readonly test?: 'present';
  readonly then?: Value;
  readonly else?: Value;
  readonly span: Span;
}

/** A function, method, closure, block or arrow function. An expression body is one `return` step. */
export interface Lambda {
  readonly kind: 'lambda';
  readonly name?: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Step[];
  /** The name by which the body calls its receiver when it is not `this` (Python's `self`, Go's `c`). */
  readonly receiver?: string;
  /** The body works on a copy of its receiver (Go's `func (o Options) …`). */
  readonly copiesReceiver?: true;
  /** Sees no variables of the function around it (PHP functions, Ruby `def`). */
  readonly isolated?: true;
  /** A method without a receiver of its own (`static`, `@staticmethod`, `def self.x`). */
  readonly static?: true;
  /** Called as a method of its first argument (C#'s extension methods). */
  readonly extends?: true;
  /** Read without a call: getters, `@property`. */
  readonly getter?: true;
  /** Runs in place of its caller and `return` leaves the method around it (Ruby blocks). */
  readonly block?: true;
  /** Which object it runs on, its call decides; called with `new`, it makes one. All functions of JavaScript but arrows. */
  readonly takesReceiver?: true;
  /** Stands for the text of its body: names in it mean what they mean where it is called (C's macros). */
  readonly macro?: true;
  /** Declared type of the result, as written, where the language has one. */
  readonly result?: string;
  /** Not visible outside this file (`private`, `static` in C, a Go name in lower case is not private). */
  readonly private?: true;
  readonly span: Span;
}

/** Begins the name of a function without a body, which has the defaults of the one that it declares (C++'s headers). */
export const DECLARED = 'declared:';

export interface Parameter {
  readonly name: string;
  readonly default?: Value;
  /** `*args` takes a list, `**kwargs` a record. */
  readonly rest?: 'list' | 'record';
  /** A promoted constructor parameter: the field that it becomes. */
  readonly field?: string;
  /** Declared type, as written, without `*`, `&`, `?`, generics and modifiers. */
  readonly type?: string;
  /** An object of this very type is handed in as a copy (Go's structs without `*`). */
  readonly copies?: true;
  /** Names bound by a destructured parameter, read as members of the argument. */
  readonly members?: readonly { readonly name: string; readonly key: string; readonly default?: Value }[];
  /** What the function leaves in it, the variable that the caller gave holds too (C's out-parameters, C#'s `ref`). */
  readonly out?: true;
  readonly span: Span;
}

/** A class, struct, module, interface or enum that has code. Enum constants are static fields. */
export interface ClassValue {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly Value[];
  /** Only ever part of other classes (Ruby's modules, PHP's traits): whoever calls its methods does not name it. */
  readonly mixin?: true;
  /** An interface or an abstract class: whatever is of it, is of a class that extends it. */
  readonly abstract?: true;
  /** Written in several pieces, of which this is one (C#'s partial classes). */
  readonly partial?: true;
  /** Instance fields, set on each new object before its constructor runs. Type only (`ca: string`) has no value. */
  readonly fields: readonly Field[];
  /** Runs once, when the class is defined: binds of methods, constants, static fields, nested classes, and calls. */
  readonly body: readonly Step[];
  readonly span: Span;
}

export interface Field {
  readonly name: string;
  /** The name under which configuration formats know it (Go's tags). */
  readonly key?: string;
  readonly value?: Value;
  readonly type?: string;
  readonly span: Span;
}

/** What the front end can't express: the grammar's node type, and the parts that may still hold calls. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly node: string;
  readonly parts?: readonly Value[];
  readonly span: Span;
}
