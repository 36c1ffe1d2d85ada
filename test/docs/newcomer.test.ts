/**
 * What docs/adopt.md tells a newcomer, from an empty folder to a stopped commit, a mended one and a SARIF file: copied and
 * pasted, with the package as it would be published. It needs a registry for what the package depends on; where none can be
 * reached this is skipped, and says so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hook } from '../../src/cli/init-files.js';
import { sarifFaults } from '../../src/report/sarif-check.js';
import { folderOf } from '../files/folder.js';
import { G1, PAY, ROOT, Shop } from '../hooks/shop.js';

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block);

const page = read('docs/adopt.md');
const walk = /^## Tried in five minutes$([\s\S]*?)^## /m.exec(page)?.[1] ?? '';
const [configuration = ''] = blocksOf(page, 'yaml');
const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;

/** What npm says where there is no network. */
const UNREACHED = /ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/;

let packed = '';
beforeAll(() => {
  const folder = folderOf({});
  const options = { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' } as const;
  const name = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], options).trim();
  packed = join(folder, name.split('\n').at(-1) ?? '');
}, 60_000);
const asPacked = (text: string): string => text.replaceAll(`rootlint@${version}`, packed);

const NOBODY = { GIT_AUTHOR_NAME: 'Shop', GIT_AUTHOR_EMAIL: 's@shop.example', GIT_COMMITTER_NAME: 'Shop' };
const ENV = { ...process.env, ...NOBODY, GIT_COMMITTER_EMAIL: 's@shop.example' };

function pasted(block: string, cwd: string) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', asPacked(block)], { cwd, encoding: 'utf8', env: ENV });
  return { status, told: stdout + stderr };
}

test('each page names the same hook, and rootlint init writes it', () => {
  expect(hook('pre-commit', version).text).toBe(configuration);
  expect(blocksOf(read('README.md'), 'yaml')).toContain(configuration);
});

describe('from an empty folder', () => {
  test('to a stopped commit, a mended one and a SARIF file', { timeout: 120_000 }, (context) => {
    const [stopped = '', mended = '', reported = ''] = blocksOf(walk, 'sh');
    const shop = folderOf({});
    const first = pasted(stopped, shop);
    if (!existsSync(join(shop, 'node_modules', 'rootlint')) && UNREACHED.test(first.told))
      context.skip('no registry can be reached');
    expect([first.status, first.told]).toEqual([1, expect.stringContaining('error[lacks-successor]')]);
    expect(pasted('git log', shop).status).not.toBe(0);

    const second = pasted(mended, shop);
    expect([second.status, second.told]).toEqual([0, expect.stringContaining('added to certs/rootca.pem')]);
    expect(pasted('git log --oneline', shop).told).toMatch(/^\w+ Pay\n$/);

    const third = pasted(reported, shop);
    expect([third.status, third.told]).toEqual([0, expect.stringContaining('DigiCert Global Root G2')]);
    expect(sarifFaults(readFileSync(join(shop, 'rootlint.sarif'), 'utf8'))).toEqual([]);
  });

  test.skipIf(!hasPreCommit)('with the hook of pre-commit', { timeout: 120_000 }, (context) => {
    const env = { ...process.env, PRE_COMMIT_HOME: folderOf({}) };
    const shop = new Shop({ 'certs/ca.pem': G1, '.pre-commit-config.yaml': asPacked(configuration) }, env);
    shop.run('pre-commit', 'install');
    const { passed, told } = shop.write('pay.py', PAY).add('pay.py').commit();
    if (UNREACHED.test(told)) context.skip('no registry can be reached');
    expect([passed, told]).toEqual([false, expect.stringContaining('error[lacks-successor]')]);
    shop.run(process.execPath, join(ROOT, 'dist', 'cli.js'), '--fix');
    expect(shop.add('certs/ca.pem').commit().passed).toBe(true);
  });
});
