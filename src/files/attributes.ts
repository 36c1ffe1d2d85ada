/** What `.gitattributes` says of a file, as GitHub reads it: https://docs.github.com/en/repositories/working-with-files/managing-files/customizing-how-changed-files-appear-on-github */
import { git, indexOf } from './git.js';
import { GitIndex } from './git-index.js';
import { isVendored } from './roles.js';
import type { Tree } from './tree.js';

const ATTRIBUTES = ['linguist-vendored', 'linguist-generated'];

/**
 * Whether a file is somebody else's, or made by a program: by its attributes where they say so, else by its folder. Git is
 * asked once, for all files that matter.
 */
export function foreignFiles(paths: readonly string[], tree: Tree): (path: string) => boolean {
  const said = attributesOf([...new Set(paths)], tree);
  return (path) => said.get(path) ?? isVendored(path);
}

function attributesOf(paths: readonly string[], tree: Tree): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  if (paths.length === 0) return found;
  const cached = tree instanceof GitIndex ? ['--cached'] : [];
  const told = git(tree.root, ['check-attr', ...cached, '-z', '--stdin', ...ATTRIBUTES], {
    input: `${paths.join('\0')}\0`,
    index: cached.length > 0 ? indexOf(tree.root) : undefined,
  });
  // path, attribute and value in turn. `-linguist-vendored` takes a folder called vendor back.
  const words = (told ?? '').split('\0');
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [path = '', , value] = words.slice(at, at + 3);
    if (value === 'set' || value === 'true') found.set(path, true);
    else if ((value === 'unset' || value === 'false') && found.get(path) !== true) found.set(path, false);
  }
  return found;
}
