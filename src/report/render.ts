/** Which report is which. */
import { jsonReport } from './json.js';
import type { Reported } from './reported.js';
import { sarifReport } from './sarif.js';
import { type Screen, terminalReport } from './terminal.js';

export type Format = 'terminal' | 'json' | 'sarif';

export function render(format: Format, reported: Reported, screen: Screen): string {
  switch (format) {
    case 'json':
      return jsonReport(reported.result);
    case 'sarif':
      return sarifReport(reported);
    case 'terminal':
      return terminalReport(reported, screen);
  }
}
