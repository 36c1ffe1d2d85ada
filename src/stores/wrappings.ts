/**
 * Bytes that stand in the place of a trust store: a pointer, an encrypted file, a web page saved as rootca.pem. They are
 * told apart because each has another way out, and because a locked file may be fine where an HTML page never is.
 */
import { type Found, locked, nothing, type ProblemKind } from './contents.js';

interface Wrapping {
  readonly kind: ProblemKind;
  readonly test: (head: string) => boolean;
  readonly message: string;
}

const LOCKED: readonly Wrapping[] = [
  {
    kind: 'lfs-pointer',
    test: (head) => head.startsWith('version https://git-lfs.github.com/spec/'),
    message: 'the file is a Git LFS pointer; its content was not downloaded (git lfs pull)',
  },
  {
    kind: 'git-crypt',
    test: (head) => head.startsWith('\0GITCRYPT\0'),
    message: 'the file is encrypted with git-crypt (git-crypt unlock)',
  },
  {
    kind: 'ansible-vault',
    test: (head) => /^\s*\$ANSIBLE_VAULT;/.test(head),
    message: 'the file is encrypted with ansible-vault (ansible-vault decrypt)',
  },
  {
    kind: 'sops',
    test: (head) => /ENC\[AES256_GCM,data:/.test(head),
    message: 'the file is encrypted with sops (sops decrypt)',
  },
  {
    kind: 'annex-pointer',
    test: (head) => /^(?:\.\.?\/)*(?:\.git)?\/?annex\/objects\//.test(head),
    message: 'the file is a git-annex pointer; its content was not downloaded (git annex get)',
  },
  {
    kind: 'encrypted',
    test: (head) => /^(?:Salted__|U2FsdGVkX1)/.test(head),
    message: 'the file is encrypted (openssl enc, as transcrypt uses it)',
  },
  {
    kind: 'encrypted',
    test: (head) => /\bENC\[PKCS7,|^kind:\s*SealedSecret\b/m.test(head),
    message: 'the file is encrypted (eyaml or a sealed secret)',
  },
  {
    kind: 'encrypted',
    test: (head) => /^age-encryption\.org\/|-----BEGIN (?:AGE ENCRYPTED FILE|PGP MESSAGE)-----/.test(head),
    message: 'the file is encrypted (age or PGP)',
  },
];

const USELESS: readonly Wrapping[] = [
  { kind: 'empty', test: (head) => head.trim() === '', message: 'the file is empty' },
  {
    kind: 'html',
    test: (head) => /^[^<]{0,200}<(?:!doctype html|html|head|body)[\s>]/i.test(head),
    message: 'the file is an HTML page, perhaps an error page saved in place of the download',
  },
];

/** Looked at before any format; null where nothing of the kind is seen. `text` is latin-1. */
export function wrappedAs(text: string): Found | null {
  const head = text.slice(0, 4096);
  const lock = LOCKED.find(({ test }) => test(head));
  if (lock !== undefined) return locked('unknown', { kind: lock.kind, message: lock.message, rejects: true });
  const useless = USELESS.find(({ test }) => test(head));
  if (useless === undefined || text.includes('-----BEGIN ')) return null;
  return nothing('text', { kind: useless.kind, message: `${useless.message}; it holds no certificate`, rejects: true });
}
