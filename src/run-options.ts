/** What a run is asked for, and what comes of it. */
import type { Changes } from './files/changes.js';
import type { Language } from './language/language.js';
import type { Reported } from './report/reported.js';
import type { Bug } from './search/evaluations.js';

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
