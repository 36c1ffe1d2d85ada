/** Applies remedies to a tiny project, and shows what is left of it. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fix } from '../../src/result.js';
import { type Fixes, planFixes, writeFixes } from '../../src/run-fix.js';
import { folderOf } from '../files/folder.js';
import { G1 } from '../verdict/pins.js';

export const STORE = 'certs/rootca.pem';

export interface Fixed extends Fixes {
  readonly folder: string;
  /** What stands there afterwards. */
  readonly text: (path: string) => string;
}

export async function fixed(
  files: Readonly<Record<string, string | Uint8Array>>,
  remedy: Fix['remedy'],
  more: { readonly folder?: string; readonly rules?: readonly string[] } = {},
): Promise<Fixed> {
  const folder = more.folder ?? folderOf({ [STORE]: G1, ...files });
  const fixes = await planFixes(
    { paths: ['.'], cwd: folder, asOf: '2026-11-23', migrations: [], onlyMigrations: [], require: [] },
    { remedy, rules: more.rules ?? [], only: [], severities: ['error'], safeOnly: false },
  );
  writeFixes(fixes);
  return { ...fixes, folder, text: (path) => Buffer.from(readFileSync(join(folder, path))).toString('utf8') };
}
