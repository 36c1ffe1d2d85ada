/**
 * A run: find out what there is to look at, and only then load what looks at it. A commit that changes nothing of
 * interest is answered in the time that Node takes to start.
 */
import type { Changes } from './files/changes.js';
import { type Discovery, discover } from './files/discover.js';
import { discoverChanges } from './files/discover-changes.js';
import { wayFrom } from './files/disk.js';
import type { Language } from './language/language.js';
import { NO_PINS } from './report/no-pins.js';
import type { Reported } from './report/reported.js';
import type { Bug } from './search/evaluations.js';
import { toolOf } from './tool-version.js';

export interface RunOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  /** What paths are relative to; the top level that git knows, else the path itself, where it is absent. */
  readonly root?: string;
  readonly asOf: string;
  readonly migrations: readonly string[];
  readonly onlyMigrations: readonly string[];
  readonly require: readonly string[];
  /** The only configuration that counts; `false` for none. Those of the repository where it is absent. */
  readonly config?: string | false;
  /** Findings that are known; `false` for none. What the configuration names where it is absent. */
  readonly baseline?: { readonly path: string; readonly text: string } | false;
  /** Judge only what changed and what depends on it. */
  readonly changes?: Changes;
  /** English where it is absent. */
  readonly language?: Language;
  /** How long before its end a root is worth a word; half a year where it is absent. */
  readonly horizonDays?: number;
  /** Some report tells the rules: `false` saves their loading where there is nothing to tell. */
  readonly tellsRules?: boolean;
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

export interface Outcome extends Reported {
  readonly bugs: readonly Bug[];
}

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
