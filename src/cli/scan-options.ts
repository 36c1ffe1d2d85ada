/** The commands that look at a repository: `scan`, which is meant without a word, and `fix`. */
import { type Command, Option } from 'commander';
import { type ChangesFlags, changesAsked, changesOptions } from './changes-options.js';
import type { FixFlags } from './fix-command.js';
import { complete, gather, type JudgingFlags, judgingOptions } from './judging-options.js';
import type { Session } from './session.js';
import { type SettingsFlags, settingsAsked, settingsOptions, writingBaseline } from './settings-options.js';

export function addScan(program: Command, session: Session): Command {
  const { terminal } = session;
  const scanning = judgingOptions(
    program
      .command('scan', { isDefault: true })
      .description('scan files and folders; this is what happens without a command')
      .argument('[PATH...]', 'files and folders to scan (default: the folder that one is in)'),
    session,
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
        session.exit(
          fixes || diff
            ? await (await import('./fix-command.js')).fixSafely(
                asked,
                complete(flags),
                diff,
                session.reports,
                terminal,
              )
            : await (await import('./scan-command.js')).scan(
                asked,
                { ...complete(flags), writeBaseline: flags.writeBaseline, strictInputs: flags.strictInputs },
                session.reports,
                terminal,
              ),
        );
      },
    );
  return scanning;
}

export function addFix(program: Command, session: Session): void {
  const { terminal } = session;
  settingsOptions(
    judgingOptions(
      program
        .command('fix')
        .description('apply remedies, each proved by a second look; without --with, say what could be done')
        .argument('[PATH...]', 'files and folders to scan', ['.']),
      session,
    ),
  )
    .addOption(new Option('--with <remedy>', 'append the successor, or remove the pin').choices(['append', 'remove']))
    .option('--rule <rule>', 'fix the findings of this rule; repeatable', gather)
    .option('--only <place>', 'fix the finding at FILE:LINE; repeatable', gather)
    .option('--diff', 'print a patch for git apply and change nothing')
    .option('--keytool', 'let keytool change key stores, on a copy; the old one is kept as .bak')
    .action(async (paths: readonly string[], flags: Partial<JudgingFlags & FixFlags> & SettingsFlags) => {
      session.exit(
        await (await import('./fix-command.js')).fix(
          { paths, ...settingsAsked(flags, terminal.cwd) },
          { ...flags, ...complete(flags) },
          session.reports,
          terminal,
        ),
      );
    });
}
