/** A baseline of what a run found: the command line asks for it, and it alone writes it. */
import type { Result } from './result.js';
import { baselineOf } from './triage/baseline.js';

export const baselineText = ({ findings, pins }: Result): string =>
  baselineOf(findings, new Map(pins.map((pin) => [pin.id, pin])));
