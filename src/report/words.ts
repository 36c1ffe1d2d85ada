/** Days and names as people say them, in the language of the run. */
import type { AnchorResult, Fix, RuleId, SourceResult } from '../result.js';
import type { Messages } from './messages/messages.js';

/** Whole days from one day to another; negative when it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `in 40 days`, `222 days ago`, `today`. */
export function distance(from: string, to: string, say: Messages): string {
  const days = daysBetween(from, to);
  if (days === 0) return say.today();
  return days > 0 ? say.inDays(days) : say.daysAgo(-days);
}

/** What a person wants to know of a root: until when it counts, and for whom. */
export function datesOf(anchor: AnchorResult, asOf: string, say: Messages): readonly string[] {
  const expiry =
    daysBetween(asOf, anchor.notAfter) < 0
      ? say.joined([say.expired(anchor.notAfter), distance(asOf, anchor.notAfter, say)])
      : say.expires(anchor.notAfter);
  const distrust = anchor.distrustActual ?? anchor.distrust;
  if (anchor.id === null) return [expiry, say.privateCa];
  if (distrust === null) return [expiry];
  return [expiry, say.joined([say.mozillaDistrust(distrust), distance(asOf, distrust, say)])];
}

/** Where the roots of a source are, in a line. */
export function describeSource(source: SourceResult, say: Messages): string {
  switch (source.kind) {
    case 'file':
    case 'directory': {
      const held =
        source.anchors.length > 0 || source.problem === undefined
          ? say.count(source.anchors.length, 'certificate')
          : source.problem;
      return say.file(source.path, held, source.format?.toUpperCase() ?? null, source.found);
    }
    case 'inline':
      return say.inTheCode(
        `${source.path}:${source.line}`,
        source.problem ?? say.count(source.anchors.length, 'certificate'),
      );
    case 'url':
      return say.fetchedFrom(source.url);
    case 'hash':
      return say.hash(source.algorithm, source.value, source.names, source.matches === 'leaf');
    case 'environment':
      return say.environment(source.name);
    case 'bundle':
      return say.bundle(source.name);
    case 'system':
      return say.system(source.name);
    case 'disabled':
      return say.nothingVerified;
    case 'unknown':
      return say.unknown(source.why);
  }
}

/** What a remedy does, to be read after its name. */
export function remedyOf(fix: Fix, rule: RuleId, say: Messages): string {
  if (fix.remedy === 'append') return say.appendRoot;
  return rule === 'disabled-verification' ? say.removeSwitch : say.removePin;
}
