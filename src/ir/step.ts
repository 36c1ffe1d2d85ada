/** The neutral form: steps, nested as the code is. Lambdas and classes are values, bound by a hoisted `bind`. */
import type { Span, Value } from './value.js';

export type Step = Bind | Write | Use | Return | Throw | If | Loop | Try;

/**
 * A variable gets a value. `scope` says whose variable: `local` the function's (or file's, or class's) own, `nearest`
 * one that an enclosing function may have, else local, `module` the file's (`global x`).
 */
export interface Bind {
  readonly kind: 'bind';
  readonly name: string;
  readonly value: Value;
  readonly scope: 'local' | 'nearest' | 'module';
  /** Functions and classes that are known before the first step of their block runs. */
  readonly hoisted?: true;
  /** `const`, `final`, `static readonly`: never written again. */
  readonly constant?: true;
  /** Declared type, as written, as in `Parameter`. */
  readonly type?: string;
  readonly span: Span;
}

/** `object.key = value`, `object[key] = value`, `object[] = value` (key null); a deletion writes `absent`. */
export interface Write {
  readonly kind: 'write';
  readonly object: Value;
  readonly key: string | Value | null;
  readonly value: Value | 'absent';
  /** Methods attached to a type outside its body (Go, prototypes) are known before the first step runs. */
  readonly hoisted?: true;
  /** `+=` on an event or a delegate. Of several handlers .NET heeds the answer of the last, so it is evaluated as `=`. */
  readonly adds?: true;
  /** The field itself, past a setter of its name (Ruby's `@ca = …`). */
  readonly direct?: true;
  readonly span: Span;
}

export interface Use {
  readonly kind: 'use';
  readonly value: Value;
  readonly span: Span;
}

/** Leaves the function with a value, or the loop (`break`), or this turn of the loop (`continue`). */
export interface Return {
  readonly kind: 'return';
  readonly leaves: 'function' | 'loop' | 'turn';
  readonly value?: Value;
  readonly span: Span;
}

/** `throw`, `raise`, `panic`, and calls that end the process (`exit`, `os.Exit`, `log.Fatal`, `die`). */
export interface Throw {
  readonly kind: 'throw';
  readonly value?: Value;
  readonly span: Span;
}

/** `if`, `unless`, `guard`, `switch` (a chain of these), `#if` with a condition that both sides keep. */
export interface If {
  readonly kind: 'if';
  readonly condition: Value;
  readonly then: readonly Step[];
  readonly else: readonly Step[];
  readonly span: Span;
}

/** `for item in over`, or a loop by condition (`over` absent). `index` is the key or position where the loop names it. */
export interface Loop {
  readonly kind: 'loop';
  readonly over?: Value;
  readonly item?: string;
  readonly index?: string;
  /** Destructured items: `for a, b in pairs`. */
  readonly members?: readonly { readonly name: string; readonly key: string }[];
  readonly condition?: Value;
  readonly body: readonly Step[];
  readonly span: Span;
}

export interface Try {
  readonly kind: 'try';
  readonly body: readonly Step[];
  readonly handlers: readonly (readonly Step[])[];
  readonly finally: readonly Step[];
  readonly span: Span;
}

/** One file in the neutral form. */
export interface Unit {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly language: string;
  readonly imports: readonly Import[];
  readonly body: readonly Step[];
  /** Hands names to other files by declarations of its own (`export const client = …`). */
  readonly exports?: true;
  /** Variables of its top level are its own: other files see only its constants, functions and classes (Ruby). */
  readonly ownVariables?: true;
  /** Other files see them where they run this one in their own place, by its name (PHP's `include`). */
  readonly variablesByInclude?: true;
  /** The package or name space that the file declares, as written (`com.acme.pay`, `App\Http`, `main`). */
  readonly package?: string;
  /** Syntax errors that the parser stepped over: the rest of the file is still judged. */
  readonly errors: readonly Span[];
}

/** A local name and what it stands for. */
export interface Import {
  /** The local name; `*` for an open import (`javax.net.ssl.*`, `using System.Net.Http`, `from x import *`). */
  readonly local: string;
  /** Qualified name of the thing, in the language's own spelling: `requests.get`, `crypto/tls`, `GuzzleHttp\Client`. */
  readonly qualified: string;
  /** A module of this project (`./pay`, `.settings`, `require_relative`), not of a library. */
  readonly relative?: true;
  readonly span: Span;
}
