/** Findings of one rule about the same stores are told to people once, with all their sites: one fix covers them. */
import type { Finding, PinResult, Result, SourceResult } from '../result.js';
import { compareFindings, compareGravity, isOfOwnCode } from './order.js';

export interface Told {
  readonly finding: Finding;
  readonly pin: PinResult | undefined;
  /** Findings of the same rule about the same stores. */
  readonly also: readonly Finding[];
}

/** The gravest first. */
export function gather({ findings, pins }: Result): readonly Told[] {
  const pinById = new Map(pins.map((pin) => [pin.id, pin]));
  const pinOf = (finding: Finding) => (finding.pin === null ? undefined : pinById.get(finding.pin));
  // A group is told by a place in the program, not in its tests.
  const rank = (finding: Finding) => (pinOf(finding)?.test === true ? 1 : 0);
  const inOrder = findings.filter(isOfOwnCode).sort((a, b) => rank(a) - rank(b) || compareFindings(a, b));
  const groups = new Map<string, { finding: Finding; pin: PinResult | undefined; also: Finding[] }>();
  inOrder.forEach((finding, index) => {
    const pin = pinOf(finding);
    const stores = storesOf(pin);
    const key = stores === '' ? String(index) : `${finding.severity} ${finding.rule} ${stores}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { finding, pin, also: [] });
    else group.also.push(finding);
  });
  return [...groups.values()].sort((a, b) => compareGravity(a.finding, b.finding));
}

/** Empty where something of what decides is no store: then nobody can say that two are the same. */
function storesOf(pin: PinResult | undefined): string {
  const stores = (pin?.sources ?? []).map(storeOf);
  return stores.includes('') ? '' : [...new Set(stores)].sort().join('\0');
}

function storeOf(source: SourceResult): string {
  if (source.kind === 'inline') return `${source.path}:${source.line}`;
  return source.kind === 'file' || source.kind === 'directory' ? source.path : '';
}
