/** `--config` and `--baseline`: what the user has settled before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Result } from '../result.js';
import type { RunOptions } from '../run-options.js';
import { UsageError } from '../usage-error.js';
import type { ChangesFlags } from './changes-options.js';
import type { Terminal } from './terminal.js';

export interface SettingsFlags {
  /** `false` for `--no-config`; commander says `true` where nothing is said. */
  readonly config?: string | boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string | undefined;
}

export const settingsOptions = (command: Command): Command =>
  command
    .option('--config <file>', 'the configuration, instead of each rootlint.config.yaml or .json of the repository')
    .option('--no-config', 'look at no configuration')
    .option('--baseline <file>', 'findings that are known: they are counted and not told');

export const writingBaseline = (command: Command): Command =>
  command.option('--write-baseline <file>', 'write what is found to a baseline, and pass');

export function settingsAsked(
  flags: SettingsFlags & ChangesFlags,
  cwd: string,
): Pick<RunOptions, 'config' | 'baseline'> {
  const { config, baseline, writeBaseline } = flags;
  if (writeBaseline !== undefined && (flags.staged === true || (flags.since ?? flags.filesFrom) !== undefined)) {
    throw new UsageError('--write-baseline: a baseline is of the whole, and a run over changes sees a part of it');
  }
  return {
    ...(typeof config === 'string' && { config }),
    ...(config === false && { config }),
    // What is known already belongs into the next baseline too.
    ...(writeBaseline !== undefined
      ? { baseline: false }
      : baseline !== undefined && { baseline: { path: baseline, text: textIn(baseline, cwd) } }),
  };
}

function textIn(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(`--baseline ${file}: it can't be read; --write-baseline ${file} writes it`);
  }
}

export async function writeBaseline(result: Result, file: string, terminal: Terminal): Promise<void> {
  const { baselineText } = await import('../run-baseline.js');
  const text = baselineText(result);
  try {
    writeFileSync(resolve(terminal.cwd, file), text);
  } catch (error) {
    throw new UsageError(
      `--write-baseline ${file}: it could not be written (${(error as NodeJS.ErrnoException).code})`,
    );
  }
  const { findings } = JSON.parse(text) as { findings: unknown[] };
  terminal.stdout.write(`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'} written to ${file}\n`);
}
