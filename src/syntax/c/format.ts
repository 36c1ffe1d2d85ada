import { concat, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';

const DIRECTIVE = /%(%|[-+# 0]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:hh|h|ll|l|z|j|t|L)?[a-zA-Z])/g;

/** `"%s/%s", dir, file`; undefined where it does not fit its arguments. What is written in another way than it is, is unknown. */
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
    if (value === undefined) return undefined;
    parts.push(/^l?[sdiu]$/.test(match[1]!) ? value : unknown('format', value.span, [value]));
  }
  literal(written.value.slice(end));
  return concat(parts, span);
}
