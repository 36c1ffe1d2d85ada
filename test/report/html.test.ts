import { describe, expect, test } from 'vitest';
import { htmlReport } from '../../src/report/html.js';
import { hostileSample, manyFindings, sample, sampleResult } from './sample.js';

const EMPTY = new Set(['meta', 'input', 'br']);

/** Tags that are opened and closed in order; those left open, or closed without having been opened. */
function unbalanced(text: string): readonly string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const body = text.slice(text.indexOf('<html'));
  for (const [, closing, name = ''] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b(?:\s+[a-z-]+(?:="[^"<>]*")?)*\s*>/g)) {
    if (closing === '') open.push(...(EMPTY.has(name) ? [] : [name]));
    else if (open.pop() !== name) faults.push(`</${name}>`);
  }
  return [...open, ...faults];
}

describe.each([
  ['findings', sample],
  ['nothing', { ...sample, result: { ...sampleResult, findings: [], pins: [], diagnostics: [] } }],
  ['hostile names', hostileSample()],
  ['Chinese', { ...sample, language: 'zh-CN' as const }],
])('with %s', (_what, reported) => {
  const text = htmlReport(reported);

  test('each tag is closed where it should be, and none is of the repository', () => {
    expect(unbalanced(text)).toEqual([]);
    const body = text.slice(text.indexOf('<body>'));
    const tags = new Set([...body.matchAll(/<([a-z0-9]+)/g)].map(([, name]) => name));
    const known =
      'body h1 h2 p b ul li label input details summary code br pre span mark table thead tbody tr th td del ins';
    expect([...tags].filter((name) => !known.split(' ').includes(name ?? ''))).toEqual([]);
  });

  test('nothing is loaded and nothing runs', () => {
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/<script|\bsrc=|\bhref=|url\(|@import|\son\w+=/);
  });
});

test('tells findings with their sites, and each pin', () => {
  const text = htmlReport(sample);
  expect(text).toContain('<b class="error">error</b> <code>lacks-successor</code> <code>pay/refund.py:6</code> (+1)');
  expect(text).toContain('    data={&quot;支付&quot;: 1}, <mark>verify=CA_FILE</mark>,</pre>');
  expect(text).toContain(
    '<code>svc/http.go:1</code><br>tls.Config(RootCAs)</td><td><span class="unresolved">unresolved</span>',
  );
  expect(text).toContain('<li>not read: web/app.min.js: 3.1 MB');
});

test('of many findings so many are told that a browser can show them', () => {
  const many = manyFindings(6000);
  const pins = many.result.pins.map((pin) => ({ ...pin, sources: [] }));
  const text = htmlReport({ ...many, result: { ...many.result, pins } });
  expect(text.split('<details ')).toHaveLength(2001);
  expect(text).toContain('<p>and 4000 more</p>');
  expect(text.length).toBeLessThan(10_000_000);
});
