/** `rootlint fix`, and `--fix` and `--diff` of a scan: remedies, proved before they are written. */
import { type Asked, destinationsOf } from '../report/destinations.js';
import { fixesTold } from '../report/fixes-told.js';
import { unifiedDiff } from '../report/unified-diff.js';
import type { Fix, Severity } from '../result.js';
import type { Fixes, FixRequest } from '../run-fix.js';
import { UsageError } from '../usage-error.js';
import type { AskedChanges } from './changes-options.js';
import { checkFiles, type FailOn, type JudgingFlags } from './judging-options.js';
import { exitCode, runOptions, scan, writeReports } from './scan-command.js';
import { progressLine, type Terminal } from './terminal.js';

export interface FixFlags {
  readonly with: Fix['remedy'];
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly diff: boolean;
  readonly keytool: boolean;
}

/** Without a remedy it says what it would do, and exits as a scan. */
export async function fix(
  asked: AskedChanges,
  flags: JudgingFlags & Partial<FixFlags>,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const { with: remedy, rule = [], only = [], diff = false, keytool = false } = flags;
  if (remedy === undefined) return scan(asked, flags, reports, terminal);
  const severities = severitiesFrom(flags.failOn);
  return applied(
    asked,
    flags,
    { remedy, rules: rule, only, severities, safeOnly: false, keytool },
    diff,
    reports,
    terminal,
  );
}

/** What may be done unasked: adding a root of the catalogue to a bundle that holds the retiring one. */
export const fixSafely = (
  asked: AskedChanges,
  flags: JudgingFlags,
  diff: boolean,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> =>
  applied(
    asked,
    flags,
    { remedy: 'append', rules: [], only: [], severities: ['error', 'warning', 'note'], safeOnly: true },
    diff,
    reports,
    terminal,
  );

async function applied(
  asked: AskedChanges,
  flags: JudgingFlags,
  request: FixRequest,
  diff: boolean,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  // What differs in the work tree is work that a fix of the index would overwrite.
  if (asked.changes?.kind === 'staged')
    throw new UsageError('--staged judges the index, and fixes change the work tree');
  const outputs = destinationsOf(reports);
  checkFiles(flags, outputs, terminal.cwd);
  const progress = progressLine(terminal.stderr);
  const { planFixes, writeFixes } = await import('../run-fix.js');
  const fixes = await planFixes({ ...runOptions(asked, flags, terminal), onProgress: progress.show }, request).finally(
    progress.clear,
  );
  if (diff) return shown(fixes, flags.failOn, terminal);
  const unwritten = writeFixes(fixes);
  const told = fixesTold({ ...fixes, unwritten }, fixes.after.language);
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
  terminal.stderr.write(fixesTold({ ...fixes, unwritten: [], onlyShown: true }, fixes.before.language));
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
