/** What a run needs before it looks at files: configurations, migrations, models, what is known already. */
import { resolve } from 'node:path';
import type { Configurations } from './config/configurations.js';
import type { Discovery } from './files/discover.js';
import { decodeText } from './files/text.js';
import type { Model } from './models/load-models.js';
import { shippedModels } from './models/shipped-models.js';
import type { RunOptions } from './run-options.js';
import { settle } from './settle.js';
import { catalogue } from './stores/catalogue.js';
import { type Baseline, NO_BASELINE, readBaseline } from './triage/baseline.js';
import { UsageError } from './usage-error.js';
import { loadMigrations, type MigrationChoice } from './verdict/load-migrations.js';
import type { Migration } from './verdict/migrations.js';

const LARGEST_BASELINE = 64 * 1024 * 1024;

/** What a run needs before it looks at files; files that would be changed can be looked at again with the same. */
export interface Prepared {
  readonly options: RunOptions;
  readonly migrations: readonly Migration[];
  readonly models: readonly Model[];
  readonly configurations: Configurations;
  readonly baseline: Baseline;
  readonly found: Discovery;
}

/** @throws UsageError for what is wrong in files of the user. */
export function prepare(options: RunOptions, discovered: Discovery): Prepared {
  const settled = settle(options, discovered);
  const { configurations, found } = settled;
  return {
    options,
    migrations: loadMigrations(migrationChoice(options, settled.migrations), catalogue),
    models: [...shippedModels(), ...settled.models],
    configurations,
    baseline: baselineFor(options, configurations, found),
    found,
  };
}

/** That of the command line, else those that the configurations name. */
function baselineFor({ baseline }: RunOptions, configurations: Configurations, { tree }: Discovery): Baseline {
  if (baseline === false) return NO_BASELINE;
  if (baseline !== undefined) return readBaseline(baseline.text, baseline.path);
  const read = configurations.baselines.map((path) => {
    const bytes = tree.at(path).kind === 'file' ? tree.read(path, LARGEST_BASELINE) : undefined;
    if (bytes === undefined) throw new UsageError(`there is no baseline ${path}; --write-baseline ${path} writes it`);
    return readBaseline(decodeText(bytes), path);
  });
  return { keys: new Set(read.flatMap(({ keys }) => [...keys])) };
}

function migrationChoice(options: RunOptions, configured: readonly string[]): MigrationChoice {
  const only = options.onlyMigrations.length > 0;
  const given = [...options.migrations, ...options.onlyMigrations].map((file) => resolve(options.cwd, file));
  const files = only ? given : [...configured, ...given];
  return { files, builtIn: !only };
}
