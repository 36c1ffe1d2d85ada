// Rebuilds the root catalogue, rules/roots/, from a folder with two files of measured facts:
//
//   node scripts/build-roots.mjs FOLDER
//
//   roots.json      the roots that migrations speak of: id, PEM, successor, and when Mozilla's NSS really let them go
//   all-roots.json  every root that NSS ever held, by fingerprint
//
// Fingerprints, keys, dates and names are computed from the certificates; only ids, successors and the history of NSS
// are taken on trust. Output is sorted, one root a line, so that a rebuild reads well as a diff.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node scripts/build-roots.mjs FOLDER');
  process.exit(2);
}
const target = join(dirname(fileURLToPath(import.meta.url)), '..', 'rules', 'roots');

/** Roots that a migration can ask for, which a fix may have to append, and those that retire: what they signed is told by it. */
const WITH_PEM = [
  'digicert-global-root-ca',
  'baltimore-cybertrust',
  'digicert-global-root-g2',
  'digicert-global-root-g3',
  'digicert-tls-rsa4096-g5',
  'microsoft-rsa-2017',
  'isrg-root-x1',
  'amazon-1',
  'amazon-2',
  'amazon-3',
  'amazon-4',
  'starfield-services-g2',
  'gts-r1',
  'gts-r2',
  'gts-r3',
  'gts-r4',
  'usertrust-rsa',
];

/** Where the measured successor is a sentence and its first words are not the id: the root to move to in the end. */
const SUCCESSORS = {
  'gte-cybertrust-global': 'digicert-global-root-g2',
  'globalsign-r1': 'globalsign-r46',
  'starfield-class2': 'amazon-1',
  'starfield-services-g2': 'amazon-1',
  'verisign-c3-1996': 'digicert-global-root-g2',
  'geotrust-global': 'digicert-global-root-g2',
  'equifax-secure': 'digicert-global-root-g2',
};

/** A release that carries out the policy comes some days after its date; that is no difference worth telling. */
const RELEASE_LAG_DAYS = 31;

const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const day = (date) => date.toISOString().slice(0, 10);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/**
 * When Mozilla takes the TLS trust away from a key of that age (Root Store Policy 7.4,
 * https://wiki.mozilla.org/CA/Root_CA_Lifecycles). The policy speaks of the key's ceremony; notBefore is the best
 * estimate that a certificate offers, and agrees with the dates that DigiCert and GlobalSign publish.
 */
function policyDate(notBefore) {
  const year = notBefore.getUTCFullYear();
  if (year < 2006) return '2025-04-15';
  if (year <= 2007) return '2026-04-15';
  if (year <= 2009) return '2027-04-15';
  if (year <= 2011) return '2028-04-15';
  if (day(notBefore) < '2014-04-15') return '2029-04-15';
  const end = new Date(notBefore);
  end.setUTCFullYear(year + 15);
  return day(end);
}

/** The same rule as src/stores/certificate.ts; a test compares the two. */
function nameOf(certificate) {
  const parts = certificate.subject
    .split('\n')
    .reverse()
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replace(/\\(.)/g, '$1')]);
  const first = (type) => parts.find(([key]) => key === type)?.[1];
  const common = first('CN');
  const telling = common !== undefined && common !== first('O') && !/^https?:/.test(common);
  return (telling ? common : first('OU')) ?? common ?? first('O') ?? certificate.subject;
}

/** When NSS really stopped trusting the root, or certificates issued under it, if that is not what the policy says. */
function actualDate(root, policy, reissued) {
  const after = root.distrustAfterTls?.replace(/^(\d\d)(\d\d)(\d\d).*$/, '20$1-$2-$3');
  // A root exchanged for a newer certificate of the same key has not lost anybody's trust.
  const lost = reissued ? undefined : root.nss.lost?.[0];
  if (after === undefined && lost === undefined) return undefined;
  const actual = after === undefined || (lost !== undefined && lost < after) ? lost : after;
  const lag = (Date.parse(actual) - Date.parse(policy)) / 86_400_000;
  return lag >= 0 && lag <= RELEASE_LAG_DAYS ? undefined : actual;
}

function entry(der) {
  const certificate = new X509Certificate(der);
  return {
    name: nameOf(certificate),
    sha256: sha256(der).toString('hex'),
    spkiSha256: sha256(certificate.publicKey.export({ type: 'spki', format: 'der' })).toString('base64'),
    notBefore: day(new Date(certificate.validFrom)),
    notAfter: day(new Date(certificate.validTo)),
    distrust: policyDate(new Date(certificate.validFrom)),
  };
}

const known = read('roots.json');
const knownIds = new Set(known.map(({ id }) => id));
const rank = new Map();
const roots = known.map((root) => {
  const facts = entry(Buffer.from(root.pem, 'base64'));
  const reissued = known.some(
    (other) => other.spkiSha256 === root.spkiSha256 && other.id !== root.id && other.nss.lost === null,
  );
  const distrustActual = actualDate(root, facts.distrust, reissued);
  const word = root.successor?.split(' ')[0] ?? '';
  const successor = SUCCESSORS[root.id] ?? (knownIds.has(word) ? word : undefined);
  rank.set(root.id, reissued ? 1 : 0);
  return { id: root.id, ...facts, ...(distrustActual && { distrustActual }), ...(successor && { successor }) };
});

// What did not sign itself was put into that list to be distrusted (forgeries, DigiNotar's replacements, test
// certificates) or is an intermediate: no root. MD2 signatures can't be checked any more and are believed.
const isRoot = ({ pem, sig }) => {
  const certificate = new X509Certificate(Buffer.from(pem, 'base64'));
  if (certificate.subject !== certificate.issuer) return false;
  return sig === 'Unknown OID' || certificate.verify(certificate.publicKey);
};
const fingerprints = new Set(roots.map((root) => root.sha256));
const others = Object.values(read('all-roots.json'))
  .filter(isRoot)
  .map(({ pem }) => entry(Buffer.from(pem, 'base64')))
  .filter((root) => !fingerprints.has(root.sha256));

const slug = (name) =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const uses = new Map();
for (const { name } of others) uses.set(slug(name), (uses.get(slug(name)) ?? 0) + 1);
for (const root of others) {
  const id = slug(root.name);
  const clear = uses.get(id) === 1 && id.length > 3 && !knownIds.has(id);
  const sameKey = roots.find(({ spkiSha256 }) => spkiSha256 === root.spkiSha256);
  const distrustActual = sameKey?.distrustActual;
  roots.push({
    id: clear ? id : `${id}-${root.sha256.slice(0, 6)}`,
    ...root,
    ...(distrustActual && { distrustActual }),
  });
}
// Several certificates may share a key. The first of them in the file stands for the key: one that is still issued,
// then an exchanged one, then what only the history of NSS remembers.
const order = ({ id }) => rank.get(id) ?? 2;
roots.sort((a, b) => order(a) - order(b) || (a.id < b.id ? -1 : 1));

rmSync(join(target, 'pem'), { recursive: true, force: true });
mkdirSync(join(target, 'pem'), { recursive: true });
writeFileSync(
  join(target, 'catalogue.json'),
  `{ "roots": [\n${roots.map((root) => JSON.stringify(root)).join(',\n')}\n] }\n`,
);
for (const id of WITH_PEM) {
  const lines = known.find((root) => root.id === id).pem.match(/.{1,64}/g);
  writeFileSync(
    join(target, 'pem', `${id}.pem`),
    `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  );
}
console.log(`${roots.length} roots, ${WITH_PEM.length} of them with their certificate`);
