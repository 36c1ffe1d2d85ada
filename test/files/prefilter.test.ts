import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../../src/files/discover.js';
import { keywordMatcher } from '../../src/files/keywords.js';
import { findSuspects, LARGEST_SOURCE } from '../../src/files/prefilter.js';
import { folderOf } from './folder.js';

const KEYWORDS = ['CURLOPT_CAINFO', 'requests', 'cafile', 'x509'];

function suspectsIn(files: Record<string, string | Uint8Array>) {
  const { suspects, diagnostics } = findSuspects(discover(['.'], { cwd: folderOf(files) }).files, () =>
    keywordMatcher(KEYWORDS),
  );
  return { paths: suspects.map((file) => file.path), diagnostics };
}

test('files that name a known API are suspects, whatever their encoding', () => {
  const { paths } = suspectsIn({
    'pay.py': 'import requests\n',
    'case.py': 'import Requests\n',
    'plain.py': 'print("request")\n',
    'empty.py': '',
    'wide.cs': Buffer.from('\ufeffvar x = "cafile";', 'utf16le'),
    'gbk.php': Buffer.concat([Buffer.from([0xd6, 0xa7, 0xb8, 0xb6]), Buffer.from(' CURLOPT_CAINFO')]),
  });
  expect(paths).toEqual(['gbk.php', 'pay.py', 'wide.cs']);
});

test('a word across the border of two reads is found, and a file too large to parse is told', () => {
  const { paths, diagnostics } = suspectsIn({
    'bundle.js': `${'x'.repeat(4 * 1024 * 1024 - 3)}requests`,
    'data.js': 'x'.repeat(LARGEST_SOURCE + 1),
  });
  expect(paths).toEqual([]);
  expect(diagnostics).toEqual([
    { path: 'bundle.js', reason: expect.stringMatching(/^4\.0 MB, larger than the 2\.0 MB/) },
  ]);
});

test('a file that went away is a diagnostic, and the others are still read', () => {
  const folder = folderOf({ 'a.py': 'requests' });
  const gone = { path: 'gone.py', absolute: join(folder, 'gone.py'), language: 'python', size: 1 };
  const found = findSuspects([gone, ...discover(['.'], { cwd: folder }).files], () => keywordMatcher(KEYWORDS));
  expect(found.suspects.map((file) => file.path)).toEqual(['a.py']);
  expect(found.diagnostics).toEqual([{ path: 'gone.py', reason: 'could not be read: it went away during the run' }]);
});

test('the matcher agrees with a search for each word', () => {
  const words = ['ca', 'verify', 'SSL_CERT_FILE', 'cacert', 'verif', 'trustStore'];
  const matcher = keywordMatcher(words);
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const alphabet = 'cavertSLfyi_ ';
  for (let round = 0; round < 5000; round++) {
    const letters = Array.from({ length: random(40) }, () => alphabet[random(alphabet.length)]).join('');
    const text = random(3) === 0 ? `${letters}${words[random(words.length)]}${letters}` : letters;
    const bytes = Buffer.from(text);
    expect([text, matcher.foundIn(bytes, bytes.length)]).toEqual([text, words.some((word) => text.includes(word))]);
  }
  expect(keywordMatcher([]).foundIn(Buffer.from('verify'), 6)).toBe(false);
});
