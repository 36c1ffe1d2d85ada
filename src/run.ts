/**
 * A run: find out what there is to look at, and only then load what looks at it. A commit that changes nothing of
 * interest is answered in the time that Node takes to start.
 */
import { type Discovery, discover } from './files/discover.js';
import { discoverChanges } from './files/discover-changes.js';
import { wayFrom } from './files/disk.js';
import { NO_PINS } from './report/no-pins.js';
import type { Outcome, RunOptions } from './run-options.js';
import { toolOf } from './tool-version.js';

export async function run(options: RunOptions): Promise<Outcome> {
  let found = look(options);
  if (found.changed?.paths.size === 0) return nothingChanged(found, options);
  if (found.changed !== undefined) {
    const { suspectsOf } = await import('./narrow-changes.js');
    const suspects = await suspectsOf(found);
    if (suspects?.size === 0) return nothingChanged(found, options);
    if (suspects !== undefined) found = { ...found, changed: { ...found.changed, suspects } };
  }
  const [{ prepare }, { examine }] = await Promise.all([import('./prepare.js'), import('./scan-files.js')]);
  return examine(prepare(options, found));
}

export const look = ({ changes, paths, cwd, root }: RunOptions): Discovery =>
  changes === undefined
    ? discover(paths, { cwd, ...(root !== undefined && { root }) })
    : discoverChanges(paths, changes, cwd);

async function nothingChanged(found: Discovery, options: RunOptions): Promise<Outcome> {
  const { ruleTexts } = options.tellsRules === false ? { ruleTexts: () => [] } : await import('./knowledge.js');
  return {
    result: {
      schema: 'rootlint/json/v1',
      tool: toolOf(),
      asOf: options.asOf,
      pins: [],
      findings: [],
      diagnostics: found.diagnostics,
      summary: {
        ...NO_PINS,
        changedFiles: found.changed?.all ?? 0,
      },
    },
    fromHere: wayFrom(options.cwd, found.tree.root),
    textOf: () => '',
    bytesOf: () => undefined,
    withoutSecrets: (line) => line,
    ruleTexts: ruleTexts(options.language),
    language: options.language ?? 'en',
    bugs: [],
  };
}
