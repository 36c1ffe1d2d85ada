/** A plain hook of git, which is also what husky and lefthook call: `rootlint --staged`. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CLI, G1, G1_AND_G2, PAY, Shop } from './shop.js';

function hooked(files: Readonly<Record<string, string>>): Shop {
  const shop = new Shop(files);
  mkdirSync(join(shop.folder, '.git', 'hooks'), { recursive: true });
  shop.write('.git/hooks/pre-commit', `#!/bin/sh\nexec "${process.execPath}" "${CLI}" --staged\n`);
  chmodSync(join(shop.folder, '.git', 'hooks', 'pre-commit'), 0o755);
  return shop;
}

describe('a commit', () => {
  test('that adds a pin to the old root alone is stopped, one that mends it passes', () => {
    const shop = hooked({ 'certs/ca.pem': G1 });
    const { passed, told } = shop.write('pay.py', PAY).add('pay.py').commit();
    expect(passed).toBe(false);
    expect(told).toContain('error[lacks-successor]');
    expect(told).toContain('pay.py:3:47');
    expect(shop.write('certs/ca.pem', G1_AND_G2).add('certs/ca.pem').commit().passed).toBe(true);
  });

  test('that changes only the store is judged by the code that uses it', () => {
    const shop = hooked({ 'certs/ca.pem': G1_AND_G2, 'pay.py': PAY });
    const { passed, told } = shop.write('certs/ca.pem', G1).add('certs/ca.pem').commit();
    expect([passed, told]).toEqual([false, expect.stringContaining('pay.py:3:47')]);
  });

  test('of all that changed, or of one file, is judged by what it will hold', () => {
    const shop = hooked({ 'certs/ca.pem': G1_AND_G2, 'pay.py': PAY });
    shop.write('certs/ca.pem', G1).write('README.md', 'A better shop.\n');
    // git hands the hook a temporary index for these two: what is in the usual one does not count.
    expect(shop.commit('README.md').passed).toBe(true);
    expect(shop.commit('-a').passed).toBe(false);
    expect(shop.commit('certs/ca.pem').passed).toBe(false);
  });

  test('of nothing that can matter passes', () => {
    const shop = hooked({ 'certs/ca.pem': G1, 'pay.py': PAY });
    const { passed, told } = shop.write('README.md', 'A better shop.\n').add('README.md').commit();
    expect([passed, told]).toEqual([true, expect.stringContaining('nothing was scanned')]);
  });

  test('in a linked work tree is judged as in any other', () => {
    const shop = hooked({ 'certs/ca.pem': G1 });
    const linked = join(shop.folder, '.linked');
    shop.run('git', 'worktree', 'add', '-q', '-b', 'linked', linked);
    shop.write('.linked/pay.py', PAY);
    shop.run('git', '-C', linked, 'add', 'pay.py');
    expect(() => shop.run('git', '-C', linked, 'commit', '-qm', 'next')).toThrow('lacks-successor');
  });
});
