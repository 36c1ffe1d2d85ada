import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clientJudges } from '../../src/files/client-judges.js';
import { run } from '../../src/run.js';
import { certificate } from '../verdict/pins.js';
import { folderOf } from './folder.js';

const judges = (files: Readonly<Record<string, string>>, ...clients: readonly string[]) =>
  clientJudges(
    {
      known: new Set(Object.keys(files)),
      text: (path) => files[path],
      read: (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])),
      locate: (given, from) => {
        const path = join(dirname(from), given);
        return path in files ? { kind: 'file', path } : { kind: 'missing', tried: [path] };
      },
    },
    () => clients,
  );

describe('a store judges clients', () => {
  test.each([
    ['nginx', 'deploy/site.conf', 'ssl_client_certificate /etc/nginx/certs/rootca.pem;\nssl_verify_client on;\n'],
    ['Go', 'server.go', 'pool.AppendCertsFromPEM(read("certs/rootca.pem"))\nc := &tls.Config{ClientCAs: pool}\n'],
    ['Node.js', 'server.js', "https.createServer({ ca: fs.readFileSync('certs/rootca.pem'), requestCert: true })\n"],
    [
      'OpenSSL',
      'serve.c',
      'SSL_CTX_set_verify(c, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, 0); /* rootca.pem */',
    ],
    ['Spring', 'application.properties', 'server.ssl.trust-store=classpath:rootca.pem\n'],
  ])('that %s names beside its own word', (_, path, text) => {
    expect(judges({ [path]: text })('certs/rootca.pem')).toBe(true);
    expect(judges({ [path]: text })('certs/payment.pem')).toBe(false);
  });

  test('where nobody can tell which one the code reads', () => {
    expect(judges({ 'server.go': 'tls.Config{ClientCAs: clientPool(settings.CA)}' })('certs/rootca.pem')).toBe(true);
  });

  test('and not where such code is another project’s', () => {
    const files = { 'gateway/server.go': 'tls.Config{ClientCAs: clientPool(settings.CA)}' };
    expect(judges(files, 'shop/pay.py')('shop/certs/rootca.pem')).toBe(false);
    expect(judges(files, 'shop/pay.py', 'gateway/client.go')('shop/certs/rootca.pem')).toBe(true);
  });

  test('and not where another file of that name is meant', () => {
    const files = { 'gateway/server.go': 'ClientCAs: read("certs/rootca.pem")', 'gateway/certs/rootca.pem': '' };
    expect(judges(files)('certs/rootca.pem')).toBe(false);
    expect(judges(files)('gateway/certs/rootca.pem')).toBe(true);
  });

  test('not for what tests, texts and installed packages say', () => {
    const judged = judges({
      'test/server_test.go': 'ClientCAs: pool // rootca.pem',
      'README.md': 'ssl_client_certificate rootca.pem',
      'vendor/x/server.go': 'ClientCAs: pool // rootca.pem',
      'client.go': 'RootCAs: pool // rootca.pem',
    });
    expect(judged('certs/rootca.pem')).toBe(false);
  });
});

describe('a root is added unasked', () => {
  const safeFixes = async (more: Readonly<Record<string, string>>) => {
    const cwd = folderOf({
      'pay.py': 'import requests\nrequests.post("https://api.weixin.qq.com/", verify="certs/rootca.pem")\n',
      'certs/rootca.pem': certificate('digicert-global-root-ca'),
      ...more,
    });
    const none = { migrations: [], onlyMigrations: [], require: [] };
    const { result } = await run({ paths: ['.'], cwd, asOf: '2026-11-23', ...none });
    return result.findings.flatMap(({ fixes }) => fixes.filter(({ safe }) => safe));
  };

  test('to a store by which only servers are judged', async () => {
    expect(await safeFixes({})).toHaveLength(1);
  });

  test('and not to one by which clients are judged as well', async () => {
    expect(await safeFixes({ 'deploy/site.conf': 'ssl_client_certificate certs/rootca.pem;\n' })).toEqual([]);
  });
});
