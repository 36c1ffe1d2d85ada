/**
 * One file to look at, to print and to hand on: findings folded below a summary, then every pin with its verdict. It loads
 * nothing and runs nothing, so that it may hold what any repository says.
 */
import type { PinResult, Severity, VerdictWord } from '../result.js';
import { gather } from './gather.js';
import { htmlFinding } from './html-finding.js';
import { STYLE } from './html-style.js';
import { code, element, html, table } from './html-text.js';
import { type Messages, messagesIn } from './messages/messages.js';
import type { Reported } from './reported.js';
import { summaryText } from './summary.js';
import { describeSource } from './words.js';

const VERDICTS: readonly VerdictWord[] = ['breaks', 'unprotected', 'unresolved', 'survives', 'unrelated'];
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];
/** A browser gives up on a page before a reader does. */
const MOST_FINDINGS = 2_000;
const MOST_PINS = 10_000;

export function htmlReport(reported: Reported): string {
  const { result } = reported;
  const say = messagesIn(reported.language);
  const { findings, pins, unread, notRead } = summaryText(result, say);
  const told = gather(result);
  const parts = [
    element('h1', 'rootlint'),
    counts(reported, say),
    ...[...(findings === undefined ? [] : [findings]), reported.seen ?? pins, ...unread].map((line) =>
      element('p', html(line)),
    ),
    ...(told.length === 0 ? [] : [element('h2', html(say.formats.html.findings)), filters(reported, say)]),
    ...told.slice(0, MOST_FINDINGS).map((one) => htmlFinding(one, reported)),
    more(told.length - MOST_FINDINGS, say),
    ...(result.pins.length === 0 ? [] : [element('h2', html(say.formats.html.pins)), pinTable(result.pins, say)]),
    more(result.pins.length - MOST_PINS, say),
    ...(notRead.length === 0 ? [] : [element('h2', html(say.formats.html.notRead)), list(notRead)]),
    element('p', `rootlint ${html(result.tool.version)} &middot; ${html(result.asOf)}`, 'quiet'),
  ].filter((part) => part !== '');
  return `<!doctype html>
<html lang="${say.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>rootlint ${html(result.asOf)}</title>
<style>${STYLE}</style>
</head>
<body>
${parts.join('\n')}
</body>
</html>
`;
}

function counts({ result }: Reported, say: Messages): string {
  const items = VERDICTS.filter((verdict) => result.summary[verdict] > 0).map((verdict) =>
    element('li', `${element('b', String(result.summary[verdict]))}${html(say.verdicts[verdict])}`, verdict),
  );
  return items.length === 0 ? '' : element('ul', items.join(''), 'counts');
}

/** A box unchecked hides the findings of its severity, by style alone. */
function filters({ result }: Reported, say: Messages): string {
  const boxes = SEVERITIES.map((severity) => {
    const count = result.findings.filter((finding) => finding.severity === severity).length;
    const label = html(say.severities(count, severity));
    return count === 0 ? '' : `<label><input type="checkbox" id="${severity}" checked> ${label}</label>`;
  });
  return element('p', boxes.filter((box) => box !== '').join(' '), 'filter');
}

function pinTable(pins: readonly PinResult[], say: Messages): string {
  const { place, verdict, effect, trusts } = say.formats.html;
  const rows = pins
    .slice(0, MOST_PINS)
    .map((pin) => [
      `${code(`${pin.path}:${pin.line}`)}<br>${html(pin.api)}`,
      element('span', html(say.verdicts[pin.verdict]), pin.verdict),
      html(pin.effect),
      pin.sources.map((source) => html(describeSource(source, say))).join('<br>'),
    ]);
  return table([place, verdict, effect, trusts], rows);
}

const list = (lines: readonly string[]): string =>
  element('ul', lines.map((line) => element('li', html(line))).join(''));

const more = (count: number, say: Messages): string => (count > 0 ? element('p', html(say.andMore(count))) : '');
