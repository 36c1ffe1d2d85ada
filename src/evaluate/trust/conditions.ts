/** The conditions under which a place decides: whether they hold, and how they are told. */
import { listOf as many } from '../../models/load-models.js';
import type { Condition } from '../../models/place-schema.js';
import type { Machine } from '../machine.js';
import { writingsOf } from '../memory/alternatives.js';
import { keyText } from '../memory/fields.js';
import type { Abstract } from '../memory/values.js';
import type { Site } from '../pin.js';
import { cellAt, type Scope } from './places.js';

export const bothWhen = (a: string, b: string): string => [...new Set([...partsOf(a), ...partsOf(b)])].join(', ');

const partsOf = (when: string): string[] => (when === '' ? [] : when.split(', '));

/** A condition can't hold for one place of a client and not for another. */
export function contradicts(a: string, b: string): boolean {
  const opposite = (part: string) =>
    part.endsWith(' does not hold')
      ? part.replace(/ does not hold$/, ' holds')
      : part.replace(/ holds$/, ' does not hold');
  const known = partsOf(a);
  return partsOf(b).some((part) => known.includes(opposite(part)) && opposite(part) !== part);
}

export const isMet = (m: Machine, condition: Condition | undefined, scope: Scope): boolean =>
  condition === undefined || holds(m, condition, scope).some((each) => each.holds);

/** Whether a condition holds, in each alternative. */
export function holds(
  m: Machine,
  condition: Condition,
  scope: Scope,
): { when: string; holds: boolean; site: Site | null }[] {
  if (!many(condition.and).every((also) => holds(m, also, scope).some((each) => each.holds)))
    return [{ when: '', holds: false, site: null }];
  const cell = cellAt(m, condition, scope);
  if (!cell) return [{ when: '', holds: condition.missing === true, site: null }];
  const wanted = condition.is === undefined ? null : many(condition.is);
  const unwanted = condition.isnt === undefined ? null : many(condition.isnt);
  const isOneOf = (value: Abstract, literals: readonly unknown[]): boolean => {
    const known = value.kind === 'constant' ? value.value : keyText(value);
    // Flags of a library are kept joined by `|`.
    const flags = typeof known === 'string' && value.kind === 'text' && !value.literal ? known.split('|') : [];
    return (
      (known !== null || value.kind === 'constant') &&
      literals.some(
        (each) =>
          each === known ||
          (typeof each === 'number' && String(each) === known) ||
          (typeof each === 'string' && flags.includes(each)),
      )
    );
  };
  const test = (value: Abstract): boolean => {
    if (unwanted !== null) return !isOneOf(value, unwanted);
    if (wanted === null)
      return condition.missing
        ? value.kind === 'constant' && value.value === null
        : value.kind !== 'constant' || value.value !== null;
    return isOneOf(value, wanted);
  };
  return writingsOf(cell).flatMap(({ when, value, at: site }) =>
    value.kind === 'oneOf'
      ? value.options.map((option) => ({ when: when || option.when, holds: test(option.value), site }))
      : [{ when, holds: test(value), site }],
  );
}
