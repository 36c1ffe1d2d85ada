/** schema/rootlint-config.schema.json is printed from the form; UPDATE_GOLDENS=1 writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { describe, expect, test } from 'vitest';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { RULE_IDS } from '../../src/verdict/finding-rules.js';

const FILE = join(import.meta.dirname, '..', '..', 'schema', 'rootlint-config.schema.json');
const printed = `${JSON.stringify(configJsonSchema(RULE_IDS), null, 2)}\n`;
if (process.env.UPDATE_GOLDENS) writeFileSync(FILE, printed);

test('the schema for editors is that of the program', () => {
  expect(readFileSync(FILE, 'utf8')).toBe(printed);
});

describe('the schema', () => {
  const validate = new Ajv.default({ strict: true }).compile(configJsonSchema(RULE_IDS));

  test.each([
    [{}],
    [{ $schema: 'x', ignore: ['examples/'], severities: { 'hash-pin': 'off' }, environment: { CA: 'a.pem' } }],
    [
      {
        paths: [{ files: ['a'], hosts: ['b.example'] }],
        models: ['m.yaml'],
        migrations: [],
        require: [],
        baseline: 'b',
      },
    ],
  ])('takes %j', (value) => expect(validate(value)).toBe(true));

  test.each([
    [{ ignores: [] }],
    [{ severities: { 'hash-pins': 'off' } }],
    [{ severities: { 'hash-pin': 'info' } }],
    [{ paths: [{ hosts: [] }] }],
    [{ baseline: '' }],
  ])('refuses %j', (value) => expect(validate(value)).toBe(false));
});
