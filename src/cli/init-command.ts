/** `rootlint init`: a configuration, a hook and a pipeline to start from. What is there already is never touched. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { topLevel } from '../files/git.js';
import { toolVersion } from '../tool-version.js';
import { UsageError } from '../usage-error.js';
import { type CiKind, configuration, type HookKind, hook, pipeline, type Starting } from './init-files.js';
import type { Terminal } from './terminal.js';

export interface InitFlags {
  readonly hook?: HookKind | 'none';
  readonly ci?: CiKind | 'none';
}

const SCHEMA = 'node_modules/rootlint/schema/rootlint-config.schema.json';
const CONFIGURATIONS = ['rootlint.config.yaml', 'rootlint.config.yml', 'rootlint.config.json'];

export function init(flags: InitFlags, { cwd, stdout }: Terminal): number {
  const root = topLevel(cwd) ?? cwd;
  const has = (...paths: string[]): boolean => paths.some((path) => existsSync(join(root, path)));
  const kind = flags.hook ?? hookIn(has);
  const ci = flags.ci ?? (has('.gitlab-ci.yml') ? 'gitlab' : 'github');
  const version = toolVersion();
  const starting: readonly Starting[] = [
    configuration(has(SCHEMA) ? `./${SCHEMA}` : null),
    ...(kind === 'none' ? [] : [hook(kind, version)]),
    ...(ci === 'none' ? [] : [pipeline(ci, version)]),
  ];
  for (const one of starting) stdout.write(put(one, root, has));
  // `husky init` would write a hook of its own over this one.
  const installs = {
    'pre-commit': 'pre-commit install',
    husky: 'npm pkg set scripts.prepare=husky && npx husky',
    lefthook: 'npx lefthook install',
  };
  if (kind !== 'none')
    stdout.write(`then: ${installs[kind]}, and for findings of old: rootlint --write-baseline FILE\n`);
  return 0;
}

function hookIn(has: (...paths: string[]) => boolean): HookKind {
  if (has('.husky')) return 'husky';
  if (has('lefthook.yml', 'lefthook.yaml', '.lefthook.yml', 'lefthook.toml', 'lefthook.json')) return 'lefthook';
  return 'pre-commit';
}

/** What became of a file, in words. */
function put({ path, text, lines, executable }: Starting, root: string, has: (...paths: string[]) => boolean): string {
  const kin = CONFIGURATIONS.includes(path) ? CONFIGURATIONS : [path];
  const there = kin.find((one) => has(one));
  if (there !== undefined) {
    return lines === ''
      ? `left   ${there} as it is\n`
      : `left   ${there} as it is; add to it:\n\n${lines.replace(/^(?=.)/gm, '    ')}\n`;
  }
  const absolute = join(root, path);
  try {
    mkdirSync(dirname(absolute), { recursive: true });
    // `wx` fails where a file has come up since.
    writeFileSync(absolute, text, { flag: 'wx', mode: executable === true ? 0o755 : 0o644 });
  } catch (error) {
    throw new UsageError(`${path} could not be written (${(error as NodeJS.ErrnoException).code})`);
  }
  return `wrote  ${path}\n`;
}
