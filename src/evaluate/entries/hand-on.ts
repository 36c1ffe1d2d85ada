/** What a script leaves to the programs that it starts, or to the scripts that source it. */
import { listOf } from '../../models/load-models.js';
import type { Machine } from '../machine.js';
import { cellOf } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT } from '../memory/values.js';

/**
 * A script that is sourced (`setenv.sh`, `conf/jvm.sh`) hands its variables on without exporting them: those whose words
 * programs read as flags count for the process.
 */
export function handOnVariables(m: Machine, file: Frame): void {
  for (const { row } of m.index.process) {
    for (const name of row.flag === undefined ? [] : listOf(row.environment)) {
      const cell = file.variables.get(`$${name}`);
      if (cell && cell.value !== ABSENT && !cellOf(m.environment, name)) m.write(m.environment, name, cell);
    }
  }
}

/** Whatever the script starts beside programs that can be told. */
export function handOnEnvironment(m: Machine): void {
  if (m.environment.fields.size === 0) return;
  m.recorder.launches.push({ from: m.unit.path, target: null, environment: new Map(m.environment.fields) });
}
