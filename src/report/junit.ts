/**
 * JUnit XML, which every CI system shows as tests. There is no standard; this is what Jenkins' schema takes:
 * https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 *
 * Each pin is a test. It fails where it makes the run fail (`--fail-on`); lesser findings are skipped tests with their
 * message, and so are those that are allowed; a pin that is in order passes. Names hold no line numbers, so that a test keeps
 * its history when code moves.
 */
import type { Finding, PinResult } from '../result.js';
import { findingText } from './finding-text.js';
import { compareFindings } from './order.js';
import type { Reported } from './reported.js';
import { headlineOf } from './sentences.js';
import { printable } from './width.js';
import { type Element, xmlDocument } from './xml.js';

export function junitReport(reported: Reported): string {
  const { result } = reported;
  const fails = reported.fails ?? ((finding: Finding) => finding.severity === 'error');
  const allowed = (result.suppressed ?? []).map(({ finding }) => finding);
  const findings = [...result.findings, ...allowed].sort(compareFindings);
  const told = new Set(findings.map(({ pin }) => pin));
  const failing = new Set(result.findings.filter(fails));
  const pins = new Map(result.pins.map((pin) => [pin.id, pin]));
  const names = numbering();
  const cases = [
    ...findings.map((finding) => {
      const pin = finding.pin === null ? undefined : pins.get(finding.pin);
      const outcome: Element = {
        name: failing.has(finding) ? 'failure' : 'skipped',
        attributes: { type: finding.rule, message: printable(headlineOf(finding.message)) },
        children: [findingText(finding, pin, reported)],
      };
      return testcase(finding.path, names(finding.path, nameOf(pin, finding.rule)), [outcome]);
    }),
    ...result.pins
      .filter((pin) => !told.has(pin.id) && isInOrder(pin))
      .map((pin) => testcase(pin.path, names(pin.path, nameOf(pin, pin.verdict)), [])),
  ];
  const counts = { tests: cases.length, failures: failing.size, errors: 0 };
  const skipped = findings.length - failing.size;
  const suite: Element = {
    name: 'testsuite',
    attributes: { name: result.tool.name, ...counts, skipped, timestamp: `${result.asOf}T00:00:00` },
    children: cases,
  };
  return xmlDocument({ name: 'testsuites', attributes: { name: result.tool.name, ...counts }, children: [suite] });
}

const isInOrder = ({ verdict, shadowedBy }: PinResult): boolean =>
  shadowedBy === null && (verdict === 'survives' || verdict === 'unrelated');

const nameOf = (pin: PinResult | undefined, what: string): string => (pin === undefined ? what : `${pin.api}: ${what}`);

function testcase(path: string, name: string, children: readonly Element[]): Element {
  return { name: 'testcase', attributes: { classname: printable(path), name: printable(name) }, children };
}

/** The second of a name in a file is `name (2)`. */
function numbering(): (path: string, name: string) => string {
  const seen = new Map<string, number>();
  return (path, name) => {
    const key = `${path}\0${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}
