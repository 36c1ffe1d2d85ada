/** `rootlint store`: judge trust stores for their own sake. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { languageOf } from '../language/language.js';
import { type Asked, destinationsOf } from '../report/destinations.js';
import type { Format } from '../report/formats.js';
import type { Screen } from '../report/terminal.js';
import { UsageError } from '../usage-error.js';
import { deliver } from './deliver.js';
import { checkFiles, isGrave, type JudgingFlags, today } from './judging-options.js';
import type { Terminal } from './terminal.js';

export interface StoreFlags {
  readonly passwordFile: string;
  readonly keytool: boolean;
}

export async function judgeStores(
  files: readonly string[],
  flags: Partial<JudgingFlags & StoreFlags>,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const { asOf = today(), migration = [], onlyMigration = [], require = [], failOn = 'error' } = flags;
  const outputs = destinationsOf(reports);
  checkFiles({ migration, onlyMigration }, outputs, terminal.cwd);
  const password = passwordIn(flags.passwordFile, terminal);
  const { runStores } = await import('../run-stores.js');
  const reported = runStores({
    files,
    cwd: terminal.cwd,
    env: terminal.env,
    asOf,
    migrations: migration,
    onlyMigrations: onlyMigration,
    require,
    language: flags.lang ?? languageOf(terminal.env),
    ...(flags.horizon !== undefined && { horizonDays: flags.horizon }),
    ...(password !== undefined && { password }),
    keytool: flags.keytool === true,
  });
  const { renderStores } = await import('../report/render-stores.js');
  const render = (format: Format, screen: Screen) => renderStores(format, reported, screen);
  await deliver({ outputs, render, selfCheck: false }, terminal);
  const { findings, stores } = reported.result;
  const isOpen = stores.some(({ verdict }) => verdict === 'unresolved');
  return isGrave(findings, failOn) || (failOn === 'unresolved' && isOpen) ? 1 : 0;
}

/** From a file, not from the command line, where every user of the machine could read it. */
function passwordIn(file: string | undefined, { cwd }: Terminal): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(resolve(cwd, file), 'utf8').split(/\r?\n/, 1)[0];
  } catch {
    throw new UsageError(`--password-file: ${file} can't be read`);
  }
}
