/** Writes a report to the file that --output names. */
import { writeFileSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

export function writeReport(path: string, given: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`--output ${given}: it could not be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
