/** The commands that look at something else: trust stores, what is known, and what a repository starts with. */
import { type Command, Option } from 'commander';
import type { InitFlags } from './init-command.js';
import { gather, type JudgingFlags, judgingOptions, languageOption } from './judging-options.js';
import type { Spoken } from './knowledge-commands.js';
import type { Session } from './session.js';
import type { StoreFlags } from './store-command.js';

export function addStore(program: Command, session: Session): void {
  const { terminal } = session;
  judgingOptions(
    program
      .command('store')
      .description("judge trust stores themselves; without a file, this machine's own")
      .argument('[FILE...]', 'trust stores, or folders of certificates'),
    session,
  )
    .option('--password-file <file>', 'a file whose first line is the password of the key stores')
    .option('--keytool', 'ask keytool as well what the key stores hold')
    .action(async (files: readonly string[], flags: Partial<JudgingFlags & StoreFlags>) => {
      session.exit(await (await import('./store-command.js')).judgeStores(files, flags, session.reports, terminal));
    });
}

export function addInit(program: Command, session: Session): void {
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
      const { init } = await import('./init-command.js');
      session.exit(init(flags, session.terminal));
    });
}

export function addKnowledge(program: Command, { terminal }: Session): void {
  program
    .command('rules')
    .description('list the rules')
    .addOption(languageOption())
    .action(async (flags: Spoken) => {
      terminal.stdout.write(await (await import('./knowledge-commands.js')).rulesTold(flags, terminal));
    });
  program
    .command('migrations')
    .description('list the migrations that are known, or show one in full')
    .argument('[id]', 'the id of a migration, for example azure-mysql-flexible')
    .option('--migration <file>', 'a migration of your own, beside the built-in ones; repeatable', gather)
    .addOption(languageOption())
    .action(async (id: string | undefined, flags: Partial<Pick<JudgingFlags, 'migration'>> & Spoken) => {
      terminal.stdout.write(await (await import('./knowledge-commands.js')).migrationsTold(id, flags, terminal));
    });
  program
    .command('explain')
    .description('say what a rule means, or what is behind an error message of a TLS library')
    .argument('<what...>', 'the id of a rule, or the message')
    .addOption(languageOption())
    .action(async (words: readonly string[], flags: Spoken) => {
      terminal.stdout.write(await (await import('./knowledge-commands.js')).explained(words, flags, terminal));
    });
}
