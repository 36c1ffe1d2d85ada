/** Java's checked exceptions: what a statement may throw has to be caught or declared where it is written. */
import type { Node } from './shape.js';
import type { Statement } from './statement.js';
import { offsetAt } from './text-positions.js';

const ABOVE: Readonly<Record<string, readonly string[]>> = { CertificateException: ['GeneralSecurityException'] };

export const handles = ({ around, code }: Statement, exceptions: readonly string[]): boolean =>
  exceptions.every((exception) => isHandled(exception, around, code.text));

function isHandled(exception: string, around: readonly Node[], text: string): boolean {
  const names = [exception, ...(ABOVE[exception] ?? []), 'Exception', 'Throwable'];
  const isMeant = new RegExp(`\\b(?:${names.join('|')})\\b`);
  for (const { at } of [...around].reverse()) {
    if (!('kind' in at)) continue;
    const start = offsetAt(text, at.span.line, at.span.column);
    if (at.kind === 'lambda') {
      const header = text.slice(start, text.indexOf('{', start));
      return isMeant.test(/\bthrows\b(.*)/s.exec(header)?.[1] ?? '');
    }
    if (at.kind !== 'try') continue;
    const last = at.body.at(-1)?.span;
    const behind = last === undefined ? start : offsetAt(text, last.endLine, last.endColumn);
    const whole = text.slice(behind, offsetAt(text, at.span.endLine, at.span.endColumn));
    if ([...whole.matchAll(/\bcatch\s*\(([^)]*)\)/g)].some(([, caught = '']) => isMeant.test(caught))) return true;
  }
  return false;
}
