/** Findings of one rule about the same stores are told to people once, with all their sites: one fix covers them. */
import type { Finding, PinResult, Result } from '../result.js';
import { compareFindings, compareGravity, isOfOwnCode } from './order.js';

export interface Told {
  readonly finding: Finding;
  readonly pin: PinResult | undefined;
  /** Findings of the same rule about the same stores. */
  readonly also: readonly Finding[];
}

/** The gravest first. */
export function gather({ findings, pins }: Result): readonly Told[] {
  const pinOf = new Map(pins.map((pin) => [pin.id, pin]));
  const groups = new Map<string, { finding: Finding; pin: PinResult | undefined; also: Finding[] }>();
  findings
    .filter(isOfOwnCode)
    .sort(compareFindings)
    .forEach((finding, index) => {
      const pin = finding.pin === null ? undefined : pinOf.get(finding.pin);
      const stores = storesOf(pin);
      const key = stores === '' ? String(index) : `${finding.severity} ${finding.rule} ${stores}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { finding, pin, also: [] });
      else group.also.push(finding);
    });
  return [...groups.values()].sort((a, b) => compareGravity(a.finding, b.finding));
}

function storesOf(pin: PinResult | undefined): string {
  const paths = (pin?.sources ?? []).map((source) =>
    source.kind === 'file' || source.kind === 'directory' ? source.path : '',
  );
  return paths.includes('') ? '' : [...new Set(paths)].sort().join('\0');
}
