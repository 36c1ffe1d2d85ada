/** Changed files as a patch that `git apply` takes: https://git-scm.com/docs/diff-format */
import { Buffer } from 'node:buffer';

export interface ChangedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** null for a file that is new. */
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

const CONTEXT = 3;

/** A key store is no text: it can't stand in the patch, and its path is given back. */
export function unifiedDiff(files: readonly ChangedFile[]): {
  readonly patch: Buffer;
  readonly binary: readonly string[];
} {
  const binary: string[] = [];
  const parts: string[] = [];
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    if ([file.before, file.after].some((bytes) => bytes?.includes(0))) binary.push(file.path);
    else parts.push(patchOfFile(file));
  }
  // Lines are bytes: whatever encoding the file is in, the patch holds the same.
  return { patch: Buffer.from(parts.join(''), 'latin1'), binary };
}

function patchOfFile({ path, before, after }: ChangedFile): string {
  const old = linesOf(before ?? new Uint8Array());
  const now = linesOf(after);
  const name = (side: 'a' | 'b') => quoted(`${side}/${path}`);
  const head =
    before === null
      ? [`diff --git ${name('a')} ${name('b')}`, 'new file mode 100644', '--- /dev/null', `+++ ${name('b')}`]
      : [`diff --git ${name('a')} ${name('b')}`, `--- ${name('a')}`, `+++ ${name('b')}`];
  // A blank in the name ends in a tab, as git and GNU diff do: else the rest of the line may be taken for a date.
  const named = head.map((line) => (/^(?:---|\+\+\+) [^"]* /.test(line) ? `${line}\t` : line));
  return `${named.join('\n')}\n${hunks(old, now).join('')}`;
}

/** Lines with their ends; the last may have none. */
const linesOf = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/[^\n]*\n|[^\n]+$/g) ?? [];

interface Run {
  readonly oldAt: number;
  readonly newAt: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

function hunks(old: readonly string[], now: readonly string[]): readonly string[] {
  const groups: Run[][] = [];
  for (const run of runsOf(old, now)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && run.oldAt - (last.oldAt + last.removed.length) <= 2 * CONTEXT) groups.at(-1)?.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => hunk(group, old));
}

function hunk(group: readonly Run[], old: readonly string[]): string {
  const [first] = group;
  const last = group.at(-1);
  if (first === undefined || last === undefined) return '';
  const from = Math.max(0, first.oldAt - CONTEXT);
  const to = Math.min(old.length, last.oldAt + last.removed.length + CONTEXT);
  const lines: string[] = [];
  let at = from;
  let grown = 0;
  for (const run of group) {
    lines.push(...old.slice(at, run.oldAt).map((line) => ` ${line}`));
    lines.push(...run.removed.map((line) => `-${line}`), ...run.added.map((line) => `+${line}`));
    at = run.oldAt + run.removed.length;
    grown += run.added.length - run.removed.length;
  }
  lines.push(...old.slice(at, to).map((line) => ` ${line}`));
  const oldCount = to - from;
  const newFrom = first.newAt - (first.oldAt - from);
  const range = (start: number, count: number) => `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
  const head = `@@ -${range(from, oldCount)} +${range(newFrom, oldCount + grown)} @@\n`;
  return head + lines.map((line) => (line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`)).join('');
}

/** What changed, in order: the lines that both have, as many as can be, stay. */
function runsOf(old: readonly string[], now: readonly string[]): readonly Run[] {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const kept = commonLines(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const runs: Run[] = [];
  let a = head;
  let b = head;
  for (const [x, y] of [...kept, [old.length - tail - head, now.length - tail - head] as const]) {
    const removed = old.slice(a, head + x);
    const added = now.slice(b, head + y);
    if (removed.length > 0 || added.length > 0) runs.push({ oldAt: a, newAt: b, removed, added });
    a = head + x + 1;
    b = head + y + 1;
  }
  return runs;
}

/** Beyond this the whole middle is told as changed: a bundle that is rewritten is no patch that anybody reads. */
const MOST_COMPARED = 4_000_000;

/** The longest sequence of lines that both have, by position. */
function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  if (old.length * now.length > MOST_COMPARED) return [];
  const width = now.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  for (let x = old.length - 1; x >= 0; x--)
    for (let y = now.length - 1; y >= 0; y--)
      longest[x * width + y] =
        old[x] === now[y]
          ? longest[(x + 1) * width + y + 1]! + 1
          : Math.max(longest[(x + 1) * width + y]!, longest[x * width + y + 1]!);
  const kept: (readonly [number, number])[] = [];
  for (let x = 0, y = 0; x < old.length && y < now.length; ) {
    if (old[x] === now[y]) kept.push([x++, y++]);
    else if (longest[(x + 1) * width + y]! >= longest[x * width + y + 1]!) x++;
    else y++;
  }
  return kept;
}

/** git's way of writing unusual names. */
function quoted(path: string): string {
  const bytes = Buffer.from(path, 'utf8');
  if (!bytes.some((byte) => byte < 0x20 || byte === 0x22 || byte === 0x5c || byte >= 0x7f)) return path;
  const written = [...bytes].map((byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte < 0x20 || byte >= 0x7f ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  });
  return `"${written.join('')}"`;
}
