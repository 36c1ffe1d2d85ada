/**
 * What holds of every bundle, however it was put together: openssl reads what is left, the old certificates are all there,
 * nothing before the addition has changed, and a second time changes nothing.
 */
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/stores/catalogue.js';
import { folderOf } from '../files/folder.js';
import { G1, G2 } from '../verdict/pins.js';
import { fixed } from './fixed.js';

const SEED = 20_261_123;
const BUNDLES = 60;

/** A small generator of our own, so that a failure can be met again. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function chance(seed: number): <T>(of: readonly T[]) => T {
  let state = seed;
  return (of) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return of[Math.floor((state / 2_147_483_648) * of.length)] as never;
  };
}

const OTHERS = catalogue
  .all()
  .filter(({ kind, id }) => kind === undefined && !/digicert-global-root-g2/.test(id))
  .flatMap(({ id }) => catalogue.pem(id) ?? [])
  .slice(0, 40);

const nameIn = (pem: string): string => /CN=(.*)/.exec(new X509Certificate(pem).subject)?.[1] ?? 'a root';

/** Ways in which people introduce a certificate. */
const INTRODUCTIONS: readonly ((pem: string) => string)[] = [
  () => '',
  () => '\n',
  (pem) => `# ${nameIn(pem)}\n`,
  (pem) => `\n${nameIn(pem)}\n${'='.repeat(nameIn(pem).length)}\n`,
  (pem) => `subject=CN = ${nameIn(pem)}\nissuer=CN = ${nameIn(pem)}\n`,
  () => '# added in 2016, see the wiki\n\n',
];

function bundle(seed: number): Buffer {
  const pick = chance(seed);
  const introduced = pick(INTRODUCTIONS);
  const certificates = Array.from({ length: pick([1, 2, 3, 5]) }, () => pick(OTHERS));
  certificates.splice(pick([0, 1]), 0, G1);
  const head = pick(['', '# Trust anchors of the gateway\n', '##\n## Bundle of CA Root Certificates\n##\n\n']);
  const tail = pick(['', '', '\n', '\n\n\n', '# end of file', '# end of file\n', '   ']);
  const body = certificates.map((pem) => `${introduced(pem)}${pem.trimEnd()}\n`).join('');
  const whole = `${head}${pick([true, false]) || tail !== '' ? body + tail : body.trimEnd()}`;
  const ended = pick([true, false]) ? whole.replaceAll('\n', '\r\n') : whole;
  return Buffer.from(pick([false, false, false, true]) ? `\uFEFF${ended}` : ended);
}

const certificatesIn = (text: string): readonly string[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((pem) =>
    createHash('sha256').update(new X509Certificate(pem).raw).digest('hex'),
  );

const readByOpenssl = (file: string): number =>
  execFileSync('sh', ['-c', `openssl crl2pkcs7 -nocrl -certfile "$1" | openssl pkcs7 -print_certs -noout`, 'sh', file])
    .toString()
    .match(/^subject/gm)?.length ?? 0;

test('a bundle keeps what it has and gets what it lacks', async () => {
  const before = Array.from({ length: BUNDLES }, (_, at) => bundle(SEED + at));
  const programs = before.map(
    (_, at) =>
      [`pay${at}.py`, `import requests\nrequests.get("https://pay.example/", verify="certs/${at}.pem")\n`] as const,
  );
  const folder = folderOf({
    ...Object.fromEntries(programs),
    ...Object.fromEntries(before.map((bytes, at) => [`certs/${at}.pem`, bytes])),
  });
  const { failed } = await fixed({}, 'append', { folder });
  expect(failed).toEqual([]);
  const successor = certificatesIn(G2)[0];
  before.forEach((old, at) => {
    const file = join(folder, `certs/${at}.pem`);
    const now = readFileSync(file);
    const said = `seed ${SEED + at}`;
    expect(now.subarray(0, old.length).equals(old), said).toBe(true);
    const held = certificatesIn(now.toString());
    const own = certificatesIn(old.toString());
    expect(held.slice(0, own.length), said).toEqual(own);
    // Other retiring roots beside G1 have successors of their own.
    expect(held.slice(own.length), said).toContain(successor);
    expect(readByOpenssl(file), said).toBe(held.length);
    // Line ends are those of the file.
    const added = now.subarray(old.length).toString();
    expect(/(?<!\r)\n/.test(added), said).toBe(!old.includes('\r\n'));
    expect(added.endsWith('-----END CERTIFICATE-----\n') || added.endsWith('-----END CERTIFICATE-----\r\n'), said).toBe(
      true,
    );
  });

  const again = await fixed({}, 'append', { folder });
  expect(again.changes).toEqual([]);
}, 120_000);
