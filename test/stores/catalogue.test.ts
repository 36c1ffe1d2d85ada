import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { anchorOf } from '../../src/stores/certificate.js';

const pemFolder = fileURLToPath(new URL('../../rules/roots/pem/', import.meta.url));
const derOf = (pem: string) => Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');

/** Straight from OpenSSL: what rootlint itself says of a known root, it takes from the catalogue. */
function factsOf(der: Uint8Array) {
  const certificate = new X509Certificate(der);
  const day = (date: string) => new Date(date).toISOString().slice(0, 10);
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return {
    subject: certificate.subject.replace(/\\(.)/g, '$1'),
    facts: {
      sha256: createHash('sha256').update(certificate.raw).digest('hex'),
      spkiSha256: createHash('sha256').update(key).digest('base64'),
      notBefore: day(certificate.validFrom),
      notAfter: day(certificate.validTo),
    },
    isRoot: certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey),
  };
}

describe('the root catalogue', () => {
  it('knows the roots of the first migration by id, fingerprint and key', () => {
    const old = catalogue.byId('digicert-global-root-ca');
    expect(old).toMatchObject({
      name: 'DigiCert Global Root CA',
      sha256: '4348a0e9444c78cb265e058d5e8944b4d84f9662bd26db257f8934a443c70161',
      spkiSha256: 'r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=',
      notAfter: '2031-11-10',
      distrust: '2026-04-15',
      successor: 'digicert-global-root-g2',
    });
    expect(catalogue.bySha256(old?.sha256.toUpperCase() ?? '')).toBe(old);
    expect(catalogue.bySpki(old?.spkiSha256 ?? '')).toBe(old);
  });

  it('agrees with the published policy dates', () => {
    const dates = (id: string) => catalogue.byId(id)?.distrust;
    // https://knowledge.digicert.com/general-information/digicert-root-and-intermediate-ca-certificate-updates-2023
    expect(dates('digicert-global-root-g2')).toBe('2029-04-15');
    expect(dates('digicert-tls-rsa4096-g5')).toBe('2036-01-15');
    expect(dates('baltimore-cybertrust')).toBe('2025-04-15');
    // https://support.globalsign.com/ssl/general-ssl/removal-tls-trust-bit-roots-r1-and-r3-mozilla
    expect(dates('globalsign-r3')).toBe('2027-04-15');
    expect(dates('globalsign-r6')).toBe('2029-12-10');
  });

  it('tells where trust ended earlier than the policy says, and is silent where it did not', () => {
    expect(catalogue.byId('entrust-g2')).toMatchObject({ distrust: '2027-04-15', distrustActual: '2024-11-30' });
    expect(catalogue.byId('digicert-global-root-ca')).not.toHaveProperty('distrustActual');
  });

  it('lets the certificate that is still issued stand for a key with several', () => {
    const exchanged = catalogue.byId('gts-r1-old');
    expect(exchanged).toBeDefined();
    expect(catalogue.bySpki(exchanged?.spkiSha256 ?? '')?.id).toBe('gts-r1');
    expect(catalogue.of({ sha256: exchanged?.sha256 ?? '', spkiSha256: '' })?.id).toBe('gts-r1-old');
  });

  it('has unique ids and fingerprints, and successors that exist', () => {
    const roots = catalogue.all();
    expect(new Set(roots.map((root) => root.id)).size).toBe(roots.length);
    expect(new Set(roots.map((root) => root.sha256)).size).toBe(roots.length);
    for (const { successor } of roots) if (successor) expect(catalogue.byId(successor)).toBeDefined();
  });

  it('says what the shipped certificates say', () => {
    const files = readdirSync(pemFolder);
    expect(files).toContain('digicert-global-root-g2.pem');
    for (const file of files) {
      const id = file.replace(/\.pem$/, '');
      const pem = readFileSync(`${pemFolder}${file}`, 'utf8');
      const { subject, facts } = factsOf(derOf(pem));
      expect(catalogue.byId(id), file).toMatchObject(facts);
      expect(subject).toContain(catalogue.byId(id)?.name);
      expect(catalogue.pem(id)).toBe(pem);
    }
    expect(catalogue.pem('diginotar-root-ca')).toBeUndefined();
    expect(catalogue.pem('../../../etc/passwd')).toBeUndefined();
  });

  it('says what every certificate says that Mozilla ever held', () => {
    const pems = readFileSync(new URL('../../scripts/roots/certificates.pem', import.meta.url), 'utf8');
    const ders = [...pems.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(([pem]) =>
      derOf(pem),
    );
    expect(ders).toHaveLength(447);
    expect(catalogue.all()).toHaveLength(447);
    for (const der of ders) {
      const { subject, facts, isRoot } = factsOf(der);
      const entry = catalogue.bySha256(facts.sha256);
      expect(entry).toMatchObject(facts);
      expect(subject).toContain(entry?.name);
      // MD2 signatures are believed, all others are verified.
      const isMd2 = der.includes(Buffer.from('06092a864886f70d010102', 'hex'));
      expect(entry?.kind === undefined, entry?.id).toBe(isRoot || isMd2);
      const { spkiSha256 } = facts;
      expect(catalogue.byDigest(createHash('sha1').update(der).digest('hex'))?.spkiSha256).toBe(spkiSha256);
      expect(catalogue.byDigest(createHash('md5').update(der).digest('hex'))?.spkiSha256).toBe(spkiSha256);
    }
  });

  it('gives the same names as a certificate that it does not know', () => {
    for (const pem of rootCertificates) {
      const der = derOf(pem);
      const stranger = new Uint8Array(der);
      stranger.set([stranger.at(-1)! ^ 1], stranger.length - 1); // the last byte of the signature
      const [known, unknown] = [anchorOf(der)!, anchorOf(stranger)!];
      expect(unknown.sha256).not.toBe(known.sha256);
      for (const key of ['name', 'subject', 'spkiSha256', 'notBefore', 'notAfter', 'isCa', 'selfIssued'] as const) {
        expect(unknown[key]).toBe(known[key]);
      }
    }
  });

  it('tells intermediates from roots, by their keys and below whom they hang', () => {
    // The name says G1, and the signature is Root G2's.
    const { name, root } = catalogue.intermediate('SDG5orEv8iX6MNenIAxa8nQFNpROB/6+llsZdXHZNqs=') ?? {};
    expect([name, root]).toEqual(['GeoTrust TLS RSA CA G1', 'digicert-global-root-g2']);
    expect(catalogue.intermediate('Wec45nQiFwKvHtuHxSAMGkt19k+uPSw9JlEkxhvYPHk=')).toMatchObject({
      name: 'DigiCert Global G2 TLS RSA SHA256 2020 CA1',
      root: 'digicert-global-root-g2',
    });
    for (const { spkiSha256 } of catalogue.all().filter(({ kind }) => kind === undefined)) {
      expect(catalogue.intermediate(spkiSha256)).toBeUndefined();
    }
  });

  it('says what the roots in Node itself say', () => {
    const known = rootCertificates
      .map((pem) => factsOf(derOf(pem)).facts)
      .filter((one) => catalogue.bySha256(one.sha256));
    expect(known.length).toBeGreaterThan(100);
    for (const facts of known) expect(catalogue.bySha256(facts.sha256)).toMatchObject(facts);
  });
});
