/** Each report for other programs: whether they take it, with findings and without, with many and with hostile names. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/report/formats.js';
import { render } from '../../src/report/render.js';
import type { Reported } from '../../src/report/reported.js';
import { folderOf } from '../files/folder.js';
import { mutantsOf } from './mutants.js';
import { hostileSample, manyFindings, sample, sampleResult } from './sample.js';
import { ownSchema, publishedFile, schemaAt } from './schema-of.js';

const SCREEN = { width: 100, color: false };
const SAMPLES: readonly (readonly [string, Reported])[] = [
  ['findings', sample],
  ['nothing', { ...sample, result: { ...sampleResult, findings: [], pins: [], diagnostics: [] } }],
  ['Chinese', { ...sample, language: 'zh-CN' }],
  ['hostile names', hostileSample()],
  ['6,000 findings', manyFindings(6000)],
];

describe.each(['gitlab-sast', 'gitlab-code-quality', 'rdjson'] as const)('%s', (format) => {
  const faults = ownSchema(format);

  test.each(SAMPLES)('is in order with %s', async (_what, reported) => {
    const text = await render(format, reported, SCREEN);
    expect(faults(JSON.parse(text))).toEqual([]);
    expect(text.charCodeAt(0)).not.toBe(0xfeff);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('is the same each time', async () => {
    expect(await render(format, sample, SCREEN)).toBe(await render(format, sample, SCREEN));
  });
});

describe('as published', () => {
  const sast = publishedFile('sast-report-format.json');
  const rdjson = publishedFile('DiagnosticResult.json');
  const junit = publishedFile('junit-10.xsd');
  const skipped = (file: string | undefined) => (file === undefined ? ' (skipped: ROOTLINT_SCHEMAS has it not)' : '');

  test.skipIf(sast === undefined).each(SAMPLES)(`the schema of GitLab, %s${skipped(sast)}`, async (_what, reported) => {
    expect(schemaAt(sast!)(JSON.parse(await render('gitlab-sast', reported, SCREEN)))).toEqual([]);
  });
  test.skipIf(rdjson === undefined).each(SAMPLES)(`reviewdog's, %s${skipped(rdjson)}`, async (_what, reported) => {
    expect(schemaAt(rdjson!)(JSON.parse(await render('rdjson', reported, SCREEN)))).toEqual([]);
  });
  // The published schemas are not always at hand: those of our own have to be as strict on all that rootlint writes.
  test.skipIf(sast === undefined)(`our schema refuses what GitLab's does${skipped(sast)}`, () =>
    isAsStrict('gitlab-sast', sast!),
  );
  test.skipIf(rdjson === undefined)(`our schema refuses what reviewdog's does${skipped(rdjson)}`, () =>
    isAsStrict('rdjson', rdjson!),
  );

  test.skipIf(junit === undefined).each(SAMPLES)(`the one of Jenkins, %s${skipped(junit)}`, async (_what, reported) => {
    const file = join(folderOf({}), 'report.xml');
    writeFileSync(file, await render('junit', reported, SCREEN));
    const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--schema', junit!, file], { encoding: 'utf8' });
    expect(error ?? stderr).toContain('validates');
    expect(status).toBe(0);
  });
});

async function isAsStrict(format: 'gitlab-sast' | 'rdjson', published: string) {
  const [ours, theirs] = [ownSchema(format), schemaAt(published)];
  const mutants = mutantsOf(JSON.parse(await render(format, sample, SCREEN)));
  const refused = mutants.filter(({ report }) => theirs(report).length > 0);
  expect(refused.length).toBeGreaterThan(100);
  expect(refused.filter(({ report }) => ours(report).length === 0).map(({ what }) => what)).toEqual([]);
}

test('the name of a file says what it holds', () => {
  expect(
    [
      'a.sarif',
      'b.json',
      'out/gl-sast-report.json',
      'gl-code-quality-report.json',
      'c.xml',
      'd.md',
      'e.html',
      'f.txt',
    ].map(formatOf),
  ).toEqual(['sarif', 'json', 'gitlab-sast', 'gitlab-code-quality', 'junit', 'markdown', 'html', 'terminal']);
});
