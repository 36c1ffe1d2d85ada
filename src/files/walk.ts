/** Lists the files of a folder that no git repository tracks: everything but dependencies, and what `.gitignore` says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ignore } from 'ignore';
import { loadFastGlob, loadIgnore } from './lazily.js';
import { compareText } from './order.js';

const SKIPPED = ['.git', 'node_modules', 'dist', '.venv'].map((name) => `**/${name}/**`);

/** Paths relative to the folder. Symbolic links are not followed: what they lead to inside is listed for itself. */
export function walk(folder: string): readonly string[] {
  const files = loadFastGlob().sync('**/*', {
    cwd: folder,
    dot: true,
    followSymbolicLinks: false,
    suppressErrors: true,
    unique: true,
    ignore: SKIPPED,
  });
  const rules = ignoreRules(folder, files);
  return files.filter((path) => !isIgnored(path, rules)).sort(compareText);
}

interface IgnoreRule {
  /** The folder of the `.gitignore`, with a final `/`; empty for the top one. */
  readonly below: string;
  readonly patterns: Ignore;
}

function ignoreRules(folder: string, files: readonly string[]): readonly IgnoreRule[] {
  const ignore = loadIgnore();
  return files
    .filter((path) => path === '.gitignore' || path.endsWith('/.gitignore'))
    .sort((a, b) => a.length - b.length)
    .flatMap((path) => {
      try {
        const patterns = ignore().add(readFileSync(join(folder, path), 'utf8'));
        return [{ below: path.slice(0, -'.gitignore'.length), patterns }];
      } catch {
        // Without read permission the rules can't be known; scanning more than asked is the harmless side.
        return [];
      }
    });
}

/** As in git, the deepest file that says anything about a path decides: it may take back what one above ignores. */
function isIgnored(path: string, rules: readonly IgnoreRule[]): boolean {
  let ignored = false;
  for (const { below, patterns } of rules) {
    if (!path.startsWith(below)) continue;
    const said = patterns.test(path.slice(below.length));
    if (said.ignored) ignored = true;
    else if (said.unignored) ignored = false;
  }
  return ignored;
}
