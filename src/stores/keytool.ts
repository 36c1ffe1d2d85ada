/**
 * Asks Java's own keytool what a key store holds, where the user wants that: the only program that rootlint ever runs. The
 * password goes through the environment, so that no list of processes shows it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorOf } from './certificate.js';
import type { Problem, StoreContents } from './contents.js';
import { candidates } from './passwords.js';

const KEY_STORES: ReadonlySet<string> = new Set(['jks', 'jceks', 'pkcs12']);
const VARIABLE = 'ROOTLINT_KEYTOOL_PASSWORD';

/** The same contents, with a remark where keytool sees others. */
export function comparedWithKeytool(
  path: string,
  contents: StoreContents,
  password: string | undefined,
): StoreContents {
  if (!KEY_STORES.has(contents.format)) return contents;
  const args = ['-J-Duser.language=en', '-list', '-rfc', '-storetype', contents.format, '-keystore', path];
  const { error, status, stdout } = spawnSync('keytool', [...args, '-storepass:env', VARIABLE], {
    encoding: 'utf8',
    env: { ...process.env, [VARIABLE]: password ?? 'changeit' },
    timeout: 60_000,
  });
  const remark = (message: string): StoreContents => {
    const problem: Problem = { kind: 'keytool', message, rejects: false };
    return { ...contents, problems: [...contents.problems, problem] };
  };
  if (error !== undefined) return remark('keytool could not be started');
  if (status !== 0) return remark('keytool could not open the store with this password');
  const listed = new Set(
    [...stdout.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].flatMap(
      ([, body = '']) => anchorOf(new Uint8Array(Buffer.from(body, 'base64')))?.sha256 ?? [],
    ),
  );
  const own = new Set(contents.lenient.map(({ sha256 }) => sha256));
  const differs = [...listed].some((one) => !own.has(one)) || listed.size < own.size;
  return differs ? remark(`keytool lists ${listed.size} certificates, and ${own.size} are in the store`) : contents;
}

/** What keytool is told to put into a store. */
export interface KeytoolImport {
  readonly format: string;
  readonly alias: string;
  readonly pem: string;
  readonly password?: string;
}

/**
 * The bytes of the store with one certificate more, or why there are none. keytool works on a copy in a folder of its own,
 * so that a store is never half written. `wished` is the password that the user gives; else the one in the code is tried,
 * and what people leave in place.
 */
export function importedByKeytool(
  store: Uint8Array,
  { format, alias, pem, password }: KeytoolImport,
  wished?: string,
): Uint8Array | string {
  if (!KEY_STORES.has(format)) return `keytool does not read ${format} without another provider`;
  const folder = mkdtempSync(join(tmpdir(), 'rootlint-store-'));
  const copy = join(folder, 'store');
  try {
    for (const tried of wished === undefined ? candidates(password) : [wished]) {
      writeFileSync(copy, store, { mode: 0o600 });
      const args = ['-J-Duser.language=en', '-importcert', '-noprompt', '-storetype', format, '-keystore', copy];
      const { error, status, stdout } = spawnSync('keytool', [...args, '-alias', alias, '-storepass:env', VARIABLE], {
        encoding: 'utf8',
        input: pem,
        env: { ...process.env, [VARIABLE]: tried },
        timeout: 60_000,
      });
      if (error !== undefined) return 'keytool could not be started';
      if (status === 0) return new Uint8Array(readFileSync(copy));
      if (!/password|integrity|padding|tampered/i.test(stdout))
        return `keytool refused: ${stdout.trim().split('\n')[0]}`;
    }
    return 'none of the passwords that are tried opens the store; give it in the environment variable STOREPASS';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
