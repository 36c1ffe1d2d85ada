/** Which report is which. */
import type { Format } from './formats.js';
import { jsonReport } from './json.js';
import type { Reported } from './reported.js';
import { sarifReport } from './sarif.js';
import { type Screen, terminalReport } from './terminal.js';

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
