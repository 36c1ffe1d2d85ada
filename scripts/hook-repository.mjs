// Writes the tree that pre-commit installs: what the package needs to run, and nothing to build. Its commits carry the
// release tags of the hook repository.
//
//     npm run build && node scripts/hook-repository.mjs FOLDER
//
// pre-commit installs Node hooks with `npm install -g git+file://<clone>`, which packs the clone without building it:
// dist/ is not in git, and npm 12 blocks `prepare`. A `build` script alone makes npm install all tools for developing
// first. So the tree holds dist/, exact dependencies and no scripts.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = process.argv[2];
if (target === undefined) {
  console.error('usage: node scripts/hook-repository.mjs FOLDER');
  process.exit(2);
}

// All but what serves developing: a package with a `build` script or tools would be built where it is installed.
const {
  scripts: _scripts,
  devDependencies: _tools,
  ...manifest
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
mkdirSync(target, { recursive: true });
for (const path of [...manifest.files, '.pre-commit-hooks.yaml']) {
  rmSync(join(target, path), { recursive: true, force: true });
  cpSync(join(root, path), join(target, path), { recursive: true });
}
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
