#!/usr/bin/env node
/**
 * The command line. It alone knows arguments, streams and exit codes: 0 nothing at or above `--fail-on`, 1 findings,
 * 2 a usage or configuration error, 70 an internal error with its stack. What costs time to load is loaded when a scan
 * begins, so that `--version` and a typing error answer at once.
 */
import { existsSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { addInit, addKnowledge, addStore } from './cli/other-commands.js';
import { addFix, addScan } from './cli/scan-options.js';
import type { Session } from './cli/session.js';
import { stackOf, type Terminal } from './cli/terminal.js';
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

  const session: Session = { terminal, reports: [], exit };
  const scanning = addScan(program, session);
  addFix(program, session);
  addStore(program, session);
  addInit(program, session);
  addKnowledge(program, session);

  // Without a command one scans, so the help of the program tells the options of a scan too.
  program.usage('[scan] [options] [PATH...]').configureHelp({
    visibleOptions: (command) => [...command.options, ...(command === program ? scanning.options : [])],
  });
  for (const command of program.commands) command.copyInheritedSettings(program).configureHelp({});
  return program;
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
