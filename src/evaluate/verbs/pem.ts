/** Verbs on PEM: taking a text apart into its blocks, and certificates in and out of their armour. */
import { LOOP_TURNS } from '../limits.js';
import { each } from '../memory/alternatives.js';
import { fieldOf } from '../memory/fields.js';
import { listOf, resultsOf } from '../memory/lists.js';
import { type Abstract, NULL, referTo, type TextValue, textOf, unknownOf } from '../memory/values.js';
import { derived } from './text.js';
import { argument, subject, type Verb, type VerbCall } from './verbs.js';

const PEM_BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/;

/** A block keeps its armour: what comes after reads it as the certificate that it holds. */
function pemBlock(call: VerbCall, bytes: Abstract, label = 'CERTIFICATE'): Abstract {
  const block = call.m.thing('instance', call.row.type ?? null);
  block.fields.set('Type', { value: textOf(label), at: call.site });
  block.fields.set('Bytes', { value: bytes, at: call.site });
  return referTo(block, bytes.trail);
}

export function pemBlocks(call: VerbCall, text: TextValue): Abstract {
  const blocks = text.text.match(new RegExp(PEM_BLOCK, 'g')) ?? [];
  return blocks.length === 0 || blocks.length > LOOP_TURNS
    ? unknownOf('parts of a text that a pattern cuts', text.trail)
    : listOf(
        call.m,
        blocks.map((block) => derived(text, block)),
      );
}

export const pemVerbs: Readonly<Record<string, Verb>> = {
  /** A pattern cuts a bundle into its certificates: `text.scan(/-----BEGIN.+?END CERTIFICATE-----/m)`. */
  'pem-blocks': (call) => {
    const text = subject(call);
    return text?.kind === 'text' ? pemBlocks(call, text) : text;
  },
  /** A list of all certificates in a text, which stays one. */
  'all-certificates': (call) => {
    const text = argument(call, 0);
    return text === null ? null : each(text, (one) => (one.kind === 'unknown' ? one : listOf(call.m, [one])));
  },
  /** The DER of the first PEM block, as `pem.Decode` gives it. */
  'first-pem-block': (call) => {
    const value = subject(call);
    return value === null
      ? null
      : each(value, (one) => {
          if (one.kind !== 'text') return one;
          const block = PEM_BLOCK.exec(one.text);
          return block ? { ...derived(one, block[0]), first: true } : unknownOf('no PEM block', one.trail);
        });
  },
  /** The next block of a text and what follows it: `pem.Decode`. */
  'decode-pem': (call) => {
    const value = subject(call);
    if (value?.kind !== 'text') return value === null ? null : resultsOf(call.m, [pemBlock(call, value), NULL]);
    const found = PEM_BLOCK.exec(value.text);
    if (!found) return resultsOf(call.m, [NULL, value]);
    const block = pemBlock(call, { ...derived(value, found[0]), first: true }, found[1]);
    return resultsOf(call.m, [block, derived(value, value.text.slice(found.index + found[0].length))]);
  },
  'encode-pem': (call) => {
    const value = subject(call);
    return value?.kind === 'object' ? (fieldOf(value.object, 'Bytes') ?? unknownOf('a PEM block')) : value;
  },
};
