/**
 * The words of the models that ship, by language. Whether a commit concerns rootlint at all is told by them alone, without
 * the models: the build leaves them as a file of its own.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Keywords = Readonly<Record<string, readonly string[]>>;

const COMPILED = join(import.meta.dirname, 'keywords.json');

export const shippedKeywords = async (): Promise<Keywords> =>
  existsSync(COMPILED) ? (JSON.parse(readFileSync(COMPILED, 'utf8')) as Keywords) : collect();

async function collect(): Promise<Keywords> {
  const [{ shippedModels }, { keywordsOf }, { languagesOf }] = await Promise.all([
    import('./shipped-models.js'),
    import('./keywords.js'),
    import('./load-models.js'),
  ]);
  const models = shippedModels();
  const languages = [...new Set(models.flatMap(languagesOf))];
  return Object.fromEntries(
    languages.map((language) => [
      language,
      keywordsOf(models.filter((model) => languagesOf(model).includes(language))),
    ]),
  );
}

// `node dist/models/shipped-keywords.js`: what the build calls.
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(COMPILED, JSON.stringify(await collect()));
