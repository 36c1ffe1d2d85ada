/** The bundles that the settings of PHP name: `openssl.cafile`, `openssl.capath` and `curl.cainfo`. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foldersLike, namesIn, programsOnPath } from './folder-names.js';
import type { Machine, MachineStore } from './machine-stores.js';

const FOLDERS = [
  '/etc/php/*/*',
  '/etc',
  '/usr/local/etc/php',
  '/usr/local/etc/php/*',
  '/usr/local/lib',
  '/opt/homebrew/etc/php/*',
];
const SETTING = /^\s*(openssl\.cafile|openssl\.capath|curl\.cainfo)\s*=\s*["']?([^"';\r\n]+)/gm;

export function phpStores({ env }: Machine): readonly MachineStore[] {
  const folders = [
    ...FOLDERS.flatMap(foldersLike),
    ...programsOnPath(env.PATH ?? env.Path, /^php$/).map((php) => dirname(php)),
    ...(env.PHPRC ? [env.PHPRC] : []),
  ];
  const files = [...new Set(folders)].flatMap((folder) => [
    join(folder, 'php.ini'),
    ...['conf.d', 'php.d'].flatMap((extra) =>
      namesIn(join(folder, extra))
        .filter((name) => name.endsWith('.ini'))
        .map((name) => join(folder, extra, name)),
    ),
  ]);
  return files.flatMap((file) =>
    [...textOf(file).matchAll(SETTING)].map(([, setting = '', path = '']) => ({
      path: path.trim(),
      origin: `named by ${setting} in ${file}`,
    })),
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
