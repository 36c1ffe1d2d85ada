// Builds dist/: the compiled sources, and the grammars that are used. `--if-stale` builds only what is older than its
// sources, so that `npm start` and `npm test` need no step before them.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const packFolder = join(dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const ownFolder = (name) => dirname(require.resolve(`${name}/package.json`));

/** Grammar file name in dist/grammars -> where it comes from. Only languages that have a front end. */
const GRAMMARS = {
  'python.wasm': join(packFolder, 'tree-sitter-python.wasm'),
  'ruby.wasm': join(packFolder, 'tree-sitter-ruby.wasm'),
  'java.wasm': join(packFolder, 'tree-sitter-java.wasm'),
  'csharp.wasm': join(packFolder, 'tree-sitter-c-sharp.wasm'),
  'go.wasm': join(packFolder, 'tree-sitter-go.wasm'),
  'php.wasm': join(packFolder, 'tree-sitter-php.wasm'),
  'cpp.wasm': join(packFolder, 'tree-sitter-cpp.wasm'),
  'bash.wasm': join(packFolder, 'tree-sitter-bash.wasm'),
  'c.wasm': join(ownFolder('tree-sitter-c'), 'tree-sitter-c.wasm'),
};

const stamp = join(root, 'dist', 'cli.js');

/**
 * The parser's package is 4.7 MB, nine tenths of it debug builds and source maps. So that users need not install them,
 * its two files stand in dist/parser, and the one module that imports them is pointed there.
 */
function vendorParser(dist) {
  const source = dirname(require.resolve('web-tree-sitter'));
  const target = join(dist, 'parser');
  mkdirSync(target, { recursive: true });
  for (const name of ['web-tree-sitter.js', 'web-tree-sitter.wasm', 'LICENSE'])
    copyFileSync(join(source, name), join(target, name));
  const importer = join(dist, 'syntax', 'tree-sitter.js');
  const code = readFileSync(importer, 'utf8');
  const pointed = code.replace("from 'web-tree-sitter'", "from '../parser/web-tree-sitter.js'");
  if (pointed === code) throw new Error('dist/syntax/tree-sitter.js no longer imports web-tree-sitter as expected');
  writeFileSync(importer, pointed);
}

const newest = (folder) =>
  Math.max(...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs));

function isStale() {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const sources = [join(root, 'package.json'), join(root, 'tsconfig.build.json')].map((file) => statSync(file).mtimeMs);
  return Math.max(...['src', 'scripts', 'rules'].map((folder) => newest(join(root, folder))), ...sources) > built;
}

/** Made beside dist/ and put in its place when it is whole: a build that fails leaves the last good one. */
function build() {
  const next = join(root, 'dist-next');
  rmSync(next, { recursive: true, force: true });
  const compiler = require.resolve('typescript/package.json').replace('package.json', 'bin/tsc');
  run(compiler, '-p', 'tsconfig.build.json', '--outDir', next);
  run(join(next, 'models', 'shipped-models.js'));
  run(join(next, 'models', 'shipped-keywords.js'));
  run(join(next, 'compile-rules.js'));
  mkdirSync(join(next, 'grammars'));
  for (const [name, source] of Object.entries(GRAMMARS)) copyFileSync(source, join(next, 'grammars', name));
  vendorParser(next);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(next, join(root, 'dist'));
}

/** What it prints goes to standard error: standard output belongs to the report that `npm start` is about to print. */
function run(...command) {
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

if (!process.argv.includes('--if-stale') || isStale()) build();
