/** The digest at the end of JKS, JCEKS and BKS: KeyStore.load checks it if, and only if, it is given a password. */
import type { Problem } from './contents.js';
import { MAX_DERIVATION_ROUNDS } from './limits.js';
import { COMMON_PASSWORDS } from './passwords.js';

/**
 * A wrong password makes Java refuse the store. Where none is known the certificates are read all the same, and only a
 * remark is due if none of the usual ones fits: the store has another, or was altered.
 */
export function integrityProblem(
  agrees: (password: string) => boolean,
  password: string | undefined,
  rounds: number,
): Problem | null {
  if (rounds > MAX_DERIVATION_ROUNDS / COMMON_PASSWORDS.length) return null;
  if (password === undefined) {
    if (COMMON_PASSWORDS.some(agrees)) return null;
    return {
      kind: 'unknown-password',
      message:
        'its digest fits none of the usual passwords: the store has another one, or was altered; its certificates were read without it',
      rejects: false,
    };
  }
  if (agrees(password)) return null;
  return {
    kind: 'wrong-password',
    message: 'the password in the code is not that of the key store, or the store was altered; Java refuses to load it',
    rejects: true,
  };
}
