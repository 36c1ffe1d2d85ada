/** Variables: one frame per file, class body and function call; a name is looked up outwards. */
import type { Unit } from '../../ir/step.js';
import type { Site } from '../pin.js';
import type { Abstract, Cell, ProjectClass } from './values.js';

export interface Frame {
  readonly unit: Unit;
  readonly variables: Map<string, Cell>;
  /** The frame around; null for a file. */
  readonly outer: Frame | null;
  /** Sees no variables between itself and the file's. */
  readonly isolated: boolean;
  readonly self: Abstract | null;
  /** The receiver's name in this body, when it is not `this`. */
  readonly receiver: string | null;
  /** The class whose body or method this is. */
  readonly home: ProjectClass | null;
  readonly born: number;
  /** All of it stands at this place of the code: the statements of a macro, where it is used. */
  readonly at?: Site;
  /** Blocks share their caller's `return`; class bodies and files have none. */
  readonly kind: 'file' | 'class' | 'function' | 'block';
}

export function fileFrame(frame: Frame): Frame {
  let at = frame;
  while (at.outer) at = at.outer;
  return at;
}

/** The frame whose variable `name` is, or null. */
export function frameOf(frame: Frame, name: string): Frame | null {
  let at: Frame | null = frame;
  while (at) {
    if (at.variables.has(name)) return at;
    at = at.isolated && at.outer ? fileFrame(at) : at.outer;
  }
  return null;
}
