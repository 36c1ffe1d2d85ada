/** Verbs that take texts apart and put them together. */
import { compiledPattern, LONGEST_TEXT } from '../code/patterns.js';
import { LOOP_TURNS } from '../limits.js';
import { concatenate, joinMaterial } from '../memory/join-texts.js';
import { elementsOf, listOf, resultsOf } from '../memory/lists.js';
import { type Abstract, constantOf, textOf, unknownOf } from '../memory/values.js';
import { pemBlocks } from './pem.js';
import { derived, known, onText } from './text.js';
import { argument, operand, positional, subject, type Verb, type VerbCall } from './verbs.js';

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

export const partVerbs: Readonly<Record<string, Verb>> = {
  trim: onText((text) => text.trim()),
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
    return joinItems(call, items, known(separator) ?? '');
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
    if (text?.kind !== 'text' || separator === null || !(most > 0)) return partVerbs.split!(call);
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
};

function joinItems(call: VerbCall, items: Abstract | null, separator: string): Abstract {
  if (items?.kind === 'oneOf')
    return {
      ...items,
      options: items.options.map((o) => ({ when: o.when, value: joinItems(call, o.value, separator) })),
    };
  const elements = items?.kind === 'object' ? elementsOf(call.m, items) : null;
  if (elements === null) return unknownOf('parts of a text are not known');
  const parts = elements.flatMap(({ value }, i) => (i === 0 ? [value] : [textOf(separator), value]));
  return joinMaterial(call.m, parts) ?? concatenate(parts);
}
