/** Packages that a run may do without: fast-glob takes 90 ms to load, and inside a repository git lists the files. */
import { createRequire } from 'node:module';
import type fastGlob from 'fast-glob';
import type { Ignore } from 'ignore';

const require = createRequire(import.meta.url);

export const loadFastGlob = (): typeof fastGlob => require('fast-glob') as typeof fastGlob;

export const loadIgnore = (): (() => Ignore) => require('ignore') as () => Ignore;
