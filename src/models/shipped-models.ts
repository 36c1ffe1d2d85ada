/**
 * The models that ship. Reading 91 YAML files took 351 ms, the same as JSON 3 ms: so the build leaves them as one file beside
 * the compiled sources; where the sources run directly, as in tests, the YAML itself is read.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModels, type Model } from './load-models.js';

const RULES = join(import.meta.dirname, '..', '..', 'rules');
const COMPILED = join(import.meta.dirname, 'models.json');

let loaded: readonly Model[] | undefined;

/** Read once in a process. @throws ModelError when a YAML file is not as it should be. */
export function shippedModels(): readonly Model[] {
  loaded ??= existsSync(COMPILED) ? (JSON.parse(readFileSync(COMPILED, 'utf8')) as Model[]) : loadModels(RULES);
  return loaded;
}

// `node dist/models/shipped-models.js`: what the build calls.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(COMPILED, JSON.stringify(loadModels(RULES)));
