/** What other files of the same package do when the program starts: Go's `init`, which may change variables of this one. */
import { Buffer } from 'node:buffer';
import type { Unit } from '../../ir/step.js';
import { loadFile } from '../code/modules.js';
import type { Machine } from '../machine.js';

export function runPackageStarts(m: Machine, unit: Unit): void {
  if (unit.language !== 'go') return;
  for (const path of m.files.definers('go', '', unit.path)) {
    const bytes = m.files.isTest(path) ? undefined : m.files.read(path);
    if (bytes && Buffer.from(bytes).includes('\nfunc init()')) loadFile(m, path);
  }
}
