/** What became of the fixes, for the terminal. */
import type { Language } from '../language/language.js';
import type { Finding, Fix } from '../result.js';
import { type Messages, messagesIn } from './messages/messages.js';

export interface ToldFixes {
  readonly done: readonly {
    readonly finding: Finding;
    readonly fix: Fix;
    readonly imports?: readonly { readonly path: string }[];
  }[];
  readonly changes: readonly { readonly path: string; readonly backup?: string }[];
  readonly failed: readonly { readonly finding: Finding; readonly why: string }[];
  readonly left: readonly { readonly finding: Finding; readonly why: string }[];
  readonly unwritten: readonly { readonly path: string; readonly why: string }[];
  readonly onlyShown?: true;
}

export function fixesTold(
  { done, failed, left, unwritten, changes, onlyShown }: ToldFixes,
  language?: Language,
): string {
  const say = messagesIn(language).fixes;
  const unwrittenPaths = new Set(unwritten.map(({ path }) => path));
  const written = done.filter(
    ({ fix, imports = [] }) => ![...fix.edits, ...imports].some(({ path }) => unwrittenPaths.has(path)),
  );
  const lines = [
    ...written.flatMap((one) => [`${placeOf(one.finding)}  ${whatWasDone(one, say)}`, ...notes(one.fix)]),
    ...changes.flatMap(({ path, backup }) =>
      backup === undefined || onlyShown ? [] : [`${path}  ${say.keptAs(backup)}`],
    ),
    ...failed.map(({ finding, why }) => `${placeOf(finding)}  ${say.failed(why)}`),
    ...left.map(({ finding, why }) => `${placeOf(finding)}  ${say.needsYou(indented(why))}`),
    ...unwritten.map(({ why }) => say.error(why)),
  ];
  const need = left.length + (done.length - written.length);
  const counts = [
    onlyShown ? say.wouldBeFixed(written.length) : say.fixed(written.length),
    ...(failed.length > 0 ? [say.failedCount(failed.length)] : []),
    ...(need > 0 ? [say.needCount(need)] : []),
  ];
  return `${[...lines, ...(lines.length > 0 ? [''] : []), messagesIn(language).joined(counts)].join('\n')}\n`;
}

const placeOf = ({ path, line, rule }: Finding): string => `${path}:${line}  ${rule}`;

function whatWasDone({ fix, imports = [] }: ToldFixes['done'][number], say: Messages['fixes']): string {
  const paths = [...new Set([...fix.edits, ...imports].map(({ path }) => path))].join(', ');
  return fix.remedy === 'append' ? say.addedTo(paths) : say.removedIn(paths);
}

const notes = (fix: Fix): readonly string[] => (fix.note === undefined ? [] : [`    ${indented(fix.note)}`]);

const indented = (text: string): string => text.replaceAll('\n', '\n    ');
