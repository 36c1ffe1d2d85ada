/** Verbs on strings. Bytes are latin-1 text, so decoding and encoding mostly pass it on. */
import { Buffer } from 'node:buffer';
import { negate } from '../code/operators.js';
import { compiledPattern, LONGEST_TEXT, matchesPattern } from '../code/patterns.js';
import { LOOP_TURNS } from '../limits.js';
import { each } from '../memory/alternatives.js';
import { concatenate } from '../memory/join-texts.js';
import { bytesOf, elementsOf, listOf, resultsOf } from '../memory/lists.js';
import { type Abstract, constantOf, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { hashCheck } from '../trust/peer-checks.js';
import { pemBlocks } from './pem.js';
import { argument, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

/** Applies `f` to a known text, keeping where it came from; everything else stays unknown. */
function onText(f: (text: string, call: VerbCall) => string | null): Verb {
  return (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind === 'text') {
            const changed = f(one.text, call);
            return changed === null
              ? unknownOf(`${call.name} of a text`, one.trail)
              : changed === one.text
                ? one
                : derived(one, changed);
          }
          return one.kind === 'material' || one.kind === 'check'
            ? one
            : one.kind === 'unknown'
              ? one
              : unknownOf(`${call.name} of something unknown`, one.trail);
        });
  };
}

/** A text computed from another: the same origin, but no longer the whole file. */
export function derived(from: TextValue, text: string): TextValue {
  return {
    ...from,
    text,
    ...(from.file && { file: { ...from.file, whole: from.file.whole && text.trim() === from.text.trim() } }),
  };
}

const known = (value: Abstract | null): string | null =>
  value?.kind === 'text' ? value.text : value?.kind === 'constant' && value.value !== null ? String(value.value) : null;

const test =
  (f: (text: string, other: string) => boolean): Verb =>
  (call) => {
    const text = subject(call);
    const other = known(operand(call, 0));
    if (text?.kind === 'unknown' || text?.kind === 'check')
      return unknownOf('a test of something unknown', text.trail, { peer: true });
    return text?.kind === 'text' && other !== null
      ? constantOf(f(text.text, other))
      : unknownOf('a test that is not decided');
  };

const decodedByName = onText((text, call) => {
  const encoding = known(operand(call, 0));
  // `m` is Ruby's word for it: "…".unpack1('m').
  return encoding === 'base64' || encoding === 'm' || encoding === 'm0'
    ? Buffer.from(text, 'base64').toString('latin1')
    : encoding === 'hex'
      ? Buffer.from(text, 'hex').toString('latin1')
      : text;
});

/** https://en.cppreference.com/w/c/io/fscanf: words, numbers and sets of characters; blanks match any. */
function scanned(text: string, format: string): string[] {
  const values: string[] = [];
  let rest = text;
  for (const piece of format.match(/%\*?\d*(?:l|ll|h|z)?(?:[a-zA-Z%]|\[\^?\]?[^\]]*\])|\s+|[^%\s]+/g) ?? []) {
    const width = /^%\*?(\d+)/.exec(piece)?.[1] ?? '';
    const set = /\[.*\]$/.exec(piece)?.[0];
    const pattern = /^\s/.test(piece)
      ? '\\s*'
      : !piece.startsWith('%')
        ? piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
        : set
          ? `${set}{1,${width}}`
          : piece.endsWith('s')
            ? `\\s*\\S{1,${width}}`
            : piece.endsWith('c')
              ? '[\\s\\S]'
              : '\\s*-?\\d+';
    const found = new RegExp(`^(?:${pattern})`).exec(rest);
    if (!found) break;
    rest = rest.slice(found[0].length);
    if (piece.startsWith('%') && !piece.startsWith('%*')) values.push(set ? found[0] : found[0].trimStart());
  }
  return values;
}

export const textVerbs: Readonly<Record<string, Verb>> = {
  trim: onText((text) => text.trim()),
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  'to-text': onText((text) => text),
  'trim-prefix': onText((text, call) => {
    const prefix = known(operand(call, 0));
    return prefix !== null && text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  replace: onText((text, call) => {
    const from = known(operand(call, 0));
    const to = known(operand(call, 1));
    const pattern = compiledPattern(operand(call, 0));
    // Ruby's `sub` replaces once.
    if (pattern && to !== null && text.length <= LONGEST_TEXT)
      return text.replace(
        new RegExp(pattern, /\bsub!?$/.test(call.name) ? pattern.flags : `${pattern.flags}g`),
        () => to,
      );
    return from === null || to === null ? null : text.split(from).join(to);
  }),
  slice: onText((text, call) => {
    const start = operand(call, 0);
    const end = operand(call, 1);
    if (start?.kind !== 'constant' || (end !== null && end.kind !== 'constant')) return null;
    return text.slice(Number(start.value), end === null ? undefined : Number(end.value));
  }),
  /** By start and length: `substr`. */
  'slice-by-length': onText((text, call) => {
    const start = operand(call, 0);
    const length = operand(call, 1);
    if (start?.kind !== 'constant' || (length !== null && length.kind !== 'constant')) return null;
    const rest = text.slice(Number(start.value));
    return length === null || length.value === null ? rest : rest.slice(0, Number(length.value));
  }),
  concat: (call) =>
    concatenate([
      ...(call.row.method ? [call.receiver ?? textOf('')] : []),
      ...call.args.positional.flatMap((cell) => {
        const value = cell.value as Abstract;
        return elementsOf(call.m, value)?.map((element) => element.value) ?? [value];
      }),
    ]),
  /** `sep.join(list)` and `implode(sep, list)`: the row names the list with `argument`. */
  'join-texts': (call) => {
    const list = argument(call, 0);
    const separator =
      call.row.method && call.row.of === 'text'
        ? call.receiver
        : call.row.method
          ? positional(call, 0)
          : positional(call, call.row.argument === 0 ? 1 : 0);
    const items = call.row.method && call.row.of !== 'text' ? call.receiver : list;
    return joinItems(items, known(separator) ?? '');
  },
  split: (call) => {
    const text = subject(call);
    const by = operand(call, 0);
    if (text?.kind !== 'text')
      return text === null ? null : text.kind === 'material' ? text : unknownOf('parts of an unknown text', text.trail);
    const separator = known(by);
    if (by && separator === null) return pemBlocks(call, text);
    const parts = separator === null ? text.text.split(/\s+/) : text.text.split(separator);
    return parts.length > LOOP_TURNS * 8
      ? unknownOf('a text of many parts', text.trail)
      : listOf(
          call.m,
          parts.map((part) => derived(text, part)),
        );
  },
  /** `explode('=', $line, 2)`: the last part keeps the rest. */
  'split-in-parts': (call) => {
    const text = subject(call);
    const separator = known(operand(call, 0));
    const most = Number(known(operand(call, 1)) ?? 0);
    if (text?.kind !== 'text' || separator === null || !(most > 0)) return textVerbs.split!(call);
    const parts = text.text.split(separator);
    const kept = parts.length > most ? [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)] : parts;
    return listOf(
      call.m,
      kept.map((part) => derived(text, part)),
    );
  },
  /** `strings.Cut(text, separator)`: before, after, and whether it is there. */
  cut: (call) => {
    const text = subject(call);
    const separator = known(operand(call, 0));
    if (text?.kind !== 'text' || separator === null) return unknownOf('parts of an unknown text');
    const at = text.text.indexOf(separator);
    const parts = at < 0 ? [text.text, ''] : [text.text.slice(0, at), text.text.slice(at + separator.length)];
    return resultsOf(call.m, [...parts.map((part) => derived(text, part)), constantOf(at >= 0)]);
  },
  'split-lines': (call) => {
    const text = subject(call);
    if (text?.kind !== 'text') return text === null ? null : unknownOf('lines of an unknown text', text.trail);
    const lines = text.text.split(/\r\n|\n|\r/);
    return lines.length > LOOP_TURNS * 8
      ? unknownOf('a text of many lines', text.trail)
      : listOf(
          call.m,
          lines.map((line) => derived(text, line)),
        );
  },
  /** Takes away the indent that all lines share: `textwrap.dedent`, `trimIndent`. */
  dedent: onText((text) => {
    const lines = text.split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length);
    const shared = indents.length === 0 ? 0 : Math.min(...indents);
    return lines.map((line) => line.slice(shared)).join('\n');
  }),
  /** Whether a pattern fits: asked of the one or of the other. */
  'fits-pattern': (call) => {
    const [one, other] = [call.receiver, positional(call, 0)];
    if (!one || !other) return unknownOf('a match that is not decided');
    return one.kind === 'text' ? matchesPattern(one, other) : matchesPattern(other, one);
  },
  /** `Boolean.parseBoolean`, `strconv.ParseBool`: what is no yes is a no, nothing among it. */
  'to-boolean': (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind === 'text') return constantOf(/^(?:true|t|1)$/i.test(one.text.trim()));
          if (one.kind === 'constant') return constantOf(one.value === true);
          return unknownOf('whether an unknown text says yes', one.trail);
        });
  },
  'to-number': (call) => {
    const value = subject(call);
    const number = value?.kind === 'text' ? Number(value.text) : Number.NaN;
    return Number.isNaN(number) ? unknownOf('a number that is not known') : constantOf(number);
  },
  /** What a format of `sscanf` reads out of a text: how many values, or the one at a position. */
  scan: (call) => {
    const [text, format] = [positional(call, 0), positional(call, 1)];
    const which = positional(call, 2);
    if (text?.kind !== 'text' || format?.kind !== 'text')
      return unknownOf('what is read out of a text', text?.trail ?? []);
    const values = scanned(text.text, format.text);
    if (which?.kind !== 'constant') return constantOf(values.length);
    const value = values[Number(which.value)];
    return value === undefined ? unknownOf('nothing is read', text.trail) : derived(text, value);
  },
  /** Where a text or a character (its code) begins in another; -1 where it does not. */
  'index-of': (call) => {
    const text = subject(call);
    const wanted = operand(call, 0);
    const from = operand(call, 1);
    const sought =
      wanted?.kind === 'text'
        ? wanted.text
        : wanted?.kind === 'constant' && typeof wanted.value === 'number'
          ? String.fromCodePoint(wanted.value)
          : null;
    if (text?.kind !== 'text' || sought === null) return unknownOf('a place in a text', text?.trail ?? []);
    return constantOf(text.text.indexOf(sought, from?.kind === 'constant' ? Number(from.value) : 0));
  },
  'starts-with': test((text, other) => text.startsWith(other)),
  'ends-with': test((text, other) => text.endsWith(other)),
  'text-contains': test((text, other) => text.includes(other)),
  'base64-decode': onText((text) => Buffer.from(text, 'base64').toString('latin1')),
  'base64-encode': onText((text) => Buffer.from(text, 'latin1').toString('base64')),
  'hex-decode': onText((text) => Buffer.from(text.replace(/[\s:]/g, ''), 'hex').toString('latin1')),
  /** `Buffer.from(text, 'base64')`: the second argument names the encoding. A list is one of bytes. */
  'decode-by-name': (call) => {
    const value = subject(call);
    return (value === null ? null : bytesOf(call.m, value)) ?? decodedByName(call);
  },
  length: (call) => {
    const value = subject(call);
    if (value?.kind === 'text') return constantOf(value.text.length);
    if (value?.kind === 'constant' && value.value === null) return constantOf(0);
    const elements = value ? elementsOf(call.m, value) : null;
    return elements ? constantOf(elements.length) : unknownOf('a length', value?.trail ?? []);
  },
  'is-empty': (call) => {
    const value = subject(call);
    if (value?.kind === 'text') return constantOf(value.text === '');
    const elements = value ? elementsOf(call.m, value) : null;
    return elements ? constantOf(elements.length === 0) : unknownOf('whether it is empty', value?.trail ?? []);
  },
  /** `strcmp`: 0 where both are the same. */
  compares: (call) => {
    const [one, other] = [positional(call, 0), positional(call, 1)];
    const length = positional(call, 2);
    const part = (text: string | null) => {
      const cut = length?.kind === 'constant' && length.value !== null ? text?.slice(0, Number(length.value)) : text;
      return /case|icmp/i.test(call.name) ? cut?.toLowerCase() : cut;
    };
    const [left, right] = [part(known(one)), part(known(other))];
    if (left !== null && left !== undefined && right !== null && right !== undefined)
      return constantOf(left === right ? 0 : 1);
    // What the server shows, beside something known: a pin, and zero where it holds.
    const [shown, wanted] = one?.kind === 'unknown' && one.peer ? [one, other] : [other, one];
    const check = wanted && shown?.kind === 'unknown' && shown.peer ? hashCheck(call.m, wanted) : null;
    return check?.kind === 'check' ? negate(check) : unknownOf('a comparison', [], check ? { peer: true } : {});
  },
  format: (call) => {
    const text = subject(call);
    if (text?.kind !== 'text') return text;
    const rest = call.args.positional.slice(call.row.method ? 0 : 1).map((cell) => cell.value as Abstract);
    const parts = text.text.split(/%[sdv@]|\{\d*\}/);
    if (parts.length === 1) return text;
    return concatenate(
      parts.flatMap((part, i) => [
        textOf(part, text.trail),
        ...(i < parts.length - 1 ? [rest[i] ?? unknownOf('a missing argument')] : []),
      ]),
    );
  },
};

function joinItems(items: Abstract | null, separator: string): Abstract {
  if (items?.kind === 'oneOf')
    return { ...items, options: items.options.map((o) => ({ when: o.when, value: joinItems(o.value, separator) })) };
  const list = items?.kind === 'object' ? items.object.fields.get('#items')?.value : undefined;
  if (!list || typeof list === 'symbol' || list.kind !== 'items') return unknownOf('parts of a text are not known');
  return concatenate(list.items.flatMap((item, i) => (i === 0 ? [item] : [textOf(separator), item])));
}
