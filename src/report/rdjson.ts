/**
 * Reviewdog's diagnostics, which put remedies as suggestions into a pull request.
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
 *
 * Columns there count bytes of UTF-8, and paths are seen from the folder in which reviewdog runs: it puts the name of that
 * folder before them. A suggestion has to replace whole lines of the file that the diagnostic is about, and no more than one
 * piece of it: what is more than that stays in the message. GitHub takes one comment for one piece, so a second suggestion
 * for other lines would be shown as an error.
 */
import type { Edit, Finding, Fix, PinResult, Severity } from '../result.js';
import { conciseLine } from './concise.js';
import { withoutMentions } from './markdown.js';
import { type Messages, messagesIn } from './messages/messages.js';
import { compareFindings } from './order.js';
import type { Reported } from './reported.js';
import { addressOf } from './rule-page.js';
import { linesOf } from './source-lines.js';
import { describeSource } from './words.js';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' };

export function rdjsonReport(reported: Reported): string {
  const say = messagesIn(reported.language);
  const fromHere = reported.fromHere ?? ((path: string) => path);
  const pins = new Map(reported.result.pins.map((pin) => [pin.id, pin]));
  const diagnostics = [...reported.result.findings].sort(compareFindings).map((finding) => {
    const { path, line, column, endLine, endColumn } = finding;
    const url = addressOf(finding.rule, reported.result.tool, say);
    const pin = finding.pin === null ? undefined : pins.get(finding.pin);
    const stores = relatedTo(pin, fromHere, say);
    const suggestions = ofTheSameLines(finding.fixes.flatMap((fix) => suggestionOf(fix, finding, reported)));
    return {
      message: withoutMentions(finding.message),
      location: {
        path: fromHere(path),
        range: { start: position(path, line, column, reported), end: position(path, endLine, endColumn, reported) },
      },
      severity: SEVERITIES[finding.severity],
      code: { value: finding.rule, ...(url !== undefined && { url }) },
      ...(suggestions.length > 0 && { suggestions }),
      ...(stores.length > 0 && { related_locations: stores }),
      // What it prints on a terminal; without it, a dump of all fields.
      original_output: conciseLine({ ...finding, path: fromHere(path) }),
    };
  });
  return `${JSON.stringify({ source: { name: 'rootlint' }, diagnostics }, null, 2)}\n`;
}

function relatedTo(pin: PinResult | undefined, fromHere: (path: string) => string, say: Messages) {
  return (pin?.sources ?? []).flatMap((source) =>
    source.kind === 'file' || source.kind === 'inline'
      ? [
          {
            message: withoutMentions(describeSource(source, say)),
            location: { path: fromHere(source.path), range: { start: { line: Math.max(1, source.line) } } },
          },
        ]
      : [],
  );
}

function position(path: string, line: number, column: number, reported: Reported) {
  const before = (linesOf(reported, path)[line - 1] ?? '').slice(0, column - 1);
  // A file that can not be read has the columns that were found.
  const bytes = Buffer.byteLength(before) + (column - 1 - before.length);
  return { line, column: bytes + 1 };
}

interface Suggestion {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

function suggestionOf(fix: Fix, finding: Finding, reported: Reported): Suggestion[] {
  const [edit] = fix.edits;
  if (edit === undefined || fix.edits.length > 1 || edit.path !== finding.path) return [];
  const { first, last, before, after } = wholeLines(edit, linesOf(reported, edit.path));
  if (last < first || [...before, ...after].some((line) => reported.withoutSecrets(line) !== line)) return [];
  return [{ range: { start: { line: first }, end: { line: last } }, text: after.join('\n') }];
}

function ofTheSameLines(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const [{ range } = {}] = suggestions;
  return suggestions.filter(
    (one) => one.range.start.line === range?.start.line && one.range.end.line === range.end.line,
  );
}

/** The lines that an edit touches, as they are and as they would be. */
function wholeLines(edit: Edit, lines: readonly string[]) {
  const isWhole = edit.text.endsWith('\n') || (edit.text === '' && edit.startColumn === 1);
  const upToLineStart = isWhole && edit.endColumn === 1 && edit.endLine > edit.startLine;
  const last = upToLineStart ? edit.endLine - 1 : edit.endLine;
  const head = (lines[edit.startLine - 1] ?? '').slice(0, edit.startColumn - 1);
  const tail = upToLineStart ? '' : (lines[edit.endLine - 1] ?? '').slice(edit.endColumn - 1);
  const text = upToLineStart ? edit.text.replace(/\r?\n$/, '') : edit.text;
  const whole = head + text + tail;
  return {
    first: edit.startLine,
    last,
    before: lines.slice(edit.startLine - 1, last),
    // Lines that go as a whole leave nothing, not an empty line.
    after: whole === '' && upToLineStart ? [] : whole.split(/\r?\n/),
  };
}
