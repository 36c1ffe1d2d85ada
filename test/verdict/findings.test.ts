import { describe, expect, it } from 'vitest';
import { findingRules, RULE_IDS } from '../../src/verdict/finding-rules.js';
import type { Migration } from '../../src/verdict/migrations.js';
import {
  additive,
  builtIn,
  calling,
  certificate,
  exclusive,
  file,
  G1,
  G2,
  judge,
  missing,
  PEM_FILE,
  PRIVATE_CA,
  pin,
  root,
} from './pins.js';

const finding = (...given: Parameters<typeof judge>) => judge(...given).finding;
const g1Only = exclusive(file('certs/rootca.pem', G1));
const both = exclusive(file('both.pem', G1 + G2));

describe('the message', () => {
  it('names the thing, the place and the reason, in words for the day', () => {
    expect(finding(pin(g1Only))).toMatchObject({
      rule: 'lacks-successor',
      severity: 'error',
      confidence: 'high',
      path: 'src/pay.py',
      line: 1,
      column: 20,
      message:
        'requests.post trusts only certs/rootca.pem, which holds DigiCert Global Root CA but not DigiCert Global Root G2; the server’s new chain is refused (broken since 2026-04-15).',
    });
    expect(finding(pin(g1Only), { asOf: '2026-01-10' })?.message).toContain(
      'will be refused (will break on 2026-04-15)',
    );
  });

  it('says where Debian’s curl hides the fault', () => {
    const byCurl = exclusive(file('certs/rootca.pem', G1, { ...PEM_FILE, reader: 'curl' }));
    expect(finding(pin(byCurl))?.message).toContain('Debian and Ubuntu hide this');
    expect(finding(pin(g1Only))?.message).not.toContain('Debian');
  });

  it('names the host that is called', () => {
    expect(finding(pin(calling('api.weixin.qq.com', g1Only)))?.message).toContain(
      'the new chain of api.weixin.qq.com is refused (broken since 2024-10-22)',
    );
  });

  it('tells what else is wrong in further sentences', () => {
    const firstOnly = { ...PEM_FILE, accepts: ['certificate'], reads: 'first', reader: 'java' } as const;
    const found = finding(pin(exclusive(file('both.pem', G1 + G2, firstOnly))));
    expect(found?.rule).toBe('lacks-successor');
    expect(found?.message).toContain('Only the first certificate of both.pem is read, of 2 that it holds.');
  });
});

describe('what comes next', () => {
  it('is the day on which the root that was asked for ends', () => {
    const message = finding(pin(calling('api.weixin.qq.com', both)))?.message;
    expect(message).toContain('next: DigiCert Global Root G2 leaves Mozilla’s store on 2029-04-15');
    expect(finding(pin(both))?.message).toContain('next: DigiCert Global Root G2 leaves');
  });

  it('is told by the horizon where that reaches so far', () => {
    expect(finding(pin(both), { horizonDays: 900 })).toMatchObject({ rule: 'retiring-anchor' });
    expect(finding(pin(both), { horizonDays: 800 })).toMatchObject({ rule: 'pinned-root' });
  });

  it('is an expired root that has to go', () => {
    const letsEncrypt = exclusive(file('le.pem', root('dst-root-ca-x3') + root('isrg-root-x1')));
    expect(finding(pin(letsEncrypt))).toMatchObject({ rule: 'expired-anchor', severity: 'warning' });
    expect(finding(pin(letsEncrypt))?.message).toContain(
      'DST Root CA X3 in le.pem expired on 2021-09-30 and has to go',
    );
    const renewed = exclusive(file('le.pem', root('isrg-root-x1')));
    expect(finding(pin(renewed))?.rule).toBe('pinned-root');
  });
});

describe('a private root', () => {
  it('is told when it ends within the horizon, and nobody is told to remove it', () => {
    const internal = pin(exclusive(file('corporate.pem', PRIVATE_CA)));
    expect(finding(internal)).toBeUndefined();
    const soon = finding(internal, { horizonDays: 60_000 });
    expect(soon).toMatchObject({ rule: 'retiring-anchor', severity: 'note', fixes: [] });
  });
});

describe('in Chinese', () => {
  it('a finding names the same things', () => {
    const message = finding(pin(calling('api.weixin.qq.com', g1Only)), { language: 'zh-CN' })?.message;
    expect(message).toBe(
      'requests.post 只信任 certs/rootca.pem，其中有 DigiCert Global Root CA，但没有 DigiCert Global Root G2；api.weixin.qq.com 的新证书链会被拒绝（自 2024-10-22 起已中断）。',
    );
  });
});

describe('severity', () => {
  it('is a note where the program does not get', () => {
    expect(finding(pin(g1Only, { reach: 'none' }))).toMatchObject({ rule: 'lacks-successor', severity: 'note' });
    expect(finding(pin(g1Only, { reach: 'conditional' }))).toMatchObject({ severity: 'note' });
  });
});

describe('confidence', () => {
  it('is low where a source could not be known', () => {
    expect(finding(pin(exclusive(missing('a.pem'))))?.confidence).toBe('low');
  });

  it('is medium where a path was not found by its first reading', () => {
    const source = file('certs/rootca.pem', G1);
    if (source.kind !== 'file') throw new Error('not a file');
    const elsewhere = {
      ...source,
      located: { kind: 'file', path: 'docker/rootca.pem', found: 'beside Dockerfile' },
    } as const;
    expect(finding(pin(exclusive(elsewhere)))?.confidence).toBe('medium');
  });
});

describe('a pin in order', () => {
  it('that is public is a note: it need not exist', () => {
    expect(finding(pin(both))).toMatchObject({ rule: 'pinned-root', severity: 'note' });
    expect(finding(pin(additive(file('old.pem', G1))))).toMatchObject({ rule: 'pinned-root', severity: 'note' });
  });

  it('that is private, or the system’s own, is not mentioned', () => {
    expect(finding(pin(exclusive(file('corporate.pem', PRIVATE_CA))))).toBeUndefined();
    expect(finding(pin(additive(file('corporate.pem', PRIVATE_CA))))).toBeUndefined();
    expect(finding(pin(exclusive({ kind: 'bundle', name: 'certifi', trail: [] })))).toBeUndefined();
  });

  it('that another pin decides for is not mentioned either', () => {
    const off = pin({ ...exclusive({ kind: 'disabled', trail: [] }), effect: 'disabled' });
    expect(finding(pin(g1Only, { shadowedBy: off.pin }))).toBeUndefined();
  });
});

describe('expiry', () => {
  it('matters in a public store when every root of it has expired', () => {
    const g3 = root('digicert-global-root-g3');
    expect(finding(pin(exclusive(file('g3.pem', g3))), { asOf: '2039-01-01' })?.rule).toBe('expired-anchor');
    expect(
      finding(pin(exclusive(file('mixed.pem', g3 + root('digicert-tls-rsa4096-g5')))), { asOf: '2039-01-01' })?.rule,
    ).toBe('pinned-root');
  });

  it('matters in a private one', () => {
    expect(finding(pin(exclusive(file('corporate.pem', PRIVATE_CA))), { asOf: '2200-01-01' })?.rule).toBe(
      'expired-anchor',
    );
  });

  it('is foretold half a year ahead', () => {
    const r3 = exclusive(file('r3.pem', certificate('globalsign-r3')));
    expect(finding(pin(r3), { asOf: '2026-06-01' })?.rule).toBe('pinned-root');
    expect(finding(pin(r3), { asOf: '2026-11-23' })).toMatchObject({
      rule: 'retiring-anchor',
      message: expect.stringContaining('(2027-04-15)'),
    });
  });

  it('of a retiring root is no news where its successor stands beside it', () => {
    expect(finding(pin(both), { asOf: '2026-01-10' })?.rule).toBe('pinned-root');
  });
});

describe('the new root alone', () => {
  const keepOld = (day: string): { migrations: readonly Migration[] } => ({
    migrations: builtIn.map((one) => ({ ...one, keepOldUntil: day })),
  });
  const g2Only = exclusive(file('new.pem', G2));

  it('is a warning while the old chain is still served', () => {
    const found = finding(pin(g2Only), keepOld('2027-12-01'));
    expect(found).toMatchObject({ rule: 'lacks-current-root', severity: 'warning' });
    expect(found?.message).toContain('until 2027-12-01 the server may still show the old chain');
  });

  it('is in order afterwards, and beside the old one', () => {
    expect(finding(pin(g2Only), keepOld('2026-11-01'))?.rule).toBe('pinned-root');
    expect(finding(pin(both), keepOld('2027-12-01'))?.rule).toBe('pinned-root');
  });
});

describe('an intermediate', () => {
  it('is a warning alone, and none beside its root', () => {
    const ica = certificate('harbour-old-intermediate');
    expect(finding(pin(exclusive(file('ica.pem', ica))))).toMatchObject({
      rule: 'intermediate-pin',
      severity: 'warning',
    });
    expect(finding(pin(exclusive(file('chain.pem', ica + certificate('harbour-old-root')))))).toBeUndefined();
  });
});

describe('rules/findings.yaml', () => {
  it('describes every rule in both languages', () => {
    expect([...findingRules().keys()].sort()).toEqual([...RULE_IDS].sort());
    for (const rule of findingRules().values()) {
      for (const text of [rule.title, rule.why, rule.remedy]) {
        expect(text.en.trim()).not.toBe('');
        expect(text['zh-CN']).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });
});
