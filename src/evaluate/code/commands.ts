/** Runs a command line that stands in a text of the program: with its environment, and the models of the shell. */
import { type Machine, Thrown } from '../machine.js';
import type { Site } from '../pin.js';
import { fileFrameFor } from './modules.js';
import { runSteps } from './run-steps.js';

export function runCommand(m: Machine, command: string, site: Site): void {
  const lowered = m.files.command(command, site);
  if (lowered === null) return;
  const { index } = m;
  m.index = lowered.index;
  try {
    runSteps(m, lowered.unit.body, fileFrameFor(lowered.unit, m.heap.birth()));
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
  } finally {
    m.index = index;
  }
}
