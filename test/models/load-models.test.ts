import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verbNames } from '../../src/evaluate/verbs/verbs.js';
import { expandBraces, indexModels, lineage } from '../../src/models/index-models.js';
import { keywordsOf } from '../../src/models/keywords.js';
import { loadModels, ModelError, readModel } from '../../src/models/load-models.js';

const models = loadModels(join(import.meta.dirname, '..', '..', 'rules'));

function modelOf(yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'rootlint-model-')), 'acme.yaml');
  writeFileSync(file, yaml);
  return file;
}

describe('a model file', () => {
  test('with an unknown key is refused with its line', () => {
    const file = modelOf(
      'language: python\nlibrary: acme\nconnections:\n  - call: acme.get\n    trust:\n      - { argument: verify, acepts: [path] }\n',
    );
    expect(() => readModel(file, 'acme.yaml')).toThrow(ModelError);
    expect(() => readModel(file, 'acme.yaml')).toThrow(/^acme\.yaml:6: connections\.0\.trust\.0\.acepts: /);
  });

  test('that is no YAML is refused with its line', () => {
    expect(() => readModel(modelOf('language: python\nlibrary: [acme\n'), 'acme.yaml')).toThrow(/^acme\.yaml:\d+: /);
  });
});

describe('the models that ship', () => {
  test('name verbs that exist', () => {
    const unknown = models.flatMap((model) =>
      (model.flows ?? []).filter((flow) => !verbNames.includes(flow.does)).map((flow) => `${model.id}: ${flow.does}`),
    );
    expect(unknown).toEqual([]);
  });

  test('link to what they claim', () => {
    expect(models.filter((model) => model.connections && !model.docs).map((model) => model.id)).toEqual([]);
  });

  test('give no keyword that stands in every file', () => {
    expect(keywordsOf(models).filter((word) => word.length < 4)).toEqual([]);
  });
});

test('braces expand to every choice', () => {
  expect(expandBraces('requests.{get,post}')).toEqual(['requests.get', 'requests.post']);
  expect(expandBraces('a.{b,c}.{d,e}')).toEqual(['a.b.d', 'a.b.e', 'a.c.d', 'a.c.e']);
  expect(expandBraces('plain')).toEqual(['plain']);
});

test('a type knows what it extends, nearest first', () => {
  const index = indexModels(
    [
      {
        id: 'python/acme',
        language: 'python',
        library: 'acme',
        holders: [{ type: 'acme.Session', extends: 'acme.Base' }, { type: 'acme.Base' }],
      },
    ],
    'python',
  );
  expect(lineage(index, 'acme.Session')).toEqual(['acme.Session', 'acme.Base']);
});
