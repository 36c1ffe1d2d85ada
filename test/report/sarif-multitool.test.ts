/**
 * Microsoft's validator with GitHub's rules, where it is installed: `npm install @microsoft/sarif-multitool` in a folder
 * of its own (100 MB, so it is no dependency), and SARIF_MULTITOOL names the program that lies in
 * `node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool`. Its npm wrapper splits arguments at `;`.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reported } from '../../src/report/reported.js';
import { sarifReport } from '../../src/report/sarif.js';
import { toolOf } from '../../src/tool-version.js';
import { folderOf } from '../files/folder.js';
import { manyFindings, sample, sampleResult } from './sample.js';

const program = process.env.SARIF_MULTITOOL;
const why = program === undefined ? ' (skipped: SARIF_MULTITOOL names no validator)' : '';

/** Without a home page of the tool the log can name none. */
const isAccepted = (line: string, { result }: Reported) => result.tool.home === undefined && line.includes('SARIF2005');
const tool = toolOf({ version: '0.1.0', repository: 'https://git.example.com/shop/rootlint.git' });

test.skipIf(program === undefined).each<[string, Reported]>([
  ['findings', sample],
  ['a home page', { ...sample, result: { ...sampleResult, tool } }],
  ['nothing', { ...sample, result: { ...sampleResult, findings: [], pins: [], diagnostics: [] } }],
  ['a store alone changed', { ...sample, changed: new Map([['certs/root ca.pem', 1]]) }],
  ['Chinese', { ...sample, language: 'zh-CN' }],
  // It takes minutes for what GitHub shows at most.
  ['300 findings', manyFindings(300)],
])(
  `the validator has nothing to say of a report with %s${why}`,
  (_what, reported) => {
    const file = join(folderOf({}), 'report.sarif');
    writeFileSync(file, sarifReport(reported));
    const { stdout } = spawnSync(
      program!,
      ['validate', file, '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning'],
      {
        encoding: 'utf8',
        // Slim images have no ICU.
        env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
      },
    );
    expect(stdout).toContain('Analysis completed successfully.');
    const said = stdout.split('\n').filter((line) => /: (error|warning) /.test(line));
    expect(said.filter((line) => !isAccepted(line, reported))).toEqual([]);
  },
  120_000,
);
