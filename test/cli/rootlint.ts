/** Runs one command line in a folder and gives back all that a user would see. */
import type { Output } from '../../src/cli/terminal.js';
import { main } from '../../src/cli.js';
import type { Result } from '../../src/result.js';

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function rootlint(cwd: string, ...args: string[]): Promise<Told> {
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr'): Output => ({
    write: (text) => {
      written[name] += text;
    },
  });
  const code = await main(args, { cwd, stdout: output('stdout'), stderr: output('stderr'), env: {} });
  return { code, ...written };
}

/** The result as JSON tells it. */
export async function resultOf(cwd: string, ...args: string[]): Promise<Result> {
  const { stdout, stderr } = await rootlint(cwd, '--format', 'json', '--as-of', '2026-11-23', ...args);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}

/** `lacks-successor pay.py:4`. */
export const toldBy = ({ findings }: Result): readonly string[] =>
  findings.map(({ rule, path, line }) => `${rule} ${path}:${line}`);
