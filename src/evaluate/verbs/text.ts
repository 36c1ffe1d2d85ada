/** Verbs on strings. Bytes are latin-1 text, so decoding and encoding mostly pass it on. */
import { Buffer } from 'node:buffer';
import { each } from '../memory/alternatives.js';
import { concatenate } from '../memory/join-texts.js';
import { bytesOf, elementsOf } from '../memory/lists.js';
import { type Abstract, constantOf, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { operand, subject, type Verb, type VerbCall } from './verbs.js';

/** Applies `f` to a known text, keeping where it came from; everything else stays unknown. */
export function onText(f: (text: string, call: VerbCall) => string | null): Verb {
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

export const known = (value: Abstract | null): string | null =>
  value?.kind === 'text' ? value.text : value?.kind === 'constant' && value.value !== null ? String(value.value) : null;

const decodedByName = onText((text, call) => {
  const encoding = known(operand(call, 0));
  // `m` is Ruby's word for it: "…".unpack1('m').
  return encoding === 'base64' || encoding === 'm' || encoding === 'm0'
    ? Buffer.from(text, 'base64').toString('latin1')
    : encoding === 'hex'
      ? Buffer.from(text, 'hex').toString('latin1')
      : text;
});

export const textVerbs: Readonly<Record<string, Verb>> = {
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  'to-text': onText((text) => text),
  concat: (call) =>
    concatenate([
      ...(call.row.method ? [call.receiver ?? textOf('')] : []),
      ...call.args.positional.flatMap((cell) => {
        const value = cell.value as Abstract;
        return elementsOf(call.m, value)?.map((element) => element.value) ?? [value];
      }),
    ]),
  'to-number': (call) => {
    const value = subject(call);
    const number = value?.kind === 'text' ? Number(value.text) : Number.NaN;
    return Number.isNaN(number) ? unknownOf('a number that is not known') : constantOf(number);
  },
  'base64-decode': onText((text) => Buffer.from(text, 'base64').toString('latin1')),
  'base64-encode': onText((text) => Buffer.from(text, 'latin1').toString('base64')),
  'hex-decode': onText((text) => Buffer.from(text.replace(/[\s:]/g, ''), 'hex').toString('latin1')),
  /** `Buffer.from(text, 'base64')`: the second argument names the encoding. A list is one of bytes. */
  'decode-by-name': (call) => {
    const value = subject(call);
    return (value === null ? null : bytesOf(call.m, value)) ?? decodedByName(call);
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
