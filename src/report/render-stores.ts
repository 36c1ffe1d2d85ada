/** The reports of `rootlint store`. */
import type { Language } from '../language/language.js';
import type { StoresResult } from '../result.js';
import type { Format } from './formats.js';
import { messagesIn } from './messages/messages.js';
import { NO_PINS } from './no-pins.js';
import { render } from './render.js';
import type { Reported } from './reported.js';
import type { RuleText } from './rule-text.js';
import { storesJson } from './stores-json.js';
import { storesSeen, storesTerminal } from './stores-terminal.js';
import type { Screen } from './terminal.js';

export interface ReportedStores {
  readonly result: StoresResult;
  readonly ruleTexts: readonly RuleText[];
  readonly language?: Language;
}

export async function renderStores(format: Format, reported: ReportedStores, screen: Screen): Promise<string> {
  const { result, language } = reported;
  switch (format) {
    case 'json':
      return storesJson(result);
    case 'terminal':
      return storesTerminal(result, screen, language);
    default:
      return render(format, asScan(reported), screen);
  }
}

/** All other reports are written as for a scan: the findings speak of stores in place of code. */
function asScan({ result, ruleTexts, language }: ReportedStores): Reported {
  return {
    result: {
      schema: 'rootlint/json/v1',
      tool: result.tool,
      asOf: result.asOf,
      pins: [],
      findings: result.findings,
      diagnostics: result.diagnostics,
      summary: NO_PINS,
    },
    textOf: () => '',
    bytesOf: () => undefined,
    withoutSecrets: (line) => line,
    ruleTexts,
    seen: storesSeen(result, messagesIn(language)),
    ...(language !== undefined && { language }),
  };
}
