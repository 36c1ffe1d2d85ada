/**
 * Where alerts stand: at the code, but where only the trust store was changed at the store, because GitHub shows nothing on
 * a pull request that stands in a file which it leaves alone. There all its users are one alert: of several with one rule on
 * one line GitHub would keep the first alone.
 */
import type { Finding, PinResult } from '../result.js';
import type { Anchor } from './fingerprints.js';
import type { Reported } from './reported.js';

export interface Anchored {
  readonly finding: Finding;
  readonly pin: PinResult | undefined;
  readonly anchor: Anchor;
  /** Those that use the store, where the alert stands there. */
  readonly users: readonly Finding[];
}

export function anchored(findings: readonly Finding[], reported: Reported): readonly Anchored[] {
  const pins = new Map(reported.result.pins.map((pin) => [pin.id, pin]));
  const told = new Map<string, Anchored & { readonly users: Finding[] }>();
  findings.forEach((finding, index) => {
    const pin = finding.pin === null ? undefined : pins.get(finding.pin);
    const anchor = anchorOf(finding, pin, reported);
    const atStore = anchor !== finding;
    const key = atStore ? JSON.stringify([finding.rule, finding.severity, anchor.path]) : String(index);
    const known = told.get(key);
    if (known === undefined) told.set(key, { finding, pin, anchor, users: atStore ? [finding] : [] });
    else known.users.push(finding);
  });
  return [...told.values()];
}

function anchorOf(finding: Finding, pin: PinResult | undefined, { changed, bytesOf }: Reported): Anchor {
  if (changed === undefined || changed.has(finding.path)) return finding;
  const store = (pin?.sources ?? []).find(
    (source) => 'path' in source && changed.has(source.path) && bytesOf(source.path) !== undefined,
  );
  if (store === undefined || !('path' in store)) return finding;
  return { path: store.path, line: changed.get(store.path) ?? 1 };
}
