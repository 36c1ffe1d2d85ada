/** certifi of each Python on PATH, and the copy inside pip: requests and many others read nothing else. */
import { dirname, join } from 'node:path';
import { foldersLike, programsOnPath } from './folder-names.js';
import type { Machine, MachineStore } from './machine-stores.js';

const BUNDLES: readonly (readonly [path: string, what: string])[] = [
  ['certifi/cacert.pem', 'certifi'],
  ['pip/_vendor/certifi/cacert.pem', 'certifi inside pip'],
  ['botocore/cacert.pem', 'botocore'],
];

export function pythonStores({ env, home }: Machine): readonly MachineStore[] {
  const onPath = programsOnPath(env.PATH ?? env.Path, /^python(?:\d+(?:\.\d+)?)?$/).map((python) => dirname(python));
  const shims = (env.PATH ?? '').includes('pyenv')
    ? foldersLike(`${env.PYENV_ROOT ?? join(home, '.pyenv')}/versions/*`)
    : [];
  const prefixes = [
    ...(env.VIRTUAL_ENV ? [env.VIRTUAL_ENV] : []),
    ...onPath.map((folder) => (/[\\/]bin$/.test(folder) ? dirname(folder) : folder)),
    ...shims,
  ];
  const packages = [...new Set(prefixes)].flatMap((prefix) => [
    ...foldersLike(`${prefix}/lib/*/site-packages`),
    ...foldersLike(`${prefix}/lib/*/dist-packages`),
    join(prefix, 'Lib', 'site-packages'),
  ]);
  return packages.flatMap((folder) =>
    BUNDLES.map(([path, what]) => ({ path: join(folder, path), origin: `the bundle of ${what}` })),
  );
}
