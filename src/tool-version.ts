/** What package.json tells of the tool: its version, and where its pages stand, once it has an address at all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from './result.js';

export interface Manifest {
  readonly version: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url: string };
}

export const toolVersion = (): string => manifest().version;

/**
 * A package that is not published yet names no repository: then nothing is said, rather than an address that leads nowhere.
 * `blob/` is understood by GitHub, GitLab and Gitee.
 */
export function toolOf({ version, homepage, repository }: Manifest = manifest()): Tool {
  const named = typeof repository === 'string' ? repository : repository?.url;
  const address = named?.replace(/^git\+/, '').replace(/\.git$/, '');
  const isOnTheWeb = address?.startsWith('https://') === true;
  const home = homepage ?? (isOnTheWeb ? address : undefined);
  return {
    name: 'rootlint',
    version,
    ...(home !== undefined && { home }),
    ...(isOnTheWeb && { rulePages: `${address}/blob/v${version}/docs/rules` }),
  };
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as Manifest;
}
