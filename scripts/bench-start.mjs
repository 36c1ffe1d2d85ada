// How long a commit waits for a hook that has nothing to do, and for one that has, beside a bare start of Node in the same
// run: machines differ, and the ratio does not.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'dist', 'cli.js');
const ROUNDS = 9;
const MOST_MILLISECONDS = 300;
const MOST_STARTS_OF_NODE = 2.5;

const shop = mkdtempSync(join(tmpdir(), 'rootlint-bench-'));
const git = (...args) =>
  execFileSync('git', ['-C', shop, '-c', 'user.name=shop', '-c', 'user.email=shop@example.com', ...args]);
git('init', '-q');
cpSync(join(root, 'fixtures', 'showcase'), join(shop, 'showcase'), { recursive: true });
git('add', '.');
git('commit', '-qm', 'start');

/** The median of some rounds, in milliseconds. */
function measure(...args) {
  const times = Array.from({ length: ROUNDS }, () => {
    const began = performance.now();
    spawnSync(process.execPath, args, { cwd: shop, stdio: 'ignore' });
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
}

function staged(path, text) {
  writeFileSync(join(shop, path), text);
  git('add', path);
  const time = measure(cli, '--staged');
  git('reset', '-q', '--hard');
  return time;
}

const bare = measure('-e', '0');
const rows = [
  ['node -e 0', bare],
  ['rootlint --version', measure(cli, '--version')],
  ['--staged, nothing of interest', staged('README.md', 'A shop.\n')],
  ['--staged, a source without TLS', staged('basket.py', 'def total(basket):\n    return sum(basket)\n')],
  ['--staged, a store that code uses', staged('showcase/certs/rootca.pem', 'nothing\n')],
];
for (const [what, time] of rows) {
  console.log(`${what.padEnd(34)} ${time.toFixed(0).padStart(6)} ms ${(time / bare).toFixed(1).padStart(6)} x`);
}
rmSync(shop, { recursive: true });

const idle = rows[2][1];
if (idle > MOST_MILLISECONDS && idle / bare > MOST_STARTS_OF_NODE) {
  console.error(`a commit with nothing of interest waits ${idle.toFixed(0)} ms: more than ${MOST_MILLISECONDS} ms`);
  process.exit(1);
}
