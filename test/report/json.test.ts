import { expect, test } from 'vitest';
import { jsonReport } from '../../src/report/json.js';
import type { Result } from '../../src/result.js';
import { sampleResult } from './sample.js';

test('the report is the result, and ends with a line end', () => {
  const text = jsonReport(sampleResult);
  expect(JSON.parse(text)).toEqual(sampleResult);
  expect(text).toMatch(/^\{\n {2}"schema": "rootlint\/json\/v1",\n[\s\S]*\n\}\n$/);
});

test('the order of the keys does not depend on who made the result', () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, part]) => [key, reversed(part)]),
          )
        : value;
  expect(jsonReport(reversed(sampleResult) as Result)).toBe(jsonReport(sampleResult));
});

test('what the contract does not name is left out', () => {
  const [pin] = sampleResult.pins;
  const loose = { ...sampleResult, pins: [{ ...pin!, password: 'changeit' }] };
  expect(jsonReport(loose)).not.toContain('changeit');
});
