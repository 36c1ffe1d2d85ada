/** `rootlint fix`, and `--fix` and `--diff` of a scan: remedies, proved before they are written. */
import { resolve } from 'node:path';
import { languageOf } from '../language/language.js';
import { type Asked, destinationsOf } from '../report/destinations.js';
import { fixesTold } from '../report/fixes-told.js';
import { unifiedDiff } from '../report/unified-diff.js';
import type { Fix, Severity } from '../result.js';
import type { Fixes, FixRequest } from '../run-fix.js';
import { checkFiles, type FailOn, type JudgingFlags } from './judging-options.js';
import { exitCode, scan, writeReports } from './scan-command.js';
import { progressLine, type Terminal } from './terminal.js';

export interface FixFlags {
  readonly with: Fix['remedy'];
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly diff: boolean;
}

/** Without a remedy it says what it would do, and exits as a scan. */
export async function fix(
  paths: readonly string[],
  flags: JudgingFlags & Partial<FixFlags>,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const { with: remedy, rule = [], only = [], diff = false } = flags;
  if (remedy === undefined) return scan(paths, flags, reports, terminal);
  const severities = severitiesFrom(flags.failOn);
  return applied(paths, flags, { remedy, rules: rule, only, severities, safeOnly: false }, diff, reports, terminal);
}

/** What may be done unasked: adding a root of the catalogue to a bundle that holds the retiring one. */
export const fixSafely = (
  paths: readonly string[],
  flags: JudgingFlags,
  diff: boolean,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> =>
  applied(
    paths,
    flags,
    { remedy: 'append', rules: [], only: [], severities: ['error', 'warning', 'note'], safeOnly: true },
    diff,
    reports,
    terminal,
  );

async function applied(
  paths: readonly string[],
  flags: JudgingFlags,
  request: FixRequest,
  diff: boolean,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const outputs = destinationsOf(reports);
  checkFiles(flags, outputs, terminal.cwd);
  const progress = progressLine(terminal.stderr);
  const { planFixes, writeFixes } = await import('../run-fix.js');
  const fixes = await planFixes(
    {
      paths,
      cwd: terminal.cwd,
      asOf: flags.asOf,
      migrations: flags.migration.map((file) => resolve(terminal.cwd, file)),
      onlyMigrations: flags.onlyMigration.map((file) => resolve(terminal.cwd, file)),
      require: flags.require,
      language: flags.lang ?? languageOf(terminal.env),
      onProgress: progress.show,
    },
    request,
  ).finally(progress.clear);
  if (diff) return shown(fixes, flags.failOn, terminal);
  const unwritten = writeFixes(fixes);
  const told = fixesTold({ ...fixes, unwritten });
  const asksForReport = reports.length > 0 || request.safeOnly;
  (asksForReport ? terminal.stderr : terminal.stdout).write(told);
  if (asksForReport) await writeReports(fixes.after, outputs, flags, terminal);
  const code = exitCode(fixes.after, flags.failOn, terminal);
  return unwritten.length > 0 && code === 0 ? 1 : code;
}

/** Nothing was changed, so the exit code is that of a scan. */
function shown(fixes: Fixes, failOn: FailOn, terminal: Terminal): number {
  const { patch, binary } = unifiedDiff(fixes.changes);
  terminal.stdout.write(patch);
  terminal.stderr.write(fixesTold({ ...fixes, unwritten: [], onlyShown: true }));
  for (const path of binary) terminal.stderr.write(`rootlint: ${path} is a key store, which no patch can show\n`);
  return exitCode(fixes.before, failOn, terminal);
}

function severitiesFrom(level: FailOn): readonly Severity[] {
  switch (level) {
    case 'warning':
      return ['error', 'warning'];
    case 'note':
    case 'unresolved':
      return ['error', 'warning', 'note'];
    case 'error':
    case 'never':
      return ['error'];
  }
}
