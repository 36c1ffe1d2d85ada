/** Places as SARIF writes them and GitHub shows them. */
import type { Location, Region as SarifRegion } from 'sarif';
import type { Region } from '../result.js';
import type { Reported } from './reported.js';
import { uriOf } from './uri.js';

/** A minified line would fill the report. */
const LONGEST_SNIPPET = 300;

export function locationOf(path: string, region?: SarifRegion): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...(region && { region }) } };
}

/** A pull request shows an alert only if each line of its region was changed there: so of several, the first alone. */
export function firstLine({ line, column, endLine, endColumn }: Region, lines: readonly string[]): SarifRegion {
  const text = (lines[line - 1] ?? '').trimEnd();
  return {
    startLine: line,
    startColumn: column,
    endLine: line,
    endColumn: endLine === line ? endColumn : Math.max(column + 1, text.length + 1),
  };
}

/** The same with the code that stands there, for viewers that have no checkout. */
export function withSnippet(region: SarifRegion, lines: readonly string[], { withoutSecrets }: Reported): SarifRegion {
  const { startLine = 1, startColumn = 1, endColumn = 1 } = region;
  const line = lines[startLine - 1] ?? '';
  const text = line.slice(startColumn - 1, endColumn - 1);
  // What is blanked in the line may begin outside the region: then the line is the smallest honest excerpt.
  if (text === '' || text.length > LONGEST_SNIPPET || withoutSecrets(line) !== line) return region;
  return { ...region, snippet: { text } };
}
