/** Numbers, days and names as people say them. */
import type { AnchorResult, Fix, RuleId, SourceResult } from '../result.js';

/** `1 certificate`, `2,431 files`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(count)} ${count === 1 ? noun : plural}`;
}

function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Whole days from one day to another; negative when it lies behind. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** `in 40 days`, `222 days ago`, `today`. */
export function distance(from: string, to: string): string {
  const days = daysBetween(from, to);
  if (days === 0) return 'today';
  return days > 0 ? `in ${countOf(days, 'day')}` : `${countOf(-days, 'day')} ago`;
}

/** What a person wants to know of a root: until when it counts, and for whom. */
export function datesOf(anchor: AnchorResult, asOf: string): readonly string[] {
  const expiry =
    daysBetween(asOf, anchor.notAfter) < 0
      ? `expired ${anchor.notAfter}, ${distance(asOf, anchor.notAfter)}`
      : `expires ${anchor.notAfter}`;
  const distrust = anchor.distrustActual ?? anchor.distrust;
  if (anchor.id === null) return [expiry, 'private CA'];
  if (distrust === null) return [expiry];
  return [expiry, `Mozilla distrust ${distrust}, ${distance(asOf, distrust)}`];
}

/** Where the roots of a source are, in a line. */
export function describeSource(source: SourceResult): string {
  switch (source.kind) {
    case 'file':
    case 'directory': {
      const form = source.format === null ? '' : `, ${source.format.toUpperCase()}`;
      const found = source.found === undefined ? '' : `, found by: ${source.found}`;
      const held =
        source.anchors.length > 0 || source.problem === undefined
          ? countOf(source.anchors.length, 'certificate')
          : source.problem;
      return `${source.path}: ${held}${form}${found}`;
    }
    case 'inline':
      return `in the code, ${source.path}:${source.line}: ${source.problem ?? countOf(source.anchors.length, 'certificate')}`;
    case 'url':
      return `fetched from ${source.url}`;
    case 'hash':
      return `${source.algorithm} ${source.value}, ${source.names === null ? 'of no root in the catalogue' : `of ${source.names}`}${source.matches === 'leaf' ? ', compared with the certificate of the server only' : ''}`;
    case 'environment':
      return `the environment variable ${source.name}`;
    case 'bundle':
      return `the roots that come with ${source.name}`;
    case 'system':
      return `the roots of the system (${source.name})`;
    case 'disabled':
      return 'nothing is verified';
    case 'unknown':
      return `unknown: ${source.why}`;
  }
}

/** What a remedy does, to be read after its name. */
export function remedyOf(fix: Fix, rule: RuleId): string {
  if (fix.remedy === 'append') return 'append the new root, and keep the old one';
  if (rule === 'disabled-verification') return 'remove what switches verification off';
  return "remove the pin, so that the system's roots apply";
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
