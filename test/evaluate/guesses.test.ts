import { describe, expect, test } from 'vitest';
import type { MetAlternative } from '../../src/evaluate/drafts.js';
import { thoseThatCount, unlessOfTests } from '../../src/evaluate/guesses.js';
import type { TrustSource } from '../../src/evaluate/pin.js';

const file = (path: string): TrustSource => ({
  kind: 'file',
  given: path,
  located: { kind: 'file', path },
  reading: { reads: 'all', formats: ['pem'] } as unknown as Extract<TrustSource, { kind: 'file' }>['reading'],
  trail: [],
});
const guessed: TrustSource = {
  kind: 'unknown',
  why: 'ca is given by callers that are not known',
  guessed: true,
  trail: [],
};

const met = (source: TrustSource, how: Partial<MetAlternative> = {}): MetAlternative => ({
  when: '',
  effect: 'exclusive',
  sources: [source],
  hosts: [],
  guess: false,
  byItself: false,
  of: [],
  opened: false,
  fromTest: false,
  ...how,
});
const counted = (...ways: MetAlternative[]) => thoseThatCount(ways).map(({ sources }) => sources[0]);

describe('of the ways to a pin', () => {
  test('what a caller gives counts, and not the guess', () => {
    expect(counted(met(guessed, { guess: true, byItself: true }), met(file('ca.pem')))).toEqual([file('ca.pem')]);
  });

  test('the guess counts where nobody is seen to call', () => {
    expect(counted(met(guessed, { guess: true, byItself: true }))).toEqual([guessed]);
  });

  test('what the program gives counts, and not what its tests do', () => {
    expect(counted(met(file('ca.pem')), met(file('other.pem'), { fromTest: true }))).toEqual([file('ca.pem')]);
  });

  test('what tests give counts where nothing else is seen', () => {
    expect(counted(met(file('ca.pem'), { fromTest: true }))).toEqual([file('ca.pem')]);
  });
});

test('what a test alone hands in is left open, and what it merely reaches is not', () => {
  const isTest = (path: string) => path.startsWith('tests/');
  expect(unlessOfTests([file('tests/ca.pem')], isTest)).toEqual([
    { kind: 'unknown', why: 'only tests are seen to say what is given here', trail: [] },
  ]);
  expect(unlessOfTests([file('certs/ca.pem')], isTest)).toEqual([file('certs/ca.pem')]);
});
