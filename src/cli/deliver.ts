/** Brings each report where the command line wants it. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Destination } from '../report/destinations.js';
import type { Format } from '../report/formats.js';
import type { Screen } from '../report/terminal.js';
import { UsageError } from '../usage-error.js';
import { type Terminal, wantsColor } from './terminal.js';

export interface Delivery {
  readonly outputs: readonly Destination[];
  readonly render: (format: Format, screen: Screen) => string | Promise<string>;
  /** Look at SARIF reports as GitHub code scanning will. */
  readonly selfCheck: boolean;
}

export async function deliver({ outputs, render, selfCheck }: Delivery, terminal: Terminal): Promise<void> {
  const width = terminal.stdout.columns ?? 80;
  for (const { format, output } of outputs) {
    const text = await render(format, { width, color: output === undefined && wantsColor(terminal) });
    if (output === undefined) terminal.stdout.write(text);
    else write(resolve(terminal.cwd, output), output, text);
    // Annotations are few and short; what GitHub shows below a run has room for the rest.
    const summary = terminal.env.GITHUB_STEP_SUMMARY;
    if (format === 'github' && summary) appendFileSync(summary, await render('markdown', { width, color: false }));
    if (selfCheck && format === 'sarif') await checkSarif(text);
  }
}

function write(path: string, given: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`--output ${given}: it could not be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** A report of ours that GitHub would refuse is an error of ours. */
async function checkSarif(text: string): Promise<void> {
  const { sarifFaults } = await import('../report/sarif-check.js');
  const faults = sarifFaults(text);
  if (faults.length > 0) throw new Error(['the SARIF report would be refused or not shown', ...faults].join('\n  '));
}
