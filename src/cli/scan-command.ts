/** `rootlint [scan]`: scan, report, and say by the exit code whether something was found. */
import { resolve } from 'node:path';
import { languageOf } from '../language/language.js';
import { type Asked, type Destination, destinationsOf } from '../report/destinations.js';
import type { Reported } from '../report/reported.js';
import type { PinResult, Result } from '../result.js';
import type { Outcome, RunOptions } from '../run-options.js';
import { UsageError } from '../usage-error.js';
import type { AskedChanges } from './changes-options.js';
import { deliver } from './deliver.js';
import { checkFiles, type FailOn, isGrave, type JudgingFlags } from './judging-options.js';
import { type SettingsFlags, writeBaseline } from './settings-options.js';
import { progressLine, stackOf, type Terminal } from './terminal.js';

export async function scan(
  asked: AskedChanges,
  flags: JudgingFlags & Pick<SettingsFlags, 'writeBaseline'> & { readonly strictInputs?: boolean | undefined },
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const outputs = destinationsOf(reports);
  checkFiles(flags, outputs, terminal.cwd);

  const progress = progressLine(terminal.stderr);
  const options: RunOptions = {
    ...runOptions(asked, flags, terminal),
    tellsRules: outputs.some(({ format }) => format !== 'terminal' && format !== 'json'),
    onProgress: progress.show,
  };
  const { run } = await import('../run.js');
  const outcome = await run(options).finally(progress.clear);
  const { filesSeen, changedFiles } = outcome.result.summary;
  if (flags.strictInputs === true && filesSeen === 0 && changedFiles === undefined) {
    throw new UsageError('--strict-inputs: no file in a language that rootlint reads was found');
  }
  if (flags.writeBaseline !== undefined) {
    await writeBaseline(outcome.result, flags.writeBaseline, terminal);
    return exitCode(outcome, 'never', terminal);
  }

  await writeReports(outcome, outputs, flags, terminal);
  return exitCode(outcome, flags.failOn, terminal);
}

export const runOptions = (asked: AskedChanges, flags: JudgingFlags, terminal: Terminal): RunOptions => ({
  ...asked,
  cwd: terminal.cwd,
  asOf: flags.asOf,
  migrations: flags.migration.map((file) => resolve(terminal.cwd, file)),
  onlyMigrations: flags.onlyMigration.map((file) => resolve(terminal.cwd, file)),
  require: flags.require,
  language: flags.lang ?? languageOf(terminal.env),
  ...(flags.horizon !== undefined && { horizonDays: flags.horizon }),
});

export async function writeReports(
  outcome: Outcome,
  outputs: readonly Destination[],
  { selfCheck, sarifSuppressed, failOn }: JudgingFlags,
  terminal: Terminal,
): Promise<void> {
  const { render } = await import('../report/render.js');
  const reported: Reported = {
    ...outcome,
    tellsSuppressed: sarifSuppressed === 'include',
    fails: (finding) => isGrave([finding], failOn),
  };
  await deliver({ outputs, render: (format, screen) => render(format, reported, screen), selfCheck }, terminal);
  const saidAloud = outputs.some(({ format, output }) => format === 'terminal' && output === undefined);
  if (outcome.result.summary.filesSeen === 0 && !saidAloud) {
    terminal.stderr.write('rootlint: no file in a language that it reads was found, so nothing was scanned\n');
  }
}

export function exitCode(outcome: Outcome, failOn: FailOn, terminal: Terminal): number {
  for (const { path, error } of outcome.bugs) {
    terminal.stderr.write(`rootlint: internal error in ${path}, please report it\n${stackOf(error)}\n`);
  }
  if (outcome.bugs.length > 0) return 70;
  return fails(outcome.result, failOn) ? 1 : 0;
}

/** A level includes the graver ones; `unresolved` also fails on what could not be told, with a finding or without. */
function fails(result: Result, level: FailOn): boolean {
  if (isGrave(result.findings, level)) return true;
  return (
    level === 'unresolved' &&
    result.pins.some((pin) => pin.verdict === 'unresolved' && pin.shadowedBy === null && !isExcused(pin, result))
  );
}

function isExcused(pin: PinResult, { suppressed = [] }: Result): boolean {
  return pin.vendored || suppressed.some(({ finding }) => finding.pin === pin.id);
}
