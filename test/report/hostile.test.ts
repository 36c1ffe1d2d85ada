/** What a scanned repository writes into names and code, it must not say to whoever reads a report. */
import { expect, test } from 'vitest';
import type { Format } from '../../src/report/formats.js';
import { withoutCommands } from '../../src/report/log-commands.js';
import { code, escaped, fenced } from '../../src/report/markdown.js';
import { render } from '../../src/report/render.js';
import { xmlDocument } from '../../src/report/xml.js';
import { hostileSample, sampleOf } from './sample.js';

const told = (format: Format, reported = hostileSample()) => render(format, reported, { width: 100, color: false });

test.each<Format>(['terminal', 'concise', 'github'])('no line of %s is a command to a CI system', async (format) => {
  const lines = (await told(format)).trimEnd().split('\n');
  const commands = lines.filter((line) => /^\s*::/.test(line) || /##\w*\[/.test(line));
  expect(commands.filter((line) => !line.startsWith('::error title=rootlint%3A '))).toEqual([]);
  expect(lines.join('\n')).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
});

test('an annotation is one command, whatever stands in it', async () => {
  const path = 'a,b:c%0A\n::error::x.py';
  expect(await told('github', sampleOf({ path, line: 3, endLine: 3, message: 'one\r\n::warning::two: 100%' }))).toBe(
    '::error title=rootlint%3A lacks-successor,file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3Ax.py,line=3,endLine=3,col=18,endColumn=31::one%0D%0A::warning::two: 100%25\n',
  );
});

test('of each kind ten are annotations, and the others are lines', async () => {
  const { result, ...rest } = sampleOf({});
  const findings = Array.from({ length: 25 }, (_, index) => ({ ...result.findings[0]!, line: index + 1 }));
  const lines = (await told('github', { ...rest, result: { ...result, findings } })).trimEnd().split('\n');
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
  expect(lines[10]).toMatch(/^pay\/refund\.py:11:18: error lacks-successor /);
  expect(lines).toHaveLength(25);
});

test.each([
  ['::set-output name=a::b', ': :set-output name=a::b'],
  ['  ::error::x', '  : :error::x'],
  ['a::b', 'a::b'],
  ['see ##vso[task.x] and ##[error]y', 'see # #vso[task.x] and # #[error]y'],
  ['## a heading', '## a heading'],
])('%j is told as %j', (text, safe) => {
  expect(withoutCommands(text)).toBe(safe);
});

test.each([
  ['<b>&amp;', '\\<b\\>\\&amp;'],
  ['a|b `c` *d* _e_ ~f~ $g$', 'a\\|b \\`c\\` \\*d\\* \\_e\\_ \\~f\\~ \\$g\\$'],
  ['[x](http://y) \\', '\\[x\\](http://y) \\\\'],
  ['@team fixes #12, GH-7', '@\u200bteam fixes #\u200b12, GH-\u200b7'],
  ['# no heading', '\\# no heading'],
  ['1. no list', '\\1. no list'],
  ['two\nlines', 'two lines'],
])('Markdown of %j is %j', (text, markdown) => {
  expect(escaped(text)).toBe(markdown);
});

test('code in Markdown ends where it should', () => {
  expect(code('a`b``c')).toBe('```a`b``c```');
  expect(code('`a`')).toBe('`` `a` ``');
  expect(code('')).toBe('` `');
  expect(fenced('x\n````\ny')).toBe('`````\nx\n````\ny\n`````');
});

test('a comment in Markdown has no tag, no fence and no mention of the repository', async () => {
  const text = await told('markdown');
  const outside = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
  expect(outside.match(/<(?!\/?(details|summary)>)/g) ?? []).toEqual(outside.match(/(?<=\\)</g) ?? []);
  expect(outside).not.toMatch(/@\w/);
});

test('XML holds no character that it can not hold', () => {
  const text = xmlDocument({
    name: 'a',
    attributes: { b: 'x\ny\t"<>&\u0000\ud83d' },
    children: [{ name: 'c', attributes: {}, children: [']]> & \u001b[31m\r\n支付😀\ufffe'] }],
  });
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a b="x&#10;y&#9;&quot;&lt;&gt;&amp;\ufffd\ufffd">\n  <c>]]&gt; &amp; \ufffd[31m&#13;\n支付😀\ufffd</c>\n</a>\n',
  );
});
