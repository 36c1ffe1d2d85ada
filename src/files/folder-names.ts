/** Looking around on this machine, where any folder may be absent. */
import { readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names in a folder, sorted; none where there is no such folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Each folder below that matches a pattern of names, `*` being any name: `/opt/*` and `lib/security` below it. */
export function foldersLike(pattern: string): readonly string[] {
  const [head = '', ...rest] = pattern.split('/*');
  return rest.reduce<readonly string[]>(
    (folders, tail) => folders.flatMap((folder) => namesIn(folder || '/').map((name) => `${folder}/${name}${tail}`)),
    [head],
  );
}

/** Where links lead in the end; null where they lead nowhere. */
export function realPlace(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** Where the programs on PATH really lie, of those whose name, without `.exe`, matches. */
export function programsOnPath(path: string | undefined, name: RegExp): readonly string[] {
  const folders = (path ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.flatMap((folder) =>
    namesIn(folder)
      .filter((one) => name.test(one.replace(/\.exe$/i, '')))
      .flatMap((one) => realPlace(join(folder, one)) ?? []),
  );
  return [...new Set(found)];
}
