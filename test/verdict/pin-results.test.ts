import { describe, expect, it } from 'vitest';
import type { Site } from '../../src/evaluate/pin.js';
import { withoutSecrets } from '../../src/verdict/secrets.js';
import { exclusive, file, G1, hash, judge, judgement, missing, pin, SITE, SOURCE } from './pins.js';

const g1Only = exclusive(file('certs/rootca.pem', G1));
const at = (line: number): Site => ({ ...SITE, span: { ...SITE.span, line, endLine: line } });

describe('the id of a pin', () => {
  const idOf = (source: string, site: Site, api = 'requests.post(verify)') =>
    judge(pin(g1Only, { site, api }), { files: { 'src/pay.py': source } }).id;

  it('stays when lines move or white space changes', () => {
    const id = idOf(SOURCE, at(1));
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(idOf(`# a comment\n${SOURCE}`, at(2))).toBe(id);
    const wide: Site = { ...SITE, span: { ...SITE.span, endColumn: 31 } };
    expect(idOf('requests.post(url, verify = CA)\n', wide)).toBe(id);
  });

  it('tells arguments, APIs and occurrences apart', () => {
    const ids = judgement([pin(g1Only, { site: at(1) }), pin(g1Only, { site: at(2) })], {
      files: { 'src/pay.py': SOURCE + SOURCE },
    }).pins.map((one) => one.id);
    const others = [idOf(SOURCE, at(1), 'requests.get(verify)'), idOf(SOURCE.replace('CA', 'CB'), at(1))];
    expect(new Set([...ids, ...others]).size).toBe(4);
  });
});

describe('the result', () => {
  it('is sorted, however the pins come', () => {
    const files = { 'src/pay.py': SOURCE + SOURCE };
    const pins = [pin(g1Only, { site: at(2) }), pin(g1Only, { site: at(1) })];
    expect(judgement(pins, { files }).pins.map((one) => one.line)).toEqual([1, 2]);
    expect(judgement(pins, { files }).findings.map((one) => one.line)).toEqual([1, 2]);
    expect(judgement(pins, { files }).pins).toEqual(judgement([...pins].reverse(), { files }).pins);
  });

  it('shows anchors with what the catalogue knows of them', () => {
    expect(judge(pin(g1Only)).sources).toMatchObject([
      {
        kind: 'file',
        path: 'certs/rootca.pem',
        format: 'pem',
        line: 0,
        anchors: [{ id: 'digicert-global-root-ca', notAfter: '2031-11-10', distrust: '2026-04-15' }],
        trail: [{ path: 'src/pay.py', line: 1, column: 20, what: 'requests.post(url, verify=CA)' }],
      },
    ]);
  });

  it('shows what was tried for a path that leads nowhere', () => {
    expect(judge(pin(exclusive(missing('none.pem')))).sources).toMatchObject([
      { kind: 'file', path: 'none.pem', format: null, anchors: [], problem: 'not found; tried none.pem' },
    ]);
  });

  it('shows a hash with the root that it names', () => {
    const value = 'r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=';
    expect(judge(pin({ ...exclusive(hash(value)), effect: 'hash' })).sources).toMatchObject([
      { kind: 'hash', algorithm: 'sha256', value, matches: 'chain', names: 'DigiCert Global Root CA' },
    ]);
  });

  it('gives a shadowed pin the verdict of the one that decides', () => {
    const off = pin({ ...exclusive({ kind: 'disabled', trail: [] }), effect: 'disabled' }, { site: at(2) });
    const shadowed = pin(g1Only, { shadowedBy: off.pin });
    const [first, second] = judgement([shadowed, off], { files: { 'src/pay.py': SOURCE + SOURCE } }).pins;
    expect(first).toMatchObject({ verdict: 'unprotected', shadowedBy: second?.id, migrations: [] });
    expect(second?.shadowedBy).toBeNull();
  });

  it('shows no password and no private key', () => {
    const keystore = file('trust.jks', G1, {
      accepts: ['keystore'],
      reads: 'all',
      reader: 'java',
      password: 'harbour',
    });
    const line = 'ks.load(in, harbour); // -----BEGIN PRIVATE KEY-----MIIE\n';
    const result = judge(pin(exclusive(keystore)), { files: { 'src/pay.py': line } });
    expect(JSON.stringify(result)).not.toMatch(/harbour|MIIE/);
  });
});

describe('secrets', () => {
  it.each([
    ['props.put("ssl.truststore.password", "changeit");', 'props.put("ssl.truststore.password", "****");'],
    ['trustStorePassword=changeit', 'trustStorePassword=****'],
    [
      '-Djavax.net.ssl.trustStorePassword=changeit -jar pay.jar',
      '-Djavax.net.ssl.trustStorePassword=**** -jar pay.jar',
    ],
    ["password: 'changeit'", 'password: "****"'],
    ['{ "password": "changeit" }', '{ "password": "****" }'],
    ['keytool -import -storepass changeit -file ca.pem', 'keytool -import -storepass **** -file ca.pem'],
    ['ks.load(in, "changeit".toCharArray());', 'ks.load(in, "****".toCharArray());'],
    ['<trustStorePassword>changeit</trustStorePassword>', '<trustStorePassword>****</trustStorePassword>'],
    ["const pass = process.env.CA_PASSWORD || 'changeit'", 'const pass = process.env.CA_PASSWORD || "****"'],
    ['keytool -storepass $' + '{STORE_PASSWORD:-changeit}', 'keytool -storepass $' + '{STORE_PASSWORD:-****}'],
    ['url = "https://user:secret@host/ca.pem"', 'url = "https://****@host/ca.pem"'],
  ])('are blanked: %s', (line, blanked) => {
    expect(withoutSecrets(line, [])).toBe(blanked);
  });

  it.each([
    'password = os.environ["CA_PASSWORD"]',
    'keytool -import -storepass "$STOREPASS" -file ca.pem',
    'requests.post(url, verify="certs/rootca.pem")',
    'compass = "north"; verify="/run/secrets/ca.pem"',
    'TRUST_STORE_PASSWORD=$STOREPASS',
  ])('are not where they come from: %s', (line) => {
    expect(withoutSecrets(line, [])).toBe(line);
  });

  it('are blanked wherever a known one stands', () => {
    expect(withoutSecrets("load(stream, 'a')", ['a'])).toBe("load(stream, '****')");
  });
});
