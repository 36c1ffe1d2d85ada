/** Half a file, or one with a bracket too many, is evaluated like any other: with less in it, and without an exception. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evaluateUnit } from '../../src/evaluate/evaluate.js';
import type { ProjectFiles } from '../../src/evaluate/machine.js';
import { Recorder } from '../../src/evaluate/recorder.js';
import { classify } from '../../src/files/languages.js';
import { indexModels } from '../../src/models/index-models.js';
import { loadModels } from '../../src/models/load-models.js';
import { LANGUAGES, lower } from '../../src/syntax/lower.js';

const ROOT = join(import.meta.dirname, '..', '..');
const models = loadModels(join(ROOT, 'rules'));
const noFiles: ProjectFiles = {
  locate: () => ({ kind: 'missing', tried: [] }),
  read: () => undefined,
  list: () => [],
  glob: () => [],
  mentions: () => false,
  isPackaged: () => true,
  isNeverDefined: () => false,
  isTest: () => false,
  isExample: () => false,
  isLoaded: () => false,
  heirs: () => [],
  definingMember: () => [],
  isLibraryItself: () => false,
  publishedName: () => null,
  unit: () => null,
  keywordLines: () => [],
  command: () => null,
  linkImport: () => null,
  definers: () => [],
};
const CUTS = 12;

const sources = readdirSync(join(ROOT, 'fixtures'), { recursive: true, encoding: 'utf8' })
  .map((path) => ({ path, kind: classify(path) }))
  .flatMap(({ path, kind }) =>
    'language' in kind && LANGUAGES.includes(kind.language) ? [{ path, language: kind.language }] : [],
  );

test.each(LANGUAGES.map((language) => [language]))(
  '%s',
  async (language) => {
    const index = indexModels(models, language);
    const ours = sources.filter((source) => source.language === language).slice(0, 25);
    for (const { path } of ours) {
      const text = readFileSync(join(ROOT, 'fixtures', path), 'utf8');
      for (let cut = 0; cut <= CUTS; cut++) {
        const damaged =
          cut === 0
            ? text.replace(/[({]/g, (bracket, at: number) => (at % 7 === 0 ? '' : bracket))
            : text.slice(0, (text.length * cut) / CUTS);
        const unit = await lower(language, path, damaged);
        expect(() => evaluateUnit(unit, index, noFiles, new Recorder()), `${path}, cut ${cut}`).not.toThrow();
      }
    }
  },
  60_000,
);
