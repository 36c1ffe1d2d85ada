/**
 * What GitHub code scanning makes of a SARIF file: the faults that a validator of the standard lets pass and that cost
 * alerts there, and GitHub's limits. Runs in tests over all reports, and behind `--self-check` over a user's own.
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
import type { Log, ReportingDescriptor, Run } from 'sarif';
import { resultFaults } from './sarif-check-result.js';
import {
  LARGEST_UPLOAD,
  LONGEST_DESCRIPTION,
  LONGEST_NAME,
  MOST_RESULTS,
  MOST_RULES,
  MOST_RUNS,
  MOST_TAGS,
  uploadSize,
} from './sarif-limits.js';

/** One line for each fault; none where GitHub takes the file and shows all that is in it. */
export function sarifFaults(text: string): readonly string[] {
  let log: Log;
  try {
    log = JSON.parse(text) as Log;
  } catch (error) {
    return [`the file is no JSON: ${(error as Error).message}`];
  }
  if (!Array.isArray(log.runs)) return ['runs: the list is missing'];
  const packed = uploadSize(text);
  return [
    ...fault(log.version !== '2.1.0', 'version: GitHub takes 2.1.0 alone'),
    ...fault(!log.$schema, '$schema: it is missing'),
    ...fault(packed > LARGEST_UPLOAD, `the upload takes ${packed} bytes, more than ${LARGEST_UPLOAD}`),
    ...fault(log.runs.length > MOST_RUNS, `runs: ${log.runs.length}, more than ${MOST_RUNS}`),
    ...sameCategory(log.runs),
    ...log.runs.flatMap((run, index) => runFaults(run).map((one) => `runs[${index}].${one}`)),
  ];
}

function fault(is: boolean, sentence: string): readonly string[] {
  return is ? [sentence] : [];
}

/** The category is what stands before the last slash of the id. */
function sameCategory(runs: readonly Run[]): readonly string[] {
  const keys = runs.map((run) => {
    const id = run.automationDetails?.id ?? '';
    return `${run.tool?.driver?.name} in the category '${id.slice(0, Math.max(0, id.lastIndexOf('/')))}'`;
  });
  const twice = [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
  return twice.map((key) => `runs: two of ${key}, which is refused`);
}

function runFaults(run: Run): readonly string[] {
  const rules = run.tool?.driver?.rules ?? [];
  const ids = rules.map((rule) => rule.id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  const failed = (run.invocations ?? []).some((one) => one.executionSuccessful === false);
  const columns = run.columnKind ?? 'utf16CodeUnits';
  return [
    ...fault(!run.tool?.driver?.name, 'tool.driver.name: it is missing'),
    ...fault(rules.length > MOST_RULES, `tool.driver.rules: ${rules.length}, more than ${MOST_RULES}`),
    ...twice.map((id) => `tool.driver.rules: ${id} stands there twice`),
    ...rules.flatMap((rule) => ruleFaults(rule).map((one) => `rule ${rule.id}: ${one}`)),
    ...fault(columns !== 'utf16CodeUnits', 'columnKind: GitHub counts UTF-16 code units'),
    ...fault(run.originalUriBaseIds !== undefined, 'originalUriBaseIds: GitHub does not know them'),
    ...fault(failed, 'invocations: executionSuccessful is false, so the upload fails'),
    ...(Array.isArray(run.results) ? resultsFaults(run) : ['results: the list is missing; it has to be there, empty']),
  ];
}

function resultsFaults(run: Run): readonly string[] {
  const results = run.results ?? [];
  return [
    ...fault(results.length > MOST_RESULTS, `results: ${results.length}, of which ${MOST_RESULTS} are shown`),
    ...results.flatMap((result, index) =>
      resultFaults(result, run).map((one) => `results[${index}] ${result.ruleId ?? ''}: ${one}`),
    ),
  ];
}

function ruleFaults(rule: ReportingDescriptor): readonly string[] {
  const properties = rule.properties ?? {};
  const severity: unknown = properties['security-severity'];
  const tags = properties.tags ?? [];
  const texts = [
    ['shortDescription', rule.shortDescription?.text],
    ['fullDescription', rule.fullDescription?.text],
    ['help', rule.help?.text],
  ] as const;
  return [
    ...fault(!rule.id, 'id: it is missing'),
    ...texts.flatMap(([name, text]) => fault(!text?.trim(), `${name}.text: it is missing or empty`)),
    ...texts
      .filter(([name, text]) => name !== 'help' && (text?.length ?? 0) > LONGEST_DESCRIPTION)
      .map(([name]) => `${name}.text: longer than ${LONGEST_DESCRIPTION} characters`),
    ...fault((rule.name?.length ?? 0) > LONGEST_NAME, `name: longer than ${LONGEST_NAME} characters`),
    ...fault(tags.length > MOST_TAGS, `tags: ${tags.length}, more than ${MOST_TAGS}`),
    ...fault(
      severity !== undefined && !(typeof severity === 'string' && /^(10\.0|\d\.\d)$/.test(severity)),
      `security-severity: ${JSON.stringify(severity)}, where a string such as "7.5" is wanted`,
    ),
  ];
}
