/** The published schema of the JSON report against real output: it describes each field, and none that is not there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { main } from '../../src/cli.js';
import { jsonReport } from '../../src/report/json.js';
import { hostileSample, sample, sampleResult } from './sample.js';

const ROOT = join(import.meta.dirname, '..', '..');

type Schema = { [key: string]: Schema | string | boolean };

/** Consumers take fields that are added later; our own output must hold none that the schema does not tell of. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, closed(part)])) as Schema;
  const isOpen = 'properties' in parts && !('additionalProperties' in parts);
  return isOpen ? { ...parts, additionalProperties: false } : parts;
}

function faultsOf(text: string, name = 'rootlint-json-v1'): readonly string[] {
  const file = `schema/${name}.schema.json`;
  const ajv = new Ajv({ strict: false, allErrors: true });
  const validate = ajv.compile(closed(JSON.parse(readFileSync(join(ROOT, file), 'utf8'))) as object);
  validate(JSON.parse(text));
  return (validate.errors ?? []).slice(0, 10).map(({ instancePath, message, params }) => {
    return `${instancePath} ${message} ${JSON.stringify(params)}; ${file} tells of each field`;
  });
}

async function reportOf(...args: readonly string[]): Promise<string> {
  let text = '';
  const stdout = { write: (more: string) => (text += more) };
  await main([...args, '--format', 'json', '--as-of', '2026-11-23'], {
    cwd: ROOT,
    stdout,
    stderr: { write: () => true },
    env: {},
  });
  return text;
}

test.each(['showcase', 'python/requests', 'java/jsse', 'go/stdlib', 'ruby/openssl'])(
  'describes the report of fixtures/%s',
  async (folder) => {
    const text = await reportOf(`fixtures/${folder}`);
    expect(text).toContain('"pins": [\n    {');
    expect(faultsOf(text)).toEqual([]);
  },
);

test('describes the report of stores, in order and damaged', async () => {
  const text = await reportOf('store', 'fixtures/stores');
  const names = ['g1-and-g2.jks', 'g1-secret-password.p12', 'cut-off.p7b', 'empty.pem', 'digicert-tls-rsa-2020.pem'];
  expect(faultsOf(text, 'rootlint-store-v1')).toEqual([]);
  const each = await reportOf('store', ...names.map((name) => `fixtures/stores/${name}`));
  expect((JSON.parse(each) as { stores: object[] }).stores).toHaveLength(names.length);
  expect(faultsOf(each, 'rootlint-store-v1')).toEqual([]);
});

test('describes what no fixture holds', () => {
  const [pin] = sampleResult.pins;
  const trail = [{ path: 'a.py', line: 1, column: 1, what: 'x' }];
  const sources = [
    { kind: 'directory', path: 'certs', format: 'directory', line: 0, trail, anchors: [], problem: 'p', found: 'f' },
    { kind: 'inline', path: 'a.py', line: 3, trail, anchors: [], problem: 'p' },
    { kind: 'url', url: 'https://example.org/ca.pem', trail, anchors: [] },
    { kind: 'hash', algorithm: 'sha256', value: 'x', matches: 'leaf', names: null, trail },
    { kind: 'environment', name: 'CA', trail },
    { kind: 'bundle', name: 'certifi', trail },
    { kind: 'system', name: 'openssl', trail },
    { kind: 'disabled', trail },
    { kind: 'unknown', why: 'w', trail },
  ] as const;
  const alternatives = [{ when: 'CA is not set', sources, verdict: 'unresolved' as const }];
  const pins = [{ ...pin!, sources, alternatives, shadowedBy: pin!.id }];
  const finding = { ...sampleResult.findings[0]!, vendored: 'node_modules/pay' };
  const suppressed = [
    { finding, by: 'comment', reason: 'until the move', until: '2027-01-31' },
    { finding, by: 'baseline', reason: null, until: null },
  ] as const;
  const summary = { ...sampleResult.summary, changedFiles: 3, suppressed: 2 };
  const report = jsonReport({ ...sampleResult, pins, suppressed, findings: [finding], summary });
  expect(faultsOf(report)).toEqual([]);
});

test('notices what is wrong', () => {
  expect(
    faultsOf(jsonReport(hostileSample().result).replace('"severity": "error"', '"severity": "grave"')),
  ).not.toEqual([]);
  expect(faultsOf(JSON.stringify({ ...sample.result, more: 1 })).join()).toContain('additional properties');
});
