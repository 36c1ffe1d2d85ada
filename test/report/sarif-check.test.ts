import { describe, expect, test } from 'vitest';
import { sarifReport } from '../../src/report/sarif.js';
import { sarifFaults } from '../../src/report/sarif-check.js';
import { sample, sampleResult } from './sample.js';

interface Tree {
  [key: string]: Tree;
}

/** The sample's report with another value at one place, or without that place. */
function spoilt(path: string, value?: unknown): string {
  const log = JSON.parse(sarifReport(sample)) as Tree;
  const keys = path.split('/');
  const last = keys.pop()!;
  const parent = keys.reduce((tree, key) => tree[key]!, log);
  if (value === undefined) delete parent[last];
  else parent[last] = value as Tree;
  return JSON.stringify(log);
}

const run = (): unknown => (JSON.parse(sarifReport(sample)) as { runs: [unknown] }).runs[0];
const RULE = 'runs/0/tool/driver/rules/0';
const RESULT = 'runs/0/results/0';
const PLACE = `${RESULT}/locations/0/physicalLocation`;

test('our own report has none, with findings and without', () => {
  expect(sarifFaults(sarifReport(sample))).toEqual([]);
  expect(sarifFaults(sarifReport({ ...sample, result: { ...sampleResult, findings: [], pins: [] } }))).toEqual([]);
});

describe('finds what validators of the standard let pass', () => {
  test.each<[string, string, unknown, string]>([
    ['a leading ./', `${PLACE}/artifactLocation/uri`, './pay.py', 'be resolved'],
    ['25 tags', `${RULE}/properties/tags`, Array(25).fill('tls'), '25, more than 20'],
    ['a severity as a number', `${RULE}/properties/security-severity`, 7.5, 'security-severity: 7.5'],
    ['suppressions', `${RESULT}/suppressions`, [{ kind: 'inSource' }], 'suppressions'],
    ['two runs of one category', 'runs/1', run(), 'runs: two of rootlint'],
    ['a link that leads nowhere', `${RESULT}/relatedLocations`, undefined, 'the link (1) leads nowhere'],
    ['no success', 'runs/0/invocations/0/executionSuccessful', false, 'executionSuccessful is false'],
    ['no fingerprint', `${RESULT}/partialFingerprints`, undefined, 'without primaryLocationLineHash'],
  ])('%s', (_what, path, value, fault) => {
    const faults = sarifFaults(spoilt(path, value));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });
});

describe('finds what GitHub refuses or hides', () => {
  test.each<[string, string, unknown, string]>([
    ['no list of results', 'runs/0/results', undefined, 'results: the list is missing'],
    ['no place', `${RESULT}/locations`, undefined, 'has the whole file refused'],
    ['no region', `${PLACE}/region`, undefined, 'region: it is missing'],
    ['line 0', `${PLACE}/region/startLine`, 0, 'from 1 on'],
    ['several lines', `${PLACE}/region/endLine`, 9, 'more than one line'],
    ['a region backwards', `${PLACE}/region/endColumn`, 2, 'ends before it begins'],
    ['a file URI', `${PLACE}/artifactLocation/uri`, 'file:///a/b.py', 'not relative'],
    ['..', `${PLACE}/artifactLocation/uri`, 'a/../b.py', 'be resolved'],
    ['a blank', `${PLACE}/artifactLocation/uri`, 'a b.py', 'be encoded'],
    ['a backslash', `${PLACE}/artifactLocation/uri`, 'a\\b.py', 'be encoded'],
    ['a base', `${PLACE}/artifactLocation/uriBaseId`, 'SRCROOT', 'uriBaseId'],
    ['a related place without a link', `${RESULT}/relatedLocations/0/id`, 7, 'no link leads to 7'],
    ['an empty message', `${RESULT}/message/text`, ' ', 'message.text'],
    ['a rule twice', `${RULE}/id`, 'disabled-verification', 'stands there twice'],
    ['a rule without help', `${RULE}/help`, undefined, 'help.text'],
    ['a long description', `${RULE}/fullDescription/text`, 'why '.repeat(300), 'longer than 1024'],
    ['a hash of another kind', `${RESULT}/partialFingerprints/primaryLocationLineHash`, 'x', 'as the uploader'],
    ['another version', 'version', '2.0.0', 'version'],
    ['more results than are shown', 'runs/0/results', Array(5001).fill({}), '5001, of which 5000 are shown'],
    ['too many runs', 'runs', Array(21).fill({ results: [] }), 'runs: 21, more than 20'],
  ])('%s', (_what, path, value, fault) => {
    expect(sarifFaults(spoilt(path, value)).join('\n')).toContain(fault);
  });

  test('what is no SARIF at all', () => {
    expect(sarifFaults('{')[0]).toContain('no JSON');
    expect(sarifFaults('{}')).toEqual(['runs: the list is missing']);
  });
});
