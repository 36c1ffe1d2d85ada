import { describe, expect, test } from 'vitest';
import { dependenciesOf, type Registry } from '../../src/files/dependencies.js';

const found = (files: Readonly<Record<string, string>>, registry: Registry, name: string) =>
  dependenciesOf({ known: new Set(Object.keys(files)), text: (path) => files[path] }, [{ registry, name }]).map(
    ({ version, path, line }) => `${path}:${line} ${version}`,
  );

describe('a version', () => {
  test.each<[string, Registry, string, string, string]>([
    ['requirements-dev.txt', 'pypi', 'certifi', 'six\nCertifi == 2015.4.28 ; python_version < "3"\n', '2 2015.4.28'],
    ['poetry.lock', 'pypi', 'certifi', '[[package]]\nname = "certifi"\nversion = "2022.12.7"\n', '3 2022.12.7'],
    ['Pipfile.lock', 'pypi', 'certifi', '{"certifi": {"hashes": [\n"x"],\n "version": "==2019.3.9"}}', '3 2019.3.9'],
    ['setup.cfg', 'pypi', 'requests', 'install_requires =\n  requests==2.4.3\n', '2 2.4.3'],
    [
      'composer.lock',
      'packagist',
      'composer/ca-bundle',
      '"name": "composer/ca-bundle",\n "version": "1.0.3",',
      '2 1.0.3',
    ],
    ['composer.json', 'packagist', 'guzzle/guzzle', '{"require": {"guzzle/guzzle": "v3.9.3"}}', '1 3.9.3'],
    ['Gemfile.lock', 'rubygems', 'httpclient', 'GEM\n  specs:\n    httpclient (2.8.3)\n', '3 2.8.3'],
    ['Gemfile', 'rubygems', 'excon', "gem 'excon', '0.40.0'\n", '1 0.40.0'],
    ['package-lock.json', 'npm', 'certifi', '"node_modules/certifi": {\n "version": "14.5.15",', '2 14.5.15'],
    ['go.sum', 'go', 'golang.org/x/crypto', 'golang.org/x/crypto v0.31.0 h1:x=\n', '1 0.31.0'],
    [
      'pom.xml',
      'maven',
      'com.shop:roots',
      '<groupId>com.shop</groupId>\n<artifactId>roots</artifactId>\n<version>1.2</version>',
      '3 1.2',
    ],
    ['Cargo.lock', 'crates', 'webpki-roots', 'name = "webpki-roots"\nversion = "0.22.2"\n', '2 0.22.2'],
    ['mix.lock', 'hex', 'certifi', '"certifi": {:hex, :certifi, "2.5.1", "x"}', '1 2.5.1'],
  ])('is found in %s', (path, registry, name, text, expected) => {
    expect(found({ [path]: text }, registry, name)).toEqual([`${path}:${expected}`]);
  });

  test.each([
    ['a range', 'certifi>=2014.5.14\n'],
    ['another package', 'certifi-win32==1.6\nmycertifi==1\n'],
    ['a comment', '# certifi==2014.5.14\n'],
  ])('is not taken from %s', (_, text) => {
    expect(found({ 'requirements.txt': text }, 'pypi', 'certifi')).toEqual([]);
  });

  test('of what was installed into the project says nothing of it', () => {
    expect(found({ 'node_modules/x/package-lock.json': '"certifi": {"version": "1"' }, 'npm', 'certifi')).toEqual([]);
  });
});
