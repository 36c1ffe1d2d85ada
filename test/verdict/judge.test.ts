import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { digestsIn } from '../../src/verdict/hashes.js';
import { catalogueRoot, type Migration } from '../../src/verdict/migrations.js';
import {
  additive,
  builtIn,
  calling,
  certificate,
  exclusive,
  file,
  G1,
  G2,
  hash,
  hashed,
  ignored,
  judge,
  missing,
  PRIVATE_CA,
  pin,
  root,
  SITE,
} from './pins.js';

const verdict = (...given: Parameters<typeof judge>) => judge(...given).verdict;
const g1Only = exclusive(file('certs/rootca.pem', G1));
const authority = builtIn.find((one) => one.id === 'digicert-g1-to-g2') as Migration;
const WECHAT = 'api.weixin.qq.com';

describe('an exclusive pin', () => {
  it('breaks with the retiring root alone', () => {
    const result = judge(pin(g1Only));
    expect(result.verdict).toBe('breaks');
    expect(result.migrations).toEqual([
      {
        id: 'digicert-g1-to-g2',
        verdict: 'breaks',
        missing: [
          {
            id: 'digicert-global-root-g2',
            name: 'DigiCert Global Root G2',
            sha256: 'cb3ccbb76031e5e0138f8dd39a23f9de47ffc35e43c1144cea27d46a5ab1cb5f',
          },
        ],
      },
    ]);
  });

  it('survives with both roots, in one file or in a union of two', () => {
    expect(verdict(pin(exclusive(file('both.pem', G1 + G2))))).toBe('survives');
    expect(verdict(pin(exclusive(file('old.pem', G1), file('new.pem', G2))))).toBe('survives');
  });

  it('survives with public roots that no migration touches', () => {
    const result = judge(pin(exclusive(file('isrg.pem', root('isrg-root-x1')))));
    expect(result).toMatchObject({ verdict: 'survives', migrations: [] });
  });

  it('survives when the system’s roots are in the union', () => {
    const system = { kind: 'system', name: 'openssl', trail: [SITE] } as const;
    expect(verdict(pin(exclusive(file('old.pem', G1), system)))).toBe('survives');
  });

  it('is unrelated with a private CA, whatever host the file mentions', () => {
    const read = pin(exclusive(file('corporate.pem', PRIVATE_CA)));
    expect(verdict(read)).toBe('unrelated');
    expect(verdict(read, { files: { 'src/pay.py': `# ${WECHAT}\n` } })).toBe('unrelated');
  });
});

describe('which migration applies', () => {
  const isrgOnly = exclusive(file('isrg.pem', root('isrg-root-x1')));
  const ids = (...given: Parameters<typeof judge>) => judge(...given).migrations.map((one) => one.id);

  it('is that of the host called', () => {
    expect(judge(pin(calling(WECHAT, isrgOnly)))).toMatchObject({
      verdict: 'breaks',
      migrations: [{ id: 'wechat-open-platform' }],
    });
    expect(verdict(pin(calling(WECHAT, exclusive(file('new.pem', G2)))))).toBe('survives');
  });

  it('is that of a host named in the same file, where none is seen to be called', () => {
    const files = { 'src/pay.py': `url = "https://${WECHAT}/cgi-bin/token"\n` };
    expect(ids(pin(g1Only), { files })).toEqual(['wechat-open-platform']);
    expect(ids(pin(calling('example.com', g1Only)), { files })).toEqual(['digicert-g1-to-g2']);
  });

  it('is that of the authority only when no host migration applied', () => {
    expect(ids(pin(calling(WECHAT, g1Only)))).toEqual(['wechat-open-platform']);
  });

  it('follows `replaces` to the newest, also from a root of two migrations ago', () => {
    const geotrust = catalogue.byId('geotrust-global');
    if (geotrust === undefined) throw new Error('the catalogue lacks GeoTrust');
    const older: Migration = {
      ...authority,
      id: 'geotrust-to-digicert',
      retiring: [catalogueRoot(geotrust, catalogue)],
      required: { mode: 'any', roots: authority.retiring },
    };
    const migrations = [older, { ...authority, replaces: [older.id] }];
    const result = judge(pin(hashed(hash(geotrust.sha256))), { migrations });
    expect(result.migrations.map((one) => one.id)).toEqual(['digicert-g1-to-g2']);
    expect(result.finding?.message).toContain('2 migrations behind');
  });

  it('never lets a notice decide', () => {
    const notice = builtIn.map((one) => ({ ...one, kind: 'notice' as const }));
    expect(judge(pin(g1Only), { migrations: notice })).toMatchObject({ verdict: 'survives', migrations: [] });
  });
});

describe('the state of the store', () => {
  it.each([
    ['a path that leads nowhere', missing('certs/none.pem'), 'unresolved', 'missing-trust-store'],
    [
      'an absolute path outside the repository',
      { ...missing('/opt/ca.pem'), located: { kind: 'outside' } },
      'unresolved',
      'unresolved-trust-source',
    ],
    [
      'a URL that is fetched at run time',
      { kind: 'url', url: 'https://ca.example/root.pem', trail: [] },
      'unresolved',
      'unresolved-trust-source',
    ],
    [
      'an environment variable',
      { kind: 'environment', name: 'CA_FILE', trail: [] },
      'unresolved',
      'unresolved-trust-source',
    ],
    [
      'an HTML page',
      file('ca.pem', '<!DOCTYPE html><html><body>Not found</body></html>'),
      'breaks',
      'unreadable-trust-store',
    ],
    ['an empty file', file('ca.pem', ''), 'breaks', 'unreadable-trust-store'],
    ['altered bytes', file('ca.pem', G2.replace(/^MII.{8}/m, 'MIIAAAAAAAA')), 'breaks', 'unreadable-trust-store'],
    [
      'an LFS pointer',
      file('ca.pem', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1338\n`),
      'unresolved',
      'unresolved-trust-source',
    ],
    ['a holder that nothing was put into', { kind: 'nothing', trail: [] }, 'breaks', 'unreadable-trust-store'],
    ['an ignored value, the default roots staying', ignored('default'), 'survives', 'dead-pin'],
    ['an ignored value, nothing being trusted', ignored('nothing'), 'breaks', 'dead-pin'],
  ] as const)('%s', (_, source, expected, rule) => {
    const result = judge(pin(exclusive(source)));
    expect(result).toMatchObject({ verdict: expected, finding: { rule } });
    expect(result.migrations).toEqual([]);
  });

  it('is open where a source of the union could not be read and the rest lacks the root', () => {
    expect(verdict(pin(exclusive(file('old.pem', G1), missing('extra.pem'))))).toBe('unresolved');
    expect(verdict(pin(exclusive(file('both.pem', G1 + G2), missing('extra.pem'))))).toBe('survives');
  });

  it('does not matter to an additive pin', () => {
    expect(verdict(pin(additive(missing('extra.pem'))))).toBe('survives');
    expect(verdict(pin(additive(file('old.pem', G1))))).toBe('survives');
  });
});

describe('other effects', () => {
  it('is unprotected when verification is off', () => {
    const off = judge(pin({ ...exclusive({ kind: 'disabled', trail: [] }), effect: 'disabled' }));
    expect(off).toMatchObject({
      verdict: 'unprotected',
      finding: { rule: 'disabled-verification', severity: 'error' },
    });
  });

  it('is unresolved when the effect is unknown', () => {
    expect(verdict(pin({ ...g1Only, effect: 'unknown' }))).toBe('unresolved');
  });
});

describe('hash pins', () => {
  const g1 = 'r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=';
  const g2 = 'i7WTqTvh0OioIruIfFR4kMPnBqrS2rdiVPl/s2uC/CY=';
  const someLeaf = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  const g1Fingerprint = '4348a0e9444c78cb265e058d5e8944b4d84f9662bd26db257f8934a443c70161';

  it.each([
    ['base64 of the key', g1],
    ['with sha256/ in front', `sha256/${g1}`],
    ['as curl writes it', `sha256//${g1}`],
    ['the certificate’s fingerprint in hex', g1Fingerprint],
    ['with colons, in capitals', g1Fingerprint.replace(/..(?=.)/g, '$&:').toUpperCase()],
  ])('recognise the retiring root: %s', (_, value) => {
    const result = judge(pin(hashed(hash(value))));
    expect(result.verdict).toBe('breaks');
    expect(result.sources).toMatchObject([{ names: 'DigiCert Global Root CA' }]);
    expect(result.finding).toMatchObject({ rule: 'lacks-successor' });
  });

  it('tell curl’s second slash from one that begins the hash', () => {
    const own = `/${g2.slice(1)}`;
    const digest = Buffer.from(own, 'base64');
    for (const written of [own, `sha256/${own}`, `sha256//${own}`]) expect(digestsIn(written)).toEqual([digest]);
  });

  it('survive with the successor’s hash beside it, and are still worth a warning', () => {
    expect(judge(pin(hashed(hash(g1), hash(g2))))).toMatchObject({
      verdict: 'survives',
      finding: { rule: 'hash-pin', severity: 'warning' },
    });
  });

  it('know SHA-1 of roots whose certificate is at hand', () => {
    const sha1 = 'DF:3C:24:F9:BF:D6:66:76:1B:26:80:73:FE:06:D1:CC:8D:4F:82:A4';
    expect(verdict(pin(hashed(hash(g1), hash(sha1))))).toBe('survives');
  });

  it('break with a backup pin that is no root', () => {
    expect(verdict(pin(hashed(hash(g1), hash(someLeaf))))).toBe('breaks');
  });

  it('can’t be judged where no known root has the hash', () => {
    expect(judge(pin(hashed(hash(someLeaf, 'leaf'))))).toMatchObject({
      verdict: 'unresolved',
      finding: { rule: 'hash-pin' },
    });
  });

  it('never match where a root’s hash is compared with the server’s own certificate', () => {
    expect(judge(pin(hashed(hash(g2, 'leaf'))))).toMatchObject({
      verdict: 'breaks',
      finding: { rule: 'dead-pin' },
      migrations: [],
    });
  });
});

describe('alternatives', () => {
  const good = { ...exclusive(file('both.pem', G1 + G2)), when: 'called from src/shop.py:31' };
  const bad = { ...g1Only, when: 'CA_FILE is not set' };

  it('are judged by the worst, whose sources are shown', () => {
    const result = judge(pin([good, bad]));
    expect(result).toMatchObject({
      verdict: 'breaks',
      sources: [{ path: 'certs/rootca.pem' }],
      finding: { confidence: 'medium' },
    });
    expect(result.alternatives.map((one) => one.verdict)).toEqual(['survives', 'breaks']);
    expect(result.finding?.message).toContain('CA_FILE is not set');
  });

  it('put unprotected before unresolved, and unresolved before survives', () => {
    const off = { ...exclusive({ kind: 'disabled' as const, trail: [] }), effect: 'disabled' as const };
    const open = exclusive(missing('none.pem'));
    expect(verdict(pin([good, open, off]))).toBe('unprotected');
    expect(verdict(pin([good, open]))).toBe('unresolved');
    expect(verdict(pin([exclusive(file('corporate.pem', PRIVATE_CA)), good]))).toBe('survives');
  });
});

describe('--require', () => {
  it.each([
    'digicert-global-root-g3',
    'DigiCert Global Root G3',
    '31ad6648f8104138c738f39ea4320133393e3a18cc02296ef97c2ac9ef6731d0',
  ])('demands %s of every exclusive pin, also of private ones', (required) => {
    const setting = { require: [required] };
    expect(verdict(pin(exclusive(file('both.pem', G1 + G2))), setting)).toBe('breaks');
    expect(verdict(pin(exclusive(file('corporate.pem', PRIVATE_CA))), setting)).toBe('breaks');
    expect(verdict(pin(additive(file('corporate.pem', PRIVATE_CA))), setting)).toBe('survives');
    expect(verdict(pin(exclusive(file('g3.pem', root('digicert-global-root-g3')))), setting)).toBe('survives');
  });

  it('refuses a root that nobody knows', () => {
    expect(() => judge(pin(g1Only), { require: ['digicert-global-root-g9'] })).toThrow(
      /--require digicert-global-root-g9: no root/,
    );
  });
});

describe('roots that only a migration knows', () => {
  const described = (name: string): Migration['retiring'][number] => {
    const source = file('x.pem', certificate(name));
    const anchor = source.contents?.anchors[0];
    if (anchor === undefined) throw new Error(`${name} is no certificate`);
    const { sha256, spkiSha256 } = anchor;
    return { id: name, name: anchor.name, sha256, spkiSha256, pem: certificate(name), catalogued: false };
  };
  const harbour: Migration = {
    ...authority,
    id: 'harbour',
    retiring: [described('harbour-old-root')],
    required: { mode: 'all', roots: [described('harbour-new-root')] },
  };
  const setting = { migrations: [harbour] };

  it('judge a store like any other', () => {
    expect(verdict(pin(exclusive(file('old.pem', certificate('harbour-old-root')))), setting)).toBe('breaks');
    expect(verdict(pin(exclusive(file('new.pem', certificate('harbour-new-root')))), setting)).toBe('survives');
    expect(verdict(pin(exclusive(file('corporate.pem', PRIVATE_CA))), setting)).toBe('unrelated');
  });

  it('retire with them what they issued', () => {
    const result = judge(pin(exclusive(file('ica.pem', certificate('harbour-old-intermediate')))), setting);
    expect(result.verdict).toBe('breaks');
    expect(result.finding?.message).toContain('Harbour Issuing CA 1 in ica.pem is an intermediate, not a root');
  });
});
