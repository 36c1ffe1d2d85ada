/** Remedy A: remove the pin, so that the system's roots apply. */
import type { Site } from '../evaluate/pin.js';
import type { Edit, Fix } from '../result.js';
import type { JudgedAlternative, JudgedPin } from '../verdict/judge.js';
import { isRoot } from '../verdict/migrations.js';
import { listed } from '../verdict/words.js';
import { type FixContext, withheld } from './propose.js';
import { offsetAt, positionAt } from './text-positions.js';

export function removePin(judged: JudgedPin, { textOf }: FixContext): Fix {
  const reason = judged.alternatives.map(privateRoots).find((why) => why !== null);
  if (reason) return withheld('remove', reason);
  const site = judged.read.pin.removable;
  if (site === null)
    return withheld('remove', 'the pin is more than one argument or line: its code has to be rewritten by hand');
  const text = textOf(site.path);
  if (text === null) return withheld('remove', `${site.path} can’t be read`);
  if (isPositional(site, text))
    return withheld(
      'remove',
      'the argument is known by its position: rewrite the call so that the default roots apply',
    );
  return {
    remedy: 'remove',
    safe: false,
    edits: [deletion(site, text, judged.read.pin.language)],
    command: null,
    withheld: null,
  };
}

const KEYWORD = /^(?:\*\*|\.{3})|^['"]?[\w$.:\\ -]+['"]?\s*(?:=>|=(?!=)|:(?!:))/;

/** Without its keyword an argument can't go: those behind it would take its place, or the call be one too short. */
function isPositional({ span }: Site, text: string): boolean {
  const start = offsetAt(text, span.line, span.column);
  const end = offsetAt(text, span.endLine, span.endColumn);
  const before = text.slice(0, start);
  const stands = /[(,]\s*$/.test(before) && /^\s*[,)]/.test(text.slice(end));
  return stands && !KEYWORD.test(text.slice(start, end)) && enclosing(before) === '(';
}

/** The bracket that is open at the end of `before`. */
function enclosing(before: string): string {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const character = before.charAt(at);
    if (')}]'.includes(character)) depth++;
    else if ('({['.includes(character) && depth-- === 0) return character;
  }
  return '';
}

/** The system does not know a private root: without the pin those servers would be refused. */
function privateRoots({ holdings, migrations }: JudgedAlternative): string | null {
  const own = migrations.find((one) => one.migration?.private === true);
  if (own !== undefined) return `${own.id} is about a private PKI, which the system’s roots don’t cover`;
  const publicRoots = migrations
    .flatMap((one) => (one.migration === null ? [] : [...one.migration.retiring, ...one.required.roots]))
    .filter((root) => root.catalogued);
  const names = holdings.anchors
    .filter((held) => held.id === null && held.anchor.selfIssued && !publicRoots.some((root) => isRoot(held, root)))
    .map((held) => held.name);
  return names.length === 0 ? null : `the store also holds ${listed(names)}, which the system’s roots don’t cover`;
}

/** Removes an argument with its comma, a line that stands alone with its end, and anything else as it is. */
function deletion({ path, span }: Site, text: string, language: string): Edit {
  const start = offsetAt(text, span.line, span.column);
  const end = offsetAt(text, span.endLine, span.endColumn);
  const before = text.slice(0, start);
  const after = text.slice(end);
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1];
  const closing = /^[ \t]*[,;]?[ \t]*(?:\r?\n|$)/.exec(after)?.[0];
  const ended = closing !== undefined && /[,;]/.test(closing);
  const comma = /,\s*$/.exec(before)?.[0];
  const edit = (from: number, to: number, replacement = ''): Edit => ({
    path,
    ...positionsOf(text, from, to),
    text: replacement,
  });

  if (indent !== undefined && closing !== undefined && (ended || comma === undefined)) {
    if (language === 'python' && isOnlyStatement(before, after.slice(closing.length), indent))
      return edit(start, end, 'pass');
    return edit(start - indent.length, end + closing.length);
  }
  const trailing = /^\s*,[ \t]*/.exec(after)?.[0];
  if (trailing !== undefined) return edit(start, end + trailing.length);
  // The last argument goes with the comma before it: a comma left behind is an error in C, Java and old PHP.
  if (comma !== undefined) return edit(start - comma.length, end);
  return edit(start, end);
}

/** A Python block must not be left empty. */
function isOnlyStatement(before: string, after: string, indent: string): boolean {
  const opening = /(\S)[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*[ \t]*$/.exec(before)?.[1];
  const next = /^(?:[ \t]*(?:#.*)?\r?\n)*([ \t]*)\S/.exec(after);
  return opening === ':' && (next === null || (next[1] ?? '').length < indent.length);
}

function positionsOf(text: string, from: number, to: number) {
  const start = positionAt(text, from);
  const end = positionAt(text, to);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
