/** A unit that was lowered from a text inside another file stands, with all of its steps, where that text stands. */
import type { Unit } from './step.js';
import type { Span } from './value.js';

export const placedAt = (unit: Unit, span: Span): Unit => placed(unit, span) as Unit;

function placed(value: unknown, span: Span): unknown {
  if (Array.isArray(value)) return value.map((each) => placed(each, span));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === 'span' ? span : placed(inner, span)]),
  );
}
