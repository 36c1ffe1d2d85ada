/** What nothing uses any more once a pin is gone: named for the reader, and taken along where the compiler would refuse it. */
import type { Unit } from '../ir/step.js';
import type { Span } from '../ir/value.js';
import type { Edit } from '../result.js';
import { listed } from '../verdict/words.js';
import { applyEdits, changesOf } from './apply-edits.js';
import { editOf, rangeOf, type Source, textAt } from './cut.js';
import type { Cut } from './removal.js';
import { namesDeclared } from './shape.js';

export interface Leftovers {
  readonly edits: readonly Edit[];
  readonly note?: string;
  readonly withheld?: string;
}

export function leftovers(cut: Cut, source: Source, unit: Unit | null, stores: readonly string[]): Leftovers {
  const after = applyEdits(source.text, cut.edits);
  const left = (home: Span | null) => (home === null ? after : leftOf(source.text, home, cut.edits));
  const words = new Set(cut.removed.match(/[A-Za-z_$][\w$]*/g) ?? []);
  const declared = unit === null ? [] : namesDeclared(unit);
  const unused = declared.filter(
    ({ name, span, home }, at) =>
      words.has(lastOf(name)) &&
      occurrences(left(home), lastOf(name)) === 1 &&
      declared.findIndex((one) => one.name === name && one.span.line === span.line) === at,
  );
  const edits: Edit[] = [];
  if (source.language === 'go') {
    for (const { span, imported, name } of unused.filter((one) => one.imported || !isTopLevel(source, one.span))) {
      const edit = imported ? withoutImport(source, span.line, name) : usedInVain(source, span, name);
      if (edit === null)
        return { edits: [], withheld: `${name} would be unused, which Go does not compile: remove both by hand` };
      edits.push(edit);
    }
  }
  const named = unused.map(
    ({ name, span, imported }) => `${imported ? 'the import ' : ''}${lastOf(name)} (line ${span.line})`,
  );
  const files = stores.filter((path) => !named.includes(path));
  const note = [
    ...(named.length > 0 ? [`nothing here uses ${listed(named)} any more`] : []),
    ...(files.length > 0 ? [`${listed(files)} may no longer be needed`] : []),
  ].join('; ');
  return { edits, ...(note !== '' && { note }) };
}

/** What is left of one function. */
function leftOf(text: string, home: Span, edits: readonly Edit[]): string {
  const { start, end } = rangeOf(text, home);
  let left = '';
  let done = start;
  for (const change of changesOf(text, edits)) {
    if (change.start < start || change.end > end) continue;
    left += text.slice(done, change.start) + change.text;
    done = change.end;
  }
  return left + text.slice(done, end);
}

/**
 * Go does not compile what declares or imports a name in vain. Of several fixes of one file each left the other's use in
 * place: what nothing uses any more is seen when all are done.
 */
export function usedNoMore(before: Source, source: Source, unit: Unit): readonly Edit[] {
  if (source.language !== 'go') return [];
  const unused = namesDeclared(unit).filter(
    ({ name, home }) =>
      occurrences(home === null ? source.text : textAt(source.text, home), lastOf(name)) === 1 &&
      occurrences(before.text, lastOf(name)) > 1,
  );
  return unused.flatMap(({ name, span, imported }) => {
    if (imported) return withoutImport(source, span.line, name) ?? [];
    return isTopLevel(source, span) ? [] : (usedInVain(source, span, name) ?? []);
  });
}

/** `net/http` is used as `http`. */
const lastOf = (name: string): string => name.split(/[/.\\]/).at(-1) ?? name;

function occurrences(text: string, word: string): number {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.match(new RegExp(`(?<![\\w$])${literal}(?![\\w$])`, 'g'))?.length ?? 0;
}

function withoutImport(source: Source, line: number, name: string): Edit | null {
  const start = rangeOf(source.text, { line, column: 1, endLine: line, endColumn: 1 }).start;
  const newline = source.text.indexOf('\n', start);
  const end = newline < 0 ? source.text.length : newline + 1;
  return source.text.slice(start, end).includes(lastOf(name)) ? editOf(source, { start, end }) : null;
}

/** At the top level an unused name is none of the compiler's business. */
const isTopLevel = ({ text }: Source, { line }: { readonly line: number }): boolean =>
  !/^[ \t]/.test(text.slice(rangeOf(text, { line, column: 1, endLine: line, endColumn: 1 }).start));

/** `_ = pool` behind the declaration. */
function usedInVain(
  source: Source,
  span: { readonly line: number; readonly endLine: number },
  name: string,
): Edit | null {
  const { text } = source;
  const start = rangeOf(text, { line: span.line, column: 1, endLine: span.line, endColumn: 1 }).start;
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const end = rangeOf(text, { line: span.endLine, column: 1, endLine: span.endLine, endColumn: 1 }).start;
  const newline = text.indexOf('\n', end);
  const line = text.slice(end, newline < 0 ? undefined : newline);
  if (newline < 0 || /\{\s*$/.test(line)) return null;
  return editOf(source, { start: newline + 1, end: newline + 1 }, `${indent}_ = ${name}\n`);
}
