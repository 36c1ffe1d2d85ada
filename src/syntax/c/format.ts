import { concat, text } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';

const DIRECTIVE = /%(%|[-+# 0]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:hh|h|ll|l|z|j|t|L)?[a-zA-Z])/g;

/** `"%s/%s", dir, file`; undefined where a directive does more than write its argument as it is. */
export function lowerFormat(args: readonly Argument[], span: Span): Value | undefined {
  const [template, ...given] = args;
  if (template === undefined) return undefined;
  if (template.value.kind !== 'text') return given.length === 0 ? template.value : undefined;
  const written = template.value;
  const parts: Value[] = [];
  const literal = (value: string): void => void (value !== '' && parts.push(text(value, written.span)));
  let end = 0;
  let next = 0;
  for (const match of written.value.matchAll(DIRECTIVE)) {
    literal(written.value.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[1] === '%') {
      literal('%');
      continue;
    }
    const value = given[next++]?.value;
    if (value === undefined || !/^l?[sdiu]$/.test(match[1]!)) return undefined;
    parts.push(value);
  }
  literal(written.value.slice(end));
  return concat(parts, span);
}
