/** A shop under version control, whose commits a hook may stop. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, repositoryOf } from '../files/folder.js';

export const ROOT = join(import.meta.dirname, '..', '..');
export const CLI = join(ROOT, 'dist', 'cli.js');
const store = (name: string) => readFileSync(join(ROOT, 'fixtures', 'stores', name), 'utf8');
export const G1 = store('g1-only.pem');
export const G1_AND_G2 = store('g1-and-g2.pem');
export const PAY = 'import requests\n\nrequests.get("https://api.weixin.qq.com/pay", verify="certs/ca.pem")\n';

export class Shop {
  readonly folder: string;

  constructor(
    files: Readonly<Record<string, string>>,
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    this.folder = repositoryOf({ 'README.md': 'A shop.\n', ...files });
    git(this.folder, 'config', 'user.name', 'Shop');
    git(this.folder, 'config', 'user.email', 'shop@example.com');
    git(this.folder, 'commit', '-qm', 'start', '--no-verify');
  }

  write(path: string, text: string): this {
    writeFileSync(join(this.folder, path), text);
    return this;
  }

  add(...paths: string[]): this {
    git(this.folder, 'add', '--', ...paths);
    return this;
  }

  run(program: string, ...args: string[]): string {
    return execFileSync(program, args, { cwd: this.folder, encoding: 'utf8', env: this.env });
  }

  /** What git, or a hook, says to a commit. */
  commit(...args: string[]): { readonly passed: boolean; readonly told: string } {
    const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'next', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: this.env,
    });
    return { passed: status === 0, told: `${stdout}${stderr}` };
  }
}
