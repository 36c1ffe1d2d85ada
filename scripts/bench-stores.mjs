// npm run bench: how long reading a trust store takes, how that grows, and that hostile files end soon and in a reason.
//
// Figures, not a test: they depend on the machine. Times are those of the processor, so that a busy machine changes them
// less. Each hostile file is read in a process of its own, which says how much
// memory it took beyond an idle one.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import forge from 'node-forge';
import { parseStore } from '../dist/stores/parse-store.js';

const here = dirname(fileURLToPath(import.meta.url));
const fixture = (name) => readFileSync(join(here, '..', 'fixtures', 'stores', name));
const latin1 = (text) => new Uint8Array(Buffer.from(text, 'latin1'));
const all = readFileSync(join(here, 'roots', 'certificates.pem'), 'latin1').match(
  /-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g,
);

const READERS = {
  'Java, key store': { reader: 'java', accepts: ['keystore'], reads: 'all' },
  'OpenSSL, file': { reader: 'openssl', accepts: ['path'], reads: 'all' },
  leniently: { reader: 'lenient', accepts: ['certificate', 'keystore'], reads: 'all' },
};

/** A key store as `keytool -importcert` writes it, with the digest of an empty password. */
function jksOf(pems) {
  const utf = (text) => Buffer.concat([int(text.length).subarray(2), Buffer.from(text)]);
  const int = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const entries = pems.map((pem, index) => {
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    return Buffer.concat([int(2), utf(`root${index}`), Buffer.alloc(8), utf('X.509'), int(der.length), der]);
  });
  return new Uint8Array(Buffer.concat([int(0xfeedfeed), int(2), int(pems.length), ...entries, Buffer.alloc(20)]));
}

const processorTime = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

function timed(bytes, reading) {
  const times = [];
  let contents;
  for (let round = 0; round < 5; round++) {
    const began = process.cpuUsage();
    contents = parseStore(bytes, reading);
    times.push(processorTime(began));
  }
  const [first] = times;
  return { first, best: Math.min(...times), contents };
}

const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0).padStart(6)} ms`;

const BEGIN = '-----BEGIN CERTIFICATE-----\n';
const BLOCK = `${BEGIN}MIIB\n-----END CERTIFICATE-----\n`;
const million = 1024 * 1024;

/** Rounds of the checksum, in a file that is otherwise in order. */
function withRounds(rounds) {
  const pfx = forge.asn1.fromDer(fixture('g1-and-g2.p12').toString('latin1'));
  pfx.value[2].value[2].value = forge.asn1.integerToDer(rounds).getBytes();
  return latin1(forge.asn1.toDer(pfx).getBytes());
}

const nested = (depth) => {
  let bytes = Buffer.alloc(0);
  for (let level = 0; level < depth; level++) bytes = Buffer.concat([Buffer.from([0x30, 0x84, 0, 0, 0, 0]), bytes]);
  return new Uint8Array(bytes);
};

const HOSTILE = {
  'nothing, for comparison': () => new Uint8Array(),
  '250,000 tiny blocks, 16 MB': () => latin1(BLOCK.repeat(250_000)),
  'only BEGIN lines': () => latin1(BEGIN.repeat(550_000)),
  'blocks with a root each, 16 MB': () =>
    latin1(
      rootCertificates
        .join('\n')
        .repeat(100)
        .slice(0, 16 * million),
    ),
  'one line of base64, 16 MB': () => latin1('A'.repeat(16 * million)),
  'base64 that begins like certificates': () => latin1('MIIDrzCCApegAwIB"'.repeat(900_000)),
  'byte arrays without end': () => latin1('0x30, 0x82, '.repeat(1_300_000)),
  'hex digits, 16 MB': () => latin1('30820382'.repeat(2 * million)),
  'white space, 16 MB': () => latin1(' '.repeat(16 * million)),
  'a million tiny DER sequences': () => latin1(`0\x81\x00${'0\x00'.repeat(million)}`),
  'DER nested a thousand deep': () => nested(1000),
  'PKCS#12 nested a hundred thousand deep': () =>
    latin1('0\x84\x00\xff\xff\xff\x02\x01\x030\x80'.padEnd(300_000, '0\x80')),
  'JKS that claims two billion entries': () =>
    latin1('\xfe\xed\xfe\xed\x00\x00\x00\x02\x7f\xff\xff\xff'.padEnd(million, '\x00')),
  'JKS whose lengths lie': () =>
    latin1(
      '\xfe\xed\xfe\xed\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x02\x00\x01a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x05X.509\x7f\xff\xff\xff',
    ),
  'PKCS#12 that asks for two billion rounds': () => withRounds(2_000_000_000),
  'PKCS#12 that asks for 80,000 rounds, unknown password': () => new Uint8Array(fixture('g1-secret-password.p12')),
  'BKS that asks for a million rounds': () => {
    const bytes = Buffer.from(fixture('g1-and-g2.bks'));
    bytes.writeUInt32BE(1_000_000, 28);
    return new Uint8Array(bytes);
  },
  '100 MB of junk': () => new Uint8Array(100 * million).fill(0x41),
  'a JKS cut off at each byte': () => new Uint8Array(fixture('g1-and-g2.jks')),
  'a PEM file cut off at each byte': () => new Uint8Array(fixture('g1-and-g2.pem')),
};

const [, , only] = process.argv;
if (only !== undefined) {
  const bytes = HOSTILE[only]();
  const began = process.cpuUsage();
  let contents;
  for (const end of only.includes('at each byte') ? bytes.keys() : [bytes.length]) {
    for (const reading of Object.values(READERS)) contents = parseStore(bytes.slice(0, end), reading);
  }
  const reason =
    contents.problems.map(({ message }) => message).join('; ') || `${contents.lenient.length} certificates`;
  const memory = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ time: processorTime(began), memory, reason }));
} else {
  console.log('reading a store                     first time   then');
  const bundle = latin1(rootCertificates.join('\n'));
  const rows = [
    [`PEM, ${rootCertificates.length} roots, ${Math.round(bundle.length / 1024)} kB`, bundle, READERS['OpenSSL, file']],
    [`JKS, ${rootCertificates.length} roots`, jksOf(rootCertificates), READERS['Java, key store']],
    ['PKCS#12, 2 roots', new Uint8Array(fixture('g1-and-g2.p12')), READERS['Java, key store']],
    [
      'PKCS#12, 2 roots, unknown password',
      new Uint8Array(fixture('g1-secret-password.p12')),
      READERS['Java, key store'],
    ],
  ];
  for (const [name, bytes, reading] of rows) {
    const { first, best } = timed(bytes, reading);
    console.log(`  ${name.padEnd(36)} ${ms(first)}  ${ms(best)}`);
  }
  console.log('\nhow that grows: PEM with so many different roots');
  for (const count of [10, 50, 100, 200, 400]) {
    const { best, contents } = timed(latin1(all.slice(0, count).join('')), READERS['OpenSSL, file']);
    console.log(`  ${String(contents.lenient.length).padStart(4)} ${ms(best)}`);
  }
  console.log('\nhostile files, read as three libraries would     time  memory  ends in');
  for (const name of Object.keys(HOSTILE)) {
    const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' });
    const { time, memory, reason } = JSON.parse(stdout);
    console.log(`  ${name.padEnd(46)} ${ms(time)} ${memory.toFixed(0).padStart(4)} MB  ${reason.slice(0, 90)}`);
  }
}
