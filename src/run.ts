/** Introduces the rooms to one another: what a run is, on one screen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { discover } from './files/discover.js';
import { openProject } from './files/project.js';
import type { MigrationText } from './report/knowledge.js';
import type { Reported } from './report/reported.js';
import type { RuleText } from './report/rule-text.js';
import type { Result } from './result.js';

export interface RunOptions {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly asOf: string;
  readonly migrations: readonly string[];
  readonly onlyMigrations: readonly string[];
  readonly require: readonly string[];
  readonly onProgress?: (done: number, total: number, what: string) => void;
}

export type Outcome = Reported;

export async function run(options: RunOptions): Promise<Outcome> {
  const found = discover(options.paths, { cwd: options.cwd });
  const project = openProject(found.root, found.known);
  const result: Result = {
    schema: 'rootlint/json/v1',
    tool: { name: 'rootlint', version: toolVersion() },
    asOf: options.asOf,
    pins: [],
    findings: [],
    diagnostics: found.diagnostics,
    summary: {
      filesSeen: found.files.length,
      filesParsed: 0,
      pins: 0,
      breaks: 0,
      survives: 0,
      unprotected: 0,
      unrelated: 0,
      unresolved: 0,
      unreadLanguages: found.unread,
    },
  };
  return { result, textOf: (path) => project.text(path) ?? '', bytesOf: project.read, ruleTexts: [] };
}

/** What is built in, for the commands that print it. */
export async function knowledge(): Promise<{
  readonly rules: readonly RuleText[];
  readonly migrations: readonly MigrationText[];
}> {
  return { rules: [], migrations: [] };
}

function toolVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
