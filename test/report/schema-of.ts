/** Validators of report formats: of the schemas beside this file, and of published ones where somebody has them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

/** What is wrong with a value, in the words of the validator. */
export type Faults = (value: unknown) => readonly string[];

export function schemaAt(file: string): Faults {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as { id?: string };
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // Schemas of other drafts differ in what they call themselves, and in nothing that the formats use.
  const { id: _, ...rest } = schema;
  const validate = ajv.compile({ ...rest, $schema: 'http://json-schema.org/draft-07/schema#' });
  return (value) => {
    validate(value);
    return (validate.errors ?? []).slice(0, 20).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

export const ownSchema = (name: string): Faults => schemaAt(join(import.meta.dirname, 'schemas', `${name}.json`));

/** ROOTLINT_SCHEMAS names a folder with schemas as their authors publish them; undefined where it has no such file. */
export function publishedFile(name: string): string | undefined {
  const folder = process.env.ROOTLINT_SCHEMAS;
  const file = folder === undefined ? undefined : join(folder, name);
  return file !== undefined && existsSync(file) ? file : undefined;
}
