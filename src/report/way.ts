/** The way of a value, as a reader wants it: without the place itself, which stands beside it, and each line once. */
import type { PinResult, TrailStep } from '../result.js';

export function wayTo(place: { readonly path: string; readonly line: number }, pin: PinResult | undefined) {
  const seen = new Set([keyOf(place)]);
  return (pin?.trail ?? []).filter((step: TrailStep) => {
    const isNew = !seen.has(keyOf(step));
    seen.add(keyOf(step));
    return isNew;
  });
}

const keyOf = ({ path, line }: { readonly path: string; readonly line: number }): string => `${line} ${path}`;
