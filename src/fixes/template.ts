/** Statements and expressions of the models, filled with parts of the code that they are written into. */
import type { Argument, Call, Value } from '../ir/value.js';
import { textAt } from './cut.js';
import type { Statement } from './statement.js';

const HOLE = /\{(receiver|owner|fresh|path|text|bytes|stream|opening|pem|\d+)\}/g;

export const holesOf = (template: string): readonly string[] =>
  [...template.matchAll(HOLE)].map(([, name = '']) => name);

/** Null where the call has no such part. */
export function filledIn(
  template: string,
  call: Call,
  text: string,
  given: Readonly<Record<string, string>> = {},
): string | null {
  let isWhole = true;
  const filled = template.trimEnd().replace(HOLE, (_, name: string) => {
    const part = given[name] ?? partOf(call, name);
    isWhole &&= part !== null;
    return part === null ? '' : typeof part === 'string' ? part : textAt(text, part.span);
  });
  return isWhole ? filled : null;
}

/** `owner`: whose method gave the receiver, `context` in `context.get_cert_store().add_cert(root)`. */
function partOf(call: Call, name: string): Value | Argument | null {
  const receiver = call.callee.kind === 'member' ? call.callee.object : null;
  if (name === 'receiver') return receiver;
  if (name === 'owner')
    return receiver?.kind === 'call' && receiver.callee.kind === 'member' ? receiver.callee.object : null;
  return call.arguments[Number(name)] ?? null;
}

/** The same of a whole statement, in the names that its file uses. */
export function writtenAt(
  { call, code, unit }: Statement,
  template: string,
  given: Readonly<Record<string, string>>,
): string | null {
  const isImported = (module: string, name: string) =>
    unit.imports.some(
      ({ local, qualified }) =>
        (qualified === `${module}.${name}` || (local === '*' && qualified.replace(/\.\*$/, '') === module)) &&
        // Some are there without being written.
        code.text.includes(module),
    );
  const filled = filledIn(template, call, code.text, { fresh: freshName(code.text), ...given });
  // `{in java.io}InputStream`: the name alone where the file imports it, or all of its module.
  return (
    filled?.replace(/\{in ([\w.]+)\}(\w+)/g, (_, module: string, name: string) =>
      isImported(module, name) ? name : `${module}.${name}`,
    ) ?? null
  );
}

/** A name that the file does not use, nor in the plural. */
function freshName(text: string): string {
  const isTaken = (name: string) => new RegExp(`\\b${name}s?\\b`).test(text);
  const numbered = Array.from({ length: 9 }, (_, at) => `anchor${at + 2}`);
  return ['anchor', 'root', 'certificate', ...numbered].find((name) => !isTaken(name)) ?? 'anotherAnchor';
}
