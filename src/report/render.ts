/** Which report is which. Each is loaded when it is asked for: a commit hook waits for what it loads. */
import type { Format } from './formats.js';
import type { Reported } from './reported.js';
import type { Screen } from './terminal.js';

export async function render(format: Format, reported: Reported, screen: Screen): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('./json.js')).jsonReport(reported.result);
    case 'sarif':
      return (await import('./sarif.js')).sarifReport(reported);
    case 'terminal':
      return (await import('./terminal.js')).terminalReport(reported, screen);
  }
}
