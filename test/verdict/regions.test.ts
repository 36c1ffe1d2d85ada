import { describe, expect, test } from 'vitest';
import { type Requirement, type Root, requiredBy, rootsToAdd } from '../../src/verdict/migrations.js';

const root = (name: string, hosts?: readonly string[]): Root =>
  ({ id: null, name, sha256: name, ...(hosts && { hosts }) }) as unknown as Root;
const HERE = ['*.eu-west-1.rds.amazonaws.com'];
const THERE = ['*.us-east-1.rds.amazonaws.com'];
const roots = [root('west rsa', HERE), root('west ecc', HERE), root('east rsa', THERE)];
const any = (of: readonly Root[]): Requirement => ({ mode: 'any', roots: of }) as unknown as Requirement;
const names = (of: readonly Root[]) => of.map(({ name }) => name);

describe('a service with roots of its own for each region', () => {
  test('is asked for those of the region that is called', () => {
    expect(names(requiredBy(any(roots), ['orders.eu-west-1.rds.amazonaws.com']).roots)).toEqual([
      'west rsa',
      'west ecc',
    ]);
  });

  test('is asked for any where the region is not known', () => {
    expect(names(requiredBy(any(roots), []).roots)).toEqual(names(roots));
  });

  test('has all of the region added, since which of them a server shows is not seen', () => {
    expect(names(rootsToAdd(any(roots), roots, ['orders.eu-west-1.rds.amazonaws.com']))).toEqual([
      'west rsa',
      'west ecc',
    ]);
  });

  test('has none added where the region is not known', () => {
    expect(rootsToAdd(any(roots), roots, [])).toEqual([]);
  });
});

describe('roots of any host', () => {
  const plain = [root('G2'), root('G3')];
  test('of which one suffices: the first is added', () => {
    expect(names(rootsToAdd(any(plain), plain, []))).toEqual(['G2']);
  });

  test('of which all are wanted: all are', () => {
    expect(names(rootsToAdd({ ...any(plain), mode: 'all' } as Requirement, plain, []))).toEqual(['G2', 'G3']);
  });
});
