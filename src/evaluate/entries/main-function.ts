/** The function with which a program begins. */
import { callProject } from '../code/project-calls.js';
import type { Machine } from '../machine.js';
import { fieldOf } from '../memory/fields.js';
import type { Frame } from '../memory/frame.js';
import { ABSENT, type FunctionValue, unknownOf } from '../memory/values.js';
import type { Reach } from '../pin.js';

const START_OF_FILE = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Says whether what was set for the whole process is for the programs to judge that set it up so. */
export type Enter = (what: string, run: () => void, reach?: Reach) => boolean;

/** `main` of a program; says whether there is one. */
export function runMain(m: Machine, file: Frame, entry: Enter): boolean {
  const site = { path: file.unit.path, span: START_OF_FILE };
  let found = false;
  const run = (f: FunctionValue) => {
    found = true;
    entry('main', () => {
      callProject(
        m,
        f,
        {
          positional: f.lambda.parameters.map((p) => ({
            value: unknownOf(`${p.name} comes from the command line`),
            at: site,
          })),
          named: new Map(),
        },
        site,
      );
    });
  };
  for (const name of ['main', 'wmain']) {
    const main = file.variables.get(name)?.value;
    if (main && main !== ABSENT && main.kind === 'function' && !m.ran.has(main.lambda)) run(main);
    else if (main && main !== ABSENT && main.kind === 'function') found = true;
  }
  for (const of of m.classes.values()) {
    const main = fieldOf(of.statics, 'main') ?? fieldOf(of.statics, 'Main');
    if (main?.kind === 'function' && main.lambda.static && !m.ran.has(main.lambda)) run(main);
  }
  return found;
}
