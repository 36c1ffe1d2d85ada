import type { Bind, Import, Step } from '../../ir/step.js';
import type { Parameter } from '../../ir/value.js';

/** What one file gathers while it is lowered. */
export interface PythonFile {
  readonly imports: Import[];
  /** Fields of the data classes seen so far: a data class that extends one of them takes them first. */
  readonly dataFields: Map<string, readonly Parameter[]>;
  depth: number;
}

/** Where a statement or an expression stands. */
export interface Scope {
  readonly file: PythonFile;
  readonly kind: 'module' | 'class' | 'function';
  /** Names that `global` and `nonlocal` have moved elsewhere. */
  readonly moved: Map<string, Bind['scope']>;
  /** Base classes of the class around, as written: `Base.send(self)` is an old spelling of `super().send()`. */
  readonly bases: readonly string[];
  readonly receiver?: string;
  /** What `yield` does: a `@contextmanager` hands its value to the `with` statement, as if it returned. */
  readonly yields: 'opaque' | 'result';
  /** Binds of `:=` that come before the statement at hand; null inside a lambda or comprehension, which run later. */
  readonly before: Step[] | null;
}

/**
 * Deeper nesting than any person writes. Past it an expression becomes `unknown`, so that neither lowering nor the
 * rooms behind it run out of stack.
 */
export const DEEPEST = 250;

export const fileScope = (file: PythonFile): Scope => ({
  file,
  kind: 'module',
  moved: new Map(),
  bases: [],
  yields: 'opaque',
  before: [],
});

/** The same place, but code in it runs at another time. */
export const deferred = (scope: Scope): Scope => ({ ...scope, before: null });

export function bindScope(scope: Scope, id: string): Bind['scope'] {
  return scope.moved.get(id) ?? 'local';
}
