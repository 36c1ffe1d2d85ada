/** Variables of the environment that a program can't do without. */
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import { type Abstract, unknownOf } from '../memory/values.js';

/** The variable whose absence decided a condition. */
export const absentVariable = (condition: Abstract): string | undefined =>
  condition.kind === 'constant' ? condition.unset : undefined;

/**
 * `if (!process.env.CA_FILE) throw …`: a program that goes on has its variable. What follows runs with a value that the
 * sources don't know; to stop where the guard stops would leave the whole client unread.
 */
export function assumeSet(m: Machine, name: string, frame: Frame): void {
  const value = unknownOf(`${name} is not set in the sources`, [], { environment: name });
  if (!cellOf(m.environment, name)) m.write(m.environment, name, { value, at: null });
  for (let at: Frame | null = frame; at; at = at.outer) {
    for (const [variable, cell] of at.variables) {
      const held = cell.value;
      if (typeof held !== 'symbol' && held.kind === 'constant' && held.value === null && held.unset === name)
        m.setVariable(at, variable, { ...value, trail: held.trail }, cell.at);
    }
  }
}
