/**
 * Asks Java's own keytool what a key store holds, where the user wants that: the only program that rootlint ever runs. The
 * password goes through the environment, so that no list of processes shows it.
 */
import { spawnSync } from 'node:child_process';
import { anchorOf } from './certificate.js';
import type { Problem, StoreContents } from './contents.js';

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
