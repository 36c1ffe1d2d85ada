/** Judged pins in the form of the output contract. */
import { createHash } from 'node:crypto';
import type { Pin, Site, Trail } from '../evaluate/pin.js';
import type { MissingRoot, PinResult } from '../result.js';
import type { JudgedAlternative, JudgedMigration, JudgedPin } from './judge.js';
import type { ReadAlternative } from './read-pin.js';
import { linesOf, type ResultContext, sourceResult, type TextOf, trailSteps } from './source-results.js';

/**
 * The id is made of what stays when lines move: path, API, the pinning argument without white space, and how often that
 * occurred before.
 */
export function pinIds(pins: readonly Pin[], textOf: TextOf): ReadonlyMap<Pin, string> {
  const seen = new Map<string, number>();
  const ids = new Map<Pin, string>();
  for (const pin of [...pins].sort(byPlace)) {
    const key = [pin.site.path, pin.api, textIn(pin.site, textOf).replace(/\s+/g, '')].join('\n');
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    ids.set(pin, createHash('sha256').update(`${key}\n${occurrence}`).digest('hex').slice(0, 16));
  }
  return ids;
}

export const byPlace = (a: Pin, b: Pin): number =>
  compare(a.site.path, b.site.path) ||
  a.site.span.line - b.site.span.line ||
  a.site.span.column - b.site.span.column ||
  compare(a.api, b.api);

/** By code unit: the same order on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function pinResult(judged: JudgedPin, ids: ReadonlyMap<Pin, string>, context: ResultContext): PinResult {
  const { read, alternatives, deciding } = judged;
  const { pin } = read;
  const secrets = read.alternatives.flatMap(passwordsOf);
  const shadowedBy = pin.shadowedBy === undefined ? null : (ids.get(pin.shadowedBy) ?? null);
  const sources = (one: JudgedAlternative) =>
    one.alternative.sources.map((source) => sourceResult(source, secrets, context));
  return {
    id: ids.get(pin) ?? '',
    path: pin.site.path,
    ...spanOf(pin.site),
    language: pin.language,
    api: pin.api,
    model: pin.model,
    effect: deciding.alternative.effect,
    reach: pin.reach,
    sources: sources(deciding),
    alternatives:
      alternatives.length < 2
        ? []
        : alternatives.map((one) => ({ when: one.alternative.when, sources: sources(one), verdict: one.verdict })),
    trail: trailSteps(decidingTrail(judged), secrets, context.textOf),
    verdict: deciding.verdict,
    shadowedBy,
    test: read.test,
    vendored: read.vendored,
    migrations: pin.shadowedBy === undefined ? deciding.migrations.map(migrationResult) : [],
  };
}

/** The way to the deciding source; the pin's own trail shows the first alternative. */
function decidingTrail({ read, alternatives, deciding }: JudgedPin): Trail {
  const own = deciding.alternative.sources.find((source) => source.trail.length > 0)?.trail;
  return alternatives.length > 1 && own !== undefined ? own : read.pin.trail.length > 0 ? read.pin.trail : (own ?? []);
}

const migrationResult = ({ id, verdict, missing }: JudgedMigration) => ({
  id,
  verdict,
  missing: missing.map((root): MissingRoot => ({ id: root.id, name: root.name, sha256: root.sha256 })),
});

export function passwordsOf(alternative: ReadAlternative): readonly string[] {
  return alternative.sources.flatMap((source) =>
    'reading' in source && source.reading.password !== undefined ? [source.reading.password] : [],
  );
}

const spanOf = ({ span }: Site) => ({
  line: span.line,
  column: span.column,
  endLine: span.endLine,
  endColumn: span.endColumn,
});

function textIn({ path, span }: Site, textOf: TextOf): string {
  const lines = linesOf(textOf(path) ?? '').slice(span.line - 1, span.endLine);
  return lines
    .map((line, index) =>
      line.slice(index === 0 ? span.column - 1 : 0, index === lines.length - 1 ? span.endColumn - 1 : undefined),
    )
    .join('\n');
}
