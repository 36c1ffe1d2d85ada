/** One finding on the terminal: the sentence, the code, how the value came there, what the store holds, what to do. */
import type { AnchorResult, Finding, Fix, MissingRoot, PinResult, RuleId, Severity } from '../result.js';
import { type Frame, frameOf } from './frame.js';
import type { Told } from './gather.js';
import { type Messages, messagesIn, type NoteLabel } from './messages/messages.js';
import { patchOf } from './patch.js';
import type { Reported } from './reported.js';
import { sentences } from './sentences.js';
import type { Colors } from './terminal.js';
import { wayTo } from './way.js';
import { printable, widthOf, wrap } from './width.js';
import { datesOf, describeSource, remedyOf } from './words.js';

/** A store of a whole system holds some 140 roots; a reader needs those that matter. */
const MOST_ANCHORS = 6;
const MOST_SITES = 8;

export function findingLines(told: Told, reported: Reported, width: number, colors: Colors): readonly string[] {
  const { finding, pin, also } = told;
  const say = messagesIn(reported.language);
  const painted = paint(finding.severity, colors);
  const [headline, ...rest] = sentences(printable(finding.message));
  const frame = frameOf(
    reported.textOf(finding.path),
    finding,
    width - String(finding.line).length - 3,
    reported.withoutSecrets,
  );
  const gutter = ' '.repeat(String(finding.line).length);
  const margin = colors.blue(`${gutter} |`);
  const notes = [
    ...(rest.length > 0 ? [note('note', wrap(rest.join(' '), width - gutter.length - 10), say)] : []),
    ...(pin === undefined ? [] : pinNotes(pin, reported.result.asOf, width - gutter.length - 10, say)),
    ...alsoNotes(also, width - gutter.length - 10, say),
    ...(finding.confidence === 'high' ? [] : [note('note', [say.confidence(finding.confidence)], say)]),
  ];
  return [
    ...headLines(`${finding.severity}[${finding.rule}]`, headline ?? '', width, painted, colors),
    `${gutter}${colors.blue('-->')} ${printable(finding.path)}:${finding.line}:${finding.column}`,
    ...(frame === undefined ? [] : frameLines(frame, margin, painted, colors)),
    ...notes.flatMap((lines) =>
      lines.map((line, index) => `${gutter} ${index === 0 ? colors.blue('=') : ' '} ${line}`.trimEnd()),
    ),
    ...finding.fixes.flatMap((fix) =>
      fixLines(fix, finding.rule, reported, width, colors).map((line) => `${gutter} ${line}`),
    ),
    `${gutter} ${colors.dim(say.explain(finding.rule))}`,
  ];
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
}

function headLines(
  label: string,
  headline: string,
  width: number,
  painted: (text: string) => string,
  colors: Colors,
): readonly string[] {
  const [first = '', ...more] = wrap(`${label}: ${headline}`, width);
  // Wrapping keeps the label whole: it has no blank in it.
  return [
    colors.bold(painted(label)) + colors.bold(first.slice(label.length)),
    ...more.map((line) => colors.bold(`  ${line}`)),
  ];
}

function frameLines(
  frame: Frame,
  margin: string,
  painted: (text: string) => string,
  colors: Colors,
): readonly string[] {
  const number = colors.blue(`${frame.number} |`);
  return [
    margin,
    `${number} ${frame.code}`.trimEnd(),
    `${margin} ${leading(frame.carets)}${painted(frame.carets.trim())}`,
    margin,
  ];
}

function leading(text: string): string {
  return text.slice(0, text.length - text.trimStart().length);
}

type Note = readonly string[];

/** `how   first line`, and further lines below it. */
function note(label: NoteLabel, lines: readonly string[], say: Messages): Note {
  const word = say.labels[label];
  return lines.map((line, index) => `${index === 0 ? word + ' '.repeat(6 - widthOf(word)) : ' '.repeat(6)}${line}`);
}

function pinNotes(pin: PinResult, asOf: string, width: number, say: Messages): readonly Note[] {
  const anchors = pin.sources.flatMap((source) => ('anchors' in source ? source.anchors : []));
  const missing = missingOf(pin);
  const notes = [
    note('how', howLines(pin, width, say), say),
    note('holds', anchorLines(distinct(anchors), asOf, width, say), say),
    note(
      'lacks',
      [
        ...missing.slice(0, MOST_ANCHORS).flatMap((root) => lackLines(root, width)),
        ...(missing.length > MOST_ANCHORS ? [say.andMore(missing.length - MOST_ANCHORS)] : []),
      ],
      say,
    ),
    note('when', alternativeLines(pin, say), say),
    note('reach', pin.reach === 'live' ? [] : [say.reach[pin.reach]], say),
  ];
  return notes.filter((lines) => lines.length > 0);
}

function howLines(pin: PinResult, width: number, say: Messages): readonly string[] {
  // The line of the finding itself stands in the frame above.
  const trail = wayTo(pin, pin);
  const places = trail.map((step) =>
    step.path === pin.path ? say.line(step.line) : `${printable(step.path)}:${step.line}`,
  );
  const column = Math.min(30, Math.max(0, ...places.map(widthOf)));
  const steps = trail.map((step, index) => {
    const place = places[index] ?? '';
    const padded = place + ' '.repeat(Math.max(0, column - widthOf(place)));
    return cut(`${padded}  ${printable(step.what)}`, width);
  });
  const sources = pin.sources.flatMap((source) => wrap(`=> ${printable(describeSource(source, say))}`, width));
  return [...steps, ...sources];
}

function cut(line: string, width: number): string {
  if (widthOf(line) <= width) return line;
  let kept = '';
  for (const character of line) {
    if (widthOf(kept) + widthOf(character) > width - 3) break;
    kept += character;
  }
  return `${kept}...`;
}

function lackLines(root: MissingRoot, width: number): readonly string[] {
  const name = printable(root.name);
  const fingerprint = `sha256 ${root.sha256.slice(0, 16)}...`;
  const line = `${name}   ${fingerprint}`;
  return widthOf(line) <= width ? [line] : [name, `  ${fingerprint}`];
}

/** Catalogued roots that lose trust come first: they are why a reader is here. */
function anchorLines(anchors: readonly AnchorResult[], asOf: string, width: number, say: Messages): readonly string[] {
  const rank = (anchor: AnchorResult) => anchor.distrustActual ?? anchor.distrust ?? `9999-${anchor.notAfter}`;
  const sorted = [...anchors].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  const shown = sorted.slice(0, MOST_ANCHORS);
  const column = Math.max(0, ...shown.map((anchor) => widthOf(printable(anchor.name))));
  const lines = shown.flatMap((anchor) => {
    const name = printable(anchor.name);
    const dates = datesOf(anchor, asOf, say);
    const line = [name + ' '.repeat(column - widthOf(name)), ...dates].join('   ');
    return widthOf(line) <= width ? [line] : [name, ...dates.map((date) => `  ${date}`)];
  });
  return sorted.length > shown.length ? [...lines, say.andMore(sorted.length - shown.length)] : lines;
}

function distinct(anchors: readonly AnchorResult[]): readonly AnchorResult[] {
  return [...new Map(anchors.map((anchor) => [anchor.sha256, anchor])).values()];
}

function missingOf(pin: PinResult): readonly MissingRoot[] {
  const missing = pin.migrations.flatMap((migration) => migration.missing);
  return [...new Map(missing.map((root) => [root.sha256 || root.id, root])).values()];
}

function alternativeLines(pin: PinResult, say: Messages): readonly string[] {
  if (pin.alternatives.length < 2) return [];
  return pin.alternatives.map(
    (alternative) => `${printable(alternative.when) || say.otherwise}: ${say.verdicts[alternative.verdict]}`,
  );
}

function alsoNotes(also: readonly Finding[], width: number, say: Messages): readonly Note[] {
  if (also.length === 0) return [];
  const sites = also.slice(0, MOST_SITES).map((finding) => `${printable(finding.path)}:${finding.line}`);
  const more = also.length > MOST_SITES ? say.moreSites(also.length - MOST_SITES) : '';
  return [note('also', wrap(say.sameStore(also.length, sites.join(', ') + more), width), say)];
}

function indented([first = '', ...more]: readonly string[]): readonly string[] {
  return [first, ...more.map((line) => `      ${line}`)];
}

function fixLines(fix: Fix, rule: RuleId, reported: Reported, width: number, colors: Colors): readonly string[] {
  const say = messagesIn(reported.language);
  const letter = fix.remedy === 'remove' ? 'A' : 'B';
  if (fix.withheld !== null) return indented(wrap(say.fixWithheld(letter, printable(fix.withheld)), width - 8));
  const patch = fix.edits.flatMap((edit) => {
    const lines = patchOf(edit, reported);
    const elsewhere = lines[0]?.kind === 'summary' ? [] : [`      ${printable(edit.path)}`];
    return [
      ...elsewhere,
      ...lines.map((line) => {
        if (line.kind === 'summary') return `      ${printable(line.text)}`;
        const text = cut(
          `${String(line.number).padStart(5)} ${line.kind === 'removed' ? '-' : '+'} ${line.text}`.trimEnd(),
          width - 8,
        );
        return line.kind === 'removed' ? colors.red(text) : colors.green(text);
      }),
    ];
  });
  const command = fix.command === null ? [] : commandLines(fix.command, say);
  const title = indented(wrap(say.fixTitle(letter, fix.safe, remedyOf(fix, rule, say)), width - 8));
  const left = fix.note === undefined ? [] : wrap(say.formats.note(printable(fix.note)), width - 14);
  return [...title.map((line) => colors.bold(line)), ...patch, ...command, ...left.map((line) => `      ${line}`)];
}

/** The command, its certificate cut short: whoever runs it takes it from the JSON report, where it stands whole. */
function commandLines(command: string, say: Messages): readonly string[] {
  const lines = command
    .replace(/(-----BEGIN CERTIFICATE-----\n.{24}).*?(?=\n-----END CERTIFICATE-----)/gs, '$1...')
    .split('\n');
  return [...lines.map((line) => `      ${printable(line)}`), `      ${say.wholeInJson}`];
}
