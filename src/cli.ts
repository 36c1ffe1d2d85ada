#!/usr/bin/env node
/**
 * The command line. It alone knows arguments, streams and exit codes: 0 nothing at or above `--fail-on`, 1 findings,
 * 2 a usage or configuration error, 70 an internal error with its stack. What costs time to load is loaded when a scan
 * begins, so that `--version` and a typing error answer at once.
 */
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { type ChangesFlags, changesAsked, changesOptions } from './cli/changes-options.js';
import type { FixFlags } from './cli/fix-command.js';
import type { InitFlags } from './cli/init-command.js';
import {
  asDay,
  asDays,
  asFormat,
  FAIL_ON,
  gather,
  type JudgingFlags,
  languageOption,
  today,
} from './cli/judging-options.js';
import type { Spoken } from './cli/knowledge-commands.js';
import { type SettingsFlags, settingsAsked, settingsOptions, writingBaseline } from './cli/settings-options.js';
import type { StoreFlags } from './cli/store-command.js';
import { stackOf, type Terminal } from './cli/terminal.js';
import { type Asked, withFormat, withOutput } from './report/destinations.js';
import { toolVersion } from './tool-version.js';
import { UsageError } from './usage-error.js';

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
      .option('--horizon <days>', 'tell of roots that end within so many days (default: 180)', asDays)
      .addOption(languageOption())
      .addOption(
        new Option('--fail-on <level>', 'exit with 1 on findings at or above this level')
          .choices(FAIL_ON)
          .default('error'),
      );
  const scanning = judging(
    program
      .command('scan', { isDefault: true })
      .description('scan files and folders; this is what happens without a command')
      .argument('[PATH...]', 'files and folders to scan (default: the folder that one is in)'),
  );
  writingBaseline(settingsOptions(changesOptions(scanning)))
    .option('--fix', 'apply the remedies that are safe, each proved by a second look')
    .option('--diff', 'print them as a patch and change nothing')
    .option('--strict-inputs', 'fail with 2 where there is no file to look at')
    .option('--self-check', 'look at SARIF reports as GitHub code scanning does, and fail where it would refuse one')
    .addOption(
      new Option('--sarif-suppressed <what>', 'findings that are allowed, in SARIF: GitHub would open alerts for them')
        .choices(['omit', 'include'])
        .default('omit'),
    )
    .action(
      async (
        paths: readonly string[],
        flags: Partial<JudgingFlags & { fix: boolean; diff: boolean; strictInputs: boolean }> &
          ChangesFlags &
          SettingsFlags,
      ) => {
        const { fix: fixes = false, diff = false } = flags;
        const asked = { ...changesAsked(paths, flags, terminal.cwd), ...settingsAsked(flags, terminal.cwd) };
        exit(
          fixes || diff
            ? await (await import('./cli/fix-command.js')).fixSafely(asked, complete(flags), diff, reports, terminal)
            : await (await import('./cli/scan-command.js')).scan(
                asked,
                { ...complete(flags), writeBaseline: flags.writeBaseline, strictInputs: flags.strictInputs },
                reports,
                terminal,
              ),
        );
      },
    );

  settingsOptions(
    judging(
      program
        .command('fix')
        .description('apply remedies, each proved by a second look; without --with, say what could be done')
        .argument('[PATH...]', 'files and folders to scan', ['.']),
    ),
  )
    .addOption(new Option('--with <remedy>', 'append the successor, or remove the pin').choices(['append', 'remove']))
    .option('--rule <rule>', 'fix the findings of this rule; repeatable', gather)
    .option('--only <place>', 'fix the finding at FILE:LINE; repeatable', gather)
    .option('--diff', 'print a patch for git apply and change nothing')
    .option('--keytool', 'let keytool change key stores, on a copy; the old one is kept as .bak')
    .action(async (paths: readonly string[], flags: Partial<JudgingFlags & FixFlags> & SettingsFlags) => {
      exit(
        await (await import('./cli/fix-command.js')).fix(
          { paths, ...settingsAsked(flags, terminal.cwd) },
          { ...flags, ...complete(flags) },
          reports,
          terminal,
        ),
      );
    });

  judging(
    program
      .command('store')
      .description("judge trust stores themselves; without a file, this machine's own")
      .argument('[FILE...]', 'trust stores, or folders of certificates'),
  )
    .option('--password-file <file>', 'a file whose first line is the password of the key stores')
    .option('--keytool', 'ask keytool as well what the key stores hold')
    .action(async (files: readonly string[], flags: Partial<JudgingFlags & StoreFlags>) => {
      exit(await (await import('./cli/store-command.js')).judgeStores(files, flags, reports, terminal));
    });

  program
    .command('init')
    .description('write a configuration, a commit hook and a pipeline to start from; what is there stays as it is')
    .addOption(
      new Option('--hook <kind>', 'which hook (default: the one that is in use, else pre-commit)').choices([
        'pre-commit',
        'husky',
        'lefthook',
        'none',
      ]),
    )
    .addOption(
      new Option('--ci <kind>', 'which pipeline (default: the one that is in use, else github)').choices([
        'github',
        'gitlab',
        'none',
      ]),
    )
    .action(async (flags: InitFlags) => {
      const { init } = await import('./cli/init-command.js');
      exit(init(flags, terminal));
    });

  program
    .command('rules')
    .description('list the rules')
    .addOption(languageOption())
    .action(async (flags: Spoken) => {
      terminal.stdout.write(await (await import('./cli/knowledge-commands.js')).rulesTold(flags, terminal));
    });
  program
    .command('migrations')
    .description('list the migrations that are known, or show one in full')
    .argument('[id]', 'the id of a migration, for example azure-mysql-flexible')
    .option('--migration <file>', 'a migration of your own, beside the built-in ones; repeatable', gather)
    .addOption(languageOption())
    .action(async (id: string | undefined, flags: Partial<Pick<JudgingFlags, 'migration'>> & Spoken) => {
      terminal.stdout.write(await (await import('./cli/knowledge-commands.js')).migrationsTold(id, flags, terminal));
    });
  program
    .command('explain')
    .description('say what a rule means, or what is behind an error message of a TLS library')
    .argument('<what...>', 'the id of a rule, or the message')
    .addOption(languageOption())
    .action(async (words: readonly string[], flags: Spoken) => {
      terminal.stdout.write(await (await import('./cli/knowledge-commands.js')).explained(words, flags, terminal));
    });

  // Without a command one scans, so the help of the program tells the options of a scan too.
  program.usage('[scan] [options] [PATH...]').configureHelp({
    visibleOptions: (command) => [...command.options, ...(command === program ? scanning.options : [])],
  });
  for (const command of program.commands) command.copyInheritedSettings(program).configureHelp({});
  return program;
}

function complete(flags: Partial<JudgingFlags>): JudgingFlags {
  const { asOf = today(), migration = [], onlyMigration = [], require = [], failOn = 'error', lang, horizon } = flags;
  const { selfCheck = false, sarifSuppressed = 'omit' } = flags;
  return { asOf, migration, onlyMigration, require, failOn, lang, horizon, selfCheck, sarifSuppressed };
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
  // Where Node can keep what it compiled (22.8 and newer), a second run starts in half the time.
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  const { stdout, stderr, env } = process;
  process.exitCode = await main(process.argv.slice(2), { cwd: process.cwd(), stdout, stderr, env });
}
