/** Verbs that ask something of a text. What the server showed is asked as a check. */
import { negate } from '../code/comparisons.js';
import { matchesPattern } from '../code/patterns.js';
import { each } from '../memory/alternatives.js';
import { elementsOf } from '../memory/lists.js';
import { constantOf, unknownOf } from '../memory/values.js';
import { hashCheck } from '../trust/peer-checks.js';
import { known } from './text.js';
import { operand, positional, subject, type Verb } from './verbs.js';

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

export const textTestVerbs: Readonly<Record<string, Verb>> = {
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
  'starts-with': test((text, other) => text.startsWith(other)),
  'ends-with': test((text, other) => text.endsWith(other)),
  'text-contains': test((text, other) => text.includes(other)),
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
};
