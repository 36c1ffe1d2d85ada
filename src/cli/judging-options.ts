/** The options that every command which judges has, what they say, and when they make it fail. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LANGUAGES, type Language } from '../language/language.js';
import { type Destination, withFormat, withOutput } from '../report/destinations.js';
import { FORMATS, type Format } from '../report/formats.js';
import type { Finding, Severity } from '../result.js';
import { UsageError } from '../usage-error.js';
import type { Session } from './session.js';

export const FAIL_ON = ['error', 'warning', 'note', 'unresolved', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface JudgingFlags {
  readonly asOf: string;
  readonly migration: readonly string[];
  readonly onlyMigration: readonly string[];
  readonly require: readonly string[];
  readonly failOn: FailOn;
  readonly selfCheck: boolean;
  /** Whether SARIF reports hold findings that are allowed. */
  readonly sarifSuppressed: 'omit' | 'include';
  /** In days; half a year where it is absent. */
  readonly horizon?: number | undefined;
  /** By the environment where it is absent. */
  readonly lang?: Language | undefined;
}

export function isGrave(findings: readonly Finding[], level: FailOn): boolean {
  const grave: Record<FailOn, readonly Severity[]> = {
    never: [],
    error: ['error'],
    warning: ['error', 'warning'],
    note: ['error', 'warning', 'note'],
    unresolved: ['error', 'warning', 'note'],
  };
  // What no code of the project leads to is its authors' to mend.
  return findings.some((finding) => finding.vendored === undefined && grave[level].includes(finding.severity));
}

/** Before the scan, so that a typing error does not cost a run. */
export function checkFiles(
  flags: Pick<JudgingFlags, 'migration' | 'onlyMigration'>,
  outputs: readonly Destination[],
  cwd: string,
): void {
  const named = [
    ...flags.migration.map((file) => ['--migration', file] as const),
    ...flags.onlyMigration.map((file) => ['--only-migration', file] as const),
  ];
  for (const [flag, file] of named) {
    if (!existsSync(resolve(cwd, file))) throw new UsageError(`${flag}: there is no file ${file}`);
  }
  for (const { output } of outputs) {
    if (output === undefined) continue;
    const folder = dirname(resolve(cwd, output));
    if (!existsSync(folder)) throw new UsageError(`--output ${output}: there is no folder ${folder}`);
    if (isFolder(resolve(cwd, output))) throw new UsageError(`--output ${output}: it is a folder`);
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

export const languageOption = (): Option =>
  new Option('--lang <language>', 'the language of all messages (default: that of LC_ALL or LANG)').choices(LANGUAGES);

export function asFormat(value: string): Format {
  const format = FORMATS.find((one) => one === value);
  if (format === undefined) throw new InvalidArgumentError(`Formats are ${FORMATS.join(', ')}.`);
  return format;
}

export function asDay(value: string): string {
  const day = new Date(`${value}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
  if (!real) throw new InvalidArgumentError('It must be a day such as 2026-11-23.');
  return value;
}

export function asDays(value: string): number {
  if (!/^\d{1,5}$/.test(value)) throw new InvalidArgumentError('It must be a number of days such as 365.');
  return Number(value);
}

export function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** What a scan and the judging of stores have in common. */
export const judgingOptions = (command: Command, session: Session): Command =>
  command
    .addOption(
      new Option('-f, --format <format>', 'how to report; repeat it, each with its --output').argParser((value) => {
        session.reports = withFormat(session.reports, asFormat(value));
        return value;
      }),
    )
    .option('-o, --output <file>', 'where the report goes instead of standard output', (value: string) => {
      session.reports = withOutput(session.reports, value);
      return value;
    })
    .option('--as-of <date>', 'judge as of this day, YYYY-MM-DD (default: today)', asDay)
    .option('--migration <file>', 'a migration to judge by, beside the built-in ones; repeatable', gather)
    .option('--only-migration <file>', 'judge by this migration and no built-in one; repeatable', gather)
    .option('--require <root>', 'a root that every exclusive trust store must hold; repeatable', gather)
    .option('--horizon <days>', 'tell of roots that end within so many days (default: 180)', asDays)
    .addOption(languageOption())
    .addOption(
      new Option('--fail-on <level>', 'exit with 1 on findings at or above this level')
        .choices(FAIL_ON)
        .default('error'),
    );

/** With what holds where nothing is said. */
export function complete(flags: Partial<JudgingFlags>): JudgingFlags {
  const { asOf = today(), migration = [], onlyMigration = [], require = [], failOn = 'error', lang, horizon } = flags;
  const { selfCheck = false, sarifSuppressed = 'omit' } = flags;
  return { asOf, migration, onlyMigration, require, failOn, lang, horizon, selfCheck, sarifSuppressed };
}
