import { concat, member, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Text, Value } from '../../ir/value.js';

const DIRECTIVE = /%(?:<(\w+)>|\{(\w+)\})?([-#0 +]*\d*(?:\.\d+)?)([a-zA-Z%])?/g;

/** `format("%s/%s", a, b)`, `"%s" % a`, `"%{dir}/%<name>s" % { … }`; undefined where too little is given. */
export function formatted(template: Text, given: readonly Argument[], span: Span): Value | undefined {
  const parts: Value[] = [];
  let end = 0;
  let next = 0;
  for (const match of template.value.matchAll(DIRECTIVE)) {
    const [whole, typed, bare, width, conversion] = match;
    // `%{name}` has no conversion letter: the one that follows is text.
    const length = bare === undefined ? whole.length : whole.indexOf('}') + 1;
    parts.push(text(template.value.slice(end, match.index), template.span));
    end = match.index + length;
    if (bare === undefined && conversion === '%') {
      parts.push(text('%', template.span));
      continue;
    }
    const key = typed ?? bare;
    const value = key === undefined ? given[next++] : { value: named(given, key, span) };
    if (value === undefined || ('spread' in value && value.spread)) return undefined;
    const asWritten = bare !== undefined || (width === '' && (conversion === 's' || conversion === 'd'));
    parts.push(asWritten ? value.value : unknown('format', span, [value.value]));
  }
  if (end === 0) return undefined;
  parts.push(text(template.value.slice(end), template.span));
  return concat(
    parts.filter((part) => part.kind !== 'text' || part.value !== ''),
    span,
  );
}

function named(given: readonly Argument[], key: string, span: Span): Value {
  const keyword = given.find((argument) => argument.name === key);
  if (keyword) return keyword.value;
  const values = given.at(-1)?.value;
  if (values === undefined) return unknown('format', span);
  const entry = values.kind === 'record' ? values.entries.findLast((each) => each.key === key) : undefined;
  return entry?.value ?? member(values, key, span);
}
