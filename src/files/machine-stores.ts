/**
 * The trust stores of this machine: of the operating system, of the environment, and of the runtimes that keep their own.
 * Nothing is executed to find them; a path that leads nowhere is no store, unless somebody's variable names it.
 */
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { realPlace } from './folder-names.js';
import { javaStores } from './machine-java.js';
import { phpStores } from './machine-php.js';
import { pythonStores } from './machine-python.js';

export interface MachineStore {
  readonly path: string;
  /** "the bundle of Debian", to be read after the path. */
  readonly origin: string;
}

export interface Machine {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** https://go.dev/src/crypto/x509/root_linux.go and root_bsd.go list most of them. */
const BUNDLES: readonly (readonly [path: string, origin: string])[] = [
  ['/etc/ssl/certs/ca-certificates.crt', 'the bundle of Debian, Ubuntu and Alpine'],
  ['/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', 'the bundle of Red Hat'],
  ['/etc/pki/tls/certs/ca-bundle.crt', 'the bundle of Red Hat'],
  ['/var/lib/ca-certificates/ca-bundle.pem', 'the bundle of SUSE'],
  ['/etc/ssl/ca-bundle.pem', 'the bundle of SUSE'],
  ['/etc/ssl/cert.pem', 'the bundle of the system'],
  ['/etc/ca-certificates/extracted/tls-ca-bundle.pem', 'the bundle of Arch Linux'],
  ['/usr/local/share/certs/ca-root-nss.crt', 'the bundle of FreeBSD'],
  ['/etc/openssl/certs/ca-certificates.crt', 'the bundle of NetBSD'],
  ['/usr/local/etc/openssl@3/cert.pem', 'the bundle of Homebrew'],
  ['/opt/homebrew/etc/ca-certificates/cert.pem', 'the bundle of Homebrew'],
  ['/etc/pki/java/cacerts', 'the key store of Red Hat for Java'],
  ['/etc/pki/ca-trust/extracted/java/cacerts', 'the key store of Red Hat for Java'],
  ['/etc/ssl/certs/java/cacerts', 'the key store of Debian for Java'],
  ['/var/lib/ca-certificates/java-cacerts', 'the key store of SUSE for Java'],
];

/** Variables by which a program is given a bundle or, the second sort, folders of certificates. */
const FILE_VARIABLES = [
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  'AWS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'PIP_CERT',
  'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
];

export function machineStores(machine: Machine): {
  readonly stores: readonly MachineStore[];
  /** Named by a variable or a setting, and not there. */
  readonly missing: readonly MachineStore[];
} {
  const named = [...fromEnvironment(machine), ...phpStores(machine)];
  const found = [
    ...named,
    ...BUNDLES.map(([path, origin]) => ({ path, origin })),
    ...javaStores(machine),
    ...pythonStores(machine),
  ];
  return { stores: eachOnce(found), missing: named.filter(({ path }) => !existsSync(path)) };
}

function fromEnvironment({ env }: Machine): MachineStore[] {
  const files = FILE_VARIABLES.flatMap((name) => (env[name] ? [{ path: env[name], origin: `named by ${name}` }] : []));
  const folders = (env.SSL_CERT_DIR ?? '')
    .split(delimiter)
    .filter((path) => path !== '')
    .map((path) => ({ path, origin: 'named by SSL_CERT_DIR' }));
  return [...files, ...folders];
}

/** Links make one store of several paths: the first path stands for it, and the others' owners are told. */
function eachOnce(stores: readonly MachineStore[]): MachineStore[] {
  const byPlace = new Map<string, { path: string; origins: Set<string> }>();
  for (const { path, origin } of stores) {
    const place = realPlace(path);
    if (place === null) continue;
    const known = byPlace.get(place);
    if (known === undefined) byPlace.set(place, { path, origins: new Set([origin]) });
    else known.origins.add(origin);
  }
  return [...byPlace.values()].map(({ path, origins }) => ({ path, origin: [...origins].join('; ') }));
}
