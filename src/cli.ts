#!/usr/bin/env node
/**
 * The command line. It alone knows arguments, streams and exit codes: 0 nothing at or above `--fail-on`, 1 findings,
 * 2 a usage or configuration error, 70 an internal error with its stack. What costs time to load is loaded when a scan
 * begins, so that `--version` and a typing error answer at once.
 */
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Asked, type Destination, destinationsOf, withFormat, withOutput } from './report/destinations.js';
import { FORMATS, type Format } from './report/formats.js';
import type { Finding, Result, Severity } from './result.js';
import type { RunOptions } from './run.js';
import { UsageError } from './usage-error.js';

/** What of the process a run touches; tests hand in their own. */
export interface Terminal {
  readonly cwd: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const FAIL_ON = ['error', 'warning', 'note', 'unresolved', 'never'] as const;
type FailOn = (typeof FAIL_ON)[number];

interface ScanFlags {
  readonly asOf: string;
  readonly migration: readonly string[];
  readonly onlyMigration: readonly string[];
  readonly require: readonly string[];
  readonly failOn: FailOn;
}

interface StoreFlags {
  readonly passwordFile: string;
  readonly keytool: boolean;
}

/** Runs one command line and returns its exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = commandLine(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UsageError) {
      for (const line of error.message.split('\n')) terminal.stderr.write(`rootlint: ${line}\n`);
      return 2;
    }
    terminal.stderr.write(`rootlint: internal error, please report it\n${stackOf(error)}\n`);
    return 70;
  }
}

function commandLine(terminal: Terminal, exit: (code: number) => void): Command {
  const program = new Command('rootlint')
    .description('Finds pinned root certificates and says whether they survive a root change.')
    .version(toolVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text.replace(/^error: /, 'rootlint: ')),
      getOutHelpWidth: () => terminal.stdout.columns ?? 100,
    });

  let reports: readonly Asked[] = [];
  /** What a scan and the judging of stores have in common. */
  const judging = (command: Command): Command =>
    command
      .addOption(
        new Option('-f, --format <format>', 'how to report; repeat it, each with its --output').argParser((value) => {
          reports = withFormat(reports, asFormat(value));
          return value;
        }),
      )
      .option('-o, --output <file>', 'where the report goes instead of standard output', (value: string) => {
        reports = withOutput(reports, value);
        return value;
      })
      .option('--as-of <date>', 'judge as of this day, YYYY-MM-DD (default: today)', asDay)
      .option('--migration <file>', 'a migration to judge by, beside the built-in ones; repeatable', gather)
      .option('--only-migration <file>', 'judge by this migration and no built-in one; repeatable', gather)
      .option('--require <root>', 'a root that every exclusive trust store must hold; repeatable', gather)
      .addOption(
        new Option('--fail-on <level>', 'exit with 1 on findings at or above this level')
          .choices(FAIL_ON)
          .default('error'),
      );
  const scanning = judging(
    program
      .command('scan', { isDefault: true })
      .description('scan files and folders; this is what happens without a command')
      .argument('[PATH...]', 'files and folders to scan', ['.']),
  ).action(async (paths: readonly string[], flags: Partial<ScanFlags>) => {
    const { asOf = today(), migration = [], onlyMigration = [], require = [], failOn = 'error' } = flags;
    exit(await scan(paths, { asOf, migration, onlyMigration, require, failOn }, reports, terminal));
  });

  judging(
    program
      .command('store')
      .description("judge trust stores themselves; without a file, this machine's own")
      .argument('[FILE...]', 'trust stores, or folders of certificates'),
  )
    .option('--password-file <file>', 'a file whose first line is the password of the key stores')
    .option('--keytool', 'ask keytool as well what the key stores hold')
    .action(async (files: readonly string[], flags: Partial<ScanFlags & StoreFlags>) => {
      exit(await judgeStores(files, flags, reports, terminal));
    });

  program
    .command('rules')
    .description('list the rules')
    .action(async () => {
      const { ruleTexts } = await import('./run.js');
      const { rulesText } = await import('./report/knowledge.js');
      terminal.stdout.write(rulesText(ruleTexts()));
    });
  program
    .command('migrations')
    .description('list the migrations that are known, or show one in full')
    .argument('[id]', 'the id of a migration, for example azure-mysql-flexible')
    .option('--migration <file>', 'a migration of your own, beside the built-in ones; repeatable', gather)
    .action(async (id: string | undefined, flags: Partial<Pick<ScanFlags, 'migration'>>) => {
      terminal.stdout.write(await migrationsTold(id, flags.migration ?? [], terminal));
    });
  program
    .command('explain')
    .description('say what a rule means, why it matters and what to do')
    .argument('<rule>', 'the id of a rule, for example lacks-successor')
    .action(async (id: string) => {
      const { ruleTexts } = await import('./run.js');
      const { explanation } = await import('./report/knowledge.js');
      const rule = ruleTexts().find((one) => one.id === id);
      if (rule === undefined) throw new UsageError(`there is no rule ${id}; 'rootlint rules' lists them`);
      terminal.stdout.write(explanation(rule, terminal.stdout.columns ?? 80));
    });

  // Without a command one scans, so the help of the program tells the options of a scan too.
  program.usage('[scan] [options] [PATH...]').configureHelp({
    visibleOptions: (command) => [...command.options, ...(command === program ? scanning.options : [])],
  });
  for (const command of program.commands) command.copyInheritedSettings(program).configureHelp({});
  return program;
}

async function migrationsTold(id: string | undefined, files: readonly string[], terminal: Terminal): Promise<string> {
  checkFiles({ migration: files, onlyMigration: [] }, [], terminal.cwd);
  const { migrationTexts } = await import('./run.js');
  const known = migrationTexts(files.map((file) => resolve(terminal.cwd, file)));
  if (id === undefined) {
    const { migrationsText } = await import('./report/knowledge.js');
    return migrationsText(known);
  }
  const asked = known.find((one) => one.id === id);
  if (asked === undefined) throw new UsageError(`there is no migration ${id}; 'rootlint migrations' lists them`);
  const { migrationPage } = await import('./report/migration-text.js');
  return migrationPage(asked, terminal.stdout.columns ?? 80);
}

async function scan(
  paths: readonly string[],
  flags: ScanFlags,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const outputs = destinationsOf(reports);
  checkFiles(flags, outputs, terminal.cwd);

  const progress = progressLine(terminal.stderr);
  const options: RunOptions = {
    paths,
    cwd: terminal.cwd,
    asOf: flags.asOf,
    migrations: flags.migration.map((file) => resolve(terminal.cwd, file)),
    onlyMigrations: flags.onlyMigration.map((file) => resolve(terminal.cwd, file)),
    require: flags.require,
    onProgress: progress.show,
  };
  const { run } = await import('./run.js');
  const outcome = await run(options).finally(progress.clear);

  const { render } = await import('./report/render.js');
  for (const { format, output } of outputs) {
    const width = terminal.stdout.columns ?? 80;
    const text = render(format, outcome, { width, color: output === undefined && wantsColor(terminal) });
    if (output === undefined) terminal.stdout.write(text);
    else writeReport(resolve(terminal.cwd, output), output, text);
  }
  const saidAloud = outputs.some(({ format, output }) => format === 'terminal' && output === undefined);
  if (outcome.result.summary.filesSeen === 0 && !saidAloud) {
    terminal.stderr.write('rootlint: no file in a language that it reads was found, so nothing was scanned\n');
  }
  for (const { path, error } of outcome.bugs) {
    terminal.stderr.write(`rootlint: internal error in ${path}, please report it\n${stackOf(error)}\n`);
  }
  if (outcome.bugs.length > 0) return 70;
  return fails(outcome.result, flags.failOn) ? 1 : 0;
}

async function judgeStores(
  files: readonly string[],
  flags: Partial<ScanFlags & StoreFlags>,
  reports: readonly Asked[],
  terminal: Terminal,
): Promise<number> {
  const { asOf = today(), migration = [], onlyMigration = [], require = [], failOn = 'error' } = flags;
  const outputs = destinationsOf(reports);
  checkFiles({ migration, onlyMigration }, outputs, terminal.cwd);
  const password = passwordIn(flags.passwordFile, terminal);
  const { runStores } = await import('./run-stores.js');
  const reported = runStores({
    files,
    cwd: terminal.cwd,
    env: terminal.env,
    asOf,
    migrations: migration,
    onlyMigrations: onlyMigration,
    require,
    ...(password !== undefined && { password }),
    keytool: flags.keytool === true,
  });
  const { renderStores } = await import('./report/render-stores.js');
  for (const { format, output } of outputs) {
    const width = terminal.stdout.columns ?? 80;
    const text = renderStores(format, reported, { width, color: output === undefined && wantsColor(terminal) });
    if (output === undefined) terminal.stdout.write(text);
    else writeReport(resolve(terminal.cwd, output), output, text);
  }
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

/** A level includes the graver ones; `unresolved` also fails on what could not be told, with a finding or without. */
function fails(result: Result, level: FailOn): boolean {
  if (isGrave(result.findings, level)) return true;
  return level === 'unresolved' && result.pins.some((pin) => pin.verdict === 'unresolved' && pin.shadowedBy === null);
}

function isGrave(findings: readonly Finding[], level: FailOn): boolean {
  const grave: Record<FailOn, readonly Severity[]> = {
    never: [],
    error: ['error'],
    warning: ['error', 'warning'],
    note: ['error', 'warning', 'note'],
    unresolved: ['error', 'warning', 'note'],
  };
  return findings.some((finding) => grave[level].includes(finding.severity));
}

/** Before the scan, so that a typing error does not cost a run. */
function checkFiles(
  flags: Pick<ScanFlags, 'migration' | 'onlyMigration'>,
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

function writeReport(path: string, given: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`--output ${given}: it could not be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** One line on a terminal, after a moment: a quick run stays silent, and a log file never sees it. */
function progressLine(stream: Output): { show: NonNullable<RunOptions['onProgress']>; clear: () => void } {
  const PATIENCE = 400;
  const PACE = 80;
  const began = Date.now();
  let shown = 0;
  return {
    show(done, total, what) {
      const now = Date.now();
      if (stream.isTTY !== true || now - began < PATIENCE || now - shown < PACE) return;
      shown = now;
      stream.write(
        `\r\u001b[K${`${done}/${total} ${what}`.replace(/\p{Cc}/gu, '?').slice(0, (stream.columns ?? 80) - 1)}`,
      );
    },
    clear() {
      if (shown > 0) stream.write('\r\u001b[K');
    },
  };
}

/** https://no-color.org and https://force-color.org: a wish of the user beats what the stream is. */
function wantsColor({ env, stdout }: Terminal): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return stdout.isTTY === true && env.TERM !== 'dumb';
}

function asFormat(value: string): Format {
  const format = FORMATS.find((one) => one === value);
  if (format === undefined) throw new InvalidArgumentError(`Formats are ${FORMATS.join(', ')}.`);
  return format;
}

function asDay(value: string): string {
  const day = new Date(`${value}T00:00:00Z`);
  const real = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
  if (!real) throw new InvalidArgumentError('It must be a day such as 2026-11-23.');
  return value;
}

function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function toolVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** npm starts the program through a link. */
function startedAsProgram(): boolean {
  const started = process.argv[1];
  return started !== undefined && existsSync(started) && realpathSync(started) === fileURLToPath(import.meta.url);
}

if (startedAsProgram()) {
  // `rootlint | head` closes the pipe early: the reader has what it wanted, and the verdict still counts.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const { stdout, stderr, env } = process;
  process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), stdout, stderr, env });
}
