/** What the user's configuration makes of a run: which files count, and what is known beside what ships. */
import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type ConfigFiles, Configurations } from './config/configurations.js';
import type { Discovery } from './files/discover.js';
import { isVendored } from './files/roles.js';
import { decodeText } from './files/text.js';
import { type Model, ModelError, parseModel } from './models/load-models.js';
import type { RunOptions } from './run-options.js';
import { UsageError } from './usage-error.js';
import { isRule } from './verdict/finding-rules.js';

const LARGEST_SETTINGS = 1024 * 1024;

export interface Settled {
  readonly configurations: Configurations;
  /** Without what is ignored; a file that is named on the command line is not. */
  readonly found: Discovery;
  readonly models: readonly Model[];
  /** Absolute. */
  readonly migrations: readonly string[];
}

/** @throws UsageError */
export function settle(options: Pick<RunOptions, 'config' | 'cwd'>, found: Discovery): Settled {
  const { tree } = found;
  const text = (path: string): string | undefined => {
    const bytes = tree.at(path).kind === 'file' ? tree.read(path, LARGEST_SETTINGS) : undefined;
    return bytes === undefined ? undefined : decodeText(bytes);
  };
  const exists = (path: string): boolean => ['file', 'directory'].includes(tree.at(path).kind);
  const files: ConfigFiles = { known: found.known, text, exists, isVendored };
  const configurations = configurationsOf(options, tree.root, files);
  const counts = ({ path }: { readonly path: string }) => found.named.has(path) || !configurations.ignores(path);
  return {
    configurations,
    found: { ...found, files: found.files.filter(counts) },
    models: configurations.models.map((path) => modelAt(path, text(path) ?? '')),
    migrations: configurations.migrations.map((path) => join(tree.root, path)),
  };
}

function configurationsOf({ config, cwd }: Pick<RunOptions, 'config' | 'cwd'>, root: string, files: ConfigFiles) {
  if (config === false) return Configurations.none;
  if (config === undefined) return Configurations.find(files, isRule);
  const absolute = resolve(cwd, config);
  const inside = relative(root, absolute).split(sep).join('/');
  try {
    // One that lies elsewhere counts as if it stood at the root.
    const path = inside.startsWith('..') ? config.slice(config.lastIndexOf('/') + 1) : inside;
    return Configurations.of(path, readFileSync(absolute, 'utf8'), files, isRule);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--config ${config}: it can't be read`);
  }
}

function modelAt(path: string, text: string): Model {
  try {
    return parseModel(text, path);
  } catch (error) {
    if (error instanceof ModelError) throw new UsageError(error.message);
    throw error;
  }
}
