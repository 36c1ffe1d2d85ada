/**
 * Findings that are known: a repository adopts rootlint today and mends tomorrow. An entry is made of what was looked at,
 * the rule, the pin and its certificates, and not of a line: moved code stays known, and a changed store is news.
 */
import type { Finding, PinResult, SuppressedFinding } from '../result.js';
import { UsageError } from '../usage-error.js';
import { digestOf } from './certificates.js';

const SCHEMA = 'rootlint/baseline/v1';

interface Entry {
  readonly rule: string;
  readonly path: string;
  readonly pin: string;
  readonly certificates: string;
  /** For people who review the file. */
  readonly what: string;
}

export interface Baseline {
  readonly keys: ReadonlySet<string>;
}

export const NO_BASELINE: Baseline = { keys: new Set() };

const keyOf = ({ rule, pin, certificates }: Pick<Entry, 'rule' | 'pin' | 'certificates'>): string =>
  `${rule} ${pin} ${certificates}`;

export function readBaseline(text: string, shown: string): Baseline {
  const wrong = new UsageError(`${shown}: this is no baseline of rootlint; --write-baseline writes one`);
  try {
    const { schema, findings } = JSON.parse(text) as { schema?: unknown; findings?: readonly Entry[] };
    if (schema !== SCHEMA || !Array.isArray(findings)) throw wrong;
    return { keys: new Set(findings.map(keyOf)) };
  } catch {
    throw wrong;
  }
}

/** Sorted, and without lines, so that two branches seldom meet in it. */
export function baselineOf(findings: readonly Finding[], pins: ReadonlyMap<string, PinResult>): string {
  const entries = findings.flatMap((finding): Entry[] => {
    const subject = subjectOf(finding, pins);
    if (subject === null) return [];
    const { rule, path, message } = finding;
    const [what = message] = message.split(/(?<=[.;])\s/, 1);
    return [{ rule, path, ...subject, what }];
  });
  const order = ({ path, rule, pin }: Entry): string => `${path}\0${rule}\0${pin}`;
  const sorted = entries.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  return `${JSON.stringify({ schema: SCHEMA, findings: sorted }, null, 2)}\n`;
}

/** A pin and its certificates; where no pin stands, a file and the version that it names. A remark can't be known. */
function subjectOf(
  { rule, path, pin: id, message }: Finding,
  pins: ReadonlyMap<string, PinResult>,
): Pick<Entry, 'pin' | 'certificates'> | null {
  if (rule === 'unused-suppression' || rule === 'lapsed-suppression') return null;
  const pin = id === null ? undefined : pins.get(id);
  if (pin !== undefined) return { pin: pin.id, certificates: digestOf(pin) };
  return { pin: path, certificates: /\d+(?:\.\d+)+/.exec(message)?.[0] ?? '' };
}

export interface Compared {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Entries that nothing matches any more. */
  readonly stale: number;
}

export function withoutKnown(
  findings: readonly Finding[],
  pins: ReadonlyMap<string, PinResult>,
  { keys }: Baseline,
): Compared {
  const left: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  const met = new Set<string>();
  for (const finding of findings) {
    const subject = subjectOf(finding, pins);
    const key = subject === null ? '' : keyOf({ rule: finding.rule, ...subject });
    if (keys.has(key)) {
      met.add(key);
      suppressed.push({ finding, by: 'baseline', reason: null, until: null });
    } else left.push(finding);
  }
  return { findings: left, suppressed, stale: keys.size - met.size };
}
