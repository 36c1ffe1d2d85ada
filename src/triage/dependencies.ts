/** Somebody else's code that is kept in the repository: its pins are its authors' to mend, unless this project leads there. */
import type { Finding, PinResult, SourceResult } from '../result.js';

/** `src/shop.py` of `called from src/shop.py:31`. */
const CALLER = /called from (\S+?):\d+/g;

export interface Foreign {
  readonly isVendored: (path: string) => boolean;
  /** Files whose code gets to a pin when it is run. */
  readonly metFrom: (pin: PinResult) => readonly string[];
}

/** Whether a file of the project's own is on the way. */
export function isReachedByOwnCode(pin: PinResult, { isVendored, metFrom }: Foreign): boolean {
  const trails = [pin.trail, ...[...pin.sources, ...pin.alternatives.flatMap((one) => one.sources)].map(trailOf)];
  const callers = pin.alternatives.flatMap(({ when }) => [...when.matchAll(CALLER)].map(([, path = '']) => path));
  return [...trails.flat().map(({ path }) => path), ...callers, ...metFrom(pin)].some(
    (path) => path !== '' && !isVendored(path),
  );
}

const trailOf = (source: SourceResult) => source.trail;

/** Such a finding is told in one line for each package, and fails no run. */
export function asDependency(finding: Finding, pin: PinResult | undefined, foreign: Foreign): Finding {
  if (pin === undefined || !pin.vendored || isReachedByOwnCode(pin, foreign)) return finding;
  return { ...finding, severity: 'note', vendored: packageOf(finding.path) };
}

/** `node_modules/@scope/name`, `vendor/github.com/owner/name`, `vendor/owner/name`, `third_party/name`. */
export function packageOf(path: string): string {
  const parts = path.split('/');
  const at = parts.findLastIndex((part) => HOMES.has(part));
  if (at < 0) return parts.slice(0, -1).join('/') || '.';
  const first = parts[at + 1] ?? '';
  const depth =
    parts[at] === 'vendor'
      ? first.includes('.')
        ? 3
        : 2
      : parts[at] === 'node_modules' && first.startsWith('@')
        ? 2
        : 1;
  return parts.slice(0, Math.min(at + 1 + depth, parts.length - 1)).join('/');
}

const HOMES: ReadonlySet<string> = new Set(['vendor', 'node_modules', 'third_party', 'thirdparty', 'bower_components']);
