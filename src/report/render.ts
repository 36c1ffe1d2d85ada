/** Which report is which. Each is loaded when it is asked for: a commit hook waits for what it loads. */
import type { Format } from './formats.js';
import { isOfOwnCode } from './order.js';
import type { Reported } from './reported.js';
import type { Screen } from './terminal.js';

/** Who tells what dependencies hold: the others report what the reader can mend. */
const TELLS_DEPENDENCIES: ReadonlySet<Format> = new Set(['terminal', 'json', 'markdown']);

export async function render(format: Format, whole: Reported, screen: Screen): Promise<string> {
  const reported = TELLS_DEPENDENCIES.has(format) ? whole : withoutDependencies(whole);
  const { result } = reported;
  switch (format) {
    case 'terminal': {
      const { withoutCommands } = await import('./log-commands.js');
      if (result.findings.length === 0) {
        return withoutCommands((await import('./terminal-summary.js')).summaryReport(reported, screen));
      }
      return withoutCommands((await import('./terminal.js')).terminalReport(reported, screen));
    }
    case 'concise': {
      const { conciseReport } = await import('./concise.js');
      const { withoutCommands } = await import('./log-commands.js');
      return withoutCommands(conciseReport(result));
    }
    case 'json':
      return (await import('./json.js')).jsonReport(result);
    case 'sarif':
      return (await import('./sarif.js')).sarifReport(reported);
    case 'github':
      return (await import('./github.js')).githubReport(reported);
    case 'gitlab-sast':
      return (await import('./gitlab-sast.js')).gitlabSastReport(reported);
    case 'gitlab-code-quality':
      return (await import('./gitlab-code-quality.js')).gitlabCodeQualityReport(result);
    case 'junit':
      return (await import('./junit.js')).junitReport(reported);
    case 'rdjson':
      return (await import('./rdjson.js')).rdjsonReport(reported);
    case 'html':
      return (await import('./html.js')).htmlReport(reported);
    case 'markdown':
      return (await import('./markdown-report.js')).markdownReport(reported);
  }
}

const withoutDependencies = (reported: Reported): Reported => ({
  ...reported,
  result: { ...reported.result, findings: reported.result.findings.filter(isOfOwnCode) },
});
