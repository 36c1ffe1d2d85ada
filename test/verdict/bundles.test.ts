import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { type Bundle, isBefore, knownBundles, presenceOf } from '../../src/verdict/bundles.js';
import { bundleOf } from '../../src/verdict/outdated.js';
import { calling, exclusive, judge, judgement, pin } from './pins.js';

const bundle = (registry: string, name: string): Bundle => {
  const found = bundleOf(registry, name);
  if (found === undefined) throw new Error(`nothing is known of ${name}`);
  return found;
};
const G1_ID = 'digicert-global-root-ca';
const G2_ID = 'digicert-global-root-g2';
const presence = (registry: string, name: string, version: string, id: string) =>
  presenceOf(bundle(registry, name), version, id).kind;

describe('the list of a dependency', () => {
  it('names roots of the catalogue alone', () => {
    const ids = knownBundles().flatMap(({ roots }) => Object.keys(roots));
    expect(ids.filter((id) => catalogue.byId(id) == null)).toEqual([]);
  });

  it('knows a root from its first version on', () => {
    expect(presence('pypi', 'certifi', '2014.5.14', G2_ID)).toBe('lacking');
    expect(presence('pypi', 'certifi', '2015.4.28', G2_ID)).toBe('held');
    expect(presence('packagist', 'guzzle/guzzle', '3.9.3', G2_ID)).toBe('lacking');
    expect(presence('rubygems', 'httpclient', '2.9.0', 'isrg-root-x1')).toBe('lacking');
  });

  it('loses a root in each release line that is kept up', () => {
    const composer = (version: string) => presence('packagist', 'composer/ca-bundle', version, G1_ID);
    expect(['1.4.12', '1.4.13', '1.5.0', '1.5.11', '1.5.12', '1.6.0'].map(composer)).toEqual([
      'held',
      'gone',
      'held',
      'held',
      'gone',
      'gone',
    ]);
    expect(presence('pypi', 'certifi', '2026.4.22', G1_ID)).toBe('gone');
    expect(presence('go', 'golang.org/x/crypto/x509roots/fallback', '0.0.0-20260501120000-abc', G1_ID)).toBe('gone');
  });

  it('says nothing of roots that are not noted, and of versions without a list', () => {
    expect(presence('pypi', 'certifi', '2014.5.14', 'cfca-ev-root')).toBe('unknown');
    expect(presence('pypi', 'requests', '2.31.0', G2_ID)).toBe('unknown');
  });

  it('is compared by numbers', () => {
    expect(isBefore('2015.4.28', '2015.04.28')).toBe(false);
    expect(isBefore('0.9', '0.11.0')).toBe(true);
    expect(isBefore('1.0', '1.0.0', 'or-same')).toBe(true);
  });
});

const certifi = (version: string) => ({
  kind: 'bundle' as const,
  name: 'certifi',
  trail: [],
  dependency: {
    registry: 'pypi',
    name: 'certifi',
    version,
    path: 'requirements.txt',
    line: 2,
    column: 10,
    endColumn: 19,
  },
});

describe('a client of such a list', () => {
  it('breaks where the pinned version lacks the root', () => {
    const old = judge(pin(calling('api.weixin.qq.com', exclusive(certifi('2014.5.14')))));
    expect(old.verdict).toBe('breaks');
    expect(old.finding).toMatchObject({ rule: 'outdated-bundle', severity: 'error' });
    expect(old.migrations[0]?.missing.map(({ id }) => id)).toEqual([G2_ID]);
  });

  it('survives a newer one, and one of which the version is not known', () => {
    expect(judge(pin(calling('api.weixin.qq.com', exclusive(certifi('2026.7.22'))))).verdict).toBe('survives');
    const unknown = { kind: 'bundle' as const, name: 'certifi', trail: [] };
    expect(judge(pin(calling('api.weixin.qq.com', exclusive(unknown)))).verdict).toBe('survives');
  });
});

describe('a version without a pin', () => {
  const found = (registry: string, name: string, version: string) =>
    judgement([], { dependencies: [{ ...certifi(version).dependency, registry, name }] }).findings;

  it('is told where it is named', () => {
    expect(found('packagist', 'guzzle/guzzle', '3.9.3')[0]).toMatchObject({
      rule: 'outdated-bundle',
      severity: 'warning',
      path: 'requirements.txt',
      line: 2,
      pin: null,
      message: expect.stringContaining('guzzle/guzzle 3.9.3 brings a list of roots of its own, which lacks DigiCert'),
    });
    expect(found('rubygems', 'excon', '0.40.0')[0]).toMatchObject({ severity: 'note', confidence: 'low' });
  });

  it('is left in peace where the list is in order', () => {
    expect(found('pypi', 'certifi', '2026.7.22')).toEqual([]);
    expect(found('rubygems', 'excon', '1.5.0')).toEqual([]);
  });
});

describe('a copy of a list in the repository', () => {
  const copy = (...ids: readonly string[]) => {
    const held = ids.flatMap((id) => catalogue.byId(id) ?? []);
    return {
      path: 'vendor/guzzle/guzzle/src/Guzzle/Http/Resources/cacert.pem',
      bundle: bundle('packagist', 'guzzle/guzzle'),
      held,
    };
  };

  it('is told where it lacks what others hold', () => {
    const { findings } = judgement([], { copies: [copy(G1_ID)] });
    expect(findings[0]).toMatchObject({ rule: 'outdated-bundle', line: 1 });
    expect(findings[0]?.message).toContain(
      'is a copy of the list of roots of guzzle/guzzle, and lacks DigiCert Global Root G2',
    );
  });

  it('is left in peace where somebody renewed it', () => {
    expect(judgement([], { copies: [copy(G1_ID, G2_ID, 'isrg-root-x1')] }).findings).toEqual([]);
  });
});

it('beside the system’s roots it does no harm', () => {
  const system = { kind: 'system' as const, name: 'openssl', trail: [] };
  expect(judge(pin(calling('api.weixin.qq.com', exclusive(certifi('2014.5.14'), system)))).verdict).toBe('survives');
});
