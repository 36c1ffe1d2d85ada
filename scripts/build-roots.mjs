// Rebuilds the root catalogue, rules/roots/, from certificates:
//
//   node scripts/build-roots.mjs [--certdata FILE] [--bundle FILE] [--intermediates FILE] [--as-of DATE]
//
//   scripts/roots/certificates.pem   every certificate that Mozilla's store ever held
//   scripts/roots/lifecycle.json     ids and successors, and when NSS really let a root go
//
// Roots that Node.js brings along (tls.rootCertificates) and those of --certdata (NSS' certdata.txt) are added to the first
// file, and what --certdata no longer trusts to the second, as of --as-of (default: today). A --bundle, the system's for
// instance, is only compared: a private CA in it must not become a public root. --intermediates is a PEM file of
// intermediates, kept where a known root signed them.
//
// Fingerprints, keys, dates and names are computed from the certificates; only ids, successors and the history of NSS are
// taken on trust. Output is sorted, one root a line, so that a rebuild reads well as a diff.
import { createHash, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readCertdata } from './read-certdata.mjs';

const { values: given } = parseArgs({
  options: {
    certdata: { type: 'string' },
    bundle: { type: 'string', multiple: true, default: [] },
    intermediates: { type: 'string', multiple: true, default: [] },
    'as-of': { type: 'string', default: new Date().toISOString().slice(0, 10) },
  },
});

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '..', 'rules', 'roots');
const certificatesFile = join(here, 'roots', 'certificates.pem');
const lifecycleFile = join(here, 'roots', 'lifecycle.json');

/** A release that carries out the policy comes some days after its date; that is no difference worth telling. */
const RELEASE_LAG_DAYS = 31;

const day = (date) => date.toISOString().slice(0, 10);
const digest = (algorithm, bytes) => createHash(algorithm).update(bytes).digest();
const sha256 = (der) => digest('sha256', der).toString('hex');
const spkiOf = (certificate) => certificate.publicKey.export({ type: 'spki', format: 'der' });
const dersIn = (pem) =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, body]) => Buffer.from(body, 'base64'));
const pemOf = (der) =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n')}\n-----END CERTIFICATE-----\n`;

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
function actualDate({ lost, distrustAfter }, policy, reissued) {
  // A root exchanged for a newer certificate of the same key has not lost anybody's trust.
  const gone = reissued ? null : lost;
  if (distrustAfter === null && gone === null) return undefined;
  const actual = distrustAfter === null || (gone !== null && gone < distrustAfter) ? gone : distrustAfter;
  const lag = (Date.parse(actual) - Date.parse(policy)) / 86_400_000;
  return lag >= 0 && lag <= RELEASE_LAG_DAYS ? undefined : actual;
}

/**
 * What stands in Mozilla's list and is no root: intermediates, and what was put there to be distrusted (forgeries,
 * DigiNotar's replacements, test certificates). MD2 signatures can't be checked any more and are believed.
 */
function kindOf(certificate, der) {
  const isMd2 = der.includes(Buffer.from('06092a864886f70d010102', 'hex'));
  if (certificate.subject === certificate.issuer) {
    return isMd2 || certificate.verify(certificate.publicKey) ? undefined : 'distrusted';
  }
  return certificate.ca ? 'intermediate' : 'distrusted';
}

// The certificates: those at hand, those of Node.js, those of certdata.
const all = new Map(dersIn(readFileSync(certificatesFile, 'utf8')).map((der) => [sha256(der), der]));
const lifecycle = JSON.parse(readFileSync(lifecycleFile, 'utf8'));
const add = (der, from) => {
  if (all.has(sha256(der))) return;
  all.set(sha256(der), der);
  console.log(`new, from ${from}: ${nameOf(new X509Certificate(der))}`);
};
for (const pem of rootCertificates) for (const der of dersIn(pem)) add(der, 'Node.js');
if (given.certdata !== undefined) {
  const listed = new Map(readCertdata(readFileSync(given.certdata, 'utf8')).map((one) => [sha256(one.der), one]));
  for (const { der } of listed.values()) add(der, 'certdata');
  for (const row of lifecycle) {
    const now = listed.get(row.sha256);
    if (now?.distrustAfter) row.distrustAfter = now.distrustAfter;
    if (now?.trusted) row.lost = null;
    else if (row.lost === null) row.lost = given['as-of'];
  }
}

const byFingerprint = new Map(lifecycle.map((row) => [row.sha256, row]));
const knownIds = new Set(lifecycle.map(({ id }) => id));
const entries = [...all].map(([fingerprint, der]) => {
  const certificate = new X509Certificate(der);
  const notBefore = new Date(certificate.validFrom);
  return {
    row: byFingerprint.get(fingerprint),
    kind: kindOf(certificate, der),
    der,
    certificate,
    facts: {
      name: nameOf(certificate),
      sha256: fingerprint,
      spkiSha256: digest('sha256', spkiOf(certificate)).toString('base64'),
      notBefore: day(notBefore),
      notAfter: day(new Date(certificate.validTo)),
      distrust: policyDate(notBefore),
    },
  };
});

/** Another certificate of the same key is still trusted. */
const isReissued = ({ row, facts }) =>
  row !== undefined &&
  entries.some(
    (other) => other.row?.lost === null && other !== entryOf(row) && other.facts.spkiSha256 === facts.spkiSha256,
  );
function entryOf(row) {
  return entries.find((entry) => entry.row === row);
}
const sameKeyActual = new Map();
for (const entry of entries) {
  if (entry.row === undefined) continue;
  const actual = actualDate(entry.row, entry.facts.distrust, isReissued(entry));
  if (!sameKeyActual.has(entry.facts.spkiSha256) || actual === undefined)
    sameKeyActual.set(entry.facts.spkiSha256, actual);
}

const slug = (name) =>
  name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
const uses = new Map();
for (const { row, kind, facts } of entries) {
  if (row === undefined && kind === undefined) uses.set(slug(facts.name), (uses.get(slug(facts.name)) ?? 0) + 1);
}
function idOf({ row, kind, facts }) {
  if (row !== undefined) return row.id;
  const id = slug(facts.name);
  const isClear = kind === undefined && uses.get(id) === 1 && id.length > 3 && !knownIds.has(id);
  return isClear ? id : `${id}-${facts.sha256.slice(0, 6)}`;
}

// Several certificates may share a key. The first of them in the file stands for the key: one that is still issued, then
// an exchanged one, then what only the history of NSS remembers, and last what is no root.
const rank = (entry) => (entry.kind !== undefined ? 3 : entry.row === undefined ? 2 : isReissued(entry) ? 1 : 0);
const roots = entries
  .map((entry) => {
    const { row, kind, facts } = entry;
    const distrustActual =
      row === undefined ? sameKeyActual.get(facts.spkiSha256) : actualDate(row, facts.distrust, isReissued(entry));
    return {
      rank: rank(entry),
      der: entry.der,
      certificate: entry.certificate,
      root: {
        id: idOf(entry),
        ...facts,
        ...(distrustActual && { distrustActual }),
        ...(row?.successor && { successor: row.successor }),
        ...(kind && { kind }),
      },
    };
  })
  .sort((a, b) => a.rank - b.rank || (a.root.id < b.root.id ? -1 : 1));

const oneALine = (list) => list.map((item) => JSON.stringify(item)).join(',\n');
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'catalogue.json'), `{ "roots": [\n${oneALine(roots.map(({ root }) => root))}\n] }\n`);

// What old pins are made of: SHA-1 and MD5 of the certificate, SHA-1 of the key.
const digests = roots.flatMap(({ der, certificate, root }) => [
  [digest('sha1', der).toString('hex'), root.id],
  [digest('md5', der).toString('hex'), root.id],
  [digest('sha1', spkiOf(certificate)).toString('hex'), root.id],
]);
const firstOfEach = [...new Map([...digests].reverse()).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync(join(target, 'digests.json'), `${JSON.stringify(Object.fromEntries(firstOfEach), null, 0)}\n`);

// Roots that a migration can ask for, which a fix may have to append, and those that retire: what they signed is told by it.
rmSync(join(target, 'pem'), { recursive: true, force: true });
mkdirSync(join(target, 'pem'), { recursive: true });
for (const { id, sha256: fingerprint } of lifecycle)
  writeFileSync(join(target, 'pem', `${id}.pem`), pemOf(all.get(fingerprint)));

writeFileSync(
  certificatesFile,
  [...all.values()]
    .map((der) => ({
      der,
      subject: new X509Certificate(der).subject.split('\n').reverse().join(', '),
      fingerprint: sha256(der),
    }))
    .sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : a.fingerprint < b.fingerprint ? -1 : 1))
    .map(({ der, subject }) => `# ${subject}\n${pemOf(der)}`)
    .join('\n'),
);
writeFileSync(lifecycleFile, `[\n${lifecycle.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`);

if (given.intermediates.length > 0) {
  const found = signedByRoots(given.intermediates.flatMap((file) => dersIn(readFileSync(file, 'latin1'))));
  writeFileSync(
    join(target, 'intermediates.json'),
    `{\n${found.map(([id, rows]) => `${JSON.stringify(id)}: [\n${oneALine(rows)}\n]`).join(',\n')}\n}\n`,
  );
}
for (const file of given.bundle) {
  const strangers = dersIn(readFileSync(file, 'latin1')).filter((der) => !all.has(sha256(der)));
  for (const der of strangers) console.log(`unknown, in ${file}: ${nameOf(new X509Certificate(der))}`);
}
console.log(`${roots.length} certificates, ${lifecycle.length} of them with their lifecycle`);

/** Root id -> [name, SPKI, last day], by signatures; intermediates of intermediates count under the root. */
function signedByRoots(ders) {
  const issuers = new Map();
  const learn = (certificate, id) =>
    issuers.set(certificate.subject, [...(issuers.get(certificate.subject) ?? []), { certificate, id }]);
  for (const { certificate, root } of roots) if (root.kind === undefined) learn(certificate, root.id);
  const rootKeys = new Set(roots.map(({ root }) => root.spkiSha256));
  let open = ders.flatMap((der) => {
    try {
      const certificate = new X509Certificate(der);
      return certificate.ca && certificate.subject !== certificate.issuer ? [certificate] : [];
    } catch {
      return [];
    }
  });
  const rows = new Map();
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter((certificate) => {
      const issuer = (issuers.get(certificate.issuer) ?? []).find(({ certificate: one }) =>
        isSignedBy(certificate, one),
      );
      if (issuer === undefined) return true;
      learn(certificate, issuer.id);
      const spki = digest('sha256', spkiOf(certificate)).toString('base64');
      const until = day(new Date(certificate.validTo));
      // A cross-certificate of a root is known by its key.
      if (rootKeys.has(spki)) return false;
      const known = rows.get(spki);
      if (known === undefined || known.until < until)
        rows.set(spki, { id: issuer.id, name: nameOf(certificate), until });
      return false;
    });
  }
  const byRoot = grouped([...rows]);
  return [...byRoot]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, list]) => [
      id,
      list
        .map(([spki, { name, until }]) => [name, spki, until])
        .sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1)),
    ]);
}

function grouped(list) {
  const groups = new Map();
  for (const item of list) groups.set(item[1].id, [...(groups.get(item[1].id) ?? []), item]);
  return groups;
}

function isSignedBy(certificate, issuer) {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
