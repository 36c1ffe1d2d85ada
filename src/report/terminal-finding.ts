/** One finding on the terminal: the sentence, the code, how the value came there, what the store holds, what to do. */
import type { AnchorResult, Finding, Fix, MissingRoot, PinResult, RuleId, Severity } from '../result.js';
import { type Frame, frameOf } from './frame.js';
import { patchOf } from './patch.js';
import type { Reported } from './reported.js';
import type { Colors } from './terminal.js';
import { printable, widthOf, wrap } from './width.js';
import { countOf, datesOf, describeSource, remedyOf } from './words.js';

export interface Told {
  readonly finding: Finding;
  readonly pin: PinResult | undefined;
  /** Findings of the same rule about the same stores. */
  readonly also: readonly Finding[];
}

/** A store of a whole system holds some 140 roots; a reader needs those that matter. */
const MOST_ANCHORS = 6;
const MOST_SITES = 8;

export function findingLines(told: Told, reported: Reported, width: number, colors: Colors): readonly string[] {
  const { finding, pin, also } = told;
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
    ...(rest.length > 0 ? [note('note', wrap(rest.join(' '), width - gutter.length - 10))] : []),
    ...(pin === undefined ? [] : pinNotes(pin, reported.result.asOf, width - gutter.length - 10)),
    ...alsoNotes(also, width - gutter.length - 10),
    ...(finding.confidence === 'high' ? [] : [note('note', [`the confidence is ${finding.confidence}`])]),
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
    `${gutter} ${colors.dim(`more: rootlint explain ${finding.rule}`)}`,
  ];
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  return { error: colors.red, warning: colors.yellow, note: colors.cyan }[severity];
}

/** The first sentence is the headline; dots inside paths and versions end none. */
function sentences(message: string): readonly string[] {
  return message
    .trim()
    .split(/(?<=[.!?])\s+(?=\p{Lu})|(?<=[\u3002\uff01\uff1f])\s*/u)
    .filter((part) => part !== '');
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
function note(label: string, lines: readonly string[]): Note {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(6)}${line}`);
}

function pinNotes(pin: PinResult, asOf: string, width: number): readonly Note[] {
  const anchors = pin.sources.flatMap((source) => ('anchors' in source ? source.anchors : []));
  const missing = missingOf(pin);
  const notes = [
    note('how', howLines(pin, width)),
    note('holds', anchorLines(distinct(anchors), asOf, width)),
    note('lacks', [
      ...missing.slice(0, MOST_ANCHORS).flatMap((root) => lackLines(root, width)),
      ...(missing.length > MOST_ANCHORS ? [`and ${missing.length - MOST_ANCHORS} more`] : []),
    ]),
    note('when', alternativeLines(pin)),
    note('reach', pin.reach === 'live' ? [] : [REACH[pin.reach]]),
  ];
  return notes.filter((lines) => lines.length > 0);
}

const REACH = {
  conditional: 'another platform, or a branch that the code decides against',
  none: 'nothing calls this',
} as const;

function howLines(pin: PinResult, width: number): readonly string[] {
  // The line of the finding itself stands in the frame above.
  const trail = pin.trail.filter((step) => step.path !== pin.path || step.line !== pin.line);
  const places = trail.map((step) =>
    step.path === pin.path ? `line ${step.line}` : `${printable(step.path)}:${step.line}`,
  );
  const column = Math.min(30, Math.max(0, ...places.map(widthOf)));
  const steps = trail.map((step, index) => {
    const place = places[index] ?? '';
    const padded = place + ' '.repeat(Math.max(0, column - widthOf(place)));
    return cut(`${padded}  ${printable(step.what)}`, width);
  });
  const sources = pin.sources.flatMap((source) => wrap(`=> ${printable(describeSource(source))}`, width));
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
function anchorLines(anchors: readonly AnchorResult[], asOf: string, width: number): readonly string[] {
  const rank = (anchor: AnchorResult) => anchor.distrustActual ?? anchor.distrust ?? `9999-${anchor.notAfter}`;
  const sorted = [...anchors].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
  const shown = sorted.slice(0, MOST_ANCHORS);
  const column = Math.max(0, ...shown.map((anchor) => widthOf(printable(anchor.name))));
  const lines = shown.flatMap((anchor) => {
    const name = printable(anchor.name);
    const dates = datesOf(anchor, asOf);
    const line = [name + ' '.repeat(column - widthOf(name)), ...dates].join('   ');
    return widthOf(line) <= width ? [line] : [name, ...dates.map((date) => `  ${date}`)];
  });
  return sorted.length > shown.length ? [...lines, `and ${sorted.length - shown.length} more`] : lines;
}

function distinct(anchors: readonly AnchorResult[]): readonly AnchorResult[] {
  return [...new Map(anchors.map((anchor) => [anchor.sha256, anchor])).values()];
}

function missingOf(pin: PinResult): readonly MissingRoot[] {
  const missing = pin.migrations.flatMap((migration) => migration.missing);
  return [...new Map(missing.map((root) => [root.sha256 || root.id, root])).values()];
}

function alternativeLines(pin: PinResult): readonly string[] {
  if (pin.alternatives.length < 2) return [];
  return pin.alternatives.map((alternative) => `${printable(alternative.when) || 'otherwise'}: ${alternative.verdict}`);
}

function alsoNotes(also: readonly Finding[], width: number): readonly Note[] {
  if (also.length === 0) return [];
  const sites = also.slice(0, MOST_SITES).map((finding) => `${printable(finding.path)}:${finding.line}`);
  const more = also.length > MOST_SITES ? ` and ${also.length - MOST_SITES} more` : '';
  const told = `${countOf(also.length, 'more place')} ${also.length === 1 ? 'uses' : 'use'} the same store: ${sites.join(', ')}${more}`;
  return [
    note(
      'also',
      wrap(`${told} (one fix of the store covers ${also.length === 1 ? 'both' : `all ${also.length + 1}`})`, width),
    ),
  ];
}

function indented([first = '', ...more]: readonly string[]): readonly string[] {
  return [first, ...more.map((line) => `      ${line}`)];
}

function fixLines(fix: Fix, rule: RuleId, reported: Reported, width: number, colors: Colors): readonly string[] {
  const name = fix.remedy === 'remove' ? 'fix A' : 'fix B';
  const does = remedyOf(fix, rule);
  if (fix.withheld !== null) {
    return indented(wrap(`${name} withheld: ${printable(fix.withheld)}`, width - 8));
  }
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
  const command = fix.command === null ? [] : commandLines(fix.command);
  const title = indented(wrap(`${name} (${fix.safe ? 'safe' : 'a proposal'}): ${does}`, width - 8));
  return [...title.map((line) => colors.bold(line)), ...patch, ...command];
}

/** The command, its certificate cut short: whoever runs it takes it from the JSON report, where it stands whole. */
function commandLines(command: string): readonly string[] {
  const lines = command
    .replace(/(-----BEGIN CERTIFICATE-----\n.{24}).*?(?=\n-----END CERTIFICATE-----)/gs, '$1...')
    .split('\n');
  return [...lines.map((line) => `      ${printable(line)}`), '      (--format json holds the certificate whole)'];
}
