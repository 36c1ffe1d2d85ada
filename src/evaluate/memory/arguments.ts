/** What a call is given. */
import type { Abstract, Cell } from './values.js';

/** The arguments of one call, with the place where each stands. */
export interface Arguments {
  readonly positional: readonly Cell[];
  readonly named: ReadonlyMap<string, Cell>;
  /** Gives a value to the variable that stands at this position: out-parameters. */
  readonly assign?: (position: number, value: Abstract) => void;
}

export const valuesOf = (args: Arguments): Abstract[] => args.positional.map((cell) => cell.value as Abstract);

/** Positional arguments under the names that the row gives them. */
export function nameArguments(args: Arguments, parameters: readonly string[] = []): Map<string, Cell> {
  const named = new Map<string, Cell>();
  args.positional.forEach((cell, i) => {
    const name = parameters[i];
    if (name !== undefined) named.set(name, cell);
  });
  for (const [key, cell] of args.named) named.set(key, cell);
  return named;
}

export const NO_ARGUMENTS: Arguments = { positional: [], named: new Map() };
