/** An edit as the few lines of a diff, so that one sees what a fix does before asking for it. */
import type { Edit } from '../result.js';
import type { Reported } from './reported.js';
import { printable } from './width.js';

export type PatchLine =
  | { readonly kind: 'removed' | 'added'; readonly number: number; readonly text: string }
  /** A change too long to print, a certificate for instance. */
  | { readonly kind: 'summary'; readonly text: string };

const LONGEST = 8;

export function patchOf(edit: Edit, reported: Reported): readonly PatchLine[] {
  const quoted = (text: string) => printable(reported.withoutSecrets(text).replaceAll('\t', '    '));
  const added = edit.text.split('\n').length - (edit.text.endsWith('\n') ? 1 : 0);
  const removed = edit.endLine - edit.startLine;
  if (added > LONGEST || removed > LONGEST) {
    const counts = [...(edit.text === '' ? [] : [`+${added}`]), ...(removed > 0 ? [`-${removed}`] : [])];
    return [{ kind: 'summary', text: `${edit.path}:${edit.startLine}  ${counts.join(' ')} lines` }];
  }
  const lines = reported.textOf(edit.path).split(/\r?\n/);
  const old = lines.slice(edit.startLine - 1, edit.endLine);
  const head = (old[0] ?? '').slice(0, edit.startColumn - 1);
  const tail = (lines[edit.endLine - 1] ?? '').slice(edit.endColumn - 1);
  const changed = `${head}${edit.text}${tail}`.split(/\r?\n/);
  // An edit of whole lines ends at the start of the next one, which stays as it is.
  if (edit.endColumn === 1 && edit.endLine > edit.startLine && changed.at(-1) === old.at(-1)) {
    old.pop();
    changed.pop();
  }
  return [
    ...old.map((text, index) => ({ kind: 'removed' as const, number: edit.startLine + index, text: quoted(text) })),
    ...changed
      .filter((text) => text.trim() !== '')
      .map((text, index) => ({ kind: 'added' as const, number: edit.startLine + index, text: quoted(text) })),
  ];
}
