import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { matchesHost } from '../../src/verdict/hosts.js';
import type { Migration } from '../../src/verdict/migrations.js';
import { builtIn, calling, exclusive, file, G1, G2, hash, hashed, judge, PRIVATE_CA, pin, root } from './pins.js';

const store = (...roots: string[]) => exclusive(file('certs/ca.pem', roots.join('')));
const verdict = (...given: Parameters<typeof judge>) => judge(...given).verdict;
const deciding = (...given: Parameters<typeof judge>) => judge(...given).migrations.map((one) => one.id);
const mentioning = (text: string) => ({ files: { 'src/pay.py': text } });
const byId = (id: string): Migration => {
  const found = builtIn.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no migration ${id}`);
  return found;
};

/** What Mozilla's store held on a day, of the roots whose certificates are at hand. */
const mozillaOn = (day: string): string =>
  catalogue
    .all()
    .filter((one) => one.notAfter > day && (one.distrustActual ?? one.distrust ?? day) >= day && one.notBefore < day)
    .map((one) => catalogue.pem(one.id) ?? '')
    .join('');

/** A host of a pattern, as one would call it. */
const hostOf = (pattern: string): string => pattern.replaceAll('*', 'eu-west-1');

const judging = builtIn.filter((one) => one.kind === 'migration');
const hosts = judging.flatMap((one) => one.hosts.map((pattern) => [one.id, hostOf(pattern)] as const));

describe('the built-in migrations', () => {
  it('have a title in English and Chinese, and replace each other alone', () => {
    const ids = new Set(builtIn.map((one) => one.id));
    for (const one of builtIn) {
      expect(one.title.en, one.id).toMatch(/[a-z]/);
      expect(one.title['zh-CN'], one.id).toMatch(/\p{Script=Han}/u);
      expect(
        one.replaces.filter((id) => !ids.has(id)),
        one.id,
      ).toEqual([]);
    }
  });

  it('are named for their files, and say how sure their source is', () => {
    for (const one of builtIn) {
      const text = readFileSync(new URL(`../../rules/migrations/${one.id}.yaml`, import.meta.url), 'utf8');
      expect(text, one.id).toMatch(new RegExp(`^id: ${one.id}$`, 'm'));
      expect(text, one.id).toMatch(/^confidence: (?:high|medium|low)$/m);
      if (one.confidence === 'high') expect(one.links, one.id).not.toEqual([]);
    }
  });

  it('require what Mozilla trusts today, but for those of history and the private ones', () => {
    const replaced = new Set(builtIn.flatMap((one) => one.replaces));
    for (const one of judging.filter(({ id, private: own }) => !own && !replaced.has(id))) {
      const trusted = one.required.roots.map(({ id }) => {
        const entry = catalogue.byId(id);
        return (entry?.distrustActual ?? entry?.distrust ?? '9999') > '2026-11-23';
      });
      expect(one.required.mode === 'any' ? trusted.some(Boolean) : trusted.every(Boolean), one.id).toBe(true);
    }
  });
});

describe('a whole bundle', () => {
  it.each(['2022-06-01', '2024-06-01', '2026-11-23'])('of %s survives everything', (day) => {
    const bundle = store(mozillaOn(day));
    expect(verdict(pin(bundle))).toBe('survives');
    for (const [id, host] of hosts) expect(verdict(pin(calling(host, bundle))), `${id} ${host}`).toBe('survives');
  });
});

describe('an unknown host', () => {
  it('is judged by the authority alone', () => {
    expect(verdict(pin(store(G1, G2)))).toBe('survives');
    expect(verdict(pin(store(G1)))).toBe('breaks');
    expect(verdict(pin(store(G2)))).toBe('survives');
  });

  it('leaves a store in peace that holds a root of somebody else', () => {
    expect(verdict(pin(store(root('geotrust-global'), root('gts-r1'))))).toBe('survives');
    expect(verdict(pin(store(root('digicert-ha-ev'), root('usertrust-ecc'))))).toBe('survives');
    expect(verdict(pin(store(root('dst-root-ca-x3'), root('globalsign-r3'))))).toBe('survives');
    expect(verdict(pin(store(root('addtrust-external'), root('isrg-root-x1'))))).toBe('survives');
  });

  it.each([
    ['dst-root-ca-x3', 'isrg-root-x1', 'letsencrypt-x3'],
    ['addtrust-external', 'comodo-rsa', 'sectigo-2020'],
    ['globalsign-r1', 'globalsign-r46', 'globalsign-r1-r3'],
    ['digicert-ha-ev', 'digicert-global-root-g3', 'digicert-ha-ev-to-g2'],
  ])('breaks with %s alone, and survives with %s beside it', (old, next, id) => {
    expect(judge(pin(store(root(old))))).toMatchObject({ verdict: 'breaks', migrations: [{ id }] });
    expect(judge(pin(store(root(old), root(next))))).toMatchObject({ verdict: 'survives', migrations: [{ id }] });
  });

  it('is two migrations behind with GeoTrust alone', () => {
    const result = judge(pin(store(root('geotrust-global'))));
    expect(result).toMatchObject({ verdict: 'breaks', migrations: [{ id: 'digicert-g1-to-g2' }] });
    expect(result.finding?.message).toContain('2 migrations behind');
  });

  it('is one behind with G1, which met the one before', () => {
    expect(judge(pin(store(root('geotrust-global'), G1))).finding?.message).not.toContain('behind');
  });
});

describe('a known host', () => {
  it.each([
    ['api.weixin.qq.com', [G2], 'survives', 'wechat-open-platform'],
    ['api.mch.weixin.qq.com', [G1], 'breaks', 'wechat-pay'],
    ['shop.mysql.database.azure.com', [G1, G2], 'breaks', 'azure-mysql-flexible'],
    ['shop.mysql.database.azure.com', [G2, root('microsoft-rsa-2017')], 'survives', 'azure-mysql-flexible'],
    ['shop.postgres.database.azure.com', [G2], 'survives', 'azure-postgres-single'],
    ['shop.blob.core.windows.net', [root('baltimore-cybertrust')], 'breaks', 'azure-storage'],
    ['shop.servicebus.windows.net', [root('baltimore-cybertrust'), G2], 'survives', 'azure-tls-2020'],
    ['bucket.s3.eu-west-1.amazonaws.com', [root('starfield-services-g2')], 'survives', 'aws-s3-cloudfront-ats'],
    ['sts.amazonaws.com', [root('starfield-class2')], 'breaks', 'aws-acm-starfield-c2'],
    ['abc-ats.iot.us-east-1.amazonaws.com', [root('verisign-c3-g5')], 'breaks', 'aws-iot-ats'],
    ['api.push.apple.com', [root('usertrust-rsa')], 'survives', 'apns-2025'],
    ['login.salesforce.com', [G1], 'breaks', 'salesforce-2026'],
    ['oauth2.googleapis.com', [root('gts-r4')], 'survives', 'google-gts'],
  ] as const)('%s', (host, roots, expected, id) => {
    expect(judge(pin(calling(host, store(...roots))))).toMatchObject({ verdict: expected, migrations: [{ id }] });
  });

  it('accepts a required root that was issued anew with the same key', () => {
    expect(verdict(pin(calling('oauth2.googleapis.com', store(root('gts-r1-old')))))).toBe('survives');
    const key = catalogue.byId('gts-r1')?.spkiSha256 ?? '';
    expect(verdict(pin(calling('oauth2.googleapis.com', hashed(hash(key)))))).toBe('survives');
  });

  it('names only those before it that the store missed too', () => {
    const behind = (host: string, ...roots: string[]) => judge(pin(calling(host, store(...roots)))).finding?.message;
    expect(behind('api.weixin.qq.com', G1)).not.toContain('behind');
    expect(behind('api.weixin.qq.com', root('geotrust-global'))).toContain('2 migrations behind');
    expect(behind('shop.blob.core.windows.net', root('gte-cybertrust-global'))).toContain('2 migrations behind');
    expect(behind('api.push.apple.com', root('geotrust-global'))).toContain('2 migrations behind');
  });

  it('counts for each host of a client by its own most telling pattern', () => {
    const client = { ...store(G2), hosts: ['shop.mysql.database.azure.com', 'shop.postgres.database.azure.com'] };
    expect(deciding(pin(client))).toEqual(['azure-mysql-flexible', 'azure-postgres-single']);
  });
});

it('a migration of the user’s counts beside a built-in one whose pattern says more', () => {
  const mine: Migration = { ...byId('aws-acm-starfield-c2'), id: 'mine', hosts: ['*.weixin.qq.com'], given: true };
  const result = judge(pin(calling('api.weixin.qq.com', store(G2))), { migrations: [...builtIn, mine] });
  expect(result).toMatchObject({ verdict: 'breaks', migrations: [{ id: 'wechat-open-platform' }, { id: 'mine' }] });
});

describe('a host that the file mentions', () => {
  it('counts where the store holds what the host showed before, or shows now', () => {
    expect(deciding(pin(store(G1)), mentioning('"https://api.mch.weixin.qq.com/pay"\n'))).toEqual(['wechat-pay']);
    expect(deciding(pin(store(root('geotrust-global'))), mentioning('"https://api.weixin.qq.com"\n'))).toEqual([
      'wechat-open-platform',
    ]);
  });

  it('is a remark in passing where the store has nothing to do with it', () => {
    const link = mentioning('# see https://developers.google.com/identity and https://docs.aws.amazonaws.com\n');
    expect(verdict(pin(store(G1, G2)), link)).toBe('survives');
    expect(deciding(pin(store(G1, G2)), link)).toEqual(['digicert-g1-to-g2']);
    expect(verdict(pin(store(root('isrg-root-x1'))), link)).toBe('survives');
  });
});

describe('a private PKI', () => {
  const RDS = 'shop.abc.eu-west-1.rds.amazonaws.com';
  const old = readFileSync(new URL('../../rules/migrations/roots/amazon-rds-2019.pem', import.meta.url), 'utf8');

  it('judges its own hosts', () => {
    expect(judge(pin(calling(RDS, store(old))))).toMatchObject({
      verdict: 'breaks',
      migrations: [{ id: 'aws-rds-2019' }],
    });
  });

  describe('with a root for each region', () => {
    const bundle = readFileSync(new URL('../../rules/migrations/roots/amazon-rds-g1.pem', import.meta.url), 'utf8');
    const pemOf = (name: string) =>
      bundle.split(/(?=^# )/m).find((part) => part.startsWith(`# Amazon RDS ${name} G1`)) ?? '';
    const missingOf = (roots: string, host = RDS) =>
      judge(pin(calling(host, store(roots)))).migrations.flatMap(({ missing }) => missing.map(({ name }) => name));

    it('wants one of the three that the region’s databases show', () => {
      expect(missingOf(old)).toEqual([
        'Amazon RDS eu-west-1 Root CA RSA2048 G1',
        'Amazon RDS eu-west-1 Root CA RSA4096 G1',
        'Amazon RDS eu-west-1 Root CA ECC384 G1',
      ]);
      expect(verdict(pin(calling(RDS, store(pemOf('eu-west-1 Root CA RSA4096')))))).toBe('survives');
    });

    it('is not content with those of another', () => {
      expect(missingOf(pemOf('us-east-1 Root CA RSA2048'))).toHaveLength(3);
      expect(
        verdict(pin(calling(RDS.replace('eu-west-1', 'us-east-1'), store(pemOf('us-east-1 Root CA RSA2048'))))),
      ).toBe('survives');
    });

    it('says what it does not know of a region that is not listed', () => {
      expect(missingOf(old, 'shop.abc.il-central-1.rds.amazonaws.com')).toHaveLength(81);
    });

    it('has certificates that sign themselves, under the names that it gives', () => {
      for (const { name, pem } of byId('aws-rds-2019').required.roots) {
        const certificate = new X509Certificate(pem ?? '');
        expect(certificate.subject, name).toContain(`CN=${name}`);
        expect(certificate.verify(certificate.publicKey) && certificate.ca, name).toBe(true);
      }
    });
  });

  it('is nobody’s business elsewhere', () => {
    expect(verdict(pin(store(old)))).toBe('unrelated');
    expect(verdict(pin(calling(RDS, store(PRIVATE_CA))))).toBe('unrelated');
  });

  it('leaves the proxies alone, which show a public chain', () => {
    expect(deciding(pin(calling(`shop.proxy-abc.eu-west-1.rds.amazonaws.com`, store(root('amazon-1')))))).toEqual([
      'aws-acm-starfield-c2',
    ]);
    expect(verdict(pin(calling(RDS, store(root('amazon-1')))))).toBe('survives');
  });
});

describe('a notice', () => {
  it.each(['stripe', 'entrust-2024', 'letsencrypt-gen-y'])('never decides: %s', (id) => {
    expect(byId(id)).toMatchObject({ kind: 'notice', required: { roots: [] } });
    expect(byId(id).policy).not.toBeNull();
  });

  it('is shown beside what is found', () => {
    expect(judge(pin(calling('api.stripe.com', store(G1)))).finding?.message).toContain('Stripe publishes');
    expect(judge(pin(store(root('entrust-g2')))).finding?.message).toContain('Entrust and AffirmTrust are distrusted');
    expect(judge(pin(store(root('entrust-g2'), root('isrg-root-x1')))).finding?.message).not.toContain('Entrust and');
  });
});

describe('patterns', () => {
  it('meet hosts of any depth, and no host of another name', () => {
    expect(matchesHost('*.rds.amazonaws.com', 'a.b.rds.amazonaws.com')).toBe(true);
    expect(matchesHost('*.amazonaws.com', 'sts.cn-north-1.amazonaws.com.cn')).toBe(false);
    expect(matchesHost('*.google.com', 'notgoogle.com')).toBe(false);
  });
});

it('the words move with the day, and the verdict does not', () => {
  const rongcloud = pin(calling('api.rongcloud.cn', store(G1)));
  expect(judge(rongcloud, { asOf: '2026-11-23' }).finding?.message).toContain('will break on 2027-12-01');
  expect(judge(rongcloud, { asOf: '2028-01-01' }).finding?.message).toContain('broken since 2027-12-01');
});
