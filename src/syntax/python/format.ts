import { concat, member, text, unknown } from '../../ir/build.js';
import type { Argument, Span, Text, Value } from '../../ir/value.js';

const PERCENT = /%(?:\(([^)]*)\))?([-#0 +]*(?:\d+|\*)?(?:\.\d+)?)([a-zA-Z%])/g;

/** `"%s/%s" % (a, b)` and `"%(a)s" % values`; undefined where the template asks for more than it is given. */
export function formatPercent(template: Text, operand: Value, span: Span): Value | undefined {
  const given = operand.kind === 'list' && operand.tuple ? operand.items : [{ value: operand, span: operand.span }];
  const parts: Value[] = [];
  let end = 0;
  let next = 0;
  for (const match of template.value.matchAll(PERCENT)) {
    const [whole, key, width, conversion] = match;
    parts.push(text(template.value.slice(end, match.index), template.span));
    end = match.index + whole.length;
    if (conversion === '%') {
      parts.push(text('%', template.span));
      continue;
    }
    const value = key === undefined ? plain(given[next++]) : entryOf(operand, key, span);
    if (value === undefined) return undefined;
    const asWritten = width === '' && (conversion === 's' || conversion === 'd' || conversion === 'i');
    parts.push(asWritten ? value : unknown('format', span, [value]));
  }
  if (end === 0) return undefined;
  parts.push(text(template.value.slice(end), template.span));
  return joined(parts, span);
}

const BRACES = /\{\{|\}\}|\{([^{}!:]*)(![rsa])?(:[^{}]*)?\}|[{}]/g;

/** `"{}/{name}".format(a, name=b)`; undefined where a template is too clever, or arguments are spread. */
export function formatBraces(template: Text, given: readonly Argument[], span: Span): Value | undefined {
  const parts: Value[] = [];
  let end = 0;
  let next = 0;
  for (const match of template.value.matchAll(BRACES)) {
    const [whole, field, conversion, format] = match;
    parts.push(text(template.value.slice(end, match.index), template.span));
    end = match.index + whole.length;
    if (whole === '{{' || whole === '}}') {
      parts.push(text(whole[0]!, template.span));
      continue;
    }
    if (field === undefined) return undefined;
    const [, head, path] = /^([^.[]*)(.*)$/.exec(field)!;
    const value = argumentOf(given, head === '' ? String(next++) : head!, span);
    if (value === undefined) return undefined;
    const reached = follow(value, path!, span);
    const asWritten = (conversion === undefined || conversion === '!s') && (format === undefined || format === ':');
    parts.push(asWritten ? reached : unknown('format', span, [reached]));
  }
  parts.push(text(template.value.slice(end), template.span));
  return joined(parts, span);
}

function joined(parts: readonly Value[], span: Span): Value {
  return concat(
    parts.filter((part) => part.kind !== 'text' || part.value !== ''),
    span,
  );
}

function argumentOf(given: readonly Argument[], key: string, span: Span): Value | undefined {
  if (/^\d+$/.test(key)) {
    const positional = given.filter((argument) => argument.name === undefined);
    const before = positional.slice(0, Number(key) + 1);
    return before.some((argument) => argument.spread) ? undefined : before[Number(key)]?.value;
  }
  const named = given.find((argument) => argument.name === key);
  const spread = given.findLast((argument) => argument.spread);
  return named?.value ?? (spread && entryOf(spread.value, key, span));
}

/** `{0.name}` and `{0[name]}`. */
function follow(value: Value, path: string, span: Span): Value {
  let reached = value;
  for (const [, attribute, key] of path.matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
    reached = member(reached, attribute ?? key ?? '', span);
  }
  return reached;
}

function entryOf(record: Value, key: string, span: Span): Value {
  const written =
    record.kind === 'record' ? record.entries.findLast((entry) => entry.key === key && !entry.spread) : undefined;
  return written?.value ?? member(record, key, span);
}

function plain(argument: Argument | undefined): Value | undefined {
  return argument?.spread ? undefined : argument?.value;
}
