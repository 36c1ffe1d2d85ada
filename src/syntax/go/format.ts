import { concat, text } from '../../ir/build.js';
import type { Argument, Span, Value } from '../../ir/value.js';

const VERB = /%(%|[-+# 0-9.[\]*]*[a-zA-Z])/g;

/** `fmt.Sprintf("%s/ca.pem", dir)`; undefined where a verb does more than write its argument as it is. */
export function formatted(args: readonly Argument[], span: Span): Value | undefined {
  const [template, ...given] = args;
  if (template?.value.kind !== 'text' || given.some((argument) => argument.spread)) return undefined;
  const written = template.value;
  const parts: Value[] = [];
  const literal = (value: string): void => void (value !== '' && parts.push(text(value, written.span)));
  let end = 0;
  let next = 0;
  for (const match of written.value.matchAll(VERB)) {
    literal(written.value.slice(end, match.index));
    end = match.index + match[0].length;
    if (match[1] === '%') {
      literal('%');
      continue;
    }
    const value = given[next++]?.value;
    if (value === undefined || !/^[svd]$/.test(match[1]!)) return undefined;
    parts.push(value);
  }
  literal(written.value.slice(end));
  return concat(parts, span);
}
