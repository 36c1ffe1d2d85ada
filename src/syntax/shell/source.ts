/** What the lowering of one shell script carries along: imports, exported names, and steps that come first. */
import type { Import, Step } from '../../ir/step.js';

/** Deeper nesting is machine-made; following it would end in a stack overflow here or in the evaluator. */
const DEPTH_LIMIT = 300;

export class Source {
  readonly imports: Import[] = [];
  /** Once exported, a variable stays so: each later assignment reaches the environment too. */
  readonly exported = new Set<string>();
  /** `set -a`: every assignment is exported. */
  exportsAll = false;
  /** Variables that hold the script's own folder, for `source "$here/env.sh"`. */
  readonly here = new Set<string>();
  /** What the function around declares with `local`; null outside functions, where every variable is the script's. */
  locals: Set<string> | null = null;
  /** Functions of this script, as far as it was read. */
  readonly functions = new Set<string>();
  private before: Step[] = [];
  private depth = 0;

  constructor(readonly text: string) {}

  /** `X=v command` sets a variable before the command runs, wherever the command stands. */
  runFirst(...steps: Step[]): void {
    this.before.push(...steps);
  }

  /** Runs `read` and gives back, beside its result, the steps that have to run before it. */
  collect<T>(read: () => T): { readonly result: T; readonly before: readonly Step[] } {
    const outer = this.before;
    this.before = [];
    try {
      const result = read();
      return { result, before: this.before };
    } finally {
      this.before = outer;
    }
  }

  /** Steps together with those that they need first. */
  steps(read: () => readonly Step[]): Step[] {
    const { result, before } = this.collect(read);
    return [...before, ...result];
  }

  /** Without `local`, a function assigns to the variables of the script. */
  scopeOf(id: string): 'local' | 'module' {
    return this.locals === null || this.locals.has(id) ? 'local' : 'module';
  }

  inFunction<T>(read: () => T): T {
    const outer = this.locals;
    this.locals = new Set();
    try {
      return read();
    } finally {
      this.locals = outer;
    }
  }

  /** One level deeper, or `otherwise` where that would be too deep. */
  nested<T>(read: () => T, otherwise: () => T): T {
    if (this.depth >= DEPTH_LIMIT) return otherwise();
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}
