/** The roots that a migration file names: by an id of the catalogue, or described by name, fingerprint and certificate. */
import { Buffer } from 'node:buffer';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { KeyPath, Positioned } from './config-error.js';
import type { GivenRoot } from './migration-file.js';
import { catalogueRoot, type Root } from './migrations.js';
import type { Catalogue } from './read-pin.js';

export class RootResolver {
  /** By file and fingerprint: a bundle is named once for each of its roots. */
  private readonly bundles = new Map<string, ReadonlyMap<string, X509Certificate>>();

  constructor(
    private readonly positioned: Positioned,
    private readonly folder: string,
    private readonly catalogue: Catalogue,
  ) {}

  root(given: GivenRoot, path: KeyPath): Root {
    return typeof given === 'string' ? this.named(given, path) : this.described(given, path);
  }

  private named(id: string, path: KeyPath): Root {
    const entry = this.catalogue.byId(id);
    if (entry) return catalogueRoot(entry, this.catalogue);
    this.positioned.wrong(
      path,
      `no root of the catalogue has the id ${id}; describe it with name, sha256 and pem instead`,
    );
    return { id, name: id, sha256: '', spkiSha256: null, pem: null, catalogued: false };
  }

  private described(given: Exclude<GivenRoot, string>, path: KeyPath): Root {
    const pem = given.pem === undefined ? null : this.pem(given.pem, given.sha256, [...path, 'pem']);
    const sha256 = given.sha256 ?? pem?.sha256 ?? '';
    if (given.sha256 === undefined && given.pem === undefined) {
      this.positioned.wrong(
        path,
        `${given.name} needs its sha256 fingerprint, or pem with the path of the certificate`,
      );
    } else if (pem !== null && pem.sha256 !== sha256) {
      this.positioned.wrong([...path, 'sha256'], `${given.pem} has another fingerprint: ${pem.sha256}`);
    }
    const entry = this.catalogue.bySha256(sha256);
    if (entry) return catalogueRoot(entry, this.catalogue);
    const id =
      given.id ??
      given.name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');
    return {
      id: id || sha256.slice(0, 16),
      name: given.name,
      sha256,
      spkiSha256: pem?.spkiSha256 ?? null,
      pem: pem?.text ?? null,
      catalogued: false,
      ...(given.hosts !== undefined && { hosts: given.hosts }),
    };
  }

  /** Of a file with several certificates the one of the fingerprint; without one, the first. */
  private pem(given: string, sha256: string | undefined, path: KeyPath) {
    try {
      const bundle = this.bundle(resolve(this.folder, given));
      const certificate = bundle.get(sha256 ?? '') ?? [...bundle.values()][0];
      if (certificate === undefined) throw new Error('no certificate');
      const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
      return {
        text: certificate.toString(),
        sha256: digestOf(certificate),
        spkiSha256: createHash('sha256').update(key).digest('base64'),
      };
    } catch {
      this.positioned.wrong(path, `${given} can’t be read as a certificate`);
      return null;
    }
  }

  private bundle(file: string): ReadonlyMap<string, X509Certificate> {
    const bundle =
      this.bundles.get(file) ?? new Map(certificatesIn(readFileSync(file)).map((one) => [digestOf(one), one]));
    this.bundles.set(file, bundle);
    return bundle;
  }
}

const digestOf = (certificate: X509Certificate): string => createHash('sha256').update(certificate.raw).digest('hex');

const certificatesIn = (bytes: Uint8Array): readonly X509Certificate[] => {
  const blocks = Buffer.from(bytes)
    .toString('latin1')
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  return (blocks ?? [bytes]).map((block) => new X509Certificate(block));
};
