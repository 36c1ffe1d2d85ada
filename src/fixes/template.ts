/** Statements of the models, filled with parts of the code that they are written into. */
import type { Argument, Value } from '../ir/value.js';
import { textAt } from './cut.js';
import type { Statement } from './statement.js';

const HOLE = /\{(receiver|fresh|path|text|bytes|stream|opening|pem|\d+)\}/g;

export const holesOf = (template: string): readonly string[] =>
  [...template.matchAll(HOLE)].map(([, name = '']) => name);

/** Null where the call has no such part. */
export function filledIn(
  template: string,
  statement: Statement,
  given: Readonly<Record<string, string>>,
): string | null {
  const { call, code } = statement;
  const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
  const partOf = (name: string): string | null => {
    if (name === 'fresh') return freshName(code.text);
    if (given[name] !== undefined) return given[name];
    const part: Value | Argument | undefined = name === 'receiver' ? receiver : call.arguments[Number(name)];
    return part === undefined ? null : textAt(code.text, part.span);
  };
  let isWhole = true;
  const filled = template.trimEnd().replace(HOLE, (_, name: string) => {
    const part = partOf(name);
    isWhole &&= part !== null;
    return part ?? '';
  });
  return isWhole ? asImported(filled, statement) : null;
}

/** A name that the file does not use. */
function freshName(text: string): string {
  const isTaken = (name: string) => new RegExp(`\\b${name}s?\\b`).test(text);
  const numbered = Array.from({ length: 9 }, (_, at) => `anchor${at + 2}`);
  return ['anchor', 'root', ...numbered].find((name) => !isTaken(name)) ?? 'anotherAnchor';
}

/** Qualified names are written as the file writes others of the same module. */
function asImported(text: string, { code, unit: { imports, language } }: Statement): string {
  if (language !== 'java' && language !== 'csharp') return text;
  let short = text;
  for (const { local, qualified } of imports) {
    // Some are there without being written.
    if (!code.text.includes(qualified.replace(/\.\*$/, ''))) continue;
    const literal = qualified.replace(/\.\*$/, '').replaceAll('.', '\\.');
    short =
      local === '*'
        ? short.replace(new RegExp(`(?<![\\w."])${literal}\\.(?=[A-Z]\\w*)(?!\\w+\\.[A-Z]\\w*\\.[A-Z])`, 'g'), '')
        : short.replace(new RegExp(`(?<![\\w."])${literal}\\b`, 'g'), local);
  }
  return short;
}
