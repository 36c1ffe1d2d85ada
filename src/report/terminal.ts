/**
 * The report for people. It reads from the top: what, where, why, what to do; the summary stands last, where the eye is
 * when the run ends, and says what was not looked at. Plain ASCII, and colour never carries a meaning of its own.
 */
import picocolors from 'picocolors';
import type { Finding, PinResult } from '../result.js';
import { messagesIn } from './messages/messages.js';
import { compareFindings, compareGravity } from './order.js';
import type { Reported } from './reported.js';
import { findingLines, type Told } from './terminal-finding.js';
import { summaryLines } from './terminal-summary.js';

export interface Screen {
  /** In columns. */
  readonly width: number;
  readonly color: boolean;
}

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Longer lines are hard to read, shorter ones hold no path. */
const NARROWEST = 40;
const WIDEST = 120;

export function terminalReport(reported: Reported, screen: Screen): string {
  const colors = picocolors.createColors(screen.color);
  const width = Math.max(NARROWEST, Math.min(WIDEST, screen.width));
  const pins = new Map(reported.result.pins.map((pin) => [pin.id, pin]));
  const blocks = gather([...reported.result.findings], pins).map((told) => findingLines(told, reported, width, colors));
  const summary = summaryLines(reported.result, messagesIn(reported.language), width, colors);
  return `${[...blocks, summary].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Findings of one rule about the same stores are told once, with all their sites: one fix covers them. */
function gather(findings: readonly Finding[], pins: ReadonlyMap<string, PinResult>): readonly Told[] {
  const groups = new Map<string, { finding: Finding; pin: PinResult | undefined; also: Finding[] }>();
  [...findings].sort(compareFindings).forEach((finding, index) => {
    const pin = finding.pin === null ? undefined : pins.get(finding.pin);
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
