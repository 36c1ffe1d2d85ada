import { describe, expect, test } from 'vitest';
import { oneOf } from '../../src/evaluate/memory/alternatives.js';
import { textOf } from '../../src/evaluate/memory/values.js';

/** Options of which each counts that it was looked at. */
function counted(texts: readonly string[]) {
  let looks = 0;
  const options = texts.map((text) => ({
    when: '',
    get value() {
      looks++;
      return textOf(text);
    },
  }));
  return { options, looks: () => looks };
}

describe('one of several values', () => {
  test('the same text is one', () => {
    expect(oneOf(counted(['ca.pem', 'ca.pem']).options)).toMatchObject({ kind: 'text', text: 'ca.pem' });
  });

  test('a few are told apart', () => {
    expect(oneOf(counted(['a.pem', 'b.pem']).options)).toMatchObject({ kind: 'oneOf' });
  });

  test('of a table of thousands only as many are looked at as could be told apart', () => {
    const { options, looks } = counted(Array.from({ length: 5000 }, (_, at) => `${at}.pem`));
    expect(oneOf(options)).toMatchObject({ kind: 'unknown', why: 'more than 8 possible values' });
    expect(looks()).toBeLessThan(200);
  });
});
