/** Migrations, printed: one a line, or one in full. */
import type { Language } from '../language/language.js';
import type { Confidence } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { widthOf, wrap } from './width.js';

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
  readonly confidence: Confidence;
}

/** The words that `migrationsText` has for the day: a notice has none to judge by. */
export const dayOf = (one: MigrationText, say: Messages): string =>
  one.kind === 'notice' ? say.migration.notice : (one.enforced ?? '-');

const LABEL_WIDTH = 13;

export function migrationPage(one: MigrationText, width: number, language: Language): string {
  const room = Math.max(30, Math.min(width, 100) - LABEL_WIDTH);
  const lines = rowsOf(one, messagesIn(language)).flatMap(([label, texts]) =>
    texts
      .flatMap((text) => wrap(text, room))
      .map((line, index) => {
        const word = index === 0 ? label : '';
        return `${word}${' '.repeat(LABEL_WIDTH - widthOf(word))}${line}`;
      }),
  );
  // Who looks for a notice of a vendor may know it by its name in the other language.
  const other = language === 'en' ? 'zh-CN' : 'en';
  const titles = [one.title[language], one.title[other]].flatMap((title) => wrap(title, Math.min(width, 100)));
  return `${[one.id, '', ...titles, '', ...lines].join('\n')}\n`;
}

const rowsOf = (
  one: MigrationText,
  { migration: say, ...general }: Messages,
): readonly (readonly [label: string, texts: readonly string[]])[] => [
  [say.appliesTo, [appliesTo(one, say)]],
  [say.retiring, one.retiring.length > 0 ? [general.enumerated(one.retiring)] : []],
  [say.required, [requirement(one, say)]],
  [say.recommended, one.recommended.length > 0 ? [general.enumerated(one.recommended)] : []],
  [say.begins, one.start === null ? [] : [one.start]],
  [say.enforced, one.enforced === null ? [] : [one.enforced]],
  [say.oldRoot, oldRoot(one, say)],
  [say.replaces, one.replaces.length > 0 ? [general.enumerated(one.replaces)] : []],
  [say.private, one.private ? [say.privatePki] : []],
  [say.source, [general.confidence(one.confidence), ...one.links]],
];

type Words = Messages['migration'];

function appliesTo(one: MigrationText, say: Words): string {
  if (one.scope === 'hosts') return say.clientsOf(one.hosts);
  if (one.retiring.length === 0) return say.shownOnly;
  return one.alone ? say.retiringAlone : say.retiringInStore;
}

function requirement({ kind, required, policy }: MigrationText, say: Words): string {
  if (policy !== null) return say.policy(policy);
  if (kind === 'notice') return say.noRequirement;
  return required.mode === 'any' && required.roots.length > 1 ? say.oneOf(required.roots) : say.allOf(required.roots);
}

function oldRoot({ keepOldUntil, oldRoot: stays }: MigrationText, say: Words): readonly string[] {
  if (stays === 'remove') return [say.hasToGo];
  if (keepOldUntil !== null) return [say.staysUntil(keepOldUntil)];
  return stays === 'keep' ? [say.stays] : [];
}
