/** The lines of the files that a report quotes. Each file is split once, however many findings stand in it. */
import type { Reported } from './reported.js';

const split = new WeakMap<Reported, Map<string, readonly string[]>>();

/** Without their line ends; empty where there is no such file. */
export function linesOf(reported: Reported, path: string): readonly string[] {
  const known = split.get(reported) ?? new Map<string, readonly string[]>();
  split.set(reported, known);
  const lines = known.get(path) ?? reported.textOf(path).split(/\r\n|\r|\n/);
  known.set(path, lines);
  return lines;
}
