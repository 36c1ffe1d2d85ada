/** Pins as the evaluator and the reader of stores would hand them on, for the tests of verdicts and fixes. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Pin, Reading, Site } from '../../src/evaluate/pin.js';
import type { Language } from '../../src/language/language.js';
import type { Finding, PinResult } from '../../src/result.js';
import { catalogue } from '../../src/stores/catalogue.js';
import { parseStore } from '../../src/stores/parse-store.js';
import { type Judgement, judgePins } from '../../src/verdict/judge-pins.js';
import { loadMigrations } from '../../src/verdict/load-migrations.js';
import type { Migration } from '../../src/verdict/migrations.js';
import type { CopiedBundle, PinnedDependency } from '../../src/verdict/outdated.js';
import type { ReadAlternative, ReadPin, ReadSource } from '../../src/verdict/read-pin.js';

export const certificate = (name: string): string =>
  readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8');
export const certificateFolder = fileURLToPath(new URL('certificates/', import.meta.url));

export const root = (id: string): string => {
  const pem = catalogue.pem(id);
  if (pem === undefined) throw new Error(`no PEM of ${id}`);
  return pem;
};
export const G1 = certificate('digicert-global-root-ca');
export const G2 = root('digicert-global-root-g2');
export const PRIVATE_CA = certificate('corporate-ca');

export const PEM_FILE: Reading = { accepts: ['path'], reads: 'all', reader: 'openssl' };

/** One line of Python, and where its keyword stands. */
export const SOURCE = 'requests.post(url, verify=CA)\n';
export const SITE: Site = { path: 'src/pay.py', span: { line: 1, column: 20, endLine: 1, endColumn: 29 } };

export const file = (path: string, text: string | Buffer, reading: Reading = PEM_FILE): ReadSource => ({
  kind: 'file',
  given: path,
  located: { kind: 'file', path },
  reading,
  trail: [SITE],
  contents: parseStore(typeof text === 'string' ? Buffer.from(text) : text, reading),
});

export const missing = (path: string): ReadSource => ({
  kind: 'file',
  given: path,
  located: { kind: 'missing', tried: [path] },
  reading: PEM_FILE,
  trail: [SITE],
});

export const hash = (value: string, matches: 'chain' | 'leaf' = 'chain'): ReadSource => ({
  kind: 'hash',
  algorithm: 'sha256',
  value,
  matches,
  trail: [SITE],
});

/** A value that the API takes and does not use. */
export const ignored = (roots: 'default' | 'nothing'): ReadSource => ({
  kind: 'ignored',
  given: 'ca.pem',
  why: 'a path is no certificate',
  // oxlint-disable-next-line unicorn/no-thenable -- a word of the evaluator's, and never awaited.
  then: roots,
  trail: [],
});

export const exclusive = (...sources: ReadSource[]): ReadAlternative => ({
  when: '',
  effect: 'exclusive',
  sources,
  hosts: [],
});
export const additive = (...sources: ReadSource[]): ReadAlternative => ({
  ...exclusive(...sources),
  effect: 'additive',
});
export const hashed = (...sources: ReadSource[]): ReadAlternative => ({ ...exclusive(...sources), effect: 'hash' });
export const calling = (host: string, alternative: ReadAlternative): ReadAlternative => ({
  ...alternative,
  hosts: [host],
});

export function pin(alternatives: ReadAlternative | readonly ReadAlternative[], changes: Partial<Pin> = {}): ReadPin {
  const all = 'sources' in alternatives ? [alternatives] : alternatives;
  return {
    pin: {
      site: SITE,
      language: 'python',
      api: 'requests.post(verify)',
      model: 'python/requests',
      reach: 'live',
      alternatives: all,
      trail: [SITE],
      removal: {},
      ...changes,
    },
    alternatives: all,
    test: false,
    vendored: false,
  };
}

export interface Setting {
  readonly asOf?: string;
  readonly require?: readonly string[];
  readonly migrations?: readonly Migration[];
  readonly files?: Readonly<Record<string, string>>;
  readonly dependencies?: readonly PinnedDependency[];
  readonly copies?: readonly CopiedBundle[];
  readonly horizonDays?: number;
  readonly language?: Language;
}

export const builtIn = loadMigrations({ files: [], builtIn: true }, catalogue);

export const judgement = (pins: readonly ReadPin[], setting: Setting = {}): Judgement =>
  judgePins(pins, {
    migrations: setting.migrations ?? builtIn,
    catalogue,
    asOf: setting.asOf ?? '2026-11-23',
    require: setting.require ?? [],
    textOf: (path) => ({ [SITE.path]: SOURCE, ...setting.files })[path] ?? null,
    ...(setting.dependencies && { dependencies: setting.dependencies }),
    ...(setting.copies && { copies: setting.copies }),
    ...(setting.horizonDays !== undefined && { horizonDays: setting.horizonDays }),
    ...(setting.language && { language: setting.language }),
  });

/** The one pin, and its finding if it has one. */
export function judge(read: ReadPin, setting: Setting = {}): PinResult & { readonly finding: Finding | undefined } {
  const { pins, findings } = judgement([read], setting);
  const result = pins[0];
  if (result === undefined) throw new Error('a pin was lost');
  return { ...result, finding: findings[0] };
}
