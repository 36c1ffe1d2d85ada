/** What became of the fixes, for the terminal. */
import type { Finding, Fix } from '../result.js';

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

export function fixesTold({ done, failed, left, unwritten, changes, onlyShown }: ToldFixes): string {
  const unwrittenPaths = new Set(unwritten.map(({ path }) => path));
  const written = done.filter(
    ({ fix, imports = [] }) => ![...fix.edits, ...imports].some(({ path }) => unwrittenPaths.has(path)),
  );
  const lines = [
    ...written.flatMap((one) => [`${placeOf(one.finding)}  ${whatWasDone(one)}`, ...notes(one.fix)]),
    ...changes.flatMap(({ path, backup }) =>
      backup === undefined || onlyShown ? [] : [`${path}  the old one is kept as ${backup}`],
    ),
    ...failed.map(({ finding, why }) => `${placeOf(finding)}  failed and undone: ${why}`),
    ...left.map(({ finding, why }) => `${placeOf(finding)}  needs you: ${indented(why)}`),
    ...unwritten.map(({ why }) => `error: ${why}`),
  ];
  const need = left.length + (done.length - written.length);
  const counts = [
    `${written.length} ${onlyShown ? 'would be fixed, verified' : 'fixed and verified'}`,
    ...(failed.length > 0 ? [`${failed.length} failed and undone`] : []),
    ...(need > 0 ? [`${need} ${need === 1 ? 'needs' : 'need'} you`] : []),
  ];
  return `${[...lines, ...(lines.length > 0 ? [''] : []), counts.join(', ')].join('\n')}\n`;
}

const placeOf = ({ path, line, rule }: Finding): string => `${path}:${line}  ${rule}`;

function whatWasDone({ fix, imports = [] }: ToldFixes['done'][number]): string {
  const paths = [...new Set([...fix.edits, ...imports].map(({ path }) => path))].join(', ');
  return fix.remedy === 'append' ? `added to ${paths}` : `removed in ${paths}`;
}

const notes = (fix: Fix): readonly string[] => (fix.note === undefined ? [] : [`    ${indented(fix.note)}`]);

const indented = (text: string): string => text.replaceAll('\n', '\n    ');
