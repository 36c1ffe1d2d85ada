/** One finding in HTML, as on the terminal: the sentence, the code, the way there, what the store holds, what to do. */
import type { AnchorResult, Fix, MissingRoot, PinResult, RuleId } from '../result.js';
import { remedyLines } from './finding-text.js';
import { type Frame, frameOf } from './frame.js';
import type { Told } from './gather.js';
import { code, element, html, table } from './html-text.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { patchOf } from './patch.js';
import type { Reported } from './reported.js';
import { headlineOf } from './sentences.js';
import { wayTo } from './way.js';
import { widthOf } from './width.js';
import { datesOf, describeSource } from './words.js';

const WIDTH = 160;
const MOST_ROOTS = 12;
const MOST_SITES = 50;

export function htmlFinding({ finding, pin, also }: Told, reported: Reported): string {
  const say = messagesIn(reported.language);
  const { severity, rule, path, line } = finding;
  const place = code(`${path}:${line}`) + (also.length > 0 ? ` (+${also.length})` : '');
  const title = `${element('b', severity, severity)} ${code(rule)} ${place}<br>${html(headlineOf(finding.message))}`;
  const frame = frameOf(reported.textOf(path), finding, WIDTH, reported.withoutSecrets);
  const sites = also.slice(0, MOST_SITES).map((one) => code(`${one.path}:${one.line}`));
  const more = also.length > MOST_SITES ? say.moreSites(also.length - MOST_SITES) : '';
  const parts = [
    element('p', html(finding.message)),
    ...(frame === undefined ? [] : [element('pre', frameHtml(frame))]),
    ...(pin === undefined ? [] : pinParts(pin, reported.result.asOf, say)),
    ...(also.length === 0 ? [] : [element('p', say.sameStore(also.length, sites.join(', ') + more))]),
    ...finding.fixes.map((fix) => remedy(fix, rule, reported, say)),
    element('p', html(say.confidence(finding.confidence)), 'quiet'),
  ];
  return `<details class="is-${severity}"><summary>${title}</summary>\n${parts.join('\n')}\n</details>`;
}

/** The carets of the frame, as a mark in the code itself: a browser's East Asian characters are not two columns wide. */
function frameHtml({ number, code: line, carets }: Frame): string {
  const from = carets.length - carets.trimStart().length;
  const to = from + carets.trim().length;
  let at = 0;
  const parts = { before: '', marked: '', after: '' };
  for (const character of line) {
    parts[at < from ? 'before' : at < to ? 'marked' : 'after'] += character;
    at += widthOf(character);
  }
  return `<span class="quiet">${number} |</span> ${html(parts.before)}${element('mark', html(parts.marked))}${html(parts.after)}`;
}

function pinParts(pin: PinResult, asOf: string, say: Messages): readonly string[] {
  const steps = [
    ...wayTo(pin, pin).map(({ path, line, what }) => `${code(`${path}:${line}`)} ${code(what)}`),
    ...pin.sources.map((source) => `&rArr; ${html(describeSource(source, say))}`),
    ...(pin.reach === 'live' ? [] : [html(say.reach[pin.reach])]),
    ...(pin.alternatives.length < 2
      ? []
      : pin.alternatives.map(({ when, verdict }) => `${html(when || say.otherwise)}: ${html(say.verdicts[verdict])}`)),
  ];
  const anchors = pin.sources.flatMap((source) => ('anchors' in source ? source.anchors : []));
  const missing = pin.migrations.flatMap((migration) => migration.missing);
  return [
    element('ul', steps.map((step) => element('li', step)).join('')),
    ...(anchors.length === 0 ? [] : [rootsHeld(anchors, asOf, say)]),
    ...(missing.length === 0 ? [] : [rootsMissing(missing, say)]),
  ];
}

function rootsHeld(anchors: readonly AnchorResult[], asOf: string, say: Messages): string {
  const { holds } = say.formats.gitlab;
  const rows = [...new Map(anchors.map((anchor) => [anchor.sha256, anchor])).values()].map((anchor) => [
    html(anchor.name),
    html(say.joined(datesOf(anchor, asOf, say))),
    code(anchor.sha256),
  ]);
  const left = rows.length - MOST_ROOTS;
  return table([holds, '', 'SHA-256'], rows.slice(0, MOST_ROOTS)) + (left > 0 ? element('p', say.andMore(left)) : '');
}

function rootsMissing(missing: readonly MissingRoot[], say: Messages): string {
  const rows = [...new Map(missing.map((root) => [root.sha256 || root.id, root])).values()];
  return table(
    [say.formats.gitlab.lacks, 'SHA-256'],
    rows.map(({ name, sha256 }) => [element('b', html(name)), code(sha256)]),
  );
}

function remedy(fix: Fix, rule: RuleId, reported: Reported, say: Messages): string {
  const [title = '', ...notes] = remedyLines(fix, rule, say).map(html);
  if (fix.withheld !== null) return element('p', title, 'quiet');
  const patch = fix.edits.flatMap((edit) => {
    const lines = patchOf(edit, reported);
    return [
      ...(lines[0]?.kind === 'summary' ? [] : [html(edit.path)]),
      ...lines.map((line) => {
        if (line.kind === 'summary') return html(line.text);
        return line.kind === 'removed'
          ? element('del', `- ${html(line.text)}`)
          : element('ins', `+ ${html(line.text)}`);
      }),
    ];
  });
  return [
    element('p', element('b', title)),
    ...(patch.length === 0 ? [] : [element('pre', patch.join('\n'))]),
    ...(fix.command === null ? [] : [element('pre', fix.command.split('\n').map(html).join('\n'))]),
    ...notes.map((note) => element('p', note.trim())),
  ].join('\n');
}
