import { expect, test } from 'vitest';
import { discover } from '../../src/files/discover.js';
import { openProject } from '../../src/files/project.js';
import { folderOf } from './folder.js';

function projectOf(files: Record<string, string>) {
  const { tree, known } = discover(['.'], { cwd: folderOf(files) });
  return openProject(tree, known);
}

const project = projectOf({
  'app/shop/__init__.py': '',
  'app/shop/settings.py': 'CA = 1',
  'app/shop/pay.py': '',
  'web/src/pay.ts': '',
  'web/src/roots.ts': '',
  'web/src/tls/index.js': '',
  'go/go.mod': 'module example.com/shop\n',
  'go/roots/roots.go': 'package roots',
  'go/roots/roots_test.go': 'package roots',
  'go/main.go': 'package main',
  'java/src/com/acme/Pay.java': '',
  'java/src/com/acme/Roots.java': '',
  'c/main.c': '#include "roots.h"',
  'c/include/roots.h': '#define ROOT_CA "ca.pem"',
  'c/roots.c': 'const char ca_pem[] = "…";',
});

test.each<[string, string, string, string | null, readonly string[]]>([
  ['python', '.settings.CA', 'app/shop/pay.py', 'app/shop/settings.py', ['CA']],
  ['python', 'shop.settings', 'app/shop/pay.py', 'app/shop/settings.py', []],
  ['python', 'requests.get', 'app/shop/pay.py', null, []],
  ['typescript', './roots.CA', 'web/src/pay.ts', 'web/src/roots.ts', ['CA']],
  ['typescript', './roots.js', 'web/src/pay.ts', 'web/src/roots.ts', []],
  ['javascript', './tls', 'web/src/pay.ts', 'web/src/tls/index.js', []],
  ['javascript', 'https', 'web/src/pay.ts', null, []],
  ['go', 'example.com/shop/roots', 'go/main.go', 'go/roots/roots.go', []],
  ['go', 'crypto/tls', 'go/main.go', null, []],
  ['java', 'com.acme.Roots.CA', 'java/src/com/acme/Pay.java', 'java/src/com/acme/Roots.java', ['Roots', 'CA']],
  ['c', 'roots.h', 'c/main.c', 'c/include/roots.h', []],
])('%s: %s in %s', (language, qualified, from, path, rest) => {
  expect(project.linkImport(language, qualified, from)).toEqual(path === null ? null : { path, rest });
});

test('a name without an import is looked for where its language would', () => {
  expect(project.definers('java', 'Roots', 'java/src/com/acme/Pay.java')).toEqual(['java/src/com/acme/Roots.java']);
  expect(project.definers('go', 'Pool', 'go/roots/pool.go')).toEqual(['go/roots/roots.go']);
  expect(project.definers('c', 'ca_pem', 'c/main.c')).toEqual(['c/roots.c']);
  expect(project.definers('c', 'ROOT_CA', 'c/main.c')).toEqual(['c/include/roots.h']);
  expect(project.definers('c', 'absent', 'c/main.c')).toEqual([]);
});
