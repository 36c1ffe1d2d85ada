import { describe, expect, test } from 'vitest';
import {
  ALWAYS,
  allOf,
  anchors,
  anyOf,
  type Check,
  defaultRoots,
  NEVER,
  reduce,
} from '../../src/evaluate/trust/check.js';

const own = anchors({ kind: 'url', url: 'https://example.com/ca.pem', trail: [] });
const hash: Check = {
  check: 'hash',
  source: { kind: 'hash', algorithm: 'sha256', value: 'AA', matches: 'chain', trail: [] },
};
const system = defaultRoots('system');
const unknown: Check = { check: 'unknown', why: 'nobody knows' };

describe('the algebra of trust', () => {
  test.each<[string, Check, string]>([
    ['a store alone', own, 'exclusive'],
    ['a store beside the default roots', anyOf([system, own]), 'additive'],
    ['the default roots alone', system, 'default'],
    ['an empty holder', NEVER, 'exclusive'],
    ['an empty holder that was filled', anyOf([NEVER, own]), 'exclusive'],
    ['a check with a fallback that accepts everybody', anyOf([own, ALWAYS]), 'disabled'],
    ['a check after one that accepts everybody', allOf([ALWAYS, own]), 'exclusive'],
    ['two that accept everybody', allOf([ALWAYS, ALWAYS]), 'disabled'],
    ['a hash after the default check', allOf([system, hash]), 'hash'],
    ['a hash, or the default check', anyOf([system, hash]), 'additive'],
    ['a store after the default check', allOf([system, own]), 'exclusive'],
    ['something unknown', unknown, 'unknown'],
    ['something unknown beside the default roots', anyOf([system, unknown]), 'additive'],
    ['something unknown beside a store', anyOf([own, unknown]), 'unknown'],
    ['the default check, then something unknown', allOf([system, unknown]), 'unknown'],
  ])('%s', (_what, check, effect) => {
    expect(reduce(check).effect).toBe(effect);
  });

  test('keeps the sources of a union', () => {
    expect(reduce(anyOf([own, own])).sources).toHaveLength(2);
    expect(reduce(anyOf([system, own])).sources).toEqual(reduce(own).sources);
  });

  test('an empty holder says that it trusts nobody', () => {
    expect(reduce(anyOf([])).sources).toEqual([{ kind: 'nothing', trail: [] }]);
  });
});
