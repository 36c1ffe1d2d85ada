/**
 * Where files of the repository stand in a container image: `COPY certs/ /app/certs/` explains why code may name
 * `/app/certs/ca.pem`. Only what leads from a path in the image back to the build context is read; RUN is not.
 * https://docs.docker.com/reference/dockerfile/
 */
import { posix } from 'node:path';

export interface Copy {
  /** Relative to the build context, normalised; empty for the whole context. May hold `*` and `?`. */
  readonly source: string;
  /** Absolute path in the image, normalised. */
  readonly target: string;
  /** The target is a folder whatever the source is: it ended with `/`, or there were several sources. */
  readonly intoFolder: boolean;
  readonly line: number;
}

export interface ImageLayout {
  readonly copies: readonly Copy[];
  /** Where the program starts: relative paths of the running code begin here. */
  readonly workingFolder: string;
}

export function readDockerfile(text: string): ImageLayout {
  const copies: Copy[] = [];
  const variables = new Map<string, string>();
  let workingFolder = '/';
  for (const { line, words, instruction } of instructions(text)) {
    const expanded = words.map((word) => expand(word, variables));
    switch (instruction) {
      case 'FROM':
        workingFolder = '/';
        break;
      case 'WORKDIR':
        workingFolder = posix.resolve(workingFolder, expanded[0] ?? '.');
        break;
      case 'ARG':
      case 'ENV':
        remember(expanded, variables);
        break;
      case 'COPY':
      case 'ADD':
        copies.push(...copiesOf(expanded, workingFolder, line));
        break;
    }
  }
  return { copies, workingFolder };
}

function copiesOf(words: readonly string[], workingFolder: string, line: number): readonly Copy[] {
  // `--from=stage` copies out of another image, so nothing of it stands in this repository under that name.
  if (words.some((word) => word.startsWith('--from'))) return [];
  const paths = words.filter((word) => !word.startsWith('--'));
  const target = paths.at(-1);
  if (target === undefined || paths.length < 2) return [];
  return paths
    .slice(0, -1)
    .filter((source) => !/^[a-z]+:\/\//i.test(source) && !source.startsWith('<<'))
    .map((source) => ({
      source: posix.normalize(`/${source}`).slice(1).replace(/\/$/, ''),
      target: posix.resolve(workingFolder, target),
      intoFolder: paths.length > 2 || /(^|\/)\.{0,2}$/.test(target),
      line,
    }));
}

interface Instruction {
  readonly line: number;
  readonly instruction: string;
  readonly words: readonly string[];
}

/** One instruction each: comments dropped, lines that end with `\` joined. */
function instructions(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let pending = '';
  let first = 0;
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*#/.test(line)) return;
    if (pending === '') first = index + 1;
    const continues = /\\\s*$/.test(line);
    pending += `${continues ? line.replace(/\\\s*$/, '') : line} `;
    if (continues) return;
    const [, name = '', rest = ''] = /^\s*([A-Za-z]+)\s+(.*)$/.exec(pending) ?? [];
    if (name !== '') found.push({ line: first, instruction: name.toUpperCase(), words: wordsOf(rest.trim()) });
    pending = '';
  });
  return found;
}

/** Shell words, or the elements of the JSON form `["src", "dst"]`, which may follow options. */
function wordsOf(rest: string): readonly string[] {
  const json = /^((?:--\S+\s+)*)(\[.*\])$/.exec(rest);
  if (json !== null) {
    try {
      const list: unknown = JSON.parse(json[2]!);
      if (Array.isArray(list)) return [...json[1]!.split(/\s+/).filter(Boolean), ...list.map(String)];
    } catch {
      // Docker reads it as shell words then, and so do we.
    }
  }
  return (rest.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ''));
}

/** `ENV A=1 B=2`, the old `ENV A 1`, and `ARG A=1`. */
function remember(words: readonly string[], variables: Map<string, string>): void {
  const [first = '', ...rest] = words;
  if (!first.includes('=') && rest.length > 0) variables.set(first, rest.join(' '));
  for (const word of words) {
    const at = word.indexOf('=');
    if (at > 0) variables.set(word.slice(0, at), word.slice(at + 1));
  }
}

/** An unknown variable stays as written, and leads nowhere. */
function expand(word: string, variables: ReadonlyMap<string, string>): string {
  return word.replace(
    /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g,
    (whole, braced?: string, other?: string, bare?: string) => {
      return variables.get(braced ?? bare ?? '') ?? other ?? whole;
    },
  );
}
