/** Migrations, printed: one a line, or one in full. */
import { wrap } from './width.js';

export interface MigrationText {
  readonly id: string;
  readonly title: { readonly en: string; readonly 'zh-CN': string };
  /** `migration` is judged by, `notice` only shown. */
  readonly kind: 'migration' | 'notice';
  readonly scope: 'hosts' | 'authority';
  readonly hosts: readonly string[];
  /** Names of roots. */
  readonly retiring: readonly string[];
  readonly required: { readonly mode: 'all' | 'any'; readonly roots: readonly string[] };
  readonly policy: string | null;
  readonly recommended: readonly string[];
  readonly alone: boolean;
  readonly start: string | null;
  /** The day from which the requirement counts; null where none is known. */
  readonly enforced: string | null;
  readonly keepOldUntil: string | null;
  readonly oldRoot: 'keep' | 'remove' | null;
  readonly replaces: readonly string[];
  readonly private: boolean;
  readonly links: readonly string[];
  readonly confidence: string;
}

/** The words that `migrationsText` has for the day: a notice has none to judge by. */
export const dayOf = (one: MigrationText): string => (one.kind === 'notice' ? 'notice' : (one.enforced ?? '-'));

const LABEL_WIDTH = 13;

export function migrationPage(one: MigrationText, width: number): string {
  const room = Math.max(30, Math.min(width, 100) - LABEL_WIDTH);
  const lines = rowsOf(one).flatMap(([label, texts]) =>
    texts
      .flatMap((text) => wrap(text, room))
      .map((line, index) => `${(index === 0 ? label : '').padEnd(LABEL_WIDTH)}${line}`),
  );
  const titles = [one.title.en, one.title['zh-CN']].flatMap((title) => wrap(title, Math.min(width, 100)));
  return `${[one.id, '', ...titles, '', ...lines].join('\n')}\n`;
}

const rowsOf = (one: MigrationText): readonly (readonly [label: string, texts: readonly string[]])[] => [
  ['applies to', [appliesTo(one)]],
  ['retiring', one.retiring.length > 0 ? [one.retiring.join(', ')] : []],
  ['required', [requirement(one)]],
  ['recommended', one.recommended.length > 0 ? [one.recommended.join(', ')] : []],
  ['begins', one.start === null ? [] : [one.start]],
  ['enforced', one.enforced === null ? [] : [one.enforced]],
  ['the old root', oldRoot(one)],
  ['replaces', one.replaces.length > 0 ? [one.replaces.join(', ')] : []],
  ['private', one.private ? ['the service has a PKI of its own: the pin must stay, and take in the new root'] : []],
  ['source', [`${one.confidence} confidence`, ...one.links]],
];

function appliesTo(one: MigrationText): string {
  if (one.scope === 'hosts') return `clients of ${one.hosts.join(', ')}`;
  if (one.retiring.length === 0) return 'nobody in particular: it is shown here only';
  return one.alone
    ? 'stores that hold nothing but retiring roots, where no migration of the host called is known'
    : 'stores with a retiring root, where no migration of the host called is known';
}

function requirement({ kind, required, policy }: MigrationText): string {
  if (policy !== null) return `no particular root (${policy}); a notice never decides`;
  if (kind === 'notice') return 'nothing: a notice never decides';
  return required.mode === 'any' && required.roots.length > 1
    ? `one of ${required.roots.join(', ')}`
    : required.roots.join(' and ');
}

function oldRoot({ keepOldUntil, oldRoot: stays }: MigrationText): readonly string[] {
  if (stays === 'remove') return ['has to go: some libraries prefer the chain that ends in it'];
  if (keepOldUntil !== null) return [`stays until ${keepOldUntil}: servers may still show the old chain`];
  return stays === 'keep' ? ['stays beside the new one until all servers have moved'] : [];
}
