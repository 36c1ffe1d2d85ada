/** php.ini and .user.ini: settings that PHP reads before the first line of a program. */
import { argument, call, name, text, use } from '../../ir/build.js';
import type { Step, Unit } from '../../ir/step.js';
import type { Span } from '../../ir/value.js';

const ENTRY = /^(\s*)([\w.]+)\s*=\s*(.*?)\s*$/;

/** Each `name = value` is a call of `php.ini`, which the models know. */
export function lowerSettings(path: string, source: string): Unit {
  const body = source.split(/\r?\n/).flatMap((line, at): Step[] => {
    const found = ENTRY.exec(line);
    const [, indent = '', key = '', written = ''] = found ?? [];
    const value = plain(written);
    if (!found || value === '') return [];
    const span: Span = { line: at + 1, column: indent.length + 1, endLine: at + 1, endColumn: line.length + 1 };
    return [use(call(name('php.ini', span), [argument(text(key, span)), argument(text(value, span), span)], span))];
  });
  return { path, language: 'php', imports: [], body, errors: [] };
}

/** Quotes fall away, and so does a comment behind. */
function plain(written: string): string {
  const quoted = /^(["'])(.*?)\1/.exec(written);
  return quoted ? (quoted[2] ?? '') : written.replace(/\s*;.*$/, '');
}
