/**
 * Which report goes where: each `--format` belongs to the `--output` beside it, in whichever order the two stand. One
 * without an output goes to standard output, and an output without a format tells it by its ending.
 */
import { UsageError } from '../usage-error.js';
import { type Format, formatOf } from './formats.js';

/** What the command line has said so far of one report. */
export interface Asked {
  readonly format?: Format;
  readonly output?: string;
}

export interface Destination {
  readonly format: Format;
  /** Standard output where it is absent. */
  readonly output?: string;
}

export function withFormat(asked: readonly Asked[], format: Format): readonly Asked[] {
  const last = asked.at(-1);
  return last === undefined || last.format !== undefined
    ? [...asked, { format }]
    : [...asked.slice(0, -1), { ...last, format }];
}

export function withOutput(asked: readonly Asked[], output: string): readonly Asked[] {
  const last = asked.at(-1);
  return last === undefined || last.output !== undefined
    ? [...asked, { output }]
    : [...asked.slice(0, -1), { ...last, output }];
}

/** @throws UsageError where two reports would run into one another. */
export function destinationsOf(asked: readonly Asked[]): readonly Destination[] {
  if (asked.length === 0) return [{ format: 'terminal' }];
  if (asked.filter(({ output }) => output === undefined).length > 1) {
    throw new UsageError('--format: only one report can go to standard output; give the others an --output FILE each');
  }
  return asked.map((report) => ({ ...report, format: report.format ?? formatOf(report.output ?? '') }));
}
