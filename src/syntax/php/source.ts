/** What the lowering of one PHP file carries along: imports, steps that come first, and the function it is in. */
import type { Import, Step } from '../../ir/step.js';
import type { Node } from '../tree-sitter.js';

/** Deeper nesting is machine-made; following it would end in a stack overflow here or in the evaluator. */
const DEPTH_LIMIT = 400;

export class Source {
  readonly imports: Import[] = [];
  package: string | undefined;
  /** What `break` and `continue` count, innermost last. */
  enclosing: ('loop' | 'switch')[] = [];
  /** Variables that the function around declares with `global`; null outside functions. */
  globals: Set<string> | null = null;
  private before: Step[] = [];
  private depth = 0;

  constructor(readonly text: string) {}

  /** An assignment inside an expression: its step runs before the statement that holds the expression. */
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

  /** A function body: other globals, no loop around it. Closures see the variables of the function around them. */
  inFunction<T>(isolated: boolean, read: () => T): T {
    const { enclosing, globals } = this;
    this.enclosing = [];
    if (isolated) this.globals = new Set();
    try {
      return read();
    } finally {
      this.enclosing = enclosing;
      this.globals = globals;
    }
  }

  within<T>(what: 'loop' | 'switch', read: () => T): T {
    this.enclosing.push(what);
    try {
      return read();
    } finally {
      this.enclosing.pop();
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

/** A name for a value that the code gives none: told apart by its place. */
export const placeName = (what: string, node: Node): string =>
  `${what}:${node.startPosition.row + 1}:${node.startPosition.column + 1}`;
