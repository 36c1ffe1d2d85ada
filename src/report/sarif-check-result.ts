/** What GitHub code scanning makes of one result: its place, its links, its fingerprint. */
import type { Location, Region, Result, Run } from 'sarif';
import { MOST_LOCATIONS, MOST_STEPS } from './sarif-limits.js';

export function resultFaults(result: Result, run: Run): readonly string[] {
  const faults: string[] = [];
  const rules = run.tool?.driver?.rules ?? [];
  const message = result.message?.text ?? '';
  const [first] = result.locations ?? [];
  if (message.trim() === '') faults.push('message.text: it is missing or empty');
  if (rules[result.ruleIndex ?? -1]?.id !== result.ruleId) faults.push('ruleIndex: it leads to another rule');
  if (first === undefined) faults.push('locations: a result without a place has the whole file refused');
  else faults.push(...placeFaults(first).map((one) => `locations[0].${one}`), ...regionFaults(first));
  if (result.suppressions !== undefined) faults.push('suppressions: GitHub opens the alert all the same');
  faults.push(...linkFaults(message, result.relatedLocations ?? []));
  faults.push(...flowFaults(result));

  const lists = [result.locations ?? [], result.relatedLocations ?? []];
  if (lists.some((list) => list.length > MOST_LOCATIONS)) faults.push(`more than ${MOST_LOCATIONS} locations`);
  const others = [...(result.locations ?? []).slice(1), ...(result.relatedLocations ?? []), ...stepsOf(result)];
  faults.push(...new Set(others.flatMap((one) => placeFaults(one))));

  const hash: unknown = result.partialFingerprints?.primaryLocationLineHash;
  if (hash === undefined)
    faults.push('partialFingerprints: without primaryLocationLineHash moved lines are new alerts');
  else if (typeof hash !== 'string' || !/^[0-9a-f]+:[1-9]\d*$/.test(hash)) {
    faults.push('primaryLocationLineHash: not as the uploader writes it');
  }
  return faults;
}

function stepsOf(result: Result): readonly Location[] {
  const threads = (result.codeFlows ?? []).flatMap((flow) => flow.threadFlows);
  return threads.flatMap((thread) => thread.locations.flatMap(({ location }) => (location ? [location] : [])));
}

/** A path is shown only as it stands in the repository: no scheme, no base, nothing to resolve. */
function placeFaults({ physicalLocation }: Location): readonly string[] {
  const artifact = physicalLocation?.artifactLocation;
  const uri = artifact?.uri ?? '';
  if (uri === '') return ['uri: it is missing or empty'];
  const faults: string[] = [];
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri) || uri.startsWith('/')) faults.push(`uri ${uri}: it is not relative`);
  if (uri.split('/').some((part) => part === '.' || part === '..' || part === '')) {
    faults.push(`uri ${uri}: it has a part that has to be resolved`);
  }
  if (!isUri(uri)) faults.push(`uri ${uri}: a character stands there that has to be encoded`);
  if (artifact?.uriBaseId !== undefined) faults.push('uriBaseId: GitHub does not know it');
  return faults;
}

/** The characters of RFC 3986, and no percent sign that begins no pair of digits. */
function isUri(uri: string): boolean {
  return /^(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})+$/.test(uri);
}

/** A region of several lines is shown on a pull request only if all of them were changed there. */
function regionFaults({ physicalLocation }: Location): readonly string[] {
  const region = physicalLocation?.region;
  if (region === undefined) return ['region: it is missing'];
  const { startLine, startColumn = 1, endLine = startLine, endColumn } = region;
  const numbers = [startLine, startColumn, endLine, endColumn];
  if (numbers.some((one) => typeof one !== 'number' || !Number.isInteger(one) || one < 1)) {
    return ['region: start and end need a line and a column, from 1 on'];
  }
  return [
    ...(endLine === startLine ? [] : ['region: it has more than one line']),
    ...(isForward(region) ? [] : ['region: it ends before it begins']),
  ];
}

function isForward({ startLine = 1, startColumn = 1, endLine = startLine, endColumn = startColumn }: Region): boolean {
  return endLine > startLine || (endLine === startLine && endColumn >= startColumn);
}

/** `[text](1)` leads to the related location 1, and only what a link leads to is shown. */
function linkFaults(message: string, related: readonly Location[]): readonly string[] {
  const linked = new Set([...message.matchAll(/(?<!\\)\]\((\d+)\)/g)].map((match) => Number(match[1])));
  const there = related.map(({ id }) => id);
  return [
    ...[...linked].filter((id) => !there.includes(id)).map((id) => `message: the link (${id}) leads nowhere`),
    ...there
      .filter((id) => id === undefined || !linked.has(id))
      .map((id) => `relatedLocations: no link leads to ${id}`),
  ];
}

function flowFaults(result: Result): readonly string[] {
  const threads = (result.codeFlows ?? []).flatMap((flow) => flow.threadFlows);
  const steps = threads.reduce((sum, thread) => sum + thread.locations.length, 0);
  const indexed = threads.some((thread) => thread.locations.some((step) => (step.index ?? -1) >= 0));
  return [
    ...(steps > MOST_STEPS ? [`codeFlows: ${steps} steps, more than ${MOST_STEPS}`] : []),
    ...(indexed ? ['codeFlows: a step is an index, where GitHub wants it in full'] : []),
  ];
}
