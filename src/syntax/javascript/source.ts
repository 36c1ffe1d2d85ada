/** What the lowering of one JavaScript or TypeScript file carries along: places, imports, and steps that come first. */
import { ts } from 'ts-morph';
import type { Import, Step } from '../../ir/step.js';
import type { Span } from '../../ir/value.js';

/** Deeper nesting is machine-made; following it would end in a stack overflow here or in the evaluator. */
const DEPTH_LIMIT = 400;

export class Source {
  readonly imports: Import[] = [];
  /** What `this` means here: in static methods and blocks it is the class. */
  receiver: 'this' | 'class' = 'this';
  private before: Step[] = [];
  private depth = 0;
  private readonly known = new Set<string>();

  constructor(readonly file: ts.SourceFile) {}

  spanOf(node: ts.Node): Span {
    return this.span(node.getStart(this.file), node.end);
  }

  span(start: number, end: number): Span {
    const from = ts.getLineAndCharacterOfPosition(this.file, start);
    const to = ts.getLineAndCharacterOfPosition(this.file, end);
    return { line: from.line + 1, column: from.character + 1, endLine: to.line + 1, endColumn: to.character + 1 };
  }

  import(local: string, qualified: string, span: Span): void {
    const key = `${local}=${qualified}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    const relative = qualified.startsWith('.') || qualified.startsWith('/');
    this.imports.push({ local, qualified, ...(relative && { relative: true }), span });
  }

  /** An assignment or a comma inside an expression: its step runs before the statement that holds the expression. */
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

  withReceiver<T>(receiver: 'this' | 'class', read: () => T): T {
    const outer = this.receiver;
    this.receiver = receiver;
    try {
      return read();
    } finally {
      this.receiver = outer;
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
export const placeName = (what: string, span: Span): string => `${what}:${span.line}:${span.column}`;
