/** The remedies in the reports that can carry them: patches for GitLab, suggestions for reviewdog. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../src/fixes/apply-edits.js';
import { gitlabSastReport } from '../../src/report/gitlab-sast.js';
import { rdjsonReport } from '../../src/report/rdjson.js';
import type { Reported } from '../../src/report/reported.js';
import type { Edit } from '../../src/result.js';
import { folderOf } from '../files/folder.js';
import { sample, sampleOf } from './sample.js';

const withPatches = (reported: Reported): Reported => ({
  ...reported,
  afterFix: ({ edits }) =>
    edits.map((edit) => ({
      path: edit.path,
      before: Buffer.from(reported.textOf(edit.path)),
      after: Buffer.from(applyEdits(reported.textOf(edit.path), [edit])),
    })),
});

describe('patches for GitLab', () => {
  interface Remediation {
    readonly fixes: readonly { readonly id: string }[];
    readonly summary: string;
    readonly diff: string;
  }
  const remediationsOf = (reported: Reported) =>
    (JSON.parse(gitlabSastReport(reported)) as { remediations: Remediation[] }).remediations;

  test('apply, the one that keeps the pin first', () => {
    const [append, remove, ...others] = remediationsOf(withPatches(sample));
    expect(others).toEqual([]);
    expect(append?.summary).toBe('Append the new root, and keep the old one.');
    for (const [remediation, path, expected] of [
      [append, 'certs/root ca.pem', 'MII'],
      [remove, 'pay/refund.py', 'data={"支付": 1},\n)'],
    ] as const) {
      const folder = folderOf({ [path]: sample.textOf(path) });
      execFileSync('git', ['apply', '-'], { cwd: folder, input: Buffer.from(remediation!.diff, 'base64') });
      expect(readFileSync(join(folder, path), 'utf8')).toContain(expected);
    }
  });

  test('of a store are one, for all findings that share it', () => {
    const { result } = sample;
    const findings = result.findings.slice(0, 2).map((finding) => ({ ...finding, fixes: result.findings[0]!.fixes }));
    const [append] = remediationsOf(withPatches({ ...sample, result: { ...result, findings } }));
    expect(append?.fixes).toHaveLength(2);
    expect(new Set(append?.fixes.map(({ id }) => id)).size).toBe(2);
  });

  test('are none where they would quote a password', () => {
    const edit = { path: 'pay.py', startLine: 1, startColumn: 1, endLine: 2, endColumn: 1, text: '' };
    const fixes = [{ remedy: 'remove', safe: false, edits: [edit], command: null, withheld: null }] as const;
    const files = { 'pay.py': 'verify = "a.pem"\npassword = "hunter2"\n' };
    expect(remediationsOf(withPatches(sampleOf({ path: 'pay.py', fixes }, files)))).toEqual([]);
    const open = { 'pay.py': 'verify = "a.pem"\n' };
    expect(remediationsOf(withPatches(sampleOf({ path: 'pay.py', fixes }, open)))).toHaveLength(1);
  });
});

describe('suggestions for reviewdog', () => {
  interface Position {
    readonly line: number;
    readonly column?: number;
  }
  interface Diagnostic {
    readonly location: { readonly range: { readonly start: Position; readonly end: Position } };
    readonly suggestions?: readonly { readonly range: object; readonly text: string }[];
  }
  const code = ['client(', '    "支付😀", verify=CA,', '    timeout=3,', ')', ''].join('\n');
  const suggestionsFor = (...remedies: readonly (readonly Omit<Edit, 'path'>[])[]) => {
    const fix = { remedy: 'remove', safe: false, command: null, withheld: null } as const;
    const fixes = remedies.map((edits) => ({ ...fix, edits: edits.map((edit) => ({ path: 'pay.py', ...edit })) }));
    const place = { path: 'pay.py', line: 2, column: 13, endLine: 2, endColumn: 22 };
    const report = rdjsonReport(sampleOf({ ...place, fixes }, { 'pay.py': code }));
    return (JSON.parse(report) as { diagnostics: [Diagnostic] }).diagnostics[0];
  };

  test('columns are bytes', () => {
    // Five blanks and quotes, two characters of three bytes, one of four; it counts as two units in the text.
    expect(suggestionsFor([]).location.range).toEqual({
      start: { line: 2, column: 19 },
      end: { line: 2, column: 28 },
    });
  });

  test.each<[string, Omit<Edit, 'path'>[], object[]]>([
    [
      'a part of a line becomes the line',
      [{ startLine: 2, startColumn: 11, endLine: 2, endColumn: 22, text: '' }],
      [{ range: { start: { line: 2 }, end: { line: 2 } }, text: '    "支付😀",' }],
    ],
    [
      'a whole line goes',
      [{ startLine: 3, startColumn: 1, endLine: 4, endColumn: 1, text: '' }],
      [{ range: { start: { line: 3 }, end: { line: 3 } }, text: '' }],
    ],
    [
      'a line that loses its end takes in the next',
      [{ startLine: 2, startColumn: 23, endLine: 3, endColumn: 1, text: '' }],
      [{ range: { start: { line: 2 }, end: { line: 3 } }, text: '    "支付😀", verify=CA,    timeout=3,' }],
    ],
    [
      'a line is put before another',
      [{ startLine: 3, startColumn: 1, endLine: 3, endColumn: 1, text: '    retries=2,\n' }],
      [{ range: { start: { line: 3 }, end: { line: 3 } }, text: '    retries=2,\n    timeout=3,' }],
    ],
  ])('%s', (_what, edits, suggestions) => {
    expect(suggestionsFor(edits).suggestions).toEqual(suggestions);
  });

  test('two edits are no suggestion', () => {
    const edit = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 2, text: '' };
    expect(suggestionsFor([edit, { ...edit, startLine: 3, endLine: 3 }]).suggestions).toBeUndefined();
  });

  test('two remedies are two suggestions only where they replace the same lines', () => {
    const edit = { startLine: 2, startColumn: 11, endLine: 2, endColumn: 22, text: '' };
    expect(suggestionsFor([edit], [{ ...edit, text: ', verify=BOTH' }]).suggestions).toHaveLength(2);
    expect(suggestionsFor([edit], [{ ...edit, startLine: 3, endLine: 3 }]).suggestions).toHaveLength(1);
  });
});
