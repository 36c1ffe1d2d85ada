/** Files that hold commands between other things: what remains stands where it stood, and the rest is gone. */
import { describe, expect, test } from 'vitest';
import { printSteps } from '../../src/ir/print.js';
import type { FrontEnd } from '../../src/syntax/lower.js';
import {
  lowerCompose,
  lowerDockerfile,
  lowerEnvFile,
  lowerNpmScripts,
  lowerProcfile,
  lowerSystemdUnit,
} from '../../src/syntax/shell/embedded.js';

const shown = (lower: FrontEnd, text: string): string[] => printSteps(lower('file', text).body, '');

describe('variables are exported, and commands are called', () => {
  test.each<[string, FrontEnd, string, string[]]>([
    [
      'Dockerfile',
      lowerDockerfile,
      'FROM node:20\n# ENV OLD=1\nENV SHOP_CA=/etc/ca.pem \\\n    NAME=shop\nENV PLACE far away\nCMD ["node", "shop.js"]\n',
      ['SHOP_CA', 'NAME', 'PLACE', 'node', 'shop.js'],
    ],
    ['Procfile', lowerProcfile, 'web: SHOP_CA=ca.pem node shop.js\n', ['SHOP_CA', 'node', 'shop.js']],
    [
      'package.json',
      lowerNpmScripts,
      '{ "name": "curl", "scripts": { "start": "SHOP_CA=\\"ca.pem\\" node shop.js", "test": "node --test" } }',
      ['SHOP_CA', 'ca.pem', 'shop.js', '--test'],
    ],
    ['.env', lowerEnvFile, '# roots\nSHOP_CA="ca.pem"\nnot a variable\n', ['SHOP_CA', 'ca.pem']],
    [
      'systemd unit',
      lowerSystemdUnit,
      '[Service]\nEnvironment="SHOP_CA=/etc/ca.pem"\nExecStart=/usr/bin/node /opt/shop.js\n',
      ['SHOP_CA', '/etc/ca.pem', '/opt/shop.js'],
    ],
    [
      'Compose',
      lowerCompose,
      'services:\n  shop:\n    image: node\n    environment:\n      SHOP_CA: ca.pem\n    command: node shop.js\n  pay:\n    environment:\n      - "PAY_CA=pay.pem"\n',
      ['SHOP_CA', 'ca.pem', 'shop.js', 'PAY_CA', 'pay.pem'],
    ],
  ])('%s', (_, lower, text, words) => {
    const lines = shown(lower, text).join('\n');
    for (const word of words) expect(lines).toContain(word);
    for (const word of ['FROM', 'OLD', 'name', 'image', 'Service', 'not a']) expect(lines).not.toContain(word);
  });
});

test.each<[string, FrontEnd, string, number, number]>([
  ['Dockerfile', lowerDockerfile, 'FROM x\nENV CA=ca.pem\n', 2, 5],
  ['Procfile', lowerProcfile, 'web: curl -k\n', 1, 6],
  ['package.json', lowerNpmScripts, '{\n "scripts": {\n  "a": "curl -k"\n }\n}', 3, 9],
])('what stands in a %s keeps its line and column', (_, lower, text, line, column) => {
  expect(lower('file', text).body[0]?.span).toMatchObject({ line, column });
});

test('a file of another kind under such a name holds nothing', () => {
  for (const lower of [lowerCompose, lowerDockerfile, lowerEnvFile, lowerNpmScripts, lowerSystemdUnit])
    expect(lower('file', '\u0000\u0001 {{ } "scripts" : [\n').body).toEqual([]);
});
