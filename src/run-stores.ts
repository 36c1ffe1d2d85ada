/** `rootlint store`: opens stores for their own sake, and introduces them to their judges. */
import { Buffer } from 'node:buffer';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import * as tls from 'node:tls';
import { machineStores } from './files/machine-stores.js';
import { ruleTexts } from './knowledge.js';
import type { Language } from './language/language.js';
import { translated } from './language/phrasebook.js';
import type { Diagnostic, StoresResult } from './result.js';
import { catalogue } from './stores/catalogue.js';
import { comparedWithKeytool } from './stores/keytool.js';
import { type OpenedStore, openedBytes, openStore } from './stores/read-store.js';
import { survey } from './stores/survey.js';
import { toolOf } from './tool-version.js';
import { UsageError } from './usage-error.js';
import { demandsOf } from './verdict/demands.js';
import { judgeStore, type SurveyedStore } from './verdict/judge-store.js';
import { loadMigrations } from './verdict/load-migrations.js';

export interface StoreOptions {
  /** None: this machine's own. */
  readonly files: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly asOf: string;
  readonly migrations: readonly string[];
  readonly onlyMigrations: readonly string[];
  readonly require: readonly string[];
  /** Of key stores; never printed. */
  readonly password?: string;
  /** English where it is absent. */
  readonly language?: Language;
  /** How long before its end a root is worth a word; half a year where it is absent. */
  readonly horizonDays?: number;
  /** Ask keytool as well. */
  readonly keytool: boolean;
}

interface Found {
  readonly path: string;
  readonly origin: string | null;
  readonly opened: OpenedStore;
}

export function runStores(options: StoreOptions) {
  const files = [...options.migrations, ...options.onlyMigrations].map((file) => resolve(options.cwd, file));
  const migrations = loadMigrations({ files, builtIn: options.onlyMigrations.length === 0 }, catalogue);
  const demands = demandsOf(options.require, migrations, catalogue);
  const { found, diagnostics } = options.files.length > 0 ? named(options) : ofThisMachine(options);
  const knowledge = {
    migrations,
    demands,
    catalogue,
    asOf: options.asOf,
    ...(options.language !== undefined && { language: options.language }),
    ...(options.horizonDays !== undefined && { horizonDays: options.horizonDays }),
  };
  const judged = found.map(({ path, origin, opened }) => {
    const seen = survey(opened, options.password);
    const contents = options.keytool
      ? comparedWithKeytool(resolve(options.cwd, path), seen.contents, options.password)
      : seen.contents;
    const store = { path, origin, ...seen, contents };
    return judgeStore(
      inLanguage(store, (text) => translated(text, options.language)),
      knowledge,
    );
  });
  const result: StoresResult = {
    schema: 'rootlint/store/v1',
    tool: toolOf(),
    asOf: options.asOf,
    stores: judged.map((one) => one.result),
    findings: judged.flatMap((one) => one.findings),
    diagnostics: diagnostics.map(({ path, reason }) => ({ path, reason: translated(reason, options.language) })),
  };
  return { result, ruleTexts: ruleTexts(options.language), language: options.language ?? 'en' };
}

function inLanguage(store: SurveyedStore, say: (text: string) => string): SurveyedStore {
  const told = (problems: SurveyedStore['contents']['problems']) =>
    problems.map((problem) => ({ ...problem, message: say(problem.message) }));
  return {
    ...store,
    origin: store.origin === null ? null : say(store.origin),
    contents: { ...store.contents, problems: told(store.contents.problems) },
    losing: store.losing.map((one) => ({ ...one, problems: told(one.problems) })),
  };
}

function named({ files, cwd }: StoreOptions): { found: readonly Found[]; diagnostics: readonly Diagnostic[] } {
  const found: Found[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    const path = file.replaceAll('\\', '/').replace(/^\.\//, '');
    const opened = openStore(resolve(cwd, file));
    if (opened.kind === 'opened') found.push({ path, origin: null, opened });
    else if (opened.kind === 'missing') throw new UsageError(`there is no file or folder ${file}`);
    else diagnostics.push({ path, reason: opened.reason });
  }
  return { found, diagnostics };
}

function ofThisMachine({ env }: StoreOptions): { found: readonly Found[]; diagnostics: readonly Diagnostic[] } {
  const { stores, missing } = machineStores({ platform: process.platform, env, home: homedir() });
  const diagnostics: Diagnostic[] = missing.map(({ path, origin }) => ({ path, reason: `does not exist; ${origin}` }));
  const found: Found[] = [
    ...systemStore(diagnostics),
    builtIn('tls.rootCertificates', `the roots built into Node.js ${process.versions.node}`, tls.rootCertificates),
  ];
  for (const { path, origin } of stores) {
    const opened = openStore(path);
    if (opened.kind === 'opened') found.push({ path, origin, opened });
    else diagnostics.push({ path, reason: `${opened.reason}; ${origin}` });
  }
  return { found, diagnostics };
}

const builtIn = (path: string, origin: string, roots: readonly string[]): Found => ({
  path,
  origin,
  opened: openedBytes(new Uint8Array(Buffer.from(roots.join('\n'), 'latin1'))),
});

/** Windows and macOS keep their roots in no file. Node reads them since 22.15 and 23.8. */
function systemStore(diagnostics: Diagnostic[]): readonly Found[] {
  if (process.platform !== 'win32' && process.platform !== 'darwin') return [];
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system') => string[] };
  if (getCACertificates === undefined) {
    const reason = `cannot be read by Node.js ${process.versions.node}; 22.15, 23.8 and later can`;
    diagnostics.push({ path: 'the store of the system', reason });
    return [];
  }
  return [builtIn('tls.getCACertificates', 'the store of the system', getCACertificates('system'))];
}
